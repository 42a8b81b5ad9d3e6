/** An urge being ridden is not begun anew because one looked for help, or because the phone threw the page out. */
import { screen } from '@testing-library/dom';
import { expect, test, vi } from 'vitest';
import type { Vault } from '../../core/vault/types.ts';
import { type Opened, open } from '../../testing/app.ts';
import { seen } from '../../testing/locking.ts';
import {
  all,
  clock,
  main,
  minute,
  minutesLeft,
  openWay,
  rate,
  rested,
  say,
  sleeps,
  text,
  title,
  today,
  toWay,
  urges,
  withUrges,
} from '../../testing/urge.ts';

const wave = 'Bølgen';
const left = (app: Opened, minutes: number): Promise<void> => app.until(() => expect(minutesLeft()).toBe(minutes));

/** The page is loaded anew, and opens by itself in what it was. */
async function loadedAnew(app: Opened, at: string): Promise<Opened> {
  const again = await open({ disk: app.disk, at });
  await again.until(() => expect(again.state.vault.value).not.toBeNull());
  return again;
}

test('crisis help and back leaves the clock running, and one that stands standing', async () => {
  const app = await open();
  await toWay(app, 7, wave);
  const minutes = minutesLeft();
  await sleeps(app, 125_000);
  await left(app, minutes - 2);
  await app.press(app.t('crisis_help'));
  await app.until(() => expect(clock()).toBe(''));
  await sleeps(app, minute);
  await app.press(app.t('back'));
  await left(app, minutes - 3);
  await app.press(app.t('pause'));
  await app.press(app.t('crisis_help'));
  await app.until(() => expect(clock()).toBe(''));
  await sleeps(app, 2 * minute);
  await app.press(app.t('back'));
  await left(app, minutes - 3);
  expect(screen.queryByRole('button', { name: app.t('go_on') })).not.toBeNull();
});

test('ringing somebody and back leaves the clock running, and all of the time is the way’s own', async () => {
  const app = await withUrges();
  await toWay(app, 7, wave);
  const minutes = minutesLeft();
  await sleeps(app, 125_000);
  await app.press(app.t('ring_someone'));
  await app.until(() => expect(clock()).toBe(''));
  await sleeps(app, minute);
  await app.press(app.t('back'));
  await left(app, minutes - 3);
  main().click();
  await rate(app, 3);
  await app.until(() => expect(urges(app)).toContainEqual(expect.objectContaining({ way: 'wave', minutes: 3 })));
});

test('with a diary the ride outlives the page, and leaves nothing when it has ended', async () => {
  let app = await withUrges();
  await toWay(app, 7, wave);
  const minutes = minutesLeft();
  await rested(app, 'through');
  app = await loadedAnew(app, '2026-11-23T12:01:05+01:00');
  await left(app, minutes - 1);
  // Half an hour later it is not what the app opens with, but what «Vanskelig nå» goes on with.
  app = await loadedAnew(app, '2026-11-23T12:32:00+01:00');
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('today'));
  await app.until(() => expect(document.querySelector('.hold .hold-main')).not.toBeNull());
  document.querySelector<HTMLElement>('.hold .hold-main')?.click();
  await app.until(() => expect(clock()).toBe(app.t('time_over', { n: 10 })));
  main().click();
  await rate(app, 3);
  await app.until(() => expect(document.querySelector('main .fall')).not.toBeNull());
  await app.see(app.t('ride_saved'));
  await app.until(() => expect(app.state.deviceRecords.value.has('ride')).toBe(false));
  app = await loadedAnew(app, '2026-11-23T12:33:00+01:00');
  await app.go('urge');
  await app.see(app.t('how_strong_small'));
  expect(urges(app).filter((it) => it.strength === 7)).toEqual([expect.objectContaining({ after: 3, way: 'wave' })]);
});

test.each([
  ['hidden', 'nb', 2, 'Du prøvde Puste rolig. Det varte i sju minutter.'],
  ['hidden', 'nb', 12, 'Du prøvde Puste rolig.'],
  ['closed', 'nb', 12, 'Du prøvde Puste rolig.'],
  ['hidden', 'en', 12, 'You tried Slow breathing.'],
] as const)('a length is told only where the page was there: %s (%s), %i minutes', async (how, locale, away, words) => {
  let app = await withUrges(undefined, { locale });
  await app.go('urge');
  await app.press(app.t('something_else'), 'button');
  await openWay(app, locale === 'nb' ? 'Puste rolig' : 'Slow breathing');
  await app.until(() => expect(clock()).not.toBe(''));
  await sleeps(app, 3 * minute);
  seen('hidden');
  await app.until(() => expect(app.state.deviceRecords.value.get('ride')?.seen).toBeGreaterThan(170));
  if (how === 'closed') app = await loadedAnew(app, `2026-11-23T12:${3 + away}:00+01:00`);
  else {
    await sleeps(app, away * minute);
    seen('visible');
  }
  await app.until(() => expect(clock()).not.toBe(''));
  await sleeps(app, 2 * minute);
  main().click();
  await app.press(app.t('skip_over'), 'button');
  await app.until(() => expect(text(document.querySelector('main .lead'))).toBe(words));
  const minutes = away > 3 ? 0 : 7;
  await app.until(() => expect(urges(app)).toContainEqual({ ...today, way: 'breathing', minutes }));
});

