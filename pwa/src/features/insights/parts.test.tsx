/** The four parts of Insights: the sentence of each, the dates and the scale of each drawing, and both sides after a purchase. */
import { expect, test } from 'vitest';
import { summaryWords } from '../../core/model/summary-words.ts';
import type { Vault } from '../../core/vault/types.ts';
import { type Opened, open, shipped } from '../../testing/app.ts';
import { ago, weeks } from '../../testing/kept.ts';
import { all, text } from '../../testing/urge.ts';

const both = ['nb', 'en'] as const;

/** Days ago, mood, control, a good thing. Two days are not answered. */
const days: readonly (readonly [number, number, number, string?])[] = [
  [9, 2, 4],
  [8, 3, 4, 'Soup'],
  [6, 5, 5],
  [5, 6, 6, 'A walk'],
  [4, 6, 6],
  [2, 8, 5],
  [1, 5, 5, 'Called my brother'],
];

async function kept(vault: Vault): Promise<void> {
  await weeks(vault);
  await vault.write('settings', 'settings', { what: ['again'] });
  for (const [before, mood, control, good] of days)
    await vault.write(`checkin/${ago(before)}`, 'checkin', {
      date: ago(before),
      mood,
      peak: 3,
      control,
      ...(good && { good_text: good }),
    });
  for (const [before, control] of [
    [29, 3],
    [15, 4],
    [1, 6],
  ] as const)
    await vault.write(`measure/${ago(before)}`, 'measure', {
      date: ago(before),
      wellbeing: 5,
      'urge-14': before === 1 ? 7 : 5,
      'control-14': control,
      'purchases-28': 1,
    });
}

const part = (name: string): HTMLElement | undefined =>
  all('main :is(.part, .sub-part)').find(
    (it) => text(it.querySelector(':scope > :is(h2, h3), :scope > summary h3')) === name,
  );

/** Opens Insights, and waits until all of it is drawn. */
async function insights(app: Opened): Promise<void> {
  await app.go('insights');
  await app.until(() => expect(all('main .to-sheet')).toHaveLength(1));
}

/** Unfolds all that is folded, which is drawn then. */
async function unfold(app: Opened): Promise<void> {
  for (const it of all('main details')) it.setAttribute('open', '');
  await app.until(() => {
    for (const it of all('main details')) {
      if (it.closest('.longer')) expect(text(it)).toBe(app.t('show_fewer'));
      else expect(it.children.length, it.id).toBeGreaterThan(1);
    }
  });
}

/** The named drawing: its finding, what else it says, and what stands under it. */
function drawing(name: string) {
  const it = part(name);
  return {
    finding: text(it?.querySelector('figcaption, summary p')),
    more: text(it?.querySelector('figcaption + .read, figure > .read')),
    shows: text(it?.querySelector('.shows')),
    columns: [...(it?.querySelectorAll('thead th') ?? [])].map(text),
    rows: [...(it?.querySelectorAll('tbody tr') ?? [])].map((row) => [...row.children].map(text).join(' ')),
    svg: [...(it?.querySelectorAll('.over-time') ?? [])],
  };
}

