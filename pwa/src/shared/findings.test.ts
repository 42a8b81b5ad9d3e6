import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, type DayPart, dayParts } from '../core/model/dates.ts';
import { type Diary, diary, type Logged } from '../core/model/diary.ts';
import { bars, commonest, hardest, helped, mostHelp, sum, triggers, whenTable } from '../core/model/insights.ts';
import { purchases } from '../core/model/purchases.ts';
import { spans } from '../core/model/spans.ts';
import { languages, spoken } from './spoken.fixture.ts';

const today = '2026-11-25';
const speaking = await spoken('nb');
const said = await import('./findings.ts');
const { speak } = await import('../platform/i18n.ts');
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

/** Every number of a sentence, without those that are part of a name. */
const numbers = (words: string): number[] =>
  [...words.replace(/<[^>]*>/g, '').matchAll(/\d+(?:[.,]\d+)?/g)].map(([it]) => Number(it.replace(',', '.')));

/** Holds for any diary in both languages; nothing is missing in the sentence. */
const always = (truth: (read: Diary, span: (typeof spans)[number]) => readonly (string | undefined)[]) =>
  fc.assert(
    fc.asyncProperty(diaries, anySpan, anyLocale, async (read, span, locale) => {
      await speak(locale, true);
      for (const words of truth(read, span))
        assert.doesNotMatch(words ?? '', /NaN|Infinity|undefined|\bnull\b|\{|\d of 1 times|\d av 1 ganger/);
    }),
    { numRuns: 300 },
  );

test('the finding of the weeks, months and years has the numbers of the table behind it', () =>
  always((read, span) => {
    const all = bars(read, today, span);
    if (all.length === 0) return [];
    const { finding, more } = said.trendWords(all, span);
    const { passed, purchases: bought, times } = sum(span === 'weeks' ? all.slice(-4) : all);
    const figures = 2 * passed < times ? [passed, bought].filter((it) => it > 2) : times <= 2 ? [] : [passed, times];
    assert.deepEqual(numbers(finding), figures);
    const before = sum(all.slice(0, -4));
    if (more) assert.deepEqual(numbers(more), [before.passed, before.times]);
    return [finding, more];
  }));

test('the finding of the week’s hours counts what stands in the cells it names', () =>
  always((read, span) => {
    const { rows, entries } = whenTable(read, today, span);
    const finding = said.hoursWords(rows);
    const hours = hardest(rows);
    const most = [...rows.flat()].sort((a, b) => b - a).slice(0, hours.length);
    assert.deepEqual(numbers(finding), hours.length ? [most.reduce((all, n) => all + n, 0), entries] : []);
    return [finding];
  }));

test('the finding of what came before names the most frequent, with its number and of how many', () =>
  always((read, span) => {
    const { counted, entries } = triggers(read, today, span);
    const finding = said.triggersWords(counted, entries, label);
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

test('the finding of what helped has the mean and the number of times of the row it names', () =>
  always((read) => {
    const ways = helped(read.urges);
    const finding = said.helpedWords(ways, label);
    const [first, second] = mostHelp(ways);
    const fall = first ? Number(first.fall.toFixed(1)) : 0;
    const found = numbers(finding);
    assert.equal(found.length, first ? (second ? 1 : 2) : 0);
    if (first) assert.ok(Math.abs((found[0] ?? 0) - fall) <= 0.1);
    if (first && !second) assert.equal(found[1], first.times);
    return [finding];
  }));

test('purchases are told as they are written, and the longest time with its days', () =>
  always((read) => {
    const { last, best } = purchases(read, today);
    const words = said.purchasesWords(last, false, false);
    assert.deepEqual(
      numbers(words).filter((n) => n !== 28),
      last ? [last].filter((n) => n !== 28) : [],
    );
    return [words, ...(best ? [speaking('purchases_best', { n: best.days }), said.bestDates(best)] : [])];
  }));

test('a single entry, a tie and only purchases are told kindly', async () => {
  await speak('nb', true);
  const urge = (ago: number, more = {}): Logged =>
    logged({ kind: 'urge', ago, part: 'evening', strength: 6, triggers: [], ...more });
  const bought = (ago: number): Logged => logged({ kind: 'purchase', ago, part: 'night', strength: 0, triggers: [] });
  const trend = (...list: Logged[]) => said.trendWords(bars(diary(list), today), 'weeks').finding;
  assert.equal(trend(urge(0)), 'Denne uken kom trangen én gang, og den gikk over uten kjøp.');
  const running = { date: today, part: 'evening' } as const;
  assert.equal(
    said.trendWords(bars({ ...diary([urge(0)]), running }, today), 'weeks').finding,
    'Denne uken har du skrevet ned at trangen kom.',
  );
  assert.equal(trend(bought(0), bought(1)), 'Denne uken har du skrevet ned to kjøp. Ingenting er nullstilt.');
  assert.equal(
    trend(bought(0), bought(1), bought(1), urge(1)),
    'Denne uken gikk trangen over uten kjøp én gang. Du har skrevet ned 3 kjøp. Ingenting er nullstilt.',
  );
  const tie = triggers(
    diary([urge(1, { triggers: ['a'] }), urge(2, { triggers: ['a', 'b'] }), urge(3, { triggers: ['b'] })]),
    today,
  );
  assert.equal(
    said.triggersWords(tie.counted, tie.entries, label),
    '«<a>» og «<b>» kom oftest før: 2 av 3 ganger hver.',
  );
  assert.equal(
    said.hoursWords(whenTable(diary([urge(5), urge(12), urge(19), urge(1)]), today).rows),
    'Fredag kveld er vanskeligst i tallene dine: 3 av 4 ganger.',
  );
  assert.equal(said.purchasesWords(0, false, true), 'Du har ikke skrevet noe de siste 28 dagene.');
});

test('a figure and what it is of stay on one line, in each way that is said', () => {
  const kept = ['6 av 7 ganger', '6 of 7 times', '4 of the 7 days', '4.5 out of 10 on'].map(said.together);
  assert.deepEqual(
    kept.map((it) => it.replaceAll('\u00a0', '_')),
    ['6_av_7 ganger', '6_of_7 times', '4_of_the_7 days', '4.5_out_of_10 on'],
  );
});
