/** What is second in a part of Insights: its finding stands, and its drawing comes when it is opened. */
import { expect, test, vi } from 'vitest';
import type { Locale } from '../../core/model/content.ts';
import type { Vault } from '../../core/vault/types.ts';
import { type Opened, open } from '../../testing/app.ts';
import { ago, weeks } from '../../testing/kept.ts';
import { all, text, title } from '../../testing/urge.ts';

const both = ['nb', 'en'] as const;

const details = (id: string): Element | null => document.querySelector(`main details#${id}`);
/** What the diary is narrowed to. */
const chosen = (): string[] => all('.chosen button').map(text);
const finding = (id: string): string => text(details(id)?.querySelector('summary p'));

async function insights(app: Opened): Promise<void> {
  await app.go('insights');
  await app.until(() => expect(all('main .to-sheet')).toHaveLength(1));
}

/** Forty days, answered each evening: every third with a low mood, and then the urge as strong as is said. */
const moods = (low: number) => async (vault: Vault) => {
  for (let before = 1; before <= 40; before += 1) {
    const [mood, peak] = before % 3 === 0 ? [2, low] : [7, 4];
    await vault.write(`checkin/${ago(before)}`, 'checkin', { date: ago(before), mood, peak, control: 5 });
  }
};

const related = {
  nb: 'Lavt humør: trang 7,0 i snitt. Ellers 4,0. Regnet av 40 dager.',
  en: 'Low mood: urge 7.0 on average. Otherwise 4.0. Based on 40 days.',
} as const;

test.each(both)('mood and urge are related in a sentence with its numbers and its base (%s)', async (locale) => {
  const app = await open({ locale, diary: moods(7) });
  await insights(app);
  expect(finding('mood-and-urge')).toBe(related[locale]);
  details('mood-and-urge')?.setAttribute('open', '');
  const rows = () => [...(details('mood-and-urge')?.querySelectorAll('tbody tr') ?? [])];
  await app.until(() => expect(rows()).toHaveLength(2));
  expect(rows().map((row) => [...row.querySelectorAll('td')].map(text).at(-1))).toEqual(['13', '27']);
  // It says what low is, and that the one need not come of the other.
  const shows = text(details('mood-and-urge')?.querySelector('.shows'));
  expect(shows).toContain(app.t('mood_urge_scale', { n: 5 }));
});

const alike = {
  nb: 'Ingen tydelig forskjell: trang 5,0 i snitt ved lavt humør, ellers 4,0. Regnet av 40 dager.',
  en: 'No clear difference: urge 5.0 on average with a low mood, 4.0 otherwise. Based on 40 days.',
} as const;

test.each(both)('a small difference between mood and urge is told as none (%s)', async (locale) => {
  const app = await open({ locale, diary: moods(5) });
  await insights(app);
  expect(finding('mood-and-urge')).toBe(alike[locale]);
});

test('what is folded is not drawn before it is opened, and its finding stands', async () => {
  const app = await open({ diary: weeks });
  await insights(app);
  const folded = all('main details');
  expect(folded.map(({ id }) => id)).toEqual(expect.arrayContaining(['weeks', 'purchases', 'helped']));
  for (const it of folded) expect(it.children).toHaveLength(1);
  expect(finding('purchases')).toMatch(/\d/);
  // What comes before is second in its part; where it is the first, it stands.
  expect(finding('before')).toMatch(/Stress/);
  // The two that helped most stand as bars, and the others come when they are asked for.
  const names = () => all('.counts:has(svg) tbody th').map(text);
  expect(names()).toEqual(['Bølgen', 'Ringe noen']);
  details('helped')?.setAttribute('open', '');
  await app.until(() => expect(names()).toHaveLength(4));
  const young = await open({
    diary: async (vault) => {
      for (const days of [1, 2, 3, 4])
        await vault.create('urge', { date: ago(days), part: 'day', strength: 5, triggers: ['stress'] });
    },
  });
  await insights(young);
  expect(details('before')).toBeNull();
  expect(names()).toEqual(['Stress']);
});