const said = {
  nb: {
    parts: ['Hvordan det går', 'Når det er vanskelig', 'Det som hjelper', 'Hvordan du har det'],
    later: 'Senere ser du også når på uken det er vanskeligst, hva som går igjen og humøret over tid.',
    trend: 'Siden 2. november har trangen kommet 9 av 10 ganger uten at du logget et kjøp. Ett kjøp, 3. november.',
    dates: 'Fra 14. oktober til 23. november.',
    best: 'Lengste tid uten kjøp er 19 dager, ifølge dagboken. Den begynte 4. november og varer fortsatt.',
    triggers: 'Stress: 13 av de 13 gangene du skrev hva som kom før.',
    helped: 'Trangen falt 3,2 trinn i snitt med «Bølgen» (6 ganger).',
    fell: 'Trangen falt 10 av de 10 gangene du målte den etterpå, i snitt 2,8 trinn.',
    ridden: 'Fra 28. oktober til 22. november.',
    scaled:
      'Fra 28. oktober til 22. november. Ett trinn er ett tall på skalaen fra 0, «Ingen», til 10, «Så sterk som den kan bli».',
    mood: 'Humøret ditt har i snitt vært 5,0 av 10 siden 14. november. Du svarte 7 dager.',
    lineDates: 'Fra 14. november til 23. november.',
    control: 'Kontrollen var i snitt 5,0 av 10.',
    fortnights: '1 av 4 svar var bedre 22. november enn 25. oktober, og 1 var tyngre.',
  },
  en: {
    parts: ['How it’s going', 'When it’s difficult', 'What helps', 'How you are'],
    later: 'Later you’ll also see when in the week it’s most difficult, what keeps coming up and your mood over time.',
    trend:
      'Since 2 November the urge has come without a logged purchase 9 times out of 10. One purchase, on 3 November.',
    dates: 'From 14 October to 23 November.',
    best: 'Your longest time without one is 19 days, according to your diary. It began on 4 November and is still going.',
    triggers: 'Stress: 13 of the 13 times you noted what came before.',
    helped: 'The urge went down 3.2 points on average with ‘The Wave’, over 6 times.',
    fell: 'The urge went down 10 of the 10 times you rated it afterwards, by 2.8 points on average.',
    ridden: 'From 28 October to 22 November.',
    scaled:
      'From 28 October to 22 November. One point is one number on the scale from 0, ‘None’, to 10, ‘As strong as it gets’.',
    mood: 'Your mood has averaged 5.0 out of 10 since 14 November. You answered on 7 days.',
    lineDates: 'From 14 November to 23 November.',
    control: 'Your control averaged 5.0 out of 10.',
    fortnights: '1 of 4 answers were better on 22 November than on 25 October, and 1 worse.',
  },
} as const;

test.each(both)(
  'Insights has four parts, each with its sentence first, and its dates and scale (%s)',
  async (locale) => {
    const app = await open({ locale, diary: kept });
    await insights(app);
    const words = said[locale];
    expect(all('main .part > h2').map(text)).toEqual(words.parts);
    const { t } = app;
    await unfold(app);
    expect(drawing(t('weeks_title'))).toMatchObject({
      finding: words.trend,
      shows: `${words.dates} ${t('weeks_more')} ${t('weeks_in_diary')}`,
    });
    expect(drawing(t('purchases_title')).finding).toBe(words.best);
    expect(drawing(t('heat_title')).shows).toBe(`${words.dates} ${t('heat_scale')} ${t('heat_press')}`);
    expect(drawing(t('triggers_title'))).toMatchObject({ finding: words.triggers, shows: words.dates });
    // What helps leads, then how often it fell; each time is drawn where it is unfolded.
    const helped = drawing(t('helped_title'));
    expect(helped).toMatchObject({ finding: words.helped, more: words.fell });
    expect(helped.shows).toBe(`${words.scaled} ${t('helped_once')}`);
    // Each number stands under its name, for the eye too.
    expect(helped.columns).toEqual([t('helped_way'), t('helped_fall'), t('counts_times')]);
    expect(document.querySelector('#helped')?.closest('figure')?.querySelector('thead')?.className).not.toContain(
      'hide',
    );
    expect(text(document.querySelector('#falls .shows'))).toBe(`${words.ridden} ${t('falls_mean')}`);
    const mood = drawing(t('being_daily'));
    const ends = { least: 0, low: t('checkin_mood_low'), most: 10, high: t('checkin_mood_high') };
    const full = { least: 0, low: t('checkin_control_low'), most: 10, high: t('checkin_control_high') };
    const control = `${t('summary_col_control')}: ${t('scale_ends', full)}`;
    const shows = [words.lineDates, t('scale_ends', ends), control, t('line_gaps')].join(' ');
    expect(mood).toMatchObject({ finding: words.mood, more: words.control, shows });
    // Seven points, and four steps between days that follow each other: what was not answered is no part of the line.
    expect(mood.svg).toHaveLength(1);
    for (const line of ['.chart >', '.beside >']) {
      expect(mood.svg[0]?.querySelectorAll(`${line} .point`)).toHaveLength(7);
      expect(mood.svg[0]?.querySelectorAll(`${line} .course`)).toHaveLength(4);
    }
    expect(mood.rows).toHaveLength(7);
    expect(mood.rows.at(-1)).toMatch(/^22\D+11\D* 5 5$/);
    // Control stands in the same drawing, table and words.
    expect(mood.columns).toEqual([t('line_day'), t('summary_col_mood'), t('summary_col_control')]);
    const fortnights = drawing(t('fortnights_title'));
    expect(fortnights.finding).toBe(words.fortnights);
    const { low, high } = shipped(locale).measures.find(({ id }) => id === 'wellbeing') ?? {};
    const scales = [...(part(t('fortnights_title'))?.querySelectorAll('.shows') ?? [])].map(text);
    expect(scales[0]).toBe(t('scale_ends', { least: 0, low: low ?? '', most: 10, high: high ?? '' }));
    expect(scales.at(-1)).toBe(t('scale_count'));
    expect(fortnights.svg).toHaveLength(4);
    // His own words, newest first, as they were written.
    const good = [...(part(t('checkin_good'))?.querySelectorAll('.own') ?? [])].map((it) => it.firstChild?.textContent);
    expect(good).toEqual(['Called my brother', 'A walk', 'Soup']);
    // A drawing has the shapes alone: nothing of it is read out.
    for (const it of document.querySelectorAll('main .over-time')) expect(it.getAttribute('aria-hidden')).toBe('true');
  },
);

