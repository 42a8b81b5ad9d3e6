/** What Insights, the sheet of paper and the lock screen say of a week are one thing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bundleIn } from '../../../core/model/content.fixture.ts';
import { addDays, dayParts } from '../../../core/model/dates.ts';
import { diary, type Logged } from '../../../core/model/diary.ts';
import { fourWeeks } from '../../../core/model/four-weeks.ts';
import { bars } from '../../../core/model/insights.ts';
import { nearDays } from '../../../core/model/near.ts';
import { nearParts as nearSaid, nearSentence, nearSummary } from '../../../core/model/near-summary.ts';
import { count, type Labels, LOCK_SCREEN, parts, sentence, summary } from '../../../core/model/summary.ts';
import { labelsOf } from '../../../core/model/summary-labels.ts';
import { summaryWords } from '../../../core/model/summary-words.ts';
import { languages, spoken } from '../../../shared/spoken.fixture.ts';

await spoken('nb');
const { ownParts } = await import('./parts.ts');
const { nearSheetParts } = await import('./nearParts.ts');
const { speak } = await import('../../../platform/i18n.ts');

const today = '2026-11-25';
const running = { date: today, part: 'evening' } as const;
let made = 0;
const record = (kind: string, ago: number, fields: Record<string, unknown>): Logged => ({
  id: `r${made++}`,
  kind,
  fields: { date: addDays(today, -ago), ...fields },
});
/** Often today, of which a part still runs. */
const ago = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 16 }), fc.integer({ min: 0, max: 40 }));
const ten = fc.integer({ min: 0, max: 10 });
const part = fc.constantFrom(...dayParts, running.part);
const codes = fc.constantFrom('lonely', 'stress', 'payday', 'home-alone');
const ways = fc.constantFrom('wave', 'waiting', 'other', 'self-compassion');

const entry = fc.oneof(
  fc
    .tuple(ago, part, ten, fc.array(codes, { maxLength: 2 }), fc.option(fc.tuple(ways, ten)))
    .map(([days, at, strength, triggers, tried]) =>
      record('urge', days, { part: at, strength, triggers, ...(tried && { way: tried[0], after: tried[1] }) }),
    ),
  fc.tuple(ago, part).map(([days, at]) => record('purchase', days, { part: at })),
  fc.tuple(ago, ten).map(([days, mood]) => record('checkin', days, { mood, peak: mood, control: mood })),
);
const diaries = fc
  .tuple(
    fc.oneof(fc.array(entry, { maxLength: 4 }), fc.array(entry, { minLength: 25, maxLength: 50 })),
    fc.option(fc.integer({ min: 0, max: 40 })),
  )
  .map(([all, days]) => (days === null ? all : [...all, record('progress', 0, { began: addDays(today, -days) })]));

/** A line without those of its sentences that stand in `whole`, each of them whole. */
const without = (line: string, whole: readonly string[]): string =>
  whole.reduce((left, it) => left.replace(it, ''), line).trim();
const figures = (line: string): number[] => (line.match(/\d+/g) ?? []).map(Number);

test('what the lock screen says of a week stands word for word in Insights and on the sheet, but for how it compares, which they say in numbers; there no purchase is named', () =>
  fc.assert(
    fc.asyncProperty(diaries, fc.constantFrom(...languages), fc.boolean(), async (all, locale, offered) => {
      await speak(locale, true);
      const labels: Labels = {
        ...labelsOf(bundleIn(locale), new Map(), {}, today),
        next: offered ? '«Bare denne gangen»' : undefined,
      };
      const numbers = summary(all, today, running);
      const { passed, days, change, trigger, way, next } = parts(numbers, locale, labels);
      const insights = [passed, days, change, trigger, way, next].flatMap((it) => it ?? []);
      const notice = sentence(numbers, 'full', locale, labels);
      const { passed: seen, change: short = '' } = parts(numbers, locale, labels, true);
      if (short !== (change ?? '')) assert.ok(numbers.weeks, 'only numbers stand in place of the few words');
      if (numbers.purchases === 0) assert.equal(seen, passed);
      const four = fourWeeks(all, today, true, running);
      const sheet = ownParts(four, [], { trigger: String, way: String }, labels).find((it) => it.field === 'week');
      assert.deepEqual(four.week, numbers);
      if (numbers.days === 0) {
        assert.equal(sheet, undefined);
        return;
      }
      assert.equal(sheet?.sentences[0], insights.join(' '));
      assert.equal(without(notice, [...insights, seen, short, summaryWords[locale].waiting]), '');
      assert.ok(notice.length <= LOCK_SCREEN && notice.includes(seen) && notice.includes(days));
      const told = figures(passed);
      if (told.length > 0) {
        const { passed: over, purchases, open } = numbers;
        const many = (n: number) => (n > 2 ? [n] : []);
        assert.deepEqual(told, [...many(purchases), ...many(over + open)]);
      }
      assert.deepEqual(
        figures(sentence(numbers, 'discreet', locale)),
        figures(days).length ? figures(days) : numbers.days === 7 ? [7, 7] : [],
      );
    }),
  ));

test('a sheet without purchases says neither how an urge ended nor how the week compares', () =>
  fc.assert(
    fc.asyncProperty(diaries, fc.constantFrom(...languages), async (all, locale) => {
      await speak(locale, true);
      const said = ownParts(fourWeeks(all, today, false, running), [], { trigger: String, way: String })
        .filter((it) => it.field === 'week')
        .flatMap((it) => it.sentences)
        .join(' ');
      assert.doesNotMatch(said, /kjøp|purchase|forrige|the week before/i);
    }),
  ));

test('the lock screen, Insights and the sheet of somebody close to him say the same', () =>
  fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.tuple(ago, fc.integer({ min: 0, max: 2 }), ten), { selector: ([days]) => days, maxLength: 30 }),
      fc.constantFrom(...languages),
      async (list, locale) => {
        await speak(locale, true);
        const all = list.map(([days, sleep, mood]) => record('checkin', days, { sleep, mood, limits: sleep }));
        const numbers = nearSummary(all, today);
        const { sleep, limits, mood, days, change } = nearSaid(numbers, locale);
        const insights = [sleep, limits, mood, days, change].flatMap((it) => it ?? []);
        const sheet = nearSheetParts(nearDays(all), [], today, numbers).find((it) => it.field === 'week');
        assert.equal(sheet?.sentences[0], numbers.days ? insights.join(' ') : undefined);
        if (numbers.days) assert.equal(without(nearSentence(numbers, 'full', locale), insights), '');
      },
    ),
  ));

test('the bars of Insights count a week as the summary does', () => {
  fc.assert(
    fc.property(diaries, (all) => {
      const read = { ...diary(all), running };
      for (const { start, ...bar } of bars(read, today)) {
        const until = [addDays(start, 6), today].sort()[0] as string;
        const { passed, purchases, times, open } = count(read, start, until);
        assert.deepEqual({ passed, purchases, times, open, now: bar.now }, bar);
      }
    }),
  );
});