test.each(both)(
  'the rest comes into the same list, and what is pressed stands below it and takes it back (%s)',
  async (locale) => {
    const app = await open({ locale, diary: weeks });
    await insights(app);
    const table = () => details('helped')?.closest('figure')?.querySelector('table');
    const rows = () => table()?.querySelectorAll('tbody tr').length;
    const name = () => text(details('helped')?.querySelector('summary'));
    expect([rows(), name()]).toEqual([2, { nb: 'Vis 2 til', en: 'Show 2 more' }[locale]]);
    const pressed = details('helped')?.querySelector('summary');
    pressed?.focus();
    details('helped')?.setAttribute('open', '');
    await app.until(() => expect([rows(), name()]).toEqual([4, { nb: 'Vis færre', en: 'Show fewer' }[locale]]));
    expect(details('helped')?.closest('figure')?.querySelectorAll('table')).toHaveLength(1);
    expect(table()?.compareDocumentPosition(pressed as Node)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(document.activeElement).toBe(pressed);
    details('helped')?.removeAttribute('open');
    await app.until(() => expect([rows(), name()]).toEqual([2, app.t('top_rest', { n: 2 })]));
    expect(document.activeElement).toBe(pressed);
  },
);

/** Insights of a diary in which each came before so many urges, and what its bars say. */
async function before(locale: Locale, times: Readonly<Record<string, number>>) {
  const app = await open({
    locale,
    diary: async (vault) => {
      let day = 0;
      for (const [code, n] of Object.entries(times))
        for (let at = 0; at < n; at += 1)
          await vault.create('urge', { date: ago(++day), part: 'day', strength: 5, triggers: [code] });
    },
  });
  await insights(app);
  details('before')?.setAttribute('open', '');
  await app.until(() => expect(details('triggers')).not.toBeNull());
  const bars = [...(details('triggers')?.closest('figure')?.querySelectorAll('td') ?? [])].map(text);
  return { app, bars };
}

test.each(both)('what came as often as the last one shown stands beside it, if they are few (%s)', async (locale) => {
  const few = await before(locale, { alcohol: 5, stress: 3, lonely: 3, travel: 3, payday: 1, bored: 1 });
  expect(few.bars).toEqual(['5', '3', '3', '3']);
  expect(text(details('triggers'))).toBe(few.app.t('top_rest', { n: 2 }));
  // Of many that share a place none is picked out.
  expect((await before(locale, { alcohol: 5, stress: 3, lonely: 3, travel: 3, payday: 3 })).bars).toEqual(['5']);
  expect((await before(locale, { stress: 2, lonely: 2, travel: 2, payday: 2, bored: 2 })).bars).toEqual(['2', '2']);
});

test.each(both)(
  'a name in a list leads to its entries in the diary, narrowed to it, and back to the list (%s)',
  async (locale) => {
    const app = await open({
      locale,
      diary: async (vault) => {
        await weeks(vault);
        await vault.create('urge', {
          date: ago(4),
          part: 'day',
          strength: 5,
          triggers: [],
          own_triggers_a: 'Søndager',
        });
        // What it never fell with has no entries to show.
        for (const days of [9, 11])
          await vault.create('urge', {
            date: ago(days),
            part: 'day',
            strength: 5,
            after: 5,
            way: 'reasons',
            triggers: [],
          });
      },
    });
    const mine = { nb: 'Grunnene mine', en: 'My reasons' }[locale];
    const link = (name: string) => all('main .counts a').find((it) => text(it) === name);
    const entries = () => [all('main a[href^="#/entry/"]').length, chosen()];
    // What was counted in some weeks is shown of those; what helped is of all of the diary.
    const dated = {
      nb: ['Fra 14. oktober til 23. november', 'Fjern alle'],
      en: ['From 14 October to 23 November', 'Remove all filters'],
    };
    await insights(app);
    for (const [list, name, n, more] of [
      ['before', 'Søndager', 1, dated[locale]],
      ['helped', { nb: 'Ringe noen', en: 'Ringing someone' }[locale], 2, []],
    ] as const) {
      details(list)?.setAttribute('open', '');
      await app.until(() => expect(link(name)).toBeDefined());
      link(name)?.focus();
      expect(link(name)?.getAttribute('aria-label')).toBe(app.t('counts_in_diary', { name }));
      // An address can be copied: it holds no word of his, and not what he chose.
      expect(link(name)?.getAttribute('href')).toMatch(/^#\/diary\/\w+\/\d+$/);
      link(name)?.click();
      await app.until(() => expect(document.documentElement.dataset.screen).toBe('diary'));
      await app.until(() => expect(entries()).toEqual([n, [name, ...more]]));
      document.querySelector<HTMLElement>('.back')?.click();
      await app.until(() => expect(link(name)).toBeDefined());
      await app.until(() => expect(document.activeElement).toBe(link(name)));
    }
    // The list is as long as it was left.
    const plain = () => all('main .counts tbody th').filter((it) => !it.querySelector('a'));
    await app.until(() => expect(plain().map(text)).toEqual([mine]));
    // The diary that is opened by its tab is whole; one that was left as a month is led to as a list.
    await app.go('diary');
    await app.until(() => expect(entries()[1]).toEqual([]));
    const { showAs, view } = await import('../diary/index.ts');
    showAs('month');
    await insights(app);
    details('before')?.setAttribute('open', '');
    await app.until(() => expect(link('Søndager')).toBeDefined());
    link('Søndager')?.click();
    await app.until(() => expect(entries()).toEqual([1, ['Søndager', ...dated[locale]]]));
    expect(view.value).toBe('list');
  },
);

test.each(both)('what leads from Insights to the diary leads back to where one was (%s)', async (locale) => {
  const app = await open({
    locale,
    diary: async (vault) => {
      await weeks(vault);
      await vault.create('urge', { date: ago(400), part: 'day', strength: 5, triggers: ['stress'] });
    },
  });
  const scroll = vi.fn();
  vi.stubGlobal('scrollTo', scroll);
  await insights(app);
  await app.choose(app.t('span_year'));
  const months = () => all('main .counts .leads-on[href^="#/diary/year/"]');
  // From its month on, the days before them too: of the year, and not of what lies before it.
  await app.until(() => expect(months()).toHaveLength(2));
  vi.stubGlobal('scrollY', 640);
  months()[0]?.click();
  await app.until(() =>
    expect(chosen()).toEqual([{ nb: 'Fra 1. oktober til 31. oktober', en: 'From 1 October to 31 October' }[locale]]),
  );
  expect(title()).toBe(app.t('tab_diary'));
  document.querySelector<HTMLElement>('.back')?.click();
  await app.until(() => expect(months()).toHaveLength(2));
  await app.until(() => expect(scroll.mock.calls.at(-1)).toEqual([0, 640]));
  // By its tab the diary has no way back.
  await app.go('diary');
  expect(document.querySelector('.back')).toBeNull();
});

test.each(both)('a week and a time of the week lead to their entries, as many as they count (%s)', async (locale) => {
  const app = await open({ locale, diary: weeks });
  const opened = async (list: string, name: string, n: number, narrowed: string[]) => {
    const link = () => all(`main #${list} .leads-on`).find((it) => text(it) === name);
    await insights(app);
    details(list)?.setAttribute('open', '');
    await app.until(() => expect(link()).toBeDefined());
    expect(link()?.getAttribute('href')).toMatch(/^#\/diary\/\w+\/\d+$/);
    link()?.click();
    await app.until(() => expect(chosen()).toEqual(narrowed));
    expect(all('main a[href^="#/entry/"]')).toHaveLength(n);
  };
  // It is Monday, and nothing is written of this week yet.
  await opened('weeks', { nb: '16.11.', en: '16/11' }[locale], 5, [
    { nb: 'Fra 16. november til 22. november', en: 'From 16 November to 22 November' }[locale],
  ]);
  // 1, 8 and 22 days ago were Sundays.
  const [sunday, ...narrowed] = {
    nb: ['Søndag kveld', 'Trang', 'Kjøp', 'Kveld', 'Søndag', 'Fra 14. oktober til 23. november', 'Fjern alle'],
    en: [
      'Sunday evenings',
      'Urge',
      'Purchase',
      'Evening',
      'Sunday',
      'From 14 October to 23 November',
      'Remove all filters',
    ],
  }[locale];
  // What was planned for such an evening is none of what came.
  await app.state.vault.value?.write(`evening/${ago(8)}`, 'evening', { date: ago(8), part: 'evening', place: 'home' });
  await opened('times', sunday ?? '', 3, narrowed);
  // What is drawn is pressed too: the bar of the last of them, and the square of Sunday evenings; by hand alone, the words are for everybody.
  const pressed = async (drawn: string, at: number, n: number) => {
    await insights(app);
    const link = all(`main ${drawn} .over-drawing`).at(at);
    expect([link?.getAttribute('tabindex'), link?.getAttribute('aria-hidden')]).toEqual(['-1', 'true']);
    link?.click();
    await app.until(() => expect(all('main a[href^="#/entry/"]')).toHaveLength(n));
  };
  await pressed('.bars', -1, 5);
  await pressed('.heat', -1, 3);
  await pressed('.week-days', -1, 1);
  // A week without any leads nowhere.
  await insights(app);
  details('weeks')?.setAttribute('open', '');
  await app.until(() => expect(all('main #weeks tbody tr')).toHaveLength(7));
  for (const row of all('main #weeks tbody tr'))
    expect(row.querySelector('.leads-on') !== null).toBe(text(row.querySelector('td')) !== '0');
  for (const drawn of all('main .bars > div, main .heat td'))
    expect(drawn.querySelector('.over-drawing') !== null).toBe(
      (text(drawn.querySelector('.val')) || text(drawn)) !== '0',
    );
});

const compared = {
  nb: '1 av 2 svar var bedre 22. november enn 25. oktober.',
  en: '1 of 2 answers were better on 22 November than on 25 October.',
} as const;

test.each(both)('a fortnight is compared with the first by date, of what was answered on both (%s)', async (locale) => {
  const app = await open({
    locale,
    diary: async (vault) => {
      await weeks(vault);
      await vault.write('settings', 'settings', { what: ['again'] });
      for (const [before, given] of [
        [29, { wellbeing: 5, 'control-14': 3 }],
        [15, { wellbeing: 5, 'control-14': 4, 'urge-14': 9 }],
        [1, { wellbeing: 5, 'control-14': 6, 'urge-14': 2 }],
      ] as const)
        await vault.write(`measure/${ago(before)}`, 'measure', { date: ago(before), ...given });
    },
  });
  await insights(app);
  expect(finding('fortnights')).toBe(compared[locale]);
});

test.each(both)('the numbers are shown and hidden by a name that says which (%s)', async (locale) => {
  const app = await open({ locale, diary: weeks });
  await insights(app);
  const name = (): string => text(details('weeks')?.querySelector('summary'));
  expect(name()).toBe({ nb: 'Vis tallene', en: 'Show the numbers' }[locale]);
  details('weeks')?.setAttribute('open', '');
  await app.until(() => expect(name()).toBe({ nb: 'Skjul tallene', en: 'Hide the numbers' }[locale]));
  details('weeks')?.removeAttribute('open');
  await app.until(() => expect(name()).toBe(app.t('show_numbers')));
});