test('a first week begins with the diary: its bar, its row and its point say the date that stands under them', async () => {
  const app = await open({
    diary: async (vault) => {
      // It is Monday, and the diary began on the Wednesday of the first of five weeks.
      for (const before of [1, 5, 9, 12, 16, 20, 24, 26])
        await vault.create('urge', {
          date: ago(before),
          part: 'day',
          strength: 5,
          after: 3,
          way: 'wave',
          triggers: [],
        });
      for (const before of [1, 3, 5, 9, 12, 16, 20, 24, 26])
        await vault.write(`checkin/${ago(before)}`, 'checkin', { date: ago(before), mood: 5, peak: 5, control: 5 });
      await vault.create('purchase', { date: ago(24), part: 'night' });
    },
  });
  await insights(app);
  await unfold(app);
  const weekly = part(app.t('weeks_title'));
  const first = '28.10.';
  expect(text(weekly?.querySelector('.shows'))).toContain('Fra 28. oktober');
  expect(text(weekly?.querySelector('.bars div .tick'))).toBe(first);
  expect(text(weekly?.querySelector('tbody th'))).toBe(first);
  expect(text(document.querySelector('#strength .chart:not(.ends-named) text'))).toBe(first);
  expect(drawing(app.t('being_daily')).rows[0]).toMatch(/^28\.10\./);
  // The edge of a bar is drawn on the axis, and not under it.
  const rest = weekly?.querySelector('.bars .rest');
  const [y, height, whole] = [rest, rest, rest?.parentElement].map((it, at) =>
    Number(it?.getAttribute(at === 0 ? 'y' : 'height')),
  ) as [number, number, number];
  expect(y + height + y).toBeLessThanOrEqual(whole);
});

test('of four bars or fewer each says its date; of more every other, back from this week', async () => {
  const said = async (first: number): Promise<string[]> => {
    const app = await open({
      diary: async (vault) => {
        for (const before of [first, 5, 2]) await vault.create('urge', { ...ride, date: ago(before) });
      },
    });
    await insights(app);
    return all('main .bars div .tick').map((it) => text(it).trim());
  };
  expect(await said(19)).toEqual(['4.11.', '9.11.', '16.11.', 'nå']);
  expect(await said(26)).toEqual(['28.10.', '', '9.11.', '', 'nå']);
});

const rode = {
  nb: 'Trangen falt fra 7 til 4 med «Bølgen».',
  en: 'With ‘The Wave’, the urge went down from 7 to 4.',
} as const;

const ride = { part: 'day', strength: 7, after: 4, minutes: 9, way: 'wave', triggers: [] };

