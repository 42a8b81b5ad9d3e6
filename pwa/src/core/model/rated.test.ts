import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays } from './dates.ts';
import { diary, type Logged } from './diary.ts';
import { fallsBetween, meanFall, ratedDates, ratings } from './rated.ts';
import { spanDates } from './spans.ts';

const today = '2026-11-25';
let made = 0;
const urge = (ago: number, more = {}): Logged => ({
  id: `r${made++}`,
  kind: 'urge',
  fields: { date: addDays(today, -ago), part: 'evening', strength: 6, ...more },
});
const purchase = (ago: number): Logged => ({
  id: `r${made++}`,
  kind: 'purchase',
  fields: { date: addDays(today, -ago), part: 'evening' },
});

test('a ride that made the urge weaker counts, also in the evening of a purchase; one that did not is no fall', () => {
  const { urges } = diary([
    urge(1, { way: 'wave', strength: 7, after: 4 }),
    purchase(1),
    urge(2, { way: 'wave', strength: 5, after: 5 }),
    urge(3, { strength: 5, after: 2 }),
    urge(30, { way: 'call', strength: 5, after: 2 }),
  ]);
  assert.deepEqual(fallsBetween(urges, addDays(today, -7), today), [{ way: 'wave', before: 7, after: 4 }]);
});

test('a drawing is dated from its span or from the first entry, and what helped from the first time it was rated', () => {
  const short = diary([urge(9), urge(3, { way: 'wave', after: 2 }), urge(1, { way: 'wave', after: 2 }), urge(0)]);
  assert.deepEqual(spanDates('weeks', short, today), { from: addDays(today, -9), until: today });
  assert.deepEqual(spanDates('weeks', diary([urge(90)]), today), { from: '2026-10-05', until: today });
  assert.deepEqual(spanDates('all', diary([urge(900)]), today), { from: addDays(today, -900), until: today });
  assert.deepEqual(ratedDates(short.urges), { from: addDays(today, -3), until: addDays(today, -1) });
  assert.equal(ratedDates([]), null);
});

test('all that were rated are told together, also those that did not fall; the newest of many are drawn', () => {
  const { urges } = diary([
    urge(1, { way: 'wave', strength: 7, after: 4 }),
    urge(2, { way: 'call', strength: 5, after: 6 }),
    urge(3, { strength: 5, after: 2 }),
  ]);
  assert.deepEqual(ratings(urges), {
    newest: [
      { before: 5, after: 2 },
      { before: 5, after: 6 },
      { before: 7, after: 4 },
    ],
    fell: 2,
    times: 3,
    mean: { before: 17 / 3, after: 4 },
  });
  assert.equal(ratings([]), null);
  const many = diary(Array.from({ length: 30 }, (_, days) => urge(days, { way: 'wave', strength: 6, after: 2 }))).urges;
  assert.deepEqual([ratings(many)?.newest.length, ratings(many)?.times], [20, 30]);
});

test('by how much it fell on average is told from what is a tenth in words', () => {
  const fall = (before: number): number | null => meanFall({ mean: { before, after: 5 } });
  assert.deepEqual([fall(4), fall(5), fall(5.03125)], [null, null, null]);
  assert.deepEqual([fall(5.0625), fall(8)], [0.0625, 3]);
});
