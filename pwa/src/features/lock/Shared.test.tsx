/** «Kan andre åpne denne telefonen?»: asked once, before anything is kept, by whatever road one comes. */
import { expect, test } from 'vitest';
import { open } from '../../testing/app.ts';
import { count, fill, strength, tap } from '../../testing/doing.ts';
import { heading, keyPin, onDisk, rests } from '../../testing/locking.ts';
import { minute, sleeps } from '../../testing/urge.ts';

test('what is only read asks nothing; a ride that is kept is kept first, and what is asked of a new diary comes after', async () => {
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
  await sleeps(app, 2 * minute);
  await tap(app, '.dock .btn.main');
  await strength(app, 3);
  await app.see(app.t('keep_ride'));
  expect((await onDisk()).by).toBeNull();
  // One press keeps it and says so; nothing is asked.
  await app.press(app.t('keep_ride'));
  await app.see(app.t('ride_saved'));
  await rests(app, { by: 'device' });
  expect(app.state.entriesOfKind('urge')).toHaveLength(1);
  // The safety answer that waited came to rest with it.
  await app.until(async () => expect((await onDisk()).here).toBeGreaterThanOrEqual(1));
  await app.press(app.t('done'));
  // Then Today asks, one question at a time, and what was kept stands there.
  await app.see('Etterpå var den 3.');
  await app.press(new RegExp(`^${app.t('what_title').replace('?', '\\?')}`));
  await app.choose(app.t('what_again'));
  await app.press(app.t('continue'));
  await heading(app, app.t('shared_title'));
  await app.press(app.t('shared_yes'));
  await keyPin(app);
  await count(app, '.progress', 1);
  await rests(app, { by: 'lock', keys: [] });
  await app.go('today');
  await app.see('Etterpå var den 3.');
  expect(app.text()).not.toContain(app.t('later_part'));
});

test('who says no to it later is not asked again', async () => {
  let app = await open({ asks: true });
  await app.go('urge');
  await sleeps(app, 2 * minute);
  await tap(app, '.dock .btn.main');
  await app.press(app.t('skip_over'), 'button');
  await app.press(app.t('keep_ride'));
  await app.press(app.t('done'));
  await app.see(app.t('later_part'));
  app = await open({ disk: app.disk, asks: true });
  await app.see(app.t('later_part'));
  app.router.go('shared', 'later');
  await heading(app, app.t('shared_title'));
  await app.press(app.t('shared_no'));
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('today'));
  await app.until(() => expect(app.text()).not.toContain(app.t('later_part')));
  app = await open({ disk: app.disk, asks: true });
  await app.see('Du prøvde Bølgen.');
  expect(app.text()).not.toContain(app.t('later_part'));
});

test('put aside on Today, where it stands below the plan, it does not come back', async () => {
  let app = await open({
    asks: true,
    diary: async (vault) => {
      await vault.write('settings', 'settings', { what: ['again'] });
      await vault.writeDevice('unasked', { shared: true });
    },
  });
  await app.see(app.t('shared_title'));
  const parts = [...document.querySelectorAll('main .part h2')].map((it) => it.textContent);
  expect(parts.indexOf(app.t('later_part'))).toBeGreaterThan(parts.indexOf(app.t('today_next')));
  expect(parts.at(-1)).toBe(app.t('later_part'));
  await app.press(app.t('hide_this', { what: app.t('shared_title') }));
  await app.until(() => expect(app.text()).not.toContain(app.t('later_part')));
  app = await open({ disk: app.disk, asks: true });
  await app.see(app.t('today_next'));
  expect(app.text()).not.toContain(app.t('later_part'));
});

test('who has a code is asked for the code first, and about the phone when the diary is open', async () => {
  let code = '';
  const first = await open({
    diary: async (vault) => {
      await vault.write('settings', 'settings', { what: ['again'] });
      for (const [date, strength] of [
        ['2026-11-20', 3],
        ['2026-11-20', 4],
        ['2026-11-22', 5],
      ] as const)
        await vault.create('urge', { date, part: 'day', strength });
      code = await vault.makeCode();
      await vault.confirmCode();
    },
  });
  const app = await open({ asks: true, server: first.server });
  await app.press(app.t('first_code'));
  await heading(app, app.t('signin_title'));
  await fill(app, '#code', code);
  await app.press(app.t('signin_open'));
  await heading(app, app.t('signin_done_title'));
  await app.see(`${app.t('signin_days', { n: 2 })} ${app.t('signin_last', { date: 'i går' })}`);
  // The diary is what he came for: the lock is second.
  expect(document.querySelector('.dock .main')?.textContent).toBe(app.t('signin_today'));
  await app.press(app.t('signin_lock'));
  await heading(app, app.t('shared_title'));
  await app.press(app.t('shared_yes'));
  await keyPin(app);
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('today'));
  await rests(app, { by: 'lock', keys: [] });
});

test('back from the opened diary leads to Today, where the question waits', async () => {
  let code = '';
  const first = await open({
    diary: async (vault) => {
      await vault.write('settings', 'settings', { what: ['again'] });
      code = await vault.makeCode();
      await vault.confirmCode();
    },
  });
  const app = await open({ asks: true, server: first.server });
  await app.press(app.t('first_code'));
  await fill(app, '#code', code);
  await app.press(app.t('signin_open'));
  await heading(app, app.t('signin_done_title'));
  await app.press(app.t('tab_today'));
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('today'));
  await app.see(app.t('shared_title'));
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
    // While it is empty it can be put aside.
    await again.press(again.t('hide_this', { what: 'Trygghetsplanen' }));
    await again.until(() => expect(again.text()).not.toContain(again.t('standing_empty')));
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