test.each(both)('after one purchase a ride from 7 to 4 counts too, and both sides are said (%s)', async (locale) => {
  const app = await open({
    locale,
    at: `${ago(-1)}T20:00:00+01:00`,
    diary: async (vault) => {
      await vault.create('urge', { ...ride, date: ago(0) });
      await vault.create('purchase', { date: ago(0), part: 'day' });
    },
  });
  await insights(app);
  expect(text(part(app.t('seven_title')))).toContain(rode[locale]);
  // What the last seven days have told of a diary of one week is not told once more.
  expect(part(app.t('weeks_title'))).toBeUndefined();
  expect(part(app.t('purchases_title'))).toBeUndefined();
  await app.go('today');
  await app.until(() => expect(text(part(app.t('seven_title')))).toContain(rode[locale]));
});

const sevenToday = {
  nb: 'Ett kjøp. 5 andre ganger kom trangen uten at du logget et kjøp. Ingenting er nullstilt.',
  en: 'One purchase. 5 other times, the urge came and you logged none. Nothing has been reset.',
} as const;

test.each(both)('a purchase of today is in the sentence of the week at once, on Today too (%s)', async (locale) => {
  const app = await open({
    locale,
    at: `${ago(0)}T20:00:00+01:00`,
    diary: async (vault) => {
      await weeks(vault);
      await vault.create('purchase', { date: ago(0), part: 'day' });
    },
  });
  await insights(app);
  const week = () => text(part(app.t('seven_title'))?.querySelector('figcaption')).replaceAll('\u00a0', ' ');
  expect(week()).toBe(sevenToday[locale]);
  await app.go('today');
  await app.until(() => expect(week()).toBe(sevenToday[locale]));
});

/** What the steps of the week are, and what is said of their looks, with how many they are: a step is a time and no day. */
const week = (app: Opened) => {
  const it = part(app.t('seven_title'));
  return {
    steps: [...(it?.querySelectorAll('.share i') ?? [])].map((step) => step.className),
    key: [...(it?.querySelectorAll('.key span') ?? [])].map(text),
    read: it?.querySelector('.key')?.getAttribute('aria-hidden') !== 'true',
    said: text(it?.querySelector('figcaption')),
  };
};

test.each(both)('an urge of today is a step of its own at once, with what the steps are (%s)', async (locale) => {
  const app = await open({
    locale,
    at: `${ago(0)}T20:00:00+01:00`,
    diary: async (vault) => {
      await weeks(vault);
      await vault.create('urge', { date: ago(0), part: 'evening', strength: 6, after: 2, way: 'wave', triggers: [] });
    },
  });
  const { t } = app;
  const { times } = summaryWords[locale];
  const passed = `${t('weeks_passed')}: ${times(5)}`;
  const later = `${t('seven_later')}: ${times(1)}`;
  const steps = ['passed', 'passed', 'passed', 'passed', 'passed', 'not-over'];
  await app.go('today');
  await app.until(() => expect(week(app)).toMatchObject({ steps, key: [passed, later], read: true }));
  await insights(app);
  expect(week(app).said).toContain(summaryWords[locale].soFar(6));
  // The bars of the weeks have it in no number yet, and say so; their table too.
  const weekly = part(t('weeks_title'));
  const none = t('weeks_later', { n: 1 });
  expect(text(weekly?.querySelector('.shows'))).toContain(none);
  // When it came is known, and how it ended is not: the table of the week has it.
  expect(drawing(t('heat_title')).shows).not.toContain(none);
  await unfold(app);
  expect(text(weekly?.querySelector('caption'))).toContain(none);
  await app.state.vault.value?.create('purchase', { date: ago(0), part: 'day' });
  await app.go('today');
  await app.until(() =>
    expect(week(app)).toMatchObject({
      steps: [...steps.slice(0, 5), '', 'not-over'],
      key: [passed, `${t('weeks_purchases')}: ${times(1)}`, later],
    }),
  );
});

const daysSaid = {
  nb: ['Mandag kveld 6 2', 'Når Før Etter'],
  en: ['Monday evening 6 2', 'When Before After'],
} as const;

