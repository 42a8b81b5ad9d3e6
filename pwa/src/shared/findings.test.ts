import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Signal } from '@preact/signals';
import fc from 'fast-check';
import { addDays, type DayPart, dayParts } from '../core/model/dates.ts';
import { type DayLine, dayLine } from '../core/model/day-line.ts';
import { type Diary, diary, type Logged } from '../core/model/diary.ts';
import {
  bars,
  commonest,
  hardest,
  helped,
  isMost,
  mostHelp,
  oftenestShare,
  sum,
  triggers,
  whenTable,
} from '../core/model/insights.ts';
import { purchases } from '../core/model/purchases.ts';
import { fallsBetween, ratings } from '../core/model/rated.ts';
import { spans } from '../core/model/spans.ts';
import { languages, spoken } from './spoken.fixture.ts';

const today = '2026-11-25';
const speaking = await spoken('nb');
const said = await import('./findings.ts');
const { speak } = await import('../platform/i18n.ts');
const { today: clock } = await import('./today.ts');
(clock as Signal<string>).value = today;
const label = (code: string): string => `<${code}>`;

let made = 0;
interface Some {
  kind: 'urge' | 'purchase' | 'checkin';
  ago: number;
  part: DayPart;
  strength: number;
  after?: number | undefined;
  way?: string | undefined;
  triggers: string[];
}
const logged = ({ kind, ago, ...rest }: Some): Logged => ({
  id: `r${made++}`,
  kind,
  fields: { date: addDays(today, -ago), ...rest, ...(kind === 'checkin' && { mood: 5, peak: 3, control: 6 }) },
});
// Many in a few days, some years back: ties, gaps and single entries are all in here.
const one: fc.Arbitrary<Some> = fc.record({
  kind: fc.constantFrom('urge', 'urge', 'purchase', 'checkin'),
  ago: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 3650 })),
  part: fc.constantFrom(...dayParts),
  strength: fc.integer({ min: 0, max: 10 }),
  after: fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined }),
  way: fc.option(fc.constantFrom('wave', 'wait', 'call'), { nil: undefined }),
  triggers: fc.array(fc.constantFrom('lonely', 'stress', 'bored'), { maxLength: 3 }),
});
const diaries = fc.array(one, { maxLength: 50 }).map((list): Diary => diary(list.map(logged)));
const anySpan = fc.constantFrom(...spans);
const anyLocale = fc.constantFrom(...languages);

const trendOf = (read: Diary) => ({
  bars: bars(read, today),
  span: 'weeks' as const,
  since: '2026-11-02',
  falls: fallsBetween(read.urges, '', today),
  boughtOn: read.purchases.map(({ date }) => date),
});

const undated = (words: string): string => words.replace(/\d+\.? \p{L}*mber/gu, '');
/** Every number of a sentence, without those that are part of a name or of a date. */
const numbers = (words: string): number[] =>
  [
    ...undated(words)
      .replace(/<[^>]*>/g, '')
      .matchAll(/\d+(?:[.,]\d+)?/g),
  ].map(([it]) => Number(it.replace(',', '.')));

