/** The code, another phone, consents and what is erased on the server. */
import { expect, test, vi } from 'vitest';
import { type Opened, open } from '../../testing/app.ts';
import { all, main, text, title, withUrges } from '../../testing/urge.ts';

/** The code that is shown, once it has been made. */
async function showCode(app: Opened): Promise<string> {
  await app.go('code');
  await app.until(() => expect(main()).not.toBeNull());
  main().click();
  await app.until(() => expect(all('ol.code li')).toHaveLength(7));
  return all('ol.code li').map(text).join('-');
}

async function typeBack(app: Opened, code: string): Promise<void> {
  await app.until(() => expect(document.querySelector('#group')).not.toBeNull());
  const [digit] = /\d/.exec(text(document.querySelector('label[for=group]'))) ?? [];
  const field = document.querySelector<HTMLInputElement>('#group');
  if (!field) throw new Error('no field');
  field.value = ` ${code.split('-')[Number(digit) - 1]?.toLowerCase()}`;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await app.later(1);
  main().click();
  await app.until(() => expect(document.querySelector('#group')).toBeNull());
}

async function takeCode(app: Opened): Promise<string> {
  const code = await showCode(app);
  main().click();
  await typeBack(app, code);
  return code;
}

async function copied(app: Opened): Promise<void> {
  await app.go('more');
  await app.see(app.t('sync_idle'));
}

/** Types the code on the screen that asks for it. */
async function signIn(app: Opened, code: string): Promise<void> {
  await app.go('signin');
  const field = document.querySelector<HTMLInputElement>('#code');
  if (!field) throw new Error('no field');
  field.value = code;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await app.later(1);
  await app.press(app.t('signin_open'));
}
const alert = (): string => text(document.querySelector('[role=alert]'));

test('nothing reaches the server before the code is typed back', { tags: 'slow' }, async () => {
  const app = await withUrges();
  const code = await showCode(app);
  await app.press('Jeg har lagret koden');
  await app.until(() => expect(document.querySelector('#group')).not.toBeNull());
  const field = document.querySelector<HTMLInputElement>('#group');
  if (field) {
    field.value = '0000';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  await app.press('Bekreft koden');
  await app.until(() => expect(alert()).not.toBe(''));
  const sent = () => vi.mocked(fetch).mock.calls.map(([url]) => String(url));
  const ours = (url: string) => /\/api\/(slots|vaults)\//.test(url);
  expect(sent().filter(ours)).toEqual([]);
  expect(app.server.calls).toEqual([]);
  await typeBack(app, code);
  await app.until(() => expect(title()).toBe('Gjenopprettingskoden virker'));
  await app.go('more');
  await app.see('Sikkerhetskopien er oppdatert');
  expect(sent().filter(ours)).not.toEqual([]);
});

test('the code opens the diary on another phone however it is typed', { tags: 'slow' }, async () => {
  const first = await withUrges();
  const code = await takeCode(first);
  await copied(first);
  const second = await open({ locale: 'en', server: first.server });
  await signIn(second, code.slice(0, 9));
  await second.until(() => expect(alert()).toContain('You’ve entered 8 characters'));
  await signIn(second, code.toLowerCase().replaceAll('-', '  ').replaceAll('0', 'o').replaceAll('1', 'l'));
  await second.see(/(Last entry|Siste innføring): /);
  expect(second.state.entriesOfKind('urge')).toHaveLength(1);
});

test('a new code kills the old', { tags: 'slow' }, async () => {
  const first = await withUrges(undefined, { locale: 'en' });
  const old = await takeCode(first);
  await copied(first);
  const code = await takeCode(first);
  expect(code).not.toBe(old);
  await copied(first);
  const second = await open({ locale: 'en', server: first.server });
  await signIn(second, old);
  await second.until(() => expect(alert()).toContain('No diary opens with this code'));
  await signIn(second, code);
  await second.until(() => expect(title()).toBe('Your diary is open'));
});

test('only on this phone is a choice that can be changed later', async () => {
  const app = await withUrges();
  await app.go('code');
  await app.press('Lagre bare på telefonen');
  await app.press('Fortsett uten sikkerhetskopi');
  await app.until(() => expect(app.text()).not.toContain('Fortsett uten sikkerhetskopi'));
  await app.go('consents');
  await app.see('Du sa nei eller trakk det tilbake i dag.');
  await takeCode(app);
  await app.go('consents');
  await app.see('Du sa ja i dag.');
});

test('a copy that is withdrawn is erased, and the diary stays', { tags: 'slow' }, async () => {
  const app = await withUrges(undefined, { locale: 'en' });
  const code = await takeCode(app);
  await copied(app);
  await app.go('consents');
  await app.press(app.t('consents_withdraw'));
  await app.see('Your backup has been deleted.');
  await app.go('more');
  await app.see(app.t('sync_local'));
  expect(app.text()).not.toContain('not yet erased on the server');
  await app.go('diary');
  await app.see('Today');
  expect(app.state.entriesOfKind('urge')).toHaveLength(1);
  const second = await open({ locale: 'en', server: app.server });
  await signIn(second, code);
  await second.until(() => expect(alert()).toContain('No diary opens'));
});
