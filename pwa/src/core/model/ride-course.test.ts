import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Urge } from './records.ts';
import { leastRides, ownCourse, ridesMissing, strengthAt } from './ride-course.ts';

const ride = (strength: number, after?: number, minutes?: number): Urge => ({
  date: '2026-11-25',
  part: 'evening',
  strength,
  ...(after !== undefined && { after }),
  ...(minutes !== undefined && { minutes }),
});

test('his own course is what half of his rides were above and half below', () => {
  assert.deepEqual(ownCourse([ride(9, 2, 10), ride(7, 3, 14), ride(6, 5, 40)]), {
    from: 7,
    to: 3,
    minutes: 14,
    rides: 3,
  });
  assert.deepEqual(ownCourse([ride(8, 2, 10), ride(7, 3, 12), ride(6, 4, 20), ride(5, 1, 30)]), {
    from: 6.5,
    to: 2.5,
    minutes: 16,
    rides: 4,
  });
});

test('too few rides, rides of which a number is missing, and rides that did not fall give none', () => {
  assert.equal(ownCourse([ride(8, 2, 10), ride(7, 3, 12)]), null);
  assert.equal(ownCourse([ride(8, 2, 10), ride(7, 3, 12), ride(7, 3), ride(7), ride(0, 0, 5)]), null);
  assert.equal(ridesMissing([ride(8, 2, 10), ride(7, 3)]), leastRides - 1);
  assert.equal(ownCourse([ride(5, 6, 10), ride(5, 5, 10), ride(5, 4, 10)]), null);
  assert.equal(ridesMissing([ride(5, 6, 10), ride(5, 5, 10), ride(5, 4, 10)]), 0);
});

test('where the strength is known the line begins there, and ends as those that began about as strong', () => {
  const rides = [ride(8, 4, 10), ride(7, 3, 12), ride(9, 5, 14), ride(3, 1, 5), ride(2, 1, 5), ride(3, 0, 5)];
  assert.deepEqual(ownCourse(rides, 8), { from: 8, to: 4, minutes: 12, rides: 3 });
  assert.deepEqual(ownCourse(rides, 3), { from: 3, to: 1, minutes: 5, rides: 3 });
  assert.equal(ownCourse(rides, 5), null);
});

test('only the latest twenty count', () => {
  const old = Array.from({ length: 30 }, () => ride(10, 9, 60));
  const fresh = Array.from({ length: 20 }, () => ride(6, 2, 8));
  assert.deepEqual(ownCourse([...old, ...fresh]), { from: 6, to: 2, minutes: 8, rides: 20 });
});

test('the drawn way begins and ends at his numbers, and in between it is one wave on the scale', () => {
  for (const [from, to] of [
    [7, 3],
    [10, 0],
    [2, 1],
  ] as const) {
    const course = { from, to, minutes: 12, rides: 3 };
    assert.deepEqual(
      [-5, 0, 12, 60].map((at) => strengthAt(course, at)),
      [from, from, to, to],
    );
    const way = Array.from({ length: 121 }, (_, at) => strengthAt(course, at / 10));
    assert.ok(way.every((it) => it >= 0 && it <= 10));
    const top = way.indexOf(Math.max(...way));
    assert.ok(way.every((it, at) => at === 0 || at > top || it >= (way[at - 1] ?? 0)));
    assert.ok(way.every((it, at) => at <= top || it <= (way[at - 1] ?? 0)));
  }
});

test('where it is known how strong the urge is, only rides that began about as strong make a course', () => {
  const rides = [ride(5, 2, 10), ride(5, 3, 10), ride(6, 3, 12), ride(9, 8, 10), ride(8, 5, 20), ride(4, 1, 8)];
  assert.deepEqual(ownCourse(rides, 5), { from: 5, to: 2.5, minutes: 10, rides: 4 });
  assert.equal(ownCourse(rides, 8), null, 'of eight and nine there are two');
  assert.deepEqual([ridesMissing(rides, 8), ridesMissing(rides, 2), ridesMissing(rides)], [1, 3, 0]);
  assert.deepEqual(ownCourse([...rides, ride(7, 4, 12)], 8), { from: 8, to: 5, minutes: 12, rides: 3 });
});

test('a course is drawn only where the clock of a ride can be as long', () => {
  const often = (minutes: number) => [0, 1, 2].map(() => ride(6, 2, minutes));
  assert.deepEqual(
    [2, 3, 30, 31].map((minutes) => ownCourse(often(minutes))?.minutes),
    [undefined, 3, 30, undefined],
  );
});
