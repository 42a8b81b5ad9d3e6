import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, daysBetween } from './dates.ts';
import { dayLine, goodThings, missingDays, placedInTime, strengthLine, wayOf } from './day-line.ts';
import { diary } from './diary.ts';
import { spans } from './spans.ts';

/** A Wednesday. */
const today = '2026-11-25';
interface Day {
  ago: number;
  mood: number;
  control?: number;
  good?: string;
}
const read = (...days: Day[]) =>
  diary(
    days.map(({ ago, mood, control = 5, good }) => ({
      id: `checkin/${ago}`,
      kind: 'checkin',
      fields: { date: addDays(today, -ago), mood, peak: 2, control, ...(good !== undefined && { good_text: good }) },
    })),
  );
const mood = (...days: Day[]) => dayLine(read(...days), 'mood', today, 'weeks');

test('a line is drawn from three answered days on, and says before that how many are missing', () => {
  assert.equal(mood({ ago: 1, mood: 4 }, { ago: 2, mood: 4 }), null);
  assert.equal(missingDays(read({ ago: 1, mood: 4 }, { ago: 2, mood: 4 }), today, 'weeks'), 1);
  assert.notEqual(mood({ ago: 1, mood: 4 }, { ago: 2, mood: 4 }, { ago: 3, mood: 4 }), null);
  assert.equal(missingDays(read(), today, 'weeks'), 3);
});

test('a day without an answer is a gap in the line, never a nought and never bridged', () => {
  const line = mood(
    { ago: 6, mood: 3 },
    { ago: 5, mood: 5 },
    { ago: 3, mood: 0 },
    { ago: 1, mood: 8 },
    { ago: 0, mood: 7 },
  );
  assert.deepEqual(
    line?.runs.map((run) => run.map((it) => [daysBetween(it.from, today), it.value])),
    [
      [
        [6, 3],
        [5, 5],
      ],
      [[3, 0]],
      [
        [1, 8],
        [0, 7],
      ],
    ],
  );
  assert.deepEqual(line?.slots, line?.runs.flat());
});

test('the line begins at the first answer and ends today, each day as far along as it lies in time', () => {
  const line = mood({ ago: 10, mood: 3 }, { ago: 5, mood: 5 }, { ago: 4, mood: 6 });
  assert.deepEqual([line?.from, line?.until], [addDays(today, -10), today]);
  assert.deepEqual(
    line?.slots.map((it) => it.at),
    [0, 0.5, 0.6],
  );
});

test('what lies before the eight weeks is not drawn, nor what is ahead of a clock that was put back', () => {
  const line = mood(
    { ago: 400, mood: 9 },
    { ago: 9, mood: 3 },
    { ago: 8, mood: 3 },
    { ago: 7, mood: 3 },
    { ago: -3, mood: 9 },
  );
  assert.deepEqual(
    line?.slots.map((it) => it.value),
    [3, 3, 3],
  );
  assert.equal(line?.from, addDays(today, -9));
});

test('a year is drawn by weeks and all of it by months, each the mean of its answered days', () => {
  const all = read({ ago: 0, mood: 4 }, { ago: 1, mood: 7 }, { ago: 9, mood: 2 }, { ago: 500, mood: 10 });
  assert.deepEqual(
    dayLine(all, 'mood', today, 'year')?.slots.map((it) => [it.from, it.value, it.days]),
    [
      ['2026-11-16', 2, 1],
      ['2026-11-23', 5.5, 2],
    ],
  );
  assert.deepEqual(
    dayLine(all, 'mood', today, 'all')?.slots.map((it) => [it.from.slice(0, 7), Math.round(it.value * 10), it.days]),
    [
      ['2025-07', 100, 1],
      ['2026-11', 43, 3],
    ],
  );
});

test('the sentence speaks of four weeks from a Monday, and of those before only when both say enough', () => {
  const days = (ago: number, value: number) => [0, 1, 2, 3, 4].map((more) => ({ ago: ago + more, mood: value }));
  const both = mood(...days(0, 6), ...days(30, 4));
  assert.deepEqual([both?.lately, both?.before], [{ since: '2026-11-02', mean: 6, days: 5 }, 4]);
  assert.equal(mood(...days(0, 6), ...days(30, 4).slice(1))?.before, null);
  assert.deepEqual(mood(...days(30, 4))?.lately, { since: '2026-11-02', mean: null, days: 0 });
  // A Monday is of the last four, and the Sunday before it of those before.
  assert.deepEqual(
    [mood(...days(23, 4))?.lately.days, mood(...days(19, 4))?.lately.days, mood(...days(24, 4))?.lately.days],
    [1, 5, 0],
  );
  // A younger diary speaks of its own first answer.
  assert.deepEqual(mood(...days(0, 6))?.lately, { since: addDays(today, -4), mean: 6, days: 5 });
  assert.deepEqual(dayLine(read(...days(0, 6), ...days(30, 4)), 'mood', today, 'year')?.lately, {
    since: addDays(today, -34),
    mean: 5,
    days: 10,
  });
});