test('the time for which he had gone back out of a ride is not told as its length', async () => {
  const app = await withUrges();
  await app.go('urge');
  await sleeps(app, 4 * minute);
  await app.press(app.t('back'));
  await app.see(app.t('broken_off_title'));
  await sleeps(app, 20 * minute);
  await app.go('urge');
  await app.until(() => expect(clock()).not.toBe(''));
  main().click();
  await rate(app, 3);
  await app.until(() => expect(urges(app)).toContainEqual({ ...today, way: 'wave', after: 3, minutes: 0 }));
});

test('the next urge is an entry of its own though the first was not written yet', async () => {
  const app = await withUrges();
  await toWay(app, 7, wave);
  await rested(app, 'through');
  // Nothing is sealed, and so nothing is kept, until the gate is opened: a phone that is very slow.
  let openGate = (): void => undefined;
  const gate = new Promise<void>((opens) => {
    openGate = opens;
  });
  const seal = crypto.subtle.encrypt.bind(crypto.subtle);
  vi.spyOn(crypto.subtle, 'encrypt').mockImplementation((...given) => gate.then(() => seal(...given)));
  const finish = async (after: number) => {
    main().click();
    await rate(app, after);
    await app.until(() => expect(document.querySelector('main .fall')).not.toBeNull());
    await app.press(app.t('done'));
    await app.until(() => expect(document.documentElement.dataset.screen).toBe('today'));
  };
  await finish(3);
  await app.go('urge');
  await say(app, 9);
  expect(urges(app)).toHaveLength(1);
  openGate();
  await app.press(app.t('something_else'), 'button');
  await openWay(app, wave);
  await app.until(() => expect(clock()).not.toBe(''));
  await finish(8);
  await app.until(() => expect(urges(app)).toHaveLength(3));
  for (const [strength, after] of [
    [7, 3],
    [9, 8],
  ])
    expect(urges(app).filter((it) => it.strength === strength)).toEqual([expect.objectContaining({ after })]);
});

test('without a diary nothing of a ride is kept', async () => {
  const app = await open();
  await toWay(app, 7, wave);
  expect(app.state.vault.value).toBeNull();
  const databases = await app.disk.databases();
  const again = await open({ disk: app.disk });
  await again.until(() => expect(document.documentElement.dataset.screen).toBe('first'));
  expect(databases.length).toBeLessThanOrEqual(1);
  expect(again.state.vault.value).toBeNull();
  await again.go('urge');
  await again.see(again.t('how_strong_small'));
});

/** «Puste rolig» for so many minutes, without saying how strong it was; at the question of how strong it is. */
async function breathed(minutes: number): Promise<Opened> {
  const app = await withUrges();
  await app.go('urge');
  await app.press(app.t('something_else'), 'button');
  await openWay(app, 'Puste rolig');
  await app.until(() => expect(clock()).not.toBe(''));
  await sleeps(app, minutes * minute);
  main().click();
  return app;
}

test('a ride whose strength was skipped leaves its trace in the diary, and can be given one', async () => {
  const app = await breathed(11);
  await app.press(app.t('skip_over'), 'button');
  await app.see(app.t('ride_saved'));
  await app.see('Du prøvde Puste rolig. Det varte i elleve minutter.');
  await app.until(() => expect(urges(app)).toContainEqual({ ...today, way: 'breathing', minutes: 11 }));
  await app.press(app.t('done'));
  await app.go('diary');
  await app.see(app.t('diary_urge_half'));
  const line = all('main .rows .row').find((it) => text(it).includes('Puste'));
  expect(text(line)).toContain(app.t('diary_urge_half'));
  line?.click();
  await app.press(app.t('change'), 'link');
  await app.see(app.t('entry_strength'));
  document.querySelector<HTMLElement>("fieldset.ten button[value='7']")?.click();
  await app.see(app.t('entry_of_ten', { n: 7 }));
  await app.press(app.t('done'));
  await app.until(() => expect(document.querySelector('main dl')).not.toBeNull());
  await app.press(app.t('done'));
  await app.until(() => expect(title()).toBe(app.t('tab_diary')));
  await app.until(() =>
    expect(all('main .rows .row').some((it) => text(it).includes(app.t('diary_urge', { strength: 7 })))).toBe(true),
  );
  expect(urges(app)).toContainEqual({ ...today, way: 'breathing', minutes: 11, strength: 7 });
});

