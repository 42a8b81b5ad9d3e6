import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays } from './dates.ts';
import { diary, type Logged } from './diary.ts';
import { FEWEST_DAYS, LOW_BELOW, moodAndUrge } from './mood-and-urge.ts';
import { spans } from './spans.ts';

const today = '2026-11-25';

/** Answers of one day after the other, ending yesterday: a mood, and the strongest urge or none. */
const read = (days: readonly (readonly [mood: number, peak?: number])[]) =>
  diary(
    days.map(([mood, peak], at): Logged => {
      const date = addDays(today, at - days.length);
      return { id: `checkin/${date}`, kind: 'checkin', fields: { date, mood, ...(peak !== undefined && { peak }) } };
    }),
  );

const times = <T>(n: number, of: (at: number) => T): T[] => Array.from({ length: n }, (_, at) => of(at));

/** Low days with urges of six to eight, others with three to five. */
const low = (n: number, up = 0) => times(n, (at) => [2, 6 + (at % 3) + up] as const);
const other = (n: number) => times(n, (at) => [7, 3 + (at % 3)] as const);

test('days with a low mood are told beside the others, with both means and the days that they are counted from', () => {
  assert.deepEqual(moodAndUrge(read([...low(12), ...other(27)]), today, 'weeks'), {
    low: { days: 12, mean: 7 },
    other: { days: 27, mean: 4 },
    differ: true,
  });
  // A mood of the middle is not low.
  const edge = [...low(12), ...other(12).map(([, peak]) => [LOW_BELOW, peak] as const)];
  assert.equal(moodAndUrge(read(edge), today, 'weeks')?.low.days, 12);
  // The other way round it is told too: what is found is not chosen.
  const turned = [
    ...low(9).map(([mood], at) => [mood, 2 + (at % 2)] as const),
    ...other(9).map(([mood]) => [mood, 7] as const),
  ];
  const found = moodAndUrge(read(turned), today, 'weeks');
  assert.ok(found?.differ && found.low.mean < found.other.mean);
});

test('with too few days of either kind nothing is told, however far apart they are', () => {
  const told = (lows: number, others: number) => moodAndUrge(read([...low(lows), ...other(others)]), today, 'weeks');
  assert.equal(told(FEWEST_DAYS - 1, 30), null);
  assert.equal(told(30, FEWEST_DAYS - 1), null);
  assert.equal(told(0, 0), null);
  assert.notEqual(told(FEWEST_DAYS, FEWEST_DAYS), null);
  // Where the strongest urge was not answered, the day is none of them.
  const silent = [...low(6), [2], ...other(30)] as const;
  assert.equal(moodAndUrge(read(silent), today, 'weeks'), null);
});

test('a day whose urges were logged and not answered counts with the strongest of them', () => {
  const urge = (date: string, strength?: number): Logged => ({
    id: `${date}-${strength}`,
    kind: 'urge',
    fields: { date, part: 'evening', ...(strength !== undefined && { strength }) },
  });
  const days = [...low(12), ...other(27)];
  const date = (at: number) => addDays(today, at - days.length);
  const moods = days.map(([mood], at): Logged => {
    return { id: `checkin/${date(at)}`, kind: 'checkin', fields: { date: date(at), mood } };
  });
  const logged = days.flatMap(([, peak], at) => [urge(date(at), peak - 1), urge(date(at), peak), urge(date(at))]);
  assert.deepEqual(moodAndUrge(diary([...moods, ...logged]), today, 'weeks'), {
    low: { days: 12, mean: 7 },
    other: { days: 27, mean: 4 },
    differ: true,
  });
  // An urge without a strength says nothing of it.
  assert.equal(moodAndUrge(diary([...moods, ...days.map((_, at) => urge(date(at)))]), today, 'weeks'), null);
});

test('a difference of less than two steps is told as none, and so is one that chance makes often', () => {
  const near = [...low(20, -2), ...other(20)];
  assert.equal(moodAndUrge(read(near), today, 'weeks')?.differ, false);
  // Two steps and more between the means, of days that go from nothing to ten on both sides.
  const of = (mood: number, peaks: readonly number[]) => peaks.map((peak) => [mood, peak] as const);
  const wide = [
    ...of(2, [10, 10, 10, 10, 0, 0, 0]),
    ...of(
      7,
      times(21, (at) => (at % 3 === 0 ? 10 : 0)),
    ),
  ];
  assert.equal(moodAndUrge(read(wide), today, 'weeks')?.differ, false);
});

test('only the days of the span that is shown are counted', () => {
  const before = times(40, () => [7] as const);
  const all = read([...low(12), ...other(12), ...before, ...before]);
  assert.deepEqual(
    spans.map((span) => moodAndUrge(all, today, span)?.low.days),
    [undefined, 12, 12],
  );
});

test('where mood and urge have nothing to do with each other no difference is told, nearly always', () => {
  const answer = fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 }));
  const drawn = fc.sample(fc.array(answer, { minLength: 14, maxLength: 55 }), { numRuns: 400, seed: 7 });
  const told = drawn.filter((days) => moodAndUrge(read(days), today, 'weeks')?.differ).length;
  assert.ok(told <= 4, `${told} of 400`);
});

test('no mean is missing, and the days are those that were answered', () => {
  const day = fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 }));
  fc.assert(
    fc.property(fc.array(day, { maxLength: 50 }), fc.constantFrom(...spans), (days, span) => {
      const found = moodAndUrge(read(days), today, span);
      if (!found) return;
      assert.equal(found.low.days + found.other.days, days.length);
      for (const { mean } of [found.low, found.other]) assert.ok(mean >= 0 && mean <= 10);
    }),
  );
});
