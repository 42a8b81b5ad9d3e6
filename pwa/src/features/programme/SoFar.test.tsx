/** «Så langt», and the hill at the head of Today, in Insights and in the programme: what the words beside the drawing say. */
import { expect, test } from 'vitest';
import type { Locale } from '../../core/model/content.ts';
import { addDays } from '../../core/model/dates.ts';
import type { Vault } from '../../core/vault/types.ts';
import { type Opened, open, shipped } from '../../testing/app.ts';
import { all, text } from '../../testing/urge.ts';

const both = ['nb', 'en'] as const;
const today = '2026-11-25';
const ago = (days: number): string => addDays(today, -days);
const REASON = 'Jeg vil slippe å skjule noe.';

/** Twelve rides over two months, a practice, a planned evening, a module and a reason. */
async function kept(vault: Vault): Promise<void> {
  await vault.write('settings', 'settings', { what: ['again'] });
  await vault.write('progress', 'progress', {
    began: ago(60),
    'done_first-hold': ago(3),
    'practice_first-hold': 'done',
    'practice_at_first-hold': ago(1),
  });
  await vault.write('answer/stop/first-hold/reason', 'answer', {
    programme: 'stop',
    module: 'first-hold',
    step: 'reason',
    answer: 'reason',
    at: ago(3),
    own_text: REASON,
  });
  await vault.write(`evening/${ago(2)}`, 'evening', { date: ago(2), part: 'evening', place: 'home' });
  for (let n = 0; n < 12; n += 1)
    await vault.create('urge', { date: ago(5 * n), part: 'day', strength: 7, way: 'wave', after: 3, minutes: 9 });
}

const opened = async (locale: Locale, diary?: (vault: Vault) => Promise<unknown>): Promise<Opened> => {
  const app = await open({
    locale,
    at: `${today}T18:30:00+01:00`,
    diary: diary ?? ((vault) => vault.write('settings', 'settings', { what: ['once'] })),
  });
  await app.until(() => expect(app.state.vault.value).not.toBeNull());
  await app.go('today');
  return app;
};

const head = (): HTMLElement => document.querySelector('main > a.so-far') as HTMLElement;
const part = (name: string) => all('main .part').find((it) => text(it.querySelector('h2')) === name);
const strata = (): number => all('.terrain [class^=stratum]').length;

const whole = {
  nb: 'Så langt har du stått i trangen 12 ganger, fullført 1 modul, gjort eller prøvd 1 øvelse og lagt en plan på forhånd 1 gang.',
  en: 'So far you’ve given the urge time to pass 12 times, finished 1 module, done or tried 1 practice and planned ahead once.',
} as const;
const newest = {
  nb: 'Den nyeste linjen er fra i dag midt på dagen.',
  en: 'The newest line is from daytime today.',
} as const;
/** What the row shows of it, and what a screen reader is told. */
const shows = () => text(head().querySelector('.so-far-said > span'));
const reads = () => text(head().querySelector('.so-far-said > :not([aria-hidden=true])'));