test('a ride that is rated at its end alone has «Ferdig» first, its number in the diary, and a new line on the hill', async () => {
  const app = await breathed(3);
  await rate(app, 5);
  await app.see(app.t('ride_saved'));
  expect(text(main())).toBe(app.t('done'));
  main().click();
  // It is seen to come, and told from the others after that.
  await app.until(() => expect(document.querySelector('.so-far .newest.coming')).not.toBeNull());
  await sleeps(app, minute);
  await app.until(() => expect(document.querySelector('.so-far .newest:not(.coming)')).not.toBeNull());
  await app.go('diary');
  await app.see(app.t('diary_urge_left', { after: 5 }));
});

test('a ride that had come to its end when the app died is saved at the next start, once', async () => {
  let app = await withUrges();
  await toWay(app, 7, wave);
  await rested(app, 'through');
  // The phone dies when the ride rests with its end, before the entry is written.
  vi.spyOn(app.state.vault.value as Vault, 'write').mockReturnValue(new Promise(() => undefined));
  main().click();
  await rate(app, 3);
  await rested(app, 'end');
  vi.restoreAllMocks();
  app = await loadedAnew(app, '2026-11-23T12:05:00+01:00');
  const saved = [expect.objectContaining({ after: 3, way: 'wave' })];
  await app.until(() => expect(urges(app).filter((it) => it.strength === 7)).toEqual(saved));
  await app.until(() => expect(app.state.deviceRecords.value.has('ride')).toBe(false));
  app = await loadedAnew(app, '2026-11-23T12:06:00+01:00');
  expect(urges(app).filter((it) => it.strength === 7)).toEqual(saved);
});

test('who goes back out of a ride finds it on Today and behind «Vanskelig nå», and is not thrown into it again', async () => {
  let app = await withUrges();
  await app.go('urge');
  await sleeps(app, 4 * minute);
  await app.press(app.t('back'));
  await app.see(app.t('broken_off_title'));
  expect(app.text()).toContain('Du prøvde Bølgen');
  await rested(app, 'through');
  app = await loadedAnew(app, '2026-11-23T12:05:00+01:00');
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('today'));
  await app.go('urge');
  await left(app, 5);
});

test('a press that was not meant leaves nothing', async () => {
  const app = await withUrges();
  await app.go('today');
  await app.go('urge');
  await app.press(app.t('back'));
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('today'));
  expect(app.text()).not.toContain(app.t('broken_off_title'));
  await app.until(() => expect(app.state.deviceRecords.value.has('ride')).toBe(false));
  expect(urges(app)).toHaveLength(1);
});

test('the way back goes stage by stage: from the list to the way that opened, and out', async () => {
  const app = await withUrges();
  await app.go('today');
  await app.go('urge');
  expect(title()).toBe(wave);
  await app.press(app.t('something_else'), 'button');
  await app.see(app.t('ways_more'));
  await app.press(app.t('back'));
  await app.until(() => expect(title()).toBe(wave));
  await app.press(app.t('something_else'), 'button');
  await openWay(app, 'Puste rolig');
  await app.until(() => expect(title()).toBe('Puste rolig'));
  await app.press(app.t('back'));
  await app.see(app.t('ways_more'));
  await app.press(app.t('back'));
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('today'));
});

test.each([
  ['nb', 'Puste rolig', 'Du prøvde Puste rolig. Det varte i ni minutter.'],
  ['en', 'Slow breathing', 'You tried Slow breathing. It took nine minutes.'],
] as const)(
  'the last way, in which it eased, is what the urge was ridden with, however short (%s)',
  async (locale, breathing, words) => {
    const app = await withUrges(undefined, { locale });
    await app.go('urge');
    await app.until(() => expect(clock()).not.toBe(''));
    await sleeps(app, 8 * minute);
    await app.press(app.t('something_else'), 'button');
    await openWay(app, breathing);
    await app.until(() => expect(title()).toBe(breathing));
    await sleeps(app, minute);
    main().click();
    await app.press(app.t('skip_over'), 'button');
    await app.see(words);
    await app.until(() => expect(urges(app)).toContainEqual({ ...today, way: 'breathing', minutes: 9 }));
  },
);

