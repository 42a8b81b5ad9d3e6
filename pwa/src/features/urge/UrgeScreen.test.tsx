/** The urge tool at full depth: what has helped most stands first, the ride is drawn, nothing is lost on the way to help. */
import { screen } from '@testing-library/dom';
import { expect, test, vi } from 'vitest';
import { listWith } from '../../core/model/chips.ts';
import { type Opened, open, shipped } from '../../testing/app.ts';
import {
  all,
  clock,
  drawLines,
  main,
  minute,
  nearBy,
  openWay,
  rate,
  rested,
  ridden,
  say,
  sleeps,
  speaks,
  text,
  title,
  today,
  toWay,
  urges,
  wayName,
  withUrges,
} from '../../testing/urge.ts';

const called = {
  nb: {
    wave: 'Bølgen',
    breathing: 'Puste rolig',
    waiting: 'Vente litt',
    ring: 'Ring eller skriv til noen',
    trigger: 'Ensomhet',
    average: 'trinn i snitt',
    last: 'Sist, med Puste rolig, gikk trangen fra 7 til 4.',
    atThisTime: 'Mandag midt på dagen: Da har trangen falt mest med Puste rolig, 3 trinn i snitt (3 ganger).',
    fromThis: 'Når trangen kom etter «Ensomhet», falt den 2 trinn i snitt med Vente litt (3 ganger).',
  },
  en: {
    wave: 'The Wave',
    breathing: 'Slow breathing',
    waiting: 'Wait a while',
    ring: 'Ring or write to someone',
    trigger: 'Loneliness',
    average: 'on average',
    last: 'Last time, with Slow breathing, the urge went from 7 to 4.',
    atThisTime:
      'Monday daytime: at this time the urge has gone down most with Slow breathing, by 3 on average, over 3 times.',
    fromThis:
      'When ‘Loneliness’ came before the urge, it has gone down by 2 on average with Wait a while, over 3 times.',
  },
};
const both = ['nb', 'en'] as const;
const saidOfWays = (): string => text(document.querySelector('main > .read'));

test.each(both)('before anything has helped the wave opens, and nothing is said of a way (%s)', async (locale) => {
  const app = await withUrges(undefined, { locale });
  await app.go('urge');
  expect(title()).toBe(called[locale].wave);
  await app.press(app.t('something_else'), 'button');
  await app.see(app.t('ways_more'));
  // What he has just left is not offered him first.
  expect(wayName(main())).toBe(called[locale].ring);
  expect(app.text()).not.toContain(called[locale].average);
});

test.each(both)('what helped once opens first, and no more is said than that (%s)', async (locale) => {
  const app = await withUrges([ridden('breathing', 7, 4, 3)], { locale });
  await app.go('urge');
  expect(title()).toBe(called[locale].breathing);
  await app.see(called[locale].last);
  await app.press(app.t('something_else'), 'button');
  await app.see(app.t('ways_more'));
  expect(saidOfWays()).not.toContain(called[locale].breathing);
});

test.each(both)('the trigger decides which way stands first, and can be taken away again (%s)', async (locale) => {
  const { wave, breathing, waiting, trigger, atThisTime, fromThis } = called[locale];
  const app = await withUrges(
    [
      ...Array(3).fill(ridden('breathing', 7, 4, 3)),
      ...[4, 4, 5].map((after) => ridden('wave', 7, after, 9)),
      ...Array(3).fill(ridden('waiting', 8, 6, 12, ['lonely'])),
    ],
    { locale },
  );
  await app.go('urge');
  expect(title()).toBe(breathing);
  await app.see(atThisTime);
  await say(app, 5);
  await app.press(app.t('something_else'), 'button');
  await app.see(app.t('ways_more'));
  expect(screen.queryByRole('radiogroup', { name: app.t('ways_trigger') })).not.toBeNull();
  const radio = () => screen.getByRole<HTMLInputElement>('radio', { name: trigger });
  radio().click();
  await app.until(() => expect(wayName(main())).toBe(waiting));
  expect(saidOfWays()).toBe(fromThis);
  radio().click();
  await app.until(() => expect(wayName(main())).toBe(wave));
  expect(radio().checked).toBe(false);
  radio().click();
  await app.until(() => expect(wayName(main())).toBe(waiting));

  // What he named goes with the ride into the diary.
  main().click();
  await app.until(() => expect(clock()).not.toBe(''));
  main().click();
  await rate(app, 2);
  await app.see(app.t('ride_saved'));
  expect(text(document.querySelector('.set-off small'))).toBe(trigger);
  await app.until(() =>
    expect(urges(app)).toContainEqual(
      expect.objectContaining({ strength: 5, after: 2, way: 'waiting', triggers: ['lonely'] }),
    ),
  );
  await app.press(app.t('close_this'));
  await app.go('diary');
  await app.press(new RegExp(`${app.t('diary_urge_after', { strength: 5, after: 2 })}`), 'link');
  await app.see(trigger);
});