test.each(both)('the head of Today says what has been done and leads to all of it (%s)', async (locale) => {
  const app = await opened(locale, kept);
  await app.until(() => expect(reads()).toBe(whole[locale]));
  expect(shows()).toBe(app.t('sofar_said', { what: app.t('sofar_rides', { n: 12 }) }));
  expect(strata()).toBe(15);
  expect(head().querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
  head().click();
  await app.until(() => expect(text(document.querySelector('h1'))).toBe(app.t('sofar_title')));
  await app.until(() => expect(part(app.t('helped_title'))).toBeDefined());
  expect(text(part(app.t('month_why'))?.querySelector('.own'))).toBe(REASON);
  const rows = [...(part(app.t('sofar_done'))?.querySelectorAll('.row') ?? [])].map((it) => [...it.children].map(text));
  expect(rows).toEqual([
    [app.t('sofar_row_rides'), '12'],
    [app.t('sofar_row_practices'), '1'],
    [app.t('sofar_row_evenings'), '1'],
    [app.t('sofar_row_modules'), '1'],
  ]);
  expect(text(part(app.t('sofar_longest')))).toContain(app.t('sofar_longest_said', { n: 55 }));
  expect(text(part(app.t('helped_title')))).toContain('12');
  expect(app.text()).toContain(app.t('sofar_lines'));
  expect(app.text()).toContain(newest[locale]);
  expect(all('.terrain .newest')).toHaveLength(1);
});

const told = {
  nb: [
    'Gjør det du valgte. | Prøvd i dag · Dine grunner',
    'Sett opp sperren du valgte. | Gjort i går · Et første grep',
  ],
  en: [
    'Do the small thing you chose. | Tried today · Your reasons',
    'Set up the barrier you chose. | Done yesterday · A first foothold',
  ],
} as const;

test.each(both)('the practices themselves stand there, each leading to where it is (%s)', async (locale) => {
  const app = await opened(locale, async (vault) => {
    await kept(vault);
    const tried = { 'practice_your-reasons': 'tried', 'practice_at_your-reasons': today };
    await vault.write('progress', 'progress', tried);
  });
  await app.go('sofar');
  const rows = () => [...(part(app.t('sofar_told'))?.querySelectorAll('a.row') ?? [])];
  await app.until(() => expect(rows().map(said)).toEqual(told[locale]));
  expect(rows()[0]?.getAttribute('href')).toBe('#/text/module/your-reasons/practice');
});

/** What a row says, a space between its lines. */
const said = (it: Element): string =>
  [...(it.querySelector('span')?.childNodes ?? [])].map((node) => text(node as Element)).join(' | ');
const times = {
  nb: [
    '7 til 3 med «Bølgen» | I dag midt på dagen',
    'Planen holdt | Mandag 23. november, kveld · Hjemme',
    '7 til 3 med «Bølgen» | Fredag 20. november, midt på dagen',
  ],
  en: [
    '7 to 3 with ‘The Wave’ | Daytime today',
    'The plan held up | Monday 23 November, evening · At home',
    '7 to 3 with ‘The Wave’ | Friday 20 November, daytime',
  ],
} as const;

test.each(both)('the times themselves stand there, a few, and each opens where it was written (%s)', async (locale) => {
  const app = await opened(locale, async (vault) => {
    await kept(vault);
    await vault.write(`evening/${ago(2)}`, 'evening', { date: ago(2), part: 'evening', place: 'home', held: 'yes' });
    // What did not fall, and a plan that was not used, are none of them.
    await vault.create('urge', { date: ago(1), part: 'day', strength: 5, way: 'wave', after: 6 });
    await vault.write(`evening/${ago(1)}`, 'evening', { date: ago(1), part: 'evening', place: 'home', held: 'no' });
    await vault.create('purchase', { date: today, part: 'day' });
  });
  await app.go('sofar');
  const rows = () => [...(part(app.t('sofar_times'))?.querySelectorAll('a.row') ?? [])];
  await app.until(() => expect(rows().map(said)).toEqual(times[locale]));
  expect(rows()[1]?.getAttribute('href')).toBe(`#/plan/evening/${ago(2)}/evening`);
  const older = part(app.t('sofar_times'))?.querySelector('details');
  expect(text(older?.querySelector('summary'))).toBe(app.t('good_older', { n: 10 }));
  older?.setAttribute('open', '');
  await app.until(() => expect(rows()).toHaveLength(13));
  // One list, with what shows fewer below it.
  expect(part(app.t('sofar_times'))?.querySelectorAll('ul')).toHaveLength(1);
  expect(text(part(app.t('sofar_times'))?.querySelector('ul + .longer'))).toBe(app.t('show_fewer'));
  (rows()[0] as HTMLElement).click();
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('entry'));
  await app.see(app.t('entry_remove'));
});