test.each([
  ['nb', 'Den er svakere', 'Du ga det litt tid', 'Den er fortsatt sterk'],
  ['en', 'It’s weaker', 'You gave it some time', 'It’s still strong'],
] as const)(
  'who has pressed that it is weaker is told so at the end, with one number or none (%s)',
  async (locale, weaker, unrated, strong) => {
    for (const [minutes, after, said] of [
      [3, null, weaker],
      [3, 3, weaker],
      [3, 7, strong],
      // It was over by itself: he has said nothing.
      [11, null, unrated],
      [11, 3, unrated],
    ] as const) {
      const app = await withUrges(undefined, { locale });
      await app.go('urge');
      await app.until(() => expect(clock()).not.toBe(''));
      await sleeps(app, minutes * minute);
      await app.until(() => expect(text(main())).toBe(app.t(minutes > 10 ? 'way_over' : 'way_weaker')));
      main().click();
      if (after === null) await app.press(app.t('skip_over'), 'button');
      else await rate(app, after);
      await app.until(() => expect(title()).toBe(said));
      await app.until(() =>
        expect(urges(app)).toContainEqual({ ...today, way: 'wave', minutes, ...(after !== null && { after }) }),
      );
    }
  },
);

test.each([
  [6, false],
  [7, true],
] as const)('a strong urge that was logged has help beside it: %s', async (strength, helps) => {
  const app = await withUrges();
  await app.go('log');
  await rate(app, strength);
  await app.until(() => expect(title()).toBe(app.t('about_title')));
  expect(
    [app.t('about_help'), app.t('crisis_help')].map((it) => all('main a, .dock a').map(text).includes(it)),
  ).toEqual([helps, helps]);
});

test('help beside a strong log begins with that urge, also where another ride stands at its end', async () => {
  const app = await withUrges();
  await app.go('urge');
  await app.until(() => expect(title()).toBe(wave));
  main().click();
  await rate(app, 2);
  await app.go('log');
  await rate(app, 9);
  await app.press(app.t('about_help'), 'link');
  await app.until(() => expect(title()).toBe(wave));
  await app.see(app.t('strength_of', { strength: 9 }));
});

test.each([
  ['nb', 'Samme trang som du logget kl. 12.', 'Et nytt tall erstatter det gamle.'],
  ['en', 'The same urge you logged at 12:00.', 'A new number replaces the old one.'],
] as const)(
  'help that goes on with a logged urge says which, and that a new number replaces its own (%s)',
  async (locale, same, replaces) => {
    const app = await withUrges(undefined, { locale });
    await app.go('urge');
    await app.see(app.t('how_strong_small'));
    expect(app.text()).not.toContain(same);
    await app.press(app.t('back'));
    await app.go('log');
    await rate(app, 6);
    await app.press(app.t('done'), 'button');
    await sleeps(app, 5 * minute);
    await app.go('urge');
    await app.see(same);
    await app.press(new RegExp(`^${app.t('how_strong')}`.replace('?', '\\?')), 'button');
    await app.see(`${same} ${replaces}`);
    await rate(app, 9);
    await app.see(app.t('strength_of', { strength: 9 }));
    await app.see(same);
  },
);

test('help goes on with the urge that was logged before it, for an hour', async () => {
  const app = await withUrges();
  await app.go('log');
  await rate(app, 7);
  await app.press(app.t('done'), 'button');
  await app.go('urge');
  await app.until(() => expect(title()).toBe(wave));
  await app.see(app.t('strength_of', { strength: 7 }));
  main().click();
  await rate(app, 3);
  await app.until(() => expect(urges(app)).toContainEqual({ ...today, strength: 7, after: 3, way: 'wave' }));
  expect(urges(app)).toHaveLength(2);
  await app.go('log');
  await rate(app, 8);
  await app.press(app.t('done'), 'button');
  await sleeps(app, 61 * minute);
  await app.go('urge');
  await app.until(() => expect(title()).toBe(wave));
  expect(app.text()).not.toContain(app.t('strength_of', { strength: 8 }));
});

test('what was logged and then ridden is one entry, and stays when the ride is taken back', async () => {
  const app = await withUrges();
  await app.go('log');
  await rate(app, 9);
  await app.press(app.t('about_help'), 'link');
  await app.until(() => expect(title()).toBe(wave));
  await app.see(app.t('strength_of', { strength: 9 }));
  // Crisis help and back is the same ride.
  await app.press(app.t('crisis_help'));
  await app.until(() => expect(clock()).toBe(''));
  await app.press(app.t('back'));
  await app.until(() => expect(title()).toBe(wave));
  main().click();
  await rate(app, 4);
  await app.see(app.t('ride_saved'));
  await app.until(() => expect(urges(app)).toContainEqual({ ...today, strength: 9, after: 4, way: 'wave' }));
  expect(urges(app)).toHaveLength(2);
  await app.press(app.t('undo'));
  await app.until(() => expect(urges(app).find((it) => it.strength === 9)?.after ?? null).toBeNull());
  expect(urges(app)).toHaveLength(2);
});