test('what set it off is asked at the end, and kept with the ride', async () => {
  const app = await withUrges();
  await toWay(app, 8, called.nb.waiting);
  await sleeps(app, 12 * minute);
  main().click();
  await rate(app, 6);
  await app.see(app.t('ride_saved'));
  document.querySelector<HTMLElement>('.set-off')?.click();
  await app.choose(called.nb.trigger);
  await app.until(() => expect(urges(app)).toContainEqual(ridden('waiting', 8, 6, 12, ['lonely'])));
  expect(urges(app)).toHaveLength(2);
});

test.each(both)('what set it off before stands first, and a word of his own can be added (%s)', async (locale) => {
  const before = ['lonely', 'seen', 'seen'].map((code) => ridden('waiting', 6, 3, 9, [code]));
  const app = await withUrges([...before, { ...today, strength: 3, own_triggers_a: 'Søndager' }], { locale });
  await toWay(app, 8, called[locale].waiting);
  await sleeps(app, 12 * minute);
  main().click();
  await rate(app, 6);
  await app.see(app.t('ride_saved'));
  document.querySelector<HTMLElement>('.set-off')?.click();
  const chips = () => all('.chips label').map(text);
  await app.until(() => expect(chips()).toHaveLength(6));
  const named = (code: string) => shipped(locale).codes.triggers?.find((it) => it.code === code)?.label;
  expect(chips().slice(0, 3)).toEqual([named('seen'), 'Søndager', called[locale].trigger]);
  expect(app.text()).toContain(app.t('about_more_triggers'));
  await app.choose(called[locale].trigger);
  await app.press(app.t('about_add_own'), 'button');
  await app.write(app.t('about_own_word'), 'Fri på mandag');
  await app.press(app.t('about_own_add'), 'button');
  const kept = () => urges(app).find((it) => it.strength === 8) ?? {};
  await app.until(() => expect(listWith(kept(), 'triggers')).toEqual(['lonely', 'Fri på mandag']));
  // The strength that is changed afterwards takes nothing of it away.
  await app.press(app.t('ride_change'), 'button');
  await rate(app, 4);
  await app.until(() => expect(kept()).toMatchObject({ after: 4 }));
  expect(listWith(kept(), 'triggers')).toEqual(['lonely', 'Fri på mandag']);
});

const drawn = {
  nb: ['En bølge som stiger', 'ser du din egen kurve', 'Kurven går fra 7 ned til 3', '3 etter ca. 12 min'],
  en: ['A wave that rises', 'you’ll see your own wave', 'The line goes from 7 down to 3', '3 after about 12 min'],
} as const;
const drawing = (): Element | null => document.querySelector('.wave svg[role=img]');
/** The words in it, which stand in rows. */
const written = (): string => all('.wave text').map(text).join(' ');
const drawnAs = (): string => drawing()?.getAttribute('aria-label') ?? '';
const marker = (): number[] =>
  ['cx', 'cy'].map((at) => Number(document.querySelector('circle.here')?.getAttribute(at)));

test.each(both)(
  'the wave is drawn for everybody, and nothing is promised to who keeps nothing (%s)',
  async (locale) => {
    const app = await open({ locale });
    await app.go('urge/wave');
    expect(drawnAs()).toContain(drawn[locale][0]);
    await app.see(app.t('course_general'));
    expect(app.text()).not.toContain(drawn[locale][1]);
  },
);

test.each(both)(
  'after three rides the line is that of his own urges, and the clock is as long (%s)',
  async (locale) => {
    const [, toCome, ownCourse, end] = drawn[locale];
    const rides = [ridden('wave', 7, 2, 8), ridden('wave', 7, 3, 12), ridden('wave', 7, 5, 14)];
    for (const enough of [1, 2]) {
      const app = await withUrges(rides.slice(0, enough), { locale });
      await app.go('urge/wave');
      await app.see(toCome);
    }
    const app = await withUrges(rides, { locale });
    drawLines();
    await app.go('urge/wave');
    await app.see(app.t('course_own', { from: 7, to: 3, minutes: 12, n: 3 }));
    expect(app.text()).not.toContain(toCome);
    expect(drawnAs()).toContain(ownCourse);
    expect(written()).toContain(end);
    expect(clock()).toContain('12');
    // The marker goes down along it.
    const [x = 0, y = 0] = marker();
    await sleeps(app, 9 * minute);
    await app.until(() => expect(marker()[0]).toBeGreaterThan(x + 100));
    expect(marker()[1]).toBeGreaterThan(y + 20);
  },
);