test('of very many times twenty more come with each press, and one press shows the first again', async () => {
  const app = await opened('nb', async (vault) => {
    await kept(vault);
    for (let n = 0; n < 38; n += 1)
      await vault.create('urge', { date: ago(n), part: 'evening', strength: 7, after: 3, way: 'wave' });
  });
  await app.go('sofar');
  const list = () => part(app.t('sofar_times'));
  const seen = () => [
    list()?.querySelectorAll('a.row').length,
    [...(list()?.querySelectorAll('details:not([hidden])') ?? [])].map(text),
  ];
  const press = (at: number) => {
    const it = list()?.querySelectorAll<HTMLElement>('details:not([hidden]) summary')[at];
    it?.focus();
    it?.click();
  };
  const fewer = app.t('show_fewer');
  const older = (n: number) => app.t('good_older', { n });
  await app.until(() => expect(seen()).toEqual([3, [older(20)]]));
  press(0);
  await app.until(() => expect(seen()).toEqual([23, [older(20), fewer]]));
  press(0);
  await app.until(() => expect(seen()).toEqual([43, [older(7), fewer]]));
  expect(text(document.activeElement)).toBe(older(7));
  press(0);
  await app.until(() => expect(seen()).toEqual([50, [fewer]]));
  expect(text(document.activeElement)).toBe(fewer);
  press(0);
  await app.until(() => expect(seen()).toEqual([3, [older(20)]]));
});

test.each(both)('a purchase removes no line and no number (%s)', async (locale) => {
  const app = await opened(locale, kept);
  await app.until(() => expect(strata()).toBe(15));
  const before = all('.terrain path').map((it) => it.getAttribute('d'));
  await app.state.vault.value?.create('purchase', { date: today, part: 'day' });
  await app.until(() => expect(app.state.entriesOfKind('purchase')).toHaveLength(1));
  expect(all('.terrain path').map((it) => it.getAttribute('d'))).toEqual(before);
  expect(reads()).toBe(whole[locale]);
});

test.each(both)('with nothing done the ground is bare, and one sentence says what comes (%s)', async (locale) => {
  const app = await opened(locale);
  await app.until(() => expect([shows(), reads()]).toEqual([app.t('sofar_none'), app.t('sofar_none')]));
  expect(strata()).toBe(0);
  expect(all('.terrain .ledge')).toHaveLength(1);
  await app.go('sofar');
  await app.until(() => expect(app.text()).toContain(app.t('sofar_none')));
  expect(all('main .btn').map(text)).toEqual([app.t('sofar_begin')]);
  expect(part(app.t('sofar_done'))).toBeUndefined();
  expect(part(app.t('sofar_longest'))).toBeUndefined();
});

test.each(both)(
  'the way up the hill is the list in words: where one is, and no date but the next (%s)',
  async (locale) => {
    const app = await opened(locale, kept);
    await app.go('programme');
    const rows = await app.until(() => {
      const found = all('main ol .step').map(text);
      expect(found.length).toBeGreaterThan(3);
      return found;
    });
    await app.until(() => expect(all('.terrain .way-point, .terrain .way-point-later')).toHaveLength(rows.length - 1));
    expect(all('.terrain .way-point')).toHaveLength(1);
    expect(rows.filter((it) => it.includes(app.t('you_are_here')))).toEqual([rows[1]]);
    expect(all('main ol [aria-current=step]').map(text)).toEqual([rows[1]]);
    const from = app.t('from_day', { day: '' }).trim();
    expect(rows[1]).toContain(from);
    expect(rows.slice(2).join(' ')).not.toContain(from);
    expect(rows.slice(2).join(' ')).not.toMatch(/desember|december|januar|january/i);
  },
);