/** Holds for any diary in both languages; nothing is missing in the sentence. */
const always = (truth: (read: Diary, span: (typeof spans)[number]) => readonly (string | undefined)[]) =>
  fc.assert(
    fc.asyncProperty(diaries, anySpan, anyLocale, async (read, span, locale) => {
      await speak(locale, true);
      for (const words of truth(read, span))
        assert.doesNotMatch(
          words ?? '',
          /NaN|Infinity|undefined|\bnull\b|\{|\d (out )?of 1 times|\b1 times out of|\d av 1 ganger/,
        );
    }),
    { numRuns: 300 },
  );

test('the finding of the weeks, months and years has the numbers of the table behind it', () =>
  always((read, span) => {
    const all = bars(read, today, span);
    if (all.length === 0) return [];
    const told = span === 'weeks' ? all.slice(-4) : all;
    const fallen = fallsBetween(read.urges, told[0]?.start ?? '', today);
    const { finding, more } = said.trendWords(
      { bars: all, span, since: '2026-11-02', falls: fallen, boughtOn: [] },
      label,
    );
    const { passed, purchases: bought, times } = sum(told);
    const few = 2 * passed < times;
    const fall = fallen.length === 1 ? [fallen[0]?.before, fallen[0]?.after] : [fallen.length].filter((it) => it > 2);
    const figures = [
      ...(few ? [passed].filter((it) => it > 2) : times > 2 ? [passed, times] : []),
      ...(bought > 2 ? [bought] : []),
      ...(bought > 0 && passed <= bought ? fall : []),
    ];
    assert.deepEqual(numbers(finding), figures);
    // A purchase is told wherever there was one, and then what passed with it.
    assert.equal(
      /kjøp|purchase/i.test(
        finding.replace(/uten at du logget et kjøp|without a logged purchase|logged no purchase/g, ''),
      ),
      bought > 0,
    );
    if (bought > 0 && passed > 0)
      assert.match(
        undated(finding),
        /^[^.]*(uten at du logget et kjøp|without a logged purchase.*|logged no purchase)\. .*(kjøp|purchases?)\b/,
      );
    const before = sum(all.slice(0, -4));
    if (more) assert.deepEqual(numbers(more), [before.passed, before.times]);
    return [finding, more];
  }));

test('the finding of the week’s hours counts what stands in the cells it names', () =>
  always((read, span) => {
    const { rows } = whenTable(read, today, span);
    const times = rows.flat().reduce((all, n) => all + n, 0);
    const finding = said.hoursWords(rows);
    const hours = hardest(rows);
    const most = [...rows.flat()].sort((a, b) => b - a).slice(0, hours.length);
    const share = hours.length > 0 ? null : oftenestShare(rows);
    const cells =
      share && ('part' in share ? rows.map((row) => row[dayParts.indexOf(share.part)] ?? 0) : rows[share.day]);
    const told = cells ?? most;
    assert.deepEqual(numbers(finding), told.length ? [told.reduce((all, n) => all + n, 0), times] : []);
    return [finding];
  }));

test('where no cell of the week stands out but a part of the day or a weekday does, that is said', async () => {
  const urge = (ago: number, part: DayPart): Logged => logged({ kind: 'urge', ago, part, strength: 6, triggers: [] });
  const days = (from: number, many: number) => Array.from({ length: many }, (_, at) => from + at);
  const evenings = [...days(1, 15).map((it) => urge(it, 'evening')), ...days(1, 7).map((it) => urge(it, 'day'))];
  const fridays = [5, 12, 19].flatMap((it) => dayParts.map((part) => urge(it, part)));
  const both = async (list: Logged[]) => {
    const found: string[] = [];
    for (const locale of languages) {
      await speak(locale, true);
      found.push(said.hoursWords(whenTable(diary(list), today).rows));
    }
    return found;
  };
  assert.deepEqual(await both(evenings), [
    'Kvelden er vanskeligst: 15 av 22 ganger.',
    'Evenings have been the most difficult: 15 out of 22 times.',
  ]);
  assert.deepEqual(await both(fridays), [
    'Fredag er vanskeligst: 12 av 12 ganger.',
    'Fridays have been the most difficult: 12 out of 12 times.',
  ]);
});

test('the finding of what came before names the most frequent, with its number and of how many', () =>
  always((read, span) => {
    const all = triggers(read, today, span);
    const { counted, entries } = all;
    const finding = said.triggersWords(all, label);
    assert.ok(counted.length === 0 || all.times >= entries);
    const lead = commonest(counted);
    assert.deepEqual(numbers(finding), lead[0] ? [lead[0].times, entries] : []);
    for (const { code, times } of counted)
      assert.equal(
        finding.includes(`<${code}>`),
        lead.some((it) => it.code === code),
        `${code} ${times}`,
      );
    return [finding];
  }));

test('where some times say nothing of what came before, the finding says of which times it is', async () => {
  const urge = (ago: number, more = {}): Logged =>
    logged({ kind: 'urge', ago, part: 'day', strength: 6, triggers: [], ...more });
  const some = (...more: Logged[]) =>
    said.triggersWords(
      triggers(diary([urge(1, { triggers: ['a'] }), urge(2, { triggers: ['a'] }), ...more]), today),
      label,
    );
  const found: string[] = [];
  for (const locale of ['nb', 'en'] as const) {
    await speak(locale, true);
    found.push(some(urge(3)), some(urge(3, { triggers: ['b'] }), urge(4, { triggers: ['b'] }), urge(5)));
  }
  assert.deepEqual(found, [
    '<a>: 2 av de 2 gangene du skrev hva som kom før.',
    '<a> og <b>: hver av dem 2 av de 4 gangene du skrev hva som kom før.',
    '<a>: 2 of the 2 times you noted what came before.',
    '<a> and <b>: each of them 2 of the 4 times you noted what came before.',
  ]);
});

test('the finding of what helped has the mean and the number of times of each row it names', () =>
  always((read) => {
    const rated = ratings(read.urges);
    if (!rated) return [];
    const ways = helped(read.urges);
    const finding = said.helpedWords(ways, rated, label);
    const lead = mostHelp(ways);
    assert.equal(finding.length, lead.length > 0 ? 2 : 1);
    if (!lead[0]) return finding;
    const named = isMost(lead, ways) ? lead : lead.slice(0, 1);
    const found = numbers(finding[0] ?? '');
    const fall = found.splice(named.length > 1 ? -1 : 0, 1)[0] ?? 0;
    assert.ok(Math.abs(fall - Number(lead[0].fall.toFixed(1))) <= 0.1);
    assert.deepEqual(
      found,
      named.map(({ times }) => times),
    );
    return finding;
  }));

test('purchases are told as they are written, and the longest time with its days', () =>
  always((read) => {
    const { best } = purchases(read, today);
    return [
      said.purchasesWords(false, false),
      ...(best ? [speaking('purchases_best', { n: best.days }), said.bestDates(best)] : []),
    ];
  }));

test('a single entry, a tie and only purchases are told kindly', async () => {
  await speak('nb', true);
  const urge = (ago: number, more = {}): Logged =>
    logged({ kind: 'urge', ago, part: 'evening', strength: 6, triggers: [], ...more });
  const bought = (ago: number): Logged => logged({ kind: 'purchase', ago, part: 'night', strength: 0, triggers: [] });
  const trend = (...list: Logged[]) => said.trendWords(trendOf(diary(list)), label).finding;
  // That it went over is said of none: one that was as strong afterwards did not.
  assert.equal(
    trend(urge(0, { after: 6 })),
    'Siden 2. november har trangen kommet én gang, uten at du logget et kjøp.',
  );
  assert.equal(
    trend(urge(0, { after: 6 }), urge(1)),
    'Siden 2. november har trangen kommet to ganger, uten at du logget et kjøp.',
  );
  const running = { date: today, part: 'evening' } as const;
  assert.equal(
    said.trendWords(trendOf({ ...diary([urge(0)]), running }), label).finding,
    'Siden 2. november har du logget trangen.',
  );
  assert.equal(trend(bought(0), bought(1)), 'To kjøp siden 2. november. Ingenting er nullstilt.');
  assert.equal(
    trend(bought(0), bought(1), bought(1), urge(1)),
    'Siden 2. november har trangen kommet én gang uten at du logget et kjøp. 3 kjøp. Ingenting er nullstilt.',
  );
  const tie = triggers(
    diary([urge(1, { triggers: ['a'] }), urge(2, { triggers: ['a', 'b'] }), urge(3, { triggers: ['b'] })]),
    today,
  );
  assert.equal(said.triggersWords(tie, label), '<a> og <b>: 2 av 3 ganger hver.');
  assert.equal(
    said.hoursWords(whenTable(diary([urge(5), urge(12), urge(19), urge(1)]), today).rows),
    'Fredag kveld er vanskeligst: 3 av 4 ganger.',
  );
  assert.equal(said.purchasesWords(false, true), 'Du har ikke skrevet noe de siste 28 dagene.');
});

test('a figure and what it is of stay on one line, or in two halves where that is long', () => {
  const kept = [
    '16 av 22 ganger',
    '6 times out of 7.',
    '15 out of 22 times',
    '4 of the 7 days',
    '6 av de 19 gangene',
    '4.5 out of 10 on',
  ].map(said.together);
  assert.deepEqual(
    kept.map((it) => it.replaceAll('\u00a0', '_')),
    [
      '16_av_22 ganger',
      '6_times out_of_7.',
      '15_out_of_22 times',
      '4_of_the_7 days',
      '6_av_de_19 gangene',
      '4.5_out_of_10 on',
    ],
  );
  const dates = ['bedre 16. november enn 2. mai.', 'on 16 November than', 'av 10. Du svarte 3 dager.', '12 times'].map(
    said.together,
  );
  assert.deepEqual(
    dates.map((it) => it.replaceAll('\u00a0', '_')),
    ['bedre 16._november enn 2._mai.', 'on 16_November than', 'av 10. Du svarte 3_dager.', '12_times'],
  );
});

const sides = {
  nb: {
    many: 'Siden 2. november har trangen kommet 9 av 10 ganger uten at du logget et kjøp. Ett kjøp, 25. november.',
    one: 'Siden 2. november har trangen kommet én gang uten at du logget et kjøp. Ett kjøp, 25. november. Trangen falt fra 7 til 4 med «<wave>». Ingenting er nullstilt.',
    more: 'Siden 2. november har trangen kommet 2 av 4 ganger uten at du logget et kjøp. To kjøp. Trangen falt to ganger etter det du gjorde. Ingenting er nullstilt.',
    mood: ['Humøret ditt har i snitt vært 6,0 av 10 siden 23. november. Du svarte 3 dager.', undefined],
    control: [
      'Kontrollen har vært høyere enn i ukene før: 6,0 mot 4,4.',
      'Kontrollen har vært omtrent som i ukene før: 4,4 mot 4,0.',
      'Kontrollen var i snitt 6,0 av 10.',
    ],
    lower: 'Siden 2. november har humøret vært lavere enn i ukene før: 4,4 mot 6,0.',
    same: 'Siden 2. november har humøret vært omtrent som i ukene før: 4,4 mot 4,0.',
    none: 'Siden 2. november har du ikke svart på dette.',
    plain: [
      'Humøret: 6,0 i snitt siden 2. november, 4,4 i ukene før.',
      'Kontrollen: 6,0 i snitt, 4,4 i ukene før.',
      'Trangen: 4,4 i snitt siden 2. november, 6,0 i ukene før. Kjøp er ikke med i tallene.',
    ],
    dates: ['Fra 2. november til 25. november.', '25. november.', 'Fra 2. november 2025 til 25. november.'],
  },
  en: {
    many: 'Since 2 November the urge has come without a logged purchase 9 times out of 10. One purchase, on 25 November.',
    one: 'Since 2 November the urge has come once without a logged purchase. One purchase, on 25 November. With ‘<wave>’, the urge went down from 7 to 4. Nothing has been reset.',
    more: 'Since 2 November the urge has come without a logged purchase 2 times out of 4. Two purchases. The urge went down twice after what you did. Nothing has been reset.',
    mood: ['Your mood has averaged 6.0 out of 10 since 23 November. You answered on 3 days.', undefined],
    control: [
      'Your control has been higher than in the weeks before: 6.0 against 4.4.',
      'Your control has been much as in the weeks before: 4.4 against 4.0.',
      'Your control averaged 6.0 out of 10.',
    ],
    lower: 'Since 2 November your mood has been lower than in the weeks before: 4.4 against 6.0.',
    same: 'Since 2 November your mood has been much as in the weeks before: 4.4 against 4.0.',
    none: 'Since 2 November you haven’t answered this.',
    plain: [
      'Your mood: 6.0 on average since 2 November, 4.4 in the weeks before.',
      'Your control: 6.0 on average, 4.4 in the weeks before.',
      'The urge: 4.4 on average since 2 November, 6.0 in the weeks before. Purchases aren’t in these numbers.',
    ],
    dates: ['From 2 November to 25 November.', '25 November.', 'From 2 November 2025 to 25 November.'],
  },
} as const;

for (const locale of languages) {
  const part = 'evening' as const;
  const urge = (ago: number, more = {}): Logged =>
    logged({ kind: 'urge', ago, part, strength: 7, triggers: [], ...more });
  const bought = (ago: number): Logged => logged({ kind: 'purchase', ago, part, strength: 0, triggers: [] });
  const trend = (...list: Logged[]): string => {
    const it = diary(list);
    return said.trendWords(trendOf(it), label).finding;
  };

  test(`after a purchase both sides are said: what passed, and a ride of the same evening that made it weaker (${locale})`, async () => {
    await speak(locale, true);
    const nine = Array.from({ length: 9 }, (_, ago) => urge(ago + 1));
    assert.equal(trend(bought(0), ...nine), sides[locale].many);
    const ridden = { way: 'wave', after: 4 };
    assert.equal(trend(bought(0), urge(0, ridden)), sides[locale].one);
    assert.equal(trend(bought(0), bought(1), urge(0, ridden), urge(1, ridden)), sides[locale].more);
  });

  test(`the finding of a daily answer has its mean, its days and the weeks before (${locale})`, async () => {
    await speak(locale, true);
    const days = (ago: number, ...values: number[]): Logged[] =>
      values.map((value, place) => ({
        id: `c${ago + place}`,
        kind: 'checkin',
        fields: { date: addDays(today, -ago - place), mood: value, peak: 0, control: value },
      }));
    const line = (asked: 'mood' | 'control', ...list: Logged[]): DayLine => {
      const found = dayLine(diary(list), asked, today, 'weeks');
      assert.ok(found);
      return found;
    };
    const mood = (...list: Logged[]) => {
      const { finding, more } = said.moodLineWords(line('mood', ...list), 'weeks');
      return [finding, more];
    };
    assert.deepEqual(mood(...days(0, 6, 5, 7)), [...sides[locale].mood]);
    assert.equal(mood(...days(0, 4, 5, 4, 5, 4), ...days(30, 6, 6, 6, 6, 6))[0], sides[locale].lower);
    assert.equal(mood(...days(0, 4, 5, 4, 5, 4), ...days(30, 4, 4, 4, 4, 4))[0], sides[locale].same);
    assert.equal(mood(...days(30, 4, 5, 4))[0], sides[locale].none);
    // Control stands beside it, and is told the same way.
    const control = (...list: Logged[]) => said.controlWords(line('control', ...list));
    assert.deepEqual(
      [
        control(...days(0, 6, 5, 7, 6, 6), ...days(30, 4, 5, 4, 5, 4)),
        control(...days(0, 4, 5, 4, 5, 4), ...days(30, 4, 4, 4, 4, 4)),
        control(...days(0, 6, 5, 7)),
      ],
      [...sides[locale].control],
    );
    assert.equal(control(...days(30, 4, 5, 4)), undefined);
    // After a purchase of these days no week is told as progress; what went the other way is.
    const better = [...days(0, 6, 5, 7, 6, 6), ...days(30, 4, 5, 4, 5, 4)];
    const worse = [...days(0, 4, 5, 4, 5, 4), ...days(30, 6, 6, 6, 6, 6)];
    const now = true;
    assert.deepEqual(
      [
        said.moodLineWords(line('mood', ...better), 'weeks', now).finding,
        said.controlWords(line('control', ...better), now),
        said.strengthWords(line('mood', ...worse), now),
      ],
      [...sides[locale].plain],
    );
    assert.equal(said.moodLineWords(line('mood', ...worse), 'weeks', now).finding, sides[locale].lower);
    const dates = (from: string) => said.datesWords({ from, until: today });
    assert.deepEqual(['2026-11-02', today, '2025-11-02'].map(dates), [...sides[locale].dates]);
  });
}
