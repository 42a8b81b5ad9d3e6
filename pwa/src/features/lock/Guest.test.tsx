/** «Bruk appen uten å låse opp»: two can use one tablet, and nothing is kept or seen. */
import { expect, test } from 'vitest';
import { open } from '../../testing/app.ts';
import { count, found, openEntry, strength, tap, todayStands, urge } from '../../testing/doing.ts';
import { heading, isLocked, keyPin, onDisk, PIN, pressPin, rests, setLock } from '../../testing/locking.ts';

const OWN = 'dette er eierens';

/** The owner's diary with its lock shut, and a guest in front of it. */
async function visiting(locale: 'nb' | 'en') {
  const app = await open({ locale, diary: urge(OWN) });
  // The language that is spoken is written a moment after the start.
  await rests(app, { outside: { locale } });
  await app.go('lock');
  await setLock();
  const before = await onDisk();
  await app.press(app.t('lock_now'));
  await isLocked(app);
  await app.press(app.t('lock_guest'));
  await heading(app, app.t('guest_title'));
  return { app, before };
}

test.each(['nb', 'en'] as const)(
  'the owner’s screens lead back to the overview, by an old link too (%s)',
  async (locale) => {
    const { app } = await visiting(locale);
    for (const closed of ['today', 'diary', 'more', 'log', 'plan', 'code', 'lock', 'text/module/first-hold']) {
      location.hash = `#/${closed}`;
      await app.later(50);
      await heading(app, app.t('guest_title'));
      expect(document.documentElement.innerHTML).not.toContain(OWN);
    }
  },
);

test.each(['nb', 'en'] as const)('what a guest answers and rides is kept nowhere (%s)', async (locale) => {
  const { app, before } = await visiting(locale);
  // The relatives' programme, with its answers in memory.
  await app.press(new RegExp(`^${app.t('guest_near')}`));
  await tap(app, 'main .step, main .row');
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('text'));
  const fields = () => document.querySelectorAll<HTMLInputElement>('main input, main textarea');
  for (let step = 0; step < 12 && fields().length === 0; step += 1) {
    await tap(app, '.dock .btn.main');
    await app.later(100);
  }
  const [field] = fields();
  if (!field) throw new Error(`nothing to answer in: ${app.text()}`);
  if (field.type === 'radio' || field.type === 'checkbox') field.click();
  else {
    field.value = 'pårørendes svar';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  await app.later(800);
  expect(document.documentElement.innerHTML).not.toContain(OWN);
  // The urge tool to its end: nothing is offered for keeping.
  await app.go('guest');
  await app.press(app.t('hard_now'));
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('urge'));
  await tap(app, '.dock .btn.main');
  await strength(app, 3);
  await app.see(app.t('done'));
  expect(app.text()).not.toContain(app.t('keep_ride'));
  await app.press(app.t('done'));
  await heading(app, app.t('guest_title'));
  const { records, here, by } = await onDisk();
  expect({ records, here, by }).toEqual({ records: before.records, here: before.here, by: 'lock' });
});

test.each(['nb', 'en'] as const)(
  'locked on a text it opens on Today, and shows the owner nothing of the visit (%s)',
  async (locale) => {
    const { app } = await visiting(locale);
    await app.press(new RegExp(`^${app.t('guest_near')}`));
    await tap(app, 'main .step, main .row');
    await app.until(() => expect(document.documentElement.dataset.screen).toBe('text'));
    await app.press(app.t('guest_lock'));
    await isLocked(app);
    await pressPin(app, PIN);
    await todayStands(app);
    expect(document.body.dataset.face ?? 'stop').toBe('stop');
    expect(await openEntry(app)).toHaveProperty('value', OWN);
  },
);

test.each(['nb', 'en'] as const)(
  'where nobody is to see even the pages, the lock offers no way past it, also after a start (%s)',
  async (locale) => {
    const app = await open({ locale, diary: urge(OWN) });
    await setLock();
    await app.go('lock');
    (await found(app, 'main > .choice input[type=checkbox], main .choice input[type=checkbox]')).click();
    await app.see(app.t('lock_guests_off'));
    await rests(app, { outside: expect.objectContaining({ guests: false }) });
    await app.press(app.t('lock_now'));
    await isLocked(app);
    expect(app.text()).not.toContain(app.t('lock_guest'));
    const again = await open({ locale, disk: app.disk });
    await isLocked(again);
    await count(again, '.dock .btn', 0);
    expect(again.text()).not.toContain(again.t('lock_guest'));
  },
);

test.each(['nb', 'en'] as const)('a new lock lets nobody in without it unless that is chosen (%s)', async (locale) => {
  for (const chosen of [false, true]) {
    const app = await open({ locale, diary: urge(OWN) });
    await app.go('lock');
    await app.press(app.t('lock_choose'));
    await heading(app, app.t('pin_new_title'));
    if (chosen) await tap(app, 'main .choice input');
    await keyPin(app);
    await app.see(app.t('lock_changed'));
    await rests(app, { by: 'lock', outside: { guests: chosen } });
    await app.press(app.t('lock_now'));
    await isLocked(app);
    expect(app.text().includes(app.t('lock_guest'))).toBe(chosen);
  }
});