test.each(both)('an urge stronger than those he has ridden is promised nothing by them (%s)', async (locale) => {
  const [, , ownCourse, end] = drawn[locale];
  const rides = [ridden('wave', 7, 2, 8), ridden('wave', 7, 3, 12), ridden('wave', 7, 5, 14)];
  const app = await withUrges(rides, { locale });
  await app.go('urge');
  await app.see(app.t('course_own', { from: 7, to: 3, minutes: 12, n: 3 }));
  await say(app, 10);
  await app.see(app.t('course_missing_now', { n: 3 }));
  expect(drawnAs()).not.toContain(ownCourse);
  expect(written()).not.toContain(end);
  await say(app, 8);
  await app.see(app.t('course_own_now', { from: 7, to: 3, minutes: 12, n: 3 }));
  expect(written()).toContain(end);
});

test.each(both)('at the end of the wave the clock says how long it was and no more (%s)', async (locale) => {
  const app = await withUrges(undefined, { locale });
  drawLines();
  await app.go('urge/wave');
  const ground = app.t('firm_ground');
  await app.until(() => expect(written()).toContain(ground));
  await sleeps(app, 11 * minute);
  await app.until(() => expect(clock()).toBe({ nb: '10 minutter har gått', en: '10 minutes have passed' }[locale]));
  // The marker stands on firm ground, which keeps its name: it says where he is.
  await app.until(() => expect(written()).toBe(ground));
  expect(clock()).not.toContain(ground);
});

test('after the drawn top no words say that it is near', async () => {
  const app = await withUrges([2, 3, 5].map((after) => ridden('wave', 7, after, 12)));
  await app.go('urge');
  const said = [];
  for (let n = 0; n < 6; n++) {
    said.push(drawnAs().replace(/.*: /, ''));
    await sleeps(app, 2 * minute);
    await app.until(() => expect(clock()).toContain(n === 5 ? app.t('time_over', { n: 12 }) : String(10 - 2 * n)));
  }
  const [rising = '', near, past, falling] = shipped('nb').tools.wave?.steps.map((it) => it.title) ?? [];
  expect(said).toEqual([rising, rising, past, past, falling, falling]);
  expect(near).toBe('Nær toppen');
});

test('with less motion the marker steps once a minute, and nothing breathes', async () => {
  const app = await open({ media: ['(prefers-reduced-motion: reduce)'] });
  drawLines();
  await app.go('urge/wave');
  const start = marker();
  await app.later(50_000);
  expect(marker()).toEqual(start);
  await app.later(12_000);
  await app.until(() => expect(marker()).not.toEqual(start));
  await app.go('urge/breathing');
  expect(document.querySelector('.breath')).toBeNull();
});

test('with motion the marker steps with the seconds, and the ground breathes', async () => {
  const app = await open();
  drawLines();
  await app.go('urge/wave');
  const start = marker();
  await app.later(50_000);
  await app.until(() => expect(marker()).not.toEqual(start));
  await app.go('urge/breathing');
  expect(document.querySelector('.breath')).not.toBeNull();
});

/** A phone that tells what it was asked to do with its screen. */
function lights() {
  const lit: string[] = [];
  const phone = { lit, refuses: false };
  const request = async (kind: string) => {
    if (phone.refuses) throw new DOMException('no battery', 'NotAllowedError');
    lit.push(kind);
    return { release: async () => void lit.push('released') };
  };
  Object.defineProperty(navigator, 'wakeLock', { value: { request }, configurable: true });
  return phone;
}

function hide(hidden: boolean): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(hidden ? 'hidden' : 'visible');
  document.dispatchEvent(new Event('visibilitychange'));
}

