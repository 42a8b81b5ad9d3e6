/** The last seven dates as a drawing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Logged } from './diary.ts';
import { weekDays } from './week-days.ts';

const today = '2026-11-25';
let made = 0;
const record = (kind: string, date: string, fields: Logged['fields']): Logged => ({
  id: `r${made++}`,
  kind,
  fields: { date, part: 'evening', ...fields },
});
/** Where a share of a part of a day lies, of the width of seven dates. */
const along = (day: number, part: number): number => (day + 0.2 + (0.6 * part) / 4) / 7;
const near = (found: number | undefined, told: number): void => assert.ok(Math.abs((found ?? -1) - told) < 1e-9);

test('what came on the last seven dates is drawn within its date, and nothing of other dates', () => {
  const all = [
    record('urge', '2026-11-18', { strength: 9 }),
    record('urge', '2026-11-19', { strength: 3, part: 'night' }),
    record('urge', today, { strength: 6 }),
    record('urge', '2026-11-26', { strength: 1 }),
    record('purchase', '2026-11-18', {}),
    record('purchase', today, {}),
    record('purchase', today, {}),
  ];
  const { dates, urges, bought } = weekDays(all, today);
  assert.deepEqual([dates[0], dates.at(-1), dates.length], ['2026-11-19', today, 7]);
  assert.deepEqual(
    urges.map(({ date, strength, after }) => [date, strength, after]),
    [
      ['2026-11-19', 3, null],
      [today, 6, null],
    ],
  );
  near(urges[0]?.at, along(0, 0.25));
  near(urges[1]?.at, along(6, 3.25));
  assert.equal(bought.length, 1);
  near(bought[0], along(6, 3.5));
});

test('an urge leads to what it was afterwards, and two of one part stand beside each other', () => {
  const all = [record('urge', today, { strength: 8, after: 3 }), record('urge', today, { strength: 5 })];
  const { urges } = weekDays(all, today);
  assert.deepEqual(urges[0]?.after?.value, 3);
  near(urges[0]?.at, along(6, 3.125));
  near(urges[0]?.after?.at, along(6, 3.375));
  near(urges[1]?.at, along(6, 3.625));
});

test('an urge without a number has no height', () => {
  assert.deepEqual(weekDays([record('urge', today, {})], today).urges, []);
});
