/** Crisis help at the lock: one press, for whoever holds the phone, and nothing else of the app behind it. */
import { expect, test } from 'vitest';
import { type Opened, open } from '../../testing/app.ts';
import { found, tap, urge } from '../../testing/doing.ts';
import { heading, isLocked, keyPin, setLock } from '../../testing/locking.ts';

const both = ['nb', 'en'] as const;

/** Danger to life, the police, the out-of-hours doctor, Mental Helse. */
const numbers = ['113', '112', '116117', '116123'];
/** What would say what the app is for. */
const subject = /\bsex|kjøp|\bbuy|prostit|\bPEP\b|glipp|trang|\burge/i;

/** A lock as it is made now: nobody comes in without it. */
async function lockedPhone(locale: (typeof both)[number]): Promise<Opened> {
  const app = await open({ locale, diary: urge('mitt') });
  await app.go('lock');
  await app.press(app.t('lock_choose'));
  await keyPin(app);
  await app.press(app.t('lock_now'));
  await isLocked(app);
  expect(app.text()).not.toContain(app.t('lock_guest'));
  return app;
}

test.each(both)('crisis help is one press from the lock, and leads nowhere else in the app (%s)', async (locale) => {
  const app = await lockedPhone(locale);
  await app.press(app.t('crisis_help'), 'button');
  await heading(app, app.t('crisis_help'));
  for (const number of numbers) await found(app, `main a[href='tel:${number}']`);
  expect(document.body.dataset.face).toBe('mask');
  expect(document.body.textContent).not.toMatch(subject);
  await found(app, '.leave');
  // The way back is the only link that stays in the app, and it goes to the lock.
  expect([...document.querySelectorAll("a[href^='#/']")].map((it) => it.className)).toEqual(['back']);
  for (const asked of ['text/page/police', 'help', 'diary']) {
    location.hash = `#/${asked}`;
    await app.later(50);
    expect(document.querySelector('h1')?.textContent).toBe(app.t('crisis_help'));
  }
  await tap(app, '.back');
  await isLocked(app);
});

test.each(both)('without the texts the lock still has the two numbers that matter (%s)', async (locale) => {
  const before = await open({ locale, diary: urge('mitt') });
  await setLock();
  const app = await open({
    locale,
    disk: before.disk,
    texts: () => {
      throw new TypeError('no connection');
    },
  });
  await isLocked(app);
  await app.press(app.t('crisis_help'), 'button');
  for (const number of ['113', '112']) await found(app, `main a[href='tel:${number}']`);
});
