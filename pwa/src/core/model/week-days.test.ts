/** The last seven dates as a drawing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, dayParts } from './dates.ts';
import type { Logged } from './diary.ts';
import { summary } from './summary.ts';
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
  // Two of one date are two squares, beside each other.
  assert.equal(bought.length, 2);
  near(bought[0]?.at, (6 + 1 / 3) / 7);
  near(bought[1]?.at, (6 + 2 / 3) / 7);
});

test('an urge leads to what it was afterwards, and two of one part stand beside each other', () => {
  const all = [record('urge', today, { strength: 8, after: 3 }), record('urge', today, { strength: 5 })];
  const { urges } = weekDays(all, today);
  assert.deepEqual(urges[0]?.after?.value, 3);
  near(urges[0]?.at, along(6, 3.125));
  near(urges[0]?.after?.at, along(6, 3.375));
  near(urges[1]?.at, along(6, 3.625));
});

test('an urge is drawn whether its strength was given or not, beside the purchases of its date where it has no height; a nought is none', () => {
  const all = [
    record('urge', today, {}),
    record('urge', today, { after: 2, part: 'day' }),
    record('urge', today, { strength: 0, part: 'night' }),
    record('purchase', today, { part: 'morning' }),
  ];
  const { urges, bought } = weekDays(all, today);
  assert.deepEqual(
    urges.map(({ strength, after }) => [strength, after?.value]),
    [
      [null, 2],
      [null, undefined],
    ],
  );
  near(urges[0]?.at, (6 + 2 / 4) / 7);
  near(urges[0]?.after?.at, along(6, 2.75));
  near(urges[1]?.at, (6 + 3 / 4) / 7);
  near(bought[0]?.at, (6 + 1 / 4) / 7);
});

test('as many urges are drawn as the sentence of the week counts, and as many purchases', () => {
  const strengths = fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined });
  const entry = fc
    .tuple(fc.integer({ min: 0, max: 8 }), fc.constantFrom(...dayParts), strengths, strengths, fc.boolean())
    .map(([ago, part, strength, after, bought]) =>
      record(bought ? 'purchase' : 'urge', addDays(today, -ago), bought ? { part } : { part, strength, after }),
    );
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 12 }), (all) => {
      const { urges, bought } = weekDays(all, today);
      const told = summary(all, today);
      assert.deepEqual([urges.length, bought.length], [told.urges, told.purchases]);
    }),
  );
});

test('an urge that is a purchase’s own is told to be counted with it, and one that fell is not', () => {
  const bought = record('purchase', today, {});
  const joined = (urge: Logged) => weekDays([urge, bought], today).joined;
  assert.equal(joined(record('urge', today, { strength: 8 })), true);
  assert.equal(joined(record('urge', today, { strength: 8, after: 3 })), false);
  assert.equal(joined(record('urge', today, { strength: 8, part: 'day' })), false);
});