test.each(both)(
  'from the first urge on, Insights draws the seven days, and says them in a table (%s)',
  async (locale) => {
    const app = await open({
      locale,
      at: `${ago(0)}T20:00:00+01:00`,
      diary: (vault) =>
        vault.create('urge', { date: ago(0), part: 'evening', strength: 6, after: 2, way: 'wave', triggers: [] }),
    });
    await insights(app);
    const { t } = app;
    const drawn = () => part(t('seven_title'))?.querySelector('.over-time');
    expect(drawn()?.querySelectorAll('.point')).toHaveLength(2);
    expect(drawn()?.querySelectorAll('.rest')).toHaveLength(0);
    await unfold(app);
    expect(drawing(t('seven_title'))).toMatchObject({
      shows: `${t('days_scale')} ${t('days_press')}`,
      rows: [daysSaid[locale][0]],
    });
    expect(drawing(t('seven_title')).columns.join(' ')).toBe(daysSaid[locale][1]);
    await app.state.vault.value?.create('purchase', { date: ago(1), part: 'day' });
    await app.until(() => expect(drawn()?.querySelectorAll('.rest')).toHaveLength(1));
    expect(week(app).key).toEqual([t('days_came'), t('days_afterwards'), t('weeks_purchases')]);
    // Each has the look that its name stands beside: when it came, and what it came to. Today stands out, and is said.
    const marks = () => [...(drawn()?.querySelectorAll('.point') ?? [])].map((it) => it.classList.contains('ring'));
    expect(marks()).toEqual([false, true]);
    expect([...(drawn()?.querySelectorAll('text.of-now') ?? [])].map(text)).toEqual([
      { nb: 'I dag', en: 'Today' }[locale],
    ]);
    // Its word ends with its column.
    const column = drawn()?.querySelector('rect.of-now');
    const [x, width] = ['x', 'width'].map((name) => Number.parseFloat(column?.getAttribute(name) ?? ''));
    const end = Number.parseFloat(drawn()?.querySelector('text.of-now')?.getAttribute('x') ?? '');
    expect(end).toBeCloseTo((x ?? 0) + (width ?? 0));
  },
);

const unnumbered = {
  nb: ['Lørdag midt på dagen – 2', 'Søndag kveld – –', 'Søndag kveld: ett kjøp – –', 'Søndag kveld: ett kjøp – –'],
  en: [
    'Saturday daytime – 2',
    'Sunday evening – –',
    'Sunday evening: one purchase – –',
    'Sunday evening: one purchase – –',
  ],
} as const;

test.each(both)(
  'what the sentence of the week counts is drawn, whether it has a number or not, and each purchase by itself (%s)',
  async (locale) => {
    const app = await open({
      locale,
      diary: async (vault) => {
        await vault.create('urge', { date: ago(2), part: 'day', after: 2, way: 'wave', minutes: 6, triggers: [] });
        await vault.create('urge', { date: ago(1), part: 'evening', triggers: [] });
        for (const _ of [1, 2]) await vault.create('purchase', { date: ago(1), part: 'evening' });
      },
    });
    await insights(app);
    const { t } = app;
    const drawn = () => part(t('seven_title'))?.querySelector('.week-days .over-time');
    await app.until(() => expect(drawn()).toBeTruthy());
    // Two urges, and how strong one of them was afterwards.
    expect(drawn()?.querySelectorAll('.point')).toHaveLength(3);
    expect(drawn()?.querySelectorAll('.rest')).toHaveLength(2);
    await unfold(app);
    const { rows, shows } = drawing(t('seven_title'));
    expect(rows).toEqual(unnumbered[locale]);
    expect(shows).toContain(t('days_flat'));
    // The sentence counts an urge that is a purchase's own with it.
    expect(shows).toContain(
      {
        nb: 'En trang som ikke falt, regnes med et kjøp i samme del av dagen.',
        en: 'An urge that didn’t go down is counted with a purchase in the same part of the day.',
      }[locale],
    );
  },
);

test.each(both)('without an urge of today nothing is said of one that is not counted (%s)', async (locale) => {
  const app = await open({ locale, diary: weeks });
  await app.go('today');
  const key = [`${app.t('weeks_passed')}: ${summaryWords[locale].times(5)}`];
  await app.until(() => expect(week(app)).toMatchObject({ steps: Array(5).fill('passed'), key }));
  await insights(app);
  expect(text(part(app.t('weeks_title')))).not.toContain(app.t('weeks_later', { n: 1 }));
});

