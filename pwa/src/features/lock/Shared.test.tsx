/** «Kan andre åpne denne telefonen?»: asked once, before anything is kept, by whatever road one comes. */
import { expect, test } from 'vitest';
import { open } from '../../testing/app.ts';
import { count, strength, tap } from '../../testing/doing.ts';
import { heading, keyPin, onDisk, rests } from '../../testing/locking.ts';

test('what is only read asks nothing, and a ride that is kept asks first and loses nothing', async () => {
  const app = await open({ asks: true });
  // Help opens at once.
  for (const free of ['help', 'tools', 'text/page/crisis', 'text/page/safety']) {
    await app.go(free);
    expect(document.querySelector('h1')?.textContent).not.toBe(app.t('shared_title'));
  }
  await app.until(() => expect(document.querySelectorAll('main .three input').length).toBeGreaterThan(1));
  document.querySelectorAll<HTMLElement>('main .three input')[1]?.click();
  await app.later(400);
  expect((await onDisk()).by).toBeNull();
  expect(document.querySelector('h1')?.textContent).not.toBe(app.t('shared_title'));
  await app.go('urge');
  await strength(app, 7);
  for (let step = 0; step < 3; step += 1) {
    await tap(app, '.dock .btn.main');
    await app.later(100);
  }
  await strength(app, 3);
  await tap(app, '.dock .btn.main');
  await app.see(app.t('keep_ride'));
  expect((await onDisk()).by).toBeNull();
  // One can go back and has lost nothing.
  await app.press(app.t('keep_ride'));
  await heading(app, app.t('shared_title'));
  await app.press(app.t('back'));
  await app.press(app.t('keep_ride'));
  await app.press(app.t('shared_no'));
  await heading(app, app.t('what_title'));
  await rests(app, { by: 'device' });
  await app.go('diary');
  await count(app, 'main .rows .row', 1);
  // The safety answer that waited came to rest with it.
  expect((await onDisk()).here).toBeGreaterThanOrEqual(1);
  await app.go('log');
  await heading(app, app.t('log_title'));
});

test('by a link to a screen that keeps, the question stands in its place, and then the screen', async () => {
  const app = await open({ asks: true });
  app.router.go('log');
  await heading(app, app.t('shared_title'));
  await app.press(app.t('shared_yes'));
  await keyPin(app);
  await heading(app, app.t('log_title'));
  await strength(app, 4);
  await app.until(() => expect(app.state.entriesOfKind('urge')).toHaveLength(1));
  await rests(app, { by: 'lock', keys: [] });
});

test.each(['what_again', 'what_relative'] as const)(
  'what was said of one’s life before the question stands on Today after it (%s)',
  async (who) => {
    const app = await open({ asks: true });
    await app.go('what');
    await app.choose(app.t(who));
    await app.choose(new RegExp(`^${app.t('what_happened')}`));
    await app.press(app.t('continue'));
    await app.until(() => expect(document.querySelectorAll('main .three input').length).toBeGreaterThan(1));
    document.querySelectorAll<HTMLElement>('main .three input')[1]?.click();
    await app.later(100);
    await tap(app, '.dock .btn.main');
    expect((await onDisk()).by).toBeNull();
    await app.press(app.t('continue'));
    await heading(app, app.t('shared_title'));
    await app.press(app.t('shared_no'));
    await rests(app, { here: 1 });
    const again = await open({ disk: app.disk });
    await again.see(again.t('standing_empty'));
  },
);

test.each(['nb', 'en'] as const)('the row of the first minutes goes on behind a lock (%s)', async (locale) => {
  const app = await open({ locale, asks: true });
  await app.press(app.t('first_begin'));
  await app.choose(app.t('what_again'));
  await app.press(app.t('continue'));
  await app.press(app.t('shared_yes'));
  await keyPin(app);
  await count(app, '.progress', 1);
  await rests(app, { by: 'lock', keys: [] });
  // Of a card that is not made yet nothing is said but that, and how to make it.
  await app.go('text/module/first-hold/card');
  await count(app, 'main .empty .btn', 1);
  await count(app, 'main .prose', 0);
});
