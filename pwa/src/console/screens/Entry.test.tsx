/** The ways into the console: an invitation, a printed code, a password; and the lock. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Office } from '../../core/thread/modelOffice.ts';
import { ModelPerson } from '../../core/thread/modelPerson.ts';
import { atWork, both, hire, openConsole, PASSWORD } from '../../testing/console.ts';

/** Of the only coach: what is read out to whoever certifies. */
function fingerprint(office: Office): string {
  const [{ public_key } = { public_key: '' }] = [...office.coaches.values()];
  const digest = createHash('sha256').update(Buffer.from(public_key, 'base64')).digest('hex');
  return digest.slice(0, 32).replace(/(.{4})(?=.)/g, '$1 ');
}

test.each(both)('an invitation becomes a coach, who is let in once there is a certificate (%s)', async (locale) => {
  const office = await Office.make();
  const link = office.invite();
  const app = await openConsole({ office, locale, link });
  await app.titled('invited_title');
  // The secret has left the address before anything is asked for.
  expect([...app.net.addresses, location.href].filter((it) => it.includes(link))).toEqual([]);

  await app.fill('#password', 'for kort');
  app.enter();
  await app.until(() => expect(document.activeElement?.id).toBe('password'));
  await app.find('[role=alert]', app.t('why_weak', { n: 12 }));
  await app.fill('#password', PASSWORD);
  await app.fill('#again', 'fem ord fra en annen');
  app.enter();
  await app.find('#again-error', app.t('why_differ'));
  await app.fill('#again', PASSWORD);
  app.enter();

  await app.titled('backup_title');
  const code = (await app.find('.secret')).textContent ?? '';
  expect(code).toMatch(/^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
  await app.press(app.t('backup_first'));
  await app.choose(app.t('backup_safe'));
  await app.find('.btn.main', app.t('go_on'));
  await app.press(app.t('go_on'));

  await app.titled('waiting_title');
  expect((await app.find('.print')).textContent).toBe(fingerprint(office));
  await app.press(app.t('ask_now'));
  await app.told('still_waiting');
  const [id = ''] = office.coaches.keys();
  await office.certify(id);
  await app.press(app.t('ask_now'));
  await app.titled('inbox_title');
  await app.see(app.t('empty_waiting'));
  expect(app.net.bodies.filter((it) => it.includes(PASSWORD) || it.includes(code))).toEqual([]);
});

test('the code is not left behind before its sheet was put away', async () => {
  const office = await Office.make();
  const app = await openConsole({ office, link: office.invite() });
  await app.fill('#password', PASSWORD);
  await app.fill('#again', PASSWORD);
  app.enter();
  await app.titled('backup_title');
  const go = await app.find('.btn.main', app.t('backup_first'));
  expect(go.getAttribute('aria-disabled')).toBe('true');
  const asked = office.calls.length;
  go.click();
  app.keys('i');
  await app.later(1_000);
  expect(app.state.room.value.at).toBe('backup');
  expect(office.calls.slice(asked), 'it goes to ask how the coach stands').toEqual([]);
});

test.each(both)('the printed code opens the same coach on another laptop (%s)', async (locale) => {
  const office = await Office.make();
  const { id, code } = await hire(office);
  const app = await openConsole({ office, locale });
  await app.titled('none_title');
  await app.press(app.t('use_code'));
  await app.titled('restore_title');
  await app.fill('#password', PASSWORD);
  await app.fill('#again', PASSWORD);
  await app.fill('#code', 'ABCD');
  app.enter();
  // What is wrong is said at the field that it is wrong in.
  expect((await app.find('#code-error')).textContent).toBe(app.t('why_code'));
  expect(document.activeElement?.id).toBe('code');
  expect(document.querySelector('#password-error')).toBeNull();
  await app.fill('#code', code.toLowerCase());
  app.enter();
  await app.titled('inbox_title');
  expect(app.state.desk.value?.id).toBe(id);
});

test('a link works once, and nobody is asked for a password that a used one needs no more', async () => {
  const office = await Office.make();
  const link = office.invite();
  const late = await openConsole({ office, link });
  await late.titled('invited_title');
  office.invitations.clear();
  await late.fill('#password', PASSWORD);
  await late.fill('#again', PASSWORD);
  late.enter();
  await late.titled('spent_title');
  expect(office.coaches.size).toBe(0);

  const later = await openConsole({ office, link });
  await later.titled('spent_title');
  expect(document.querySelector('input')).toBeNull();
});

test('what was begun is there after a lock, and another password does not open it', async () => {
  const app = await atWork();
  await ModelPerson.begins(app.office, { text: 'Ligger våken.' });
  await app.fetch();
  await app.read();
  await app.fill('#answer', 'Jeg har lest det du');
  app.keys('Shift', 'Shift', 'Shift');
  await app.titled('unlock_title');
  expect(document.documentElement.outerHTML).not.toContain('Ligger våken');
  await app.until(() => expect(app.state.desk.value).toBeNull());
  await app.unlock('ikke den riktige setningen');
  await app.find('[role=alert]', app.t('why_password'));
  await app.fill('#password', PASSWORD);
  app.enter();
  await app.titled('inbox_title');
  await app.read();
  expect(app.field('#answer')).toBe('Jeg har lest det du');
});

test('ten minutes without a touch lock', async () => {
  const app = await atWork();
  await app.later(9 * 60_000);
  expect(app.state.room.value.at).toBe('inbox');
  await app.later(2 * 60_000);
  await app.titled('unlock_title');
  await app.until(() => expect(app.state.desk.value).toBeNull());
});