test('a week in which nothing has passed is not drawn as hollow steps', async () => {
  const app = await open({
    at: `${ago(0)}T20:00:00+01:00`,
    diary: (vault) => vault.create('purchase', { date: ago(1), part: 'evening' }),
  });
  await app.go('today');
  await app.until(() => expect(week(app)).toMatchObject({ said: expect.stringContaining('.'), steps: [], key: [] }));
  const vault = app.state.vault.value;
  await vault?.create('urge', { date: ago(0), part: 'evening', strength: 6, triggers: [] });
  const { t } = app;
  await app.until(() =>
    expect(week(app)).toMatchObject({
      steps: ['', 'not-over'],
      key: [t('weeks_purchases'), t('seven_later')].map((it) => `${it}: ${summaryWords.nb.times(1)}`),
    }),
  );
});

const nextOften = {
  nb: {
    row: 'Planlegg torsdag kveldNeste vanskelige tid. Trangen kom 4 ganger.',
    form: 'Kvelden er vanskeligst: 13 av 13 ganger de siste åtte ukene. Torsdag kveld: 4 ganger.',
  },
  en: { row: 'Plan Thursday eveningYour next hard time. The urge came 4 times.', form: 'Thursday evening: 4 times.' },
} as const;

test.each(both)(
  'the next time to plan for is one that has come often, and says how often; its form too (%s)',
  async (locale) => {
    // It is Monday. Evenings are hard: four Thursdays and Fridays, three Sundays, and the days between now and then seldom or never.
    const app = await open({
      locale,
      diary: async (vault) => {
        for (const days of [4, 11, 18, 25, 3, 10, 17, 24, 1, 8, 15, 5, 2])
          await vault.create('urge', { date: ago(days), part: 'evening', strength: 6, triggers: [] });
      },
    });
    await insights(app);
    const row = all('main .row').find((it) => it.getAttribute('href')?.startsWith('#/plan/evening/'));
    expect(text(row)).toBe(nextOften[locale].row);
    row?.click();
    await app.see(nextOften[locale].form);
  },
);

test.each(both)(
  'the longest time without a purchase says that it still goes on, while it does (%s)',
  async (locale) => {
    const app = await open({ locale, diary: weeks });
    await insights(app);
    const from = { nb: '4. november', en: '4 November' }[locale];
    // In the line itself, once; what is folded holds no table of one number.
    expect(drawing(app.t('purchases_title')).finding).toContain(app.t('purchases_best_ongoing', { from }));
    await unfold(app);
    const folded = part(app.t('purchases_title'))?.querySelector('figure');
    // A purchase of an earlier date may change it, and is logged anew as well.
    const stays = { nb: 'Et kjøp som kommer senere, endrer den ikke.', en: 'A later purchase doesn’t change it.' }[
      locale
    ];
    expect(text(folded)).toBe(stays);
    await app.go('sofar');
    const longest = () => text(part(app.t('sofar_longest'))).replaceAll('\u00a0', ' ');
    await app.until(() => expect(longest()).toContain(app.t('purchases_best_ongoing', { from })));
    await app.state.vault.value?.create('purchase', { date: ago(0), part: 'day' });
    const until = { nb: '22. november', en: '22 November' }[locale];
    await app.until(() => expect(longest()).toContain(app.t('purchases_best_dates', { from, until })));
  },
);

test.each(both)(
  'without a purchase Insights says so once, and in the first week by the week alone (%s)',
  async (locale) => {
    const rides =
      (...days: number[]) =>
      async (vault: Vault) => {
        for (const before of days) await vault.create('urge', { ...ride, date: ago(before) });
      };
    const young = await open({ locale, diary: rides(1, 3) });
    await insights(young);
    expect(part(young.t('purchases_title'))).toBeUndefined();
    // Its heading has its dates.
    expect(drawing(young.t('seven_title')).shows).toBe(`${young.t('days_scale')} ${young.t('days_press')}`);
    // In two weeks there is no longest time yet.
    const second = await open({ locale, diary: rides(1, 3, 12) });
    await insights(second);
    expect(drawing(second.t('purchases_title')).finding).toBe(second.t('purchases_since_none'));
    const older = await open({ locale, diary: rides(1, 3, 13) });
    await insights(older);
    const from = { nb: '10. november', en: '10 November' }[locale];
    expect(drawing(older.t('purchases_title')).finding.replaceAll('\u00a0', ' ')).toBe(
      `${older.t('purchases_best', { n: 13 })} ${older.t('purchases_best_ongoing', { from })}`,
    );
  },
);