test('the screen stays lit while a clock runs, and only then', async () => {
  const phone = lights();
  const app = await open();
  for (const way of ['wave', 'waiting', 'breathing']) {
    phone.lit.length = 0;
    await app.go(`urge/${way}`);
    await app.until(() => expect(phone.lit).toEqual(['screen']));
    // The browser lets go of it when the app is hidden; it is asked for again when it comes back.
    hide(true);
    await app.later(100);
    expect(phone.lit).toEqual(['screen']);
    hide(false);
    await app.until(() => expect(phone.lit).toEqual(['screen', 'screen']));
    await app.press(app.t('pause'), 'button');
    await app.until(() => expect(phone.lit).toEqual(['screen', 'screen', 'released']));
    await app.press(app.t('go_on'), 'button');
    await app.until(() => expect(phone.lit).toEqual(['screen', 'screen', 'released', 'screen']));
    await app.press(app.t('done'), 'button');
    await app.until(() => expect(phone.lit.at(-1)).toBe('released'));
    await app.later(100);
    expect(phone.lit).toEqual(['screen', 'screen', 'released', 'screen', 'released']);
  }
  // A phone that refuses only goes dark as usual: the clock goes on.
  phone.refuses = true;
  phone.lit.length = 0;
  await app.go('urge/waiting');
  await sleeps(app, 2 * minute);
  expect(clock()).toContain('13');
  expect(phone.lit).toEqual([]);
});

/** A phone whose motor tells what it was asked for; `still` is one that has none. */
function buzzing() {
  const buzzed: (number | number[])[] = [];
  Object.defineProperty(navigator, 'vibrate', {
    value: (pattern: number | number[]) => {
      buzzed.push(pattern);
      return true;
    },
    configurable: true,
  });
  return buzzed;
}

const switches = (): HTMLElement[] => all('main [role=switch]');
const isOn = (): boolean => switches()[0]?.getAttribute('aria-checked') === 'true';

test('it buzzes only where that was chosen: at each beat, and three times at the end', async () => {
  const buzzed = buzzing();
  const app = await withUrges();
  await app.go('urge/breathing');
  expect(isOn()).toBe(false);
  await app.later(16_000);
  expect(buzzed).toEqual([]);
  switches()[0]?.click();
  await app.until(() => expect(isOn()).toBe(true));
  buzzed.length = 0;
  await app.later(11_000);
  await app.until(() => expect(buzzed.length).toBeGreaterThanOrEqual(2));
  expect(new Set(buzzed)).toEqual(new Set([60]));
  await sleeps(app, 10 * minute);
  await app.until(() => expect(buzzed.some(Array.isArray)).toBe(true));
  // Nothing after that.
  buzzed.length = 0;
  await sleeps(app, minute);
  expect(buzzed).toEqual([]);
});

test('the phone remembers if it is to buzz, until what is on it is deleted', async () => {
  buzzing();
  let app = await withUrges();
  for (const on of [true, false, true]) {
    await app.go('urge/waiting');
    switches()[0]?.click();
    await app.until(() => expect(app.state.deviceRecords.value.get('vibration')?.on).toBe(on));
    expect(isOn()).toBe(on);
    app = await open({ disk: app.disk });
    await app.until(() => expect(app.state.vault.value).not.toBeNull());
    await app.go('urge/waiting');
    expect(isOn()).toBe(on);
    await app.go('today');
  }
  // Nobody who comes after has chosen it.
  await app.go('delete');
  await app.press(app.t('delete_now'));
  await app.see(app.t('deleted_title'));
  await app.go('urge/waiting');
  expect(switches()).toHaveLength(1);
  expect(isOn()).toBe(false);
});

test('a phone that cannot buzz has no switch for it', async () => {
  Reflect.deleteProperty(navigator, 'vibrate');
  const app = await open();
  await app.go('urge/breathing');
  expect(clock()).not.toBe('');
  expect(switches()).toHaveLength(0);
});

test('who wants more time gets it', async () => {
  const app = await open();
  await toWay(app, 7, called.nb.waiting);
  await sleeps(app, 20 * minute);
  await app.until(() => expect(clock()).toBe(app.t('time_over', { n: 15 })));
  await app.press(app.t('wait_longer', { n: 5 }), 'button');
  await app.until(() => expect(clock()).toContain('5'));
  expect(screen.queryByRole('button', { name: app.t('pause') })).not.toBeNull();
  await sleeps(app, 6 * minute);
  await app.press(app.t('something_else'), 'button');
  await openWay(app, called.nb.wave);
  await app.until(() => expect(clock()).not.toBe(''));
  await sleeps(app, 12 * minute);
  await app.press(app.t('one_more_round'), 'button');
  await app.until(() => expect(clock()).toContain('10'));
});

const asked = (app: Opened): HTMLElement | undefined =>
  all('main section.part').find((it) => text(it.querySelector('h2')) === app.t('broken_off_title'));

/** Two hours after a ride of this strength was left in the middle, the page is loaded anew. */
async function brokenOff(app: Opened, strength: number, at: string): Promise<Opened> {
  await toWay(app, strength, called.nb.wave);
  await rested(app, 'through');
  const later = await open({ disk: app.disk, at });
  await later.until(() => expect(later.state.vault.value).not.toBeNull());
  await later.go('today');
  return later;
}