test.each(both)(
  'each module that is not done says what it gives and how long it takes, in a line (%s)',
  async (locale) => {
    const app = await opened(locale, kept);
    await app.go('programme');
    const lines = () => all('main ol .step').map((it) => [...it.querySelectorAll('.meta')].map(text));
    await app.until(() => expect(lines()).toHaveLength(8));
    const [done, , ...ahead] = lines();
    expect(done).toHaveLength(1);
    const gives = ahead.map(([minutes = '', given = '', ...more]) => {
      expect([minutes, more]).toEqual([expect.stringMatching(/^\d+ min$/), []]);
      return given;
    });
    expect(gives[0]).toBe(
      { nb: 'Finn ut hvorfor du selv vil, med egne ord.', en: 'Work out why you want to, in your own words.' }[locale],
    );
    expect(gives.filter((it) => it === '' || it.length > 60)).toEqual([]);
  },
);

test.each(both)('Insights opens with the same hill, and the programme leads to «Så langt» too (%s)', async (locale) => {
  const app = await opened(locale, kept);
  await app.go('insights');
  await app.until(() => expect(reads()).toBe(whole[locale]));
  expect(shows()).toBe(app.t('sofar_said', { what: app.t('sofar_rides', { n: 12 }) }));
  await app.go('programme');
  await app.until(() => expect(text(document.querySelector('.terrain + p'))).toBe(whole[locale]));
  await app.until(() => expect(all(`main a.row[href='#/sofar']`)).toHaveLength(1));
  // He has looked back on the time since he began.
  await app.state.vault.value?.write('progress', 'progress', { month: ago(1) });
  await app.go('month');
  await app.until(() => expect(text(document.querySelector('h1'))).toBe(app.t('pause_or_end')));
  expect(part(app.t('month_why'))).toBeUndefined();
  expect(all(`main a.row[href='#/sofar']`)).toHaveLength(1);
});

test('somebody close to him sees what has been done in the programme, and no word of his', async () => {
  const app = await open({
    at: `${today}T18:30:00+01:00`,
    diary: async (vault) => {
      await vault.write('settings', 'settings', { what: ['relative'] });
      const [module = ''] = shipped('nb').programmes.find((it) => it.id === 'near')?.modules ?? [];
      await vault.write('progress', 'progress', { began: ago(9), [`done_${module}`]: ago(2) });
      await vault.write(`answer/near/${module}/x`, 'answer', { programme: 'near', module, step: 'x', answer: 'x' });
    },
  });
  await app.until(() => expect(app.state.face.value).toBe('near'));
  await app.go('today');
  expect(all('.terrain')).toHaveLength(0);
  await app.go('sofar');
  await app.until(() => expect(text(part(app.t('sofar_done')))).toContain(app.t('sofar_row_modules')));
  expect(text(document.querySelector('main'))).not.toMatch(/trang|kjøp|glipp/i);
});

test('each mark on the drawn way leads where its row leads, to the finger alone', async () => {
  const app = await opened('nb', kept);
  const marks = async () => {
    await app.go('programme');
    return app.until(() => {
      const all = [...document.querySelectorAll('main .terrain [aria-hidden=true] .way-press')];
      expect(all.length).toBeGreaterThan(3);
      return all;
    });
  };
  const number = (await marks()).length;
  const rows = all('main ol.rows a').map((it) => it.getAttribute('href'));
  expect(rows).toHaveLength(number);
  for (const at of [0, 1, number - 1]) {
    (await marks())[at]?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    await app.until(() => expect(document.documentElement.dataset.screen).toBe('text'));
    const id = rows[at]?.split('/').at(-1) ?? '';
    await app.see(shipped('nb').modules[id]?.title ?? '');
  }
  // Side by side: wherever the drawing is touched, one of them is meant.
  const of = (it: Element | undefined, name: string) => Number(it?.getAttribute(name));
  const every = await marks();
  for (const [n, it] of every.entries()) expect(of(it, 'x')).toBeCloseTo(of(every[0], 'x') + n * of(every[0], 'width'));
});