test('weeks are drawn beside each other once there are two whole ones', async () => {
  const since = (first: number) => async (vault: Vault) => {
    for (const before of [first, 5, 2]) await vault.create('urge', { ...ride, date: ago(before) });
  };
  const young = await open({ diary: since(12) });
  await insights(young);
  expect(part(young.t('weeks_title'))).toBeUndefined();
  const older = await open({ diary: since(13) });
  await insights(older);
  expect(part(older.t('weeks_title'))).toBeDefined();
});

test.each(both)('before any purchase the first ride is told by how the urge fell (%s)', async (locale) => {
  const app = await open({ locale, diary: (vault) => vault.create('urge', { ...ride, date: ago(0) }) });
  await insights(app);
  const week = part(app.t('seven_title'));
  expect(text(week?.querySelector('figcaption'))).toBe(rode[locale]);
  expect(text(week).split(rode[locale])).toHaveLength(2);
});

test.each(both)(
  'what is not drawn yet says how many more it takes: a mood over time, three days (%s)',
  async (locale) => {
    const app = await open({
      locale,
      diary: async (vault) => {
        await weeks(vault);
        for (let before = 1; before < 3; before += 1)
          await vault.write(`checkin/${ago(before)}`, 'checkin', { date: ago(before), mood: 5, peak: 1, control: 5 });
      },
    });
    await insights(app);
    expect(all('main .empty .read').map(text)).toEqual([app.t('mood_missing', { n: 1 })]);
    expect(all('main .empty .btn').map((it) => [text(it), it.getAttribute('href')])).toEqual([
      [app.t('checkin_title'), '#/checkin'],
    ]);
    expect(part(app.t('summary_mood'))).toBeUndefined();
  },
);

test.each(both)('a young diary has the same parts, and what is still to come under the last (%s)', async (locale) => {
  const app = await open({ locale, diary: (vault) => vault.create('urge', { ...ride, date: ago(0) }) });
  await insights(app);
  const stands = all('main .part > h2').map(text);
  expect(said[locale].parts.filter((it) => stands.includes(it))).toEqual(stands);
  expect(part(app.t('later_title'))?.className).toBe('sub-part');
  // The nearest by what it takes, the others by their names.
  const nearest = app.t('helped_missing', { n: 3 });
  expect(all('main .empty .read').map(text)).toEqual([`${nearest} ${said[locale].later}`]);
});

test('who comes back to Insights finds the numbers unfolded', async () => {
  const app = await open({ diary: kept });
  await insights(app);
  const unfolded = () => all('main details[open]').map(({ id }) => id);
  for (const it of all('main details')) it.setAttribute('open', '');
  const before = unfolded();
  expect(before.length).toBeGreaterThan(2);
  expect(new Set(before).size).toBe(before.length);
  document.querySelector<HTMLElement>('main .to-sheet a')?.click();
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('summary'));
  await app.press(app.t('back'));
  await app.until(() => expect(unfolded()).toEqual(before));
});

/** Urges of eight weeks, two a week, first so strong and then so strong; each ridden out. */
const strengths =
  (before: number, lately: number, weeks = 8) =>
  async (vault: Vault) => {
    for (let week = 0; week < weeks; week += 1)
      for (const day of [0, 2]) {
        const strength = week < 4 ? lately : before;
        const rated = { strength, after: strength - 2, way: 'wave', minutes: 6 };
        await vault.create('urge', { date: ago(7 * week + day + 1), part: 'evening', ...rated, triggers: [] });
      }
  };