test('a ride that was broken off can be let go', async () => {
  const app = await brokenOff(await withUrges(), 8, '2026-11-23T14:00:00+01:00');
  await app.until(() => expect(text(asked(app))).toContain('8'));
  await app.press(app.t('left_drop'), 'button');
  await app.until(() => expect(asked(app)).toBeUndefined());
  expect(urges(app)).toHaveLength(1);
  await app.until(() => expect(app.state.deviceRecords.value.has('ride-left')).toBe(false));
});

test('a ride that was broken off waits through another visit, and is kept as what it was', async () => {
  let app = await brokenOff(await withUrges(), 8, '2026-11-23T14:00:00+01:00');
  await app.until(() => expect(text(asked(app))).toContain('8'));
  await app.until(() => expect(app.state.deviceRecords.value.has('ride-left')).toBe(true));
  app = await open({ disk: app.disk, at: '2026-11-23T15:00:00+01:00' });
  await app.until(() => expect(app.state.vault.value).not.toBeNull());
  // Another urge is another urge.
  await app.go('urge');
  await app.see(app.t('how_strong_small'));
  await app.go('today');
  await app.press(app.t('left_keep'), 'button');
  await app.until(() => expect(asked(app)).toBeUndefined());
  expect(urges(app)).toContainEqual({ ...today, strength: 8, way: 'wave' });
  await app.until(() => expect(app.state.deviceRecords.value.has('ride-left')).toBe(false));
  app = await open({ disk: app.disk, at: '2026-11-23T15:10:00+01:00' });
  await app.until(() => expect(urges(app)).toHaveLength(2));
  await app.go('today');
  expect(asked(app)).toBeUndefined();
});

test('crisis help is one press away at every stage, and nothing starts over', async () => {
  const speech = speaks(nearBy);
  const app = await open();
  const thereAndBack = async () => {
    await app.press(app.t('crisis_help'), 'link');
    await app.until(() => expect(document.querySelector("a[href='tel:113']")).not.toBeNull());
    await app.press(app.t('back'));
    await app.until(() => expect(document.querySelector("a[href='tel:113']")).toBeNull());
  };
  await app.go('urge');
  await thereAndBack();
  await say(app, 7);
  await thereAndBack();
  await app.see(app.t('strength_of', { strength: 7 }));
  await app.press(app.t('something_else'), 'button');
  await thereAndBack();
  await app.see(app.t('ways_more'));
  // A text that is listened to goes on at the same sentence. Its voice goes before it has begun, so that it is read.
  await openWay(app, 'Bølgen, lest høyt');
  await app.see(app.t('listen_voice'));
  speech.has([]);
  await app.press(app.t('listen_start'), 'button');
  const said = () => text(document.querySelector('.said'));
  await app.until(() => expect(said()).not.toBe(''));
  const first = said();
  await app.later(30_000);
  await app.until(() => expect(said()).not.toBe(first));
  await app.press(app.t('pause'), 'button');
  const here = said();
  await thereAndBack();
  await app.until(() => expect(said()).toBe(here));
  expect(text(main())).toBe(app.t('go_on'));
  // A tool in steps goes on at the same step.
  await app.press(app.t('something_else'), 'button');
  await openWay(app, 'Kom deg vekk');
  await app.until(() => expect(title()).toBe('Kom deg vekk'));
  main().click();
  await app.until(() => expect(title()).not.toBe('Kom deg vekk'));
  const step = title();
  await thereAndBack();
  await app.until(() => expect(title()).toBe(step));
  await app.press(app.t('way_weaker'), 'button');
  await thereAndBack();
  await rate(app, 7);
  await thereAndBack();
  await app.until(() => expect(document.querySelector('main .fall')).not.toBeNull());
});

test('a tool opened from a row of pages leads back into the row', async () => {
  const app = await open();
  await app.go('what');
  await app.choose(new RegExp(app.t('what_happened')));
  await app.choose(app.t('what_found-out'));
  await app.press(app.t('continue'));
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('text'));
  await app.until(() => expect(title()).not.toBe(''));
  const before = title();
  await toWay(app, 6, called.nb.waiting);
  main().click();
  await rate(app, 3);
  await app.press(new RegExp(`^(${app.t('done')}|${app.t('keep_not')})$`), 'button');
  await app.until(() => expect(title()).toBe(before));
  expect(main()).not.toBeNull();
});
