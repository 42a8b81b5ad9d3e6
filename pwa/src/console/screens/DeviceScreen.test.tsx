/** This machine: the code and the passphrase, and the ways out. */
import { expect, test, vi } from 'vitest';
import { ModelPerson } from '../../core/thread/modelPerson.ts';
import { atWork, both, openConsole, PASSPHRASE } from '../../testing/console.ts';

test.each(both)('who leaves a machine is a coach still, and comes back with the code (%s)', async (locale) => {
  const app = await atWork({ locale });
  const { office, laptop } = app;
  await app.click('.way', app.t('nav_device'));
  await app.titled('device_title');
  await app.fill('#code-passphrase', 'ikke den riktige setningen');
  app.enter();
  expect((await app.find('#code-passphrase-error')).textContent).toBe(app.t('why_passphrase'));
  await app.fill('#code-passphrase', PASSPHRASE);
  app.enter();
  expect((await app.find('.secret')).textContent).toBe(laptop.code);
  await app.press(app.t('forget'));
  await app.press(app.t('forget_yes'));
  await app.titled('none_title');
  expect(office.coach(laptop.id).state).toBe('active');

  const again = await openConsole({ office, laptop, locale });
  await again.titled('none_title');
  await again.press(again.t('use_code'));
  await again.fill('#code', laptop.code);
  await again.fill('#passphrase', PASSPHRASE);
  await again.fill('#again', PASSPHRASE);
  again.enter();
  await again.titled('inbox_title');
});

test.each(both)('a coach who stops is none on the server, and nothing rests on the machine (%s)', async (locale) => {
  const app = await atWork({ locale });
  const { office, laptop } = app;
  await ModelPerson.begins(office);
  await app.click('.way', app.t('nav_device'));
  await app.press(app.t('resign'));
  // Whoever waits is on nobody's list then.
  await app.find('.sure', app.t('resign_alone', { n: 1 }));
  // The first press asks, and what does not do it has the focus.
  expect(document.activeElement?.textContent).toBe(app.t('no'));
  expect(office.coach(laptop.id).state).toBe('active');
  await app.press(app.t('resign_yes'));
  await app.titled('none_title');
  expect(office.coach(laptop.id).state).toBe('revoked');
  const again = await openConsole({ office, laptop, locale });
  await again.titled('none_title');
});

test.each(both)('a disk that fails is not told as a wrong passphrase (%s)', async (locale) => {
  const app = await atWork({ locale });
  const fails = (method: 'get' | 'put') =>
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(() => {
      throw new DOMException('gone', 'UnknownError');
    });
  const alerts = () => [...document.querySelectorAll('[role=alert]')].map((it) => it.textContent);
  await app.click('.way', app.t('nav_device'));

  let broken = fails('get');
  await app.fill('#code-passphrase', PASSPHRASE);
  app.enter();
  await app.until(() => expect(alerts()).toEqual([app.t('why_disk')]));
  expect(app.field('#code-passphrase')).toBe(PASSPHRASE);
  broken.mockRestore();
  app.enter();
  await app.find('.secret');
  expect(alerts()).toEqual([]);

  broken = fails('put');
  const next = `${PASSPHRASE} til`;
  await app.fill('#present', PASSPHRASE);
  await app.fill('#next', next);
  await app.fill('#next-again', next);
  app.enter();
  await app.until(() => expect(alerts()).toEqual([app.t('why_disk')]));
  expect([app.field('#present'), app.field('#next-again')]).toEqual([PASSPHRASE, next]);
  broken.mockRestore();
  app.enter();
  await app.told('passphrase_changed');
  expect(alerts()).toEqual([]);

  app.keys('Shift', 'Shift', 'Shift');
  await app.titled('unlock_title');
  await app.until(() => expect(app.state.desk.value).toBeNull());
  broken = fails('get');
  await app.unlock(next);
  await app.until(() => expect(alerts()).toEqual([app.t('why_disk')]));
  broken.mockRestore();
  app.enter();
  await app.titled('inbox_title');
});
