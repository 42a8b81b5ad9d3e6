import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type HeldWait,
  hold,
  leftOf,
  noTries,
  oneMore,
  settleTries,
  type Tries,
  triesLeft,
  waitAfter,
} from './tries.ts';

const minute = 60_000;
const year = 365 * 24 * 60 * minute;
const at = 1_800_000_000_000;
const wrong = (times: number, when = at): Tries =>
  Array.from({ length: times }).reduce<Tries>((tries) => oneMore(tries, when), noTries);

/** Milliseconds that are left for a page that has just begun, or has held the wait `before`. */
const left = (tries: Tries, now: number, running = 0, before: HeldWait | null = null) =>
  leftOf(hold(tries, { now, running }, before), running);

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

test('one waits from the last try on, and no longer, by the time that the page has run', () => {
  assert.equal(left(wrong(4), at), 0);
  const held = hold(wrong(5), { now: at, running: 700 }, null);
  assert.deepEqual(
    [700, 12_700, 30_700, 90_000].map((running) => leftOf(held, running)),
    [30_000, 18_000, 0, 0],
  );
});

test('a clock that is set, forward or back, changes nothing of a wait that a page holds', () => {
  const held = hold(wrong(9), { now: at, running: 0 }, null);
  for (const now of [at + 2 * 60 * minute, at + year, at - year])
    assert.equal(left(wrong(9), now, minute, held), 59 * minute);
});

test('a page that begins with a clock set forward holds the wait anew, a quarter of an hour at most', () => {
  for (const now of [at + 31_000, at + minute, at + year]) {
    assert.equal(left(wrong(5), now), 30_000);
    assert.equal(left(wrong(8), now), 15 * minute);
  }
  assert.equal(left(wrong(9), at + 10 * minute), 50 * minute);
  for (const now of [at + 60 * minute, at + year]) assert.equal(left(wrong(9), now), 15 * minute);
  assert.equal(left(wrong(4), at + year), 0);
});

test('thirty tries with a clock set forward before each take hours in front of the phone', () => {
  let [tries, now, sat] = [noTries, at, 0];
  for (let n = 0; n < 30; n += 1) {
    now += year;
    sat += left(tries, now);
    tries = oneMore(tries, now);
  }
  assert.equal(sat, (0.5 + 1 + 5 + 15 * 22) * minute);
});

test('with the server’s time somebody who comes back after the wait tries at once, and a clock set forward gets nothing', () => {
  const noted = { ...wrong(9), served: at };
  const back = (server: number, now: number, before: HeldWait | null = null) =>
    hold(noted, { now, running: 5000, server }, before).left;
  assert.equal(back(at + 61 * minute, at + 61 * minute), 0);
  assert.equal(back(at + minute, at + year), 59 * minute);
  // It has nothing to say of a try that it was not there for.
  assert.equal(hold(wrong(9), { now: at + year, running: 0, server: at + year }, null).left, 15 * minute);
  // A phone that slept: the page has run for a minute, the server knows of an hour. And the other way about.
  const held = hold(noted, { now: at, running: 0 }, null);
  assert.equal(back(at + 60 * minute, at, held), 0);
  assert.equal(back(at - year, at, held), 60 * minute - 5000);
  // What was taken from the phone's clock gives way to it.
  assert.equal(back(at + minute, at + year, hold(noted, { now: at + year, running: 0 }, null)), 59 * minute);
  // A server that lies makes nobody wait for longer than the wait.
  assert.equal(back(0, at), 60 * minute);
});

test('another try is another wait, and none is held over for the next', () => {
  const held = hold(wrong(5), { now: at, running: 0 }, null);
  assert.equal(left(wrong(6, at + minute), at + minute, minute, held), minute);
  assert.equal(left(wrong(5, at + minute), at + minute, minute, held), 30_000);
});

test('a clock set back a year neither frees nor shuts out for a year', () => {
  const back = at - year;
  assert.equal(left(wrong(7), back), 5 * minute);
  const settled = settleTries(wrong(7), back);
  assert.equal(left(settled, back + 2 * minute), 5 * minute);
  assert.equal(left(settled, back + 2 * minute, 5 * minute, hold(settled, { now: back, running: 0 }, null)), 0);
  assert.deepEqual(settleTries(wrong(7), at + 1), wrong(7));
});
