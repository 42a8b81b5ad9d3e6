import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noTries, oneMore, settleTries, type Tries, triesLeft, waitAfter, waitNow } from './tries.ts';

const minute = 60_000;
const wrong = (times: number, at: number): Tries =>
  Array.from({ length: times }).reduce<Tries>((tries) => oneMore(tries, at), noTries);

test('five tries are free, then each wait is longer, and the longest is an hour', () => {
  assert.deepEqual([0, 4, 5, 6, 7, 8, 9, 10, 1000].map(waitAfter), [
    0,
    0,
    30_000,
    minute,
    5 * minute,
    15 * minute,
    60 * minute,
    60 * minute,
    60 * minute,
  ]);
  assert.deepEqual([0, 3, 5, 9].map(triesLeft), [5, 2, 0, 0]);
});

test('one waits from the last try on, and no longer', () => {
  const at = 1_000_000;
  assert.equal(waitNow(wrong(4, at), at), 0);
  assert.equal(waitNow(wrong(5, at), at), 30_000);
  assert.equal(waitNow(wrong(5, at), at + 12_000), 18_000);
  assert.equal(waitNow(wrong(5, at), at + 30_000), 0);
});

test('a clock set back a year neither frees nor shuts out for a year', () => {
  const at = 1_000_000_000_000;
  const back = at - 365 * 24 * 60 * minute;
  assert.equal(waitNow(wrong(7, at), back), 5 * minute);
  const settled = settleTries(wrong(7, at), back);
  assert.equal(waitNow(settled, back + 2 * minute), 3 * minute);
  assert.equal(waitNow(settled, back + 5 * minute), 0);
  assert.deepEqual(settleTries(wrong(7, at), at + 1), wrong(7, at));
});
