/** The ways out: a machine is left, or a coach stops. */
import { expect, test } from 'vitest';
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
  expect((await app.find('.code')).textContent).toBe(laptop.code);
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
  await app.click('.way', app.t('nav_device'));
  await app.press(app.t('resign'));
  // The first press asks, and what does not do it has the focus.
  expect(document.activeElement?.textContent).toBe(app.t('no'));
  expect(office.coach(laptop.id).state).toBe('active');
  await app.press(app.t('resign_yes'));
  await app.titled('none_title');
  expect(office.coach(laptop.id).state).toBe('revoked');
  const again = await openConsole({ office, laptop, locale });
  await again.titled('none_title');
});