const strength = {
  nb: {
    weaker: 'Siden 2. november har trangen vært svakere enn i ukene før: 5,0 mot 6,5.',
    stronger: 'Siden 2. november har trangen vært sterkere enn i ukene før: 7,0 mot 5,5.',
    plain: 'Trangen: 5,0 i snitt siden 2. november, 6,5 i ukene før. Kjøp er ikke med i tallene.',
    helped: 'Trangen falt 2,0 trinn i snitt med «Bølgen» (26 ganger).',
    falls: 'Trangen falt 26 av de 26 gangene du målte den etterpå, i snitt 2,0 trinn.',
  },
  en: {
    weaker: 'Since 2 November the urge has been weaker than in the weeks before: 5.0 against 6.5.',
    stronger: 'Since 2 November the urge has been stronger than in the weeks before: 7.0 against 5.5.',
    plain: 'The urge: 5.0 on average since 2 November, 6.5 in the weeks before. Purchases aren’t in these numbers.',
    helped: 'The urge went down 2.0 points on average with ‘The Wave’, over 26 times.',
    falls: 'The urge went down 26 of the 26 times you rated it afterwards, by 2.0 points on average.',
  },
} as const;
const means = { nb: { mean: '8,0', before: '3,0' }, en: { mean: '8.0', before: '3.0' } } as const;
const findings = () => all('main figcaption, main summary p').map((it) => text(it).replaceAll('\u00a0', ' '));

test.each(both)(
  'how strong the urge is, is drawn week by week and said, whichever way it went (%s)',
  async (locale) => {
    const app = await open({ locale, diary: strengths(7, 5, 9) });
    await insights(app);
    expect(findings()).toContain(strength[locale].weaker);
    // Its finding stands; the drawing comes when it is opened.
    expect(drawing(app.t('weeks_title')).svg).toHaveLength(0);
    await unfold(app);
    const weekly = drawing(app.t('weeks_title'));
    expect(weekly.columns).toContain(app.t('summary_col_mean'));
    expect(weekly.svg[0]?.querySelectorAll('.chart > .point').length).toBe(
      weekly.rows.filter((row) => !row.endsWith('–')).length,
    );
    const other = await open({ locale, diary: strengths(5, 7, 9) });
    await insights(other);
    expect(findings()).toContain(strength[locale].stronger);
  },
);

test.each(both)('for seven days after a purchase no week is told as progress (%s)', async (locale) => {
  const bought = (before: number) => async (vault: Vault) => {
    await strengths(7, 5, 9)(vault);
    await vault.create('purchase', { date: ago(before), part: 'day' });
    // A mood that went up, and the control with it.
    for (const [from, value] of [
      [1, 8],
      [30, 3],
    ] as const)
      for (let day = 0; day < 5; day += 1)
        await vault.write(`checkin/${ago(from + day)}`, 'checkin', {
          date: ago(from + day),
          mood: value,
          peak: 3,
          control: value,
        });
  };
  const recent = await open({ locale, diary: bought(6) });
  await insights(recent);
  const numbers = { since: { nb: '2. november', en: '2 November' }[locale], ...means[locale] };
  const plain = [strength[locale].plain, recent.t('mood_plain', numbers)];
  expect(findings()).toEqual(expect.arrayContaining(plain));
  expect(drawing(recent.t('being_daily')).more.replaceAll('\u00a0', ' ')).toBe(recent.t('control_plain', numbers));
  const older = await open({ locale, diary: bought(7) });
  await insights(older);
  expect(findings()).toEqual(expect.arrayContaining([strength[locale].weaker, older.t('mood_higher', numbers)]));
});

test('of fewer weeks nothing is said of how strong the urge is', async () => {
  const app = await open({ diary: strengths(7, 5, 2) });
  await insights(app);
  expect(document.querySelector('#strength')).toBeNull();
});

test.each(both)(
  'each ride is drawn from before to after, the newest of many, with its sentence (%s)',
  async (locale) => {
    const app = await open({ locale, diary: strengths(7, 5, 13) });
    await insights(app);
    await unfold(app);
    const helped = drawing(app.t('helped_title'));
    // As the list below and the sentence beside it tell means.
    expect(helped.finding).toBe(strength[locale].helped);
    expect(helped.more).toBe(strength[locale].falls);
    const shows = text(document.querySelector('#falls .shows'));
    expect(shows).toContain(app.t('falls_newest', { n: 20 }));
    expect(helped.svg[0]?.querySelectorAll('.beside .course')).toHaveLength(20);
    // Their mean stands out of them, and is said.
    expect(helped.svg[0]?.querySelectorAll('.course')).toHaveLength(21);
    expect(shows).toContain(app.t('falls_mean'));
  },
);
