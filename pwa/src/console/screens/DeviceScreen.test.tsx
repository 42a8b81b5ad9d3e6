/** This machine: the code and the password, and the ways out. */
import { expect, test, vi } from 'vitest';
import { ModelPerson } from '../../core/thread/modelPerson.ts';
import { atWork, both, openConsole, PASSWORD } from '../../testing/console.ts';

test.each(both)('who leaves a machine is a coach still, and comes back with the code (%s)', async (locale) => {
  const app = await atWork({ locale });
  const { office, laptop } = app;
  await app.click('.way', app.t('nav_device'));
  await app.titled('device_title');
  await app.fill('#code-password', 'ikke den riktige setningen');
  app.enter();
  expect((await app.find('#code-password-error')).textContent).toBe(app.t('why_password'));
  await app.fill('#code-password', PASSWORD);
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
  await again.fill('#password', PASSWORD);
  await again.fill('#again', PASSWORD);
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

test.each(both)('a disk that fails is not told as a wrong password (%s)', async (locale) => {
  const app = await atWork({ locale });
  const fails = (method: 'get' | 'put') =>
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(() => {
      throw new DOMException('gone', 'UnknownError');
    });
  const alerts = () => [...document.querySelectorAll('[role=alert]')].map((it) => it.textContent);
  await app.click('.way', app.t('nav_device'));

  let broken = fails('get');
  await app.fill('#code-password', PASSWORD);
  app.enter();
  await app.until(() => expect(alerts()).toEqual([app.t('why_disk')]));
  expect(app.field('#code-password')).toBe(PASSWORD);
  broken.mockRestore();
  app.enter();
  await app.find('.secret');
  expect(alerts()).toEqual([]);

  broken = fails('put');
  const next = `${PASSWORD} til`;
  await app.fill('#present', PASSWORD);
  await app.fill('#next', next);
  await app.fill('#next-again', next);
  app.enter();
  await app.until(() => expect(alerts()).toEqual([app.t('why_disk')]));
  expect([app.field('#present'), app.field('#next-again')]).toEqual([PASSWORD, next]);
  broken.mockRestore();
  app.enter();
  await app.told('password_changed');
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