test('control is drawn of its own answers', () => {
  const days = [0, 1, 2].map((ago) => ({ ago, mood: 9, control: ago }));
  assert.deepEqual(
    dayLine(read(...days), 'control', today, 'weeks')?.slots.map((it) => it.value),
    [2, 1, 0],
  );
});

test('whatever was answered, every answered day is in one run, inside the drawing, and in order', () =>
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.record({ ago: fc.integer({ min: 0, max: 1500 }), mood: fc.integer({ min: 0, max: 10 }) }), {
        selector: (it) => it.ago,
        maxLength: 40,
      }),
      fc.constantFrom(...spans),
      (days, span) => {
        const line = dayLine(read(...days), 'mood', today, span);
        if (!line) return;
        assert.deepEqual(line.runs.flat(), line.slots);
        assert.ok(line.from <= line.until);
        line.slots.forEach(({ at, value }, place) => {
          assert.ok(at >= 0 && at <= 1 && value >= 0 && value <= 10);
          assert.ok(place === 0 || at > (line.slots[place - 1]?.at ?? 0));
        });
        if (span === 'all')
          assert.equal(
            line.slots.reduce((sum, it) => sum + it.days, 0),
            days.length,
          );
      },
    ),
  ));

test('answers of some dates lie as far along as their dates; a single one lies in the middle', () => {
  const at = (...dates: string[]) => placedInTime(dates.map((date) => ({ date, value: 1 }))).map((it) => it.at);
  assert.deepEqual(at('2026-11-01', '2026-11-15', '2026-11-29'), [0, 0.5, 1]);
  assert.deepEqual(at('2026-11-01'), [0.5]);
  assert.deepEqual(at(), []);
});

test('good things are listed as they were written, newest first, without empty ones', () => {
  const all = read(
    { ago: 9, mood: 3, good: 'Soup.' },
    { ago: 2, mood: 3, good: '  ' },
    { ago: 1, mood: 3, good: ' A walk. ' },
    { ago: 0, mood: 3 },
  );
  assert.deepEqual(
    goodThings(all).map((it) => [it.date, it.text]),
    [
      [addDays(today, -1), 'A walk.'],
      [addDays(today, -9), 'Soup.'],
    ],
  );
});

test('from four calendar weeks on a point is the mean of a week', () => {
  const days = (last: number) => [1, 2, 8, 15, last].map((ago) => ({ ago, mood: ago < 4 ? 2 + ago : 6 }));
  assert.equal(mood(...days(16))?.step, 'day');
  const line = mood(...days(22));
  assert.equal(line?.step, 'week');
  assert.deepEqual(
    line?.slots.map(({ value, days: n, at }) => [value, n, at]),
    [
      [6, 1, 0],
      [6, 1, 1 / 3],
      [6, 1, 2 / 3],
      [3.5, 2, 1],
    ],
  );
});

test('how strong the urge was is drawn once four weeks say so; two means half a step apart are different', () => {
  const urges = (...given: (readonly [ago: number, strength: number])[]) =>
    diary(
      given.map(([ago, strength], at) => ({
        id: `u${at}`,
        kind: 'urge',
        fields: { date: addDays(today, -ago), part: 'evening', strength },
      })),
    );
  const weekly = (lately: number, before: number) =>
    urges(
      ...[1, 5, 8, 12, 15].map((ago) => [ago, lately] as const),
      ...[29, 33, 36, 40, 43].map((ago) => [ago, before] as const),
    );
  assert.equal(strengthLine(urges([1, 5], [8, 5], [15, 5]), today), null);
  // A nought is a day without an urge.
  assert.equal(strengthLine(urges([1, 5], [8, 5], [15, 5], [29, 0]), today), null);
  const line = strengthLine(weekly(5, 7), today);
  assert.deepEqual([line?.slots.length, line && wayOf(line)], [6, 'lower']);
  // How strong one is, is known while its part of the day still runs.
  const soFar = { ...weekly(5, 7), running: { date: addDays(today, -1), part: 'evening' as const } };
  assert.deepEqual([strengthLine(soFar, today)?.slots.length, strengthLine(soFar, today)?.lately.days], [6, 5]);
  const way = (mean: number, before: number | null) => wayOf({ lately: { since: today, mean, days: 3 }, before });
  assert.deepEqual([way(5.5, 5), way(5.4, 5), way(4.5, 5), way(5, null)], ['higher', 'same', 'lower', null]);
});
