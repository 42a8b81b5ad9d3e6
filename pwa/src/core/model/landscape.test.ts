import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HIGH, hillLines, hillOf, placeOnHill, WIDE } from './landscape.ts';

/** More than ten years of entries. */
const LIFE = 20_000;
const each = Array.from({ length: 1_300 }, (_, n) => n).concat([3_650, 9_999, LIFE]);
const worth = (total: number): number => hillLines(total).reduce((sum, line) => sum + line.worth, 0);

test('the lines are worth what has been done, whatever it is', () => {
  for (const total of each) assert.equal(worth(total), total);
});

test('one more is one more line on top, and the lines below keep their shape', () => {
  for (const total of each) {
    const [before, after] = [hillLines(total), hillLines(total + 1)];
    assert.deepEqual(after.at(-1), { worth: 1, upTo: total + 1 });
    const bundles = total >= 19 && total % 10 === 9;
    if (!bundles) assert.deepEqual(after.slice(0, -1), before);
    // Of the newest none is bundled.
    else assert.deepEqual(after.slice(-10), [...before.slice(-9), { worth: 1, upTo: total + 1 }]);
  }
});

test('ten become one thicker line, and the newest ten stay lines of their own', () => {
  const worths = (total: number) => hillLines(total).map((it) => it.worth);
  assert.deepEqual(worths(3), [1, 1, 1]);
  assert.equal(worths(19).length, 19);
  assert.deepEqual(worths(20), [10, ...Array.from({ length: 10 }, () => 1)]);
  assert.deepEqual(worths(1_234).slice(0, 5), [1000, 100, 100, 10, 10]);
});

test('ten years are a few dozen lines', () => {
  for (const total of each) assert.ok(hillLines(total).length <= 60, `${total}: ${hillLines(total).length}`);
});

test('the hill never gets lower, and is never higher than its place', () => {
  let before = Number.POSITIVE_INFINITY;
  for (const total of each.filter((it) => it < 40 || it % 97 === 0 || it > 1_300)) {
    const hill = hillOf(total);
    assert.ok(hill.at(WIDE) < before, String(total));
    before = hill.at(WIDE);
    for (let x = 0; x <= WIDE; x += 10) assert.ok(hill.at(x) > 4 && hill.at(x) < HIGH, `${total} at ${x}`);
  }
});

test('lines lie on each other and under the ground, with land between them', () => {
  const heights = (path: string): number[] => [...path.matchAll(/ ([-\d.]+)/g)].map(([, y]) => Number(y));
  for (const total of [1, 5, 19, 20, 99, 999]) {
    const hill = hillOf(total);
    const lines = [...hill.strata.map(({ path }) => heights(path)), heights(hill.surface)];
    for (const [n, line] of lines.entries()) {
      const below = lines[n - 1];
      // In tenths, to which they are rounded.
      if (below) for (const [at, y] of line.entries()) assert.ok(y <= (below[at] ?? y) + 0.11, `${total}, line ${n}`);
    }
    for (const { thick } of hill.strata) assert.ok(thick > 0.3 && thick <= 4.5);
  }
});

test('the same count gives the same hill on every phone, and bare ground where nothing has been done', () => {
  assert.equal(hillOf(3).strata[0]?.path.slice(0, 35), 'M-26 112L-13 111.6L0 111.1L13 110.8');
  assert.deepEqual(hillOf(0).strata, []);
  assert.notEqual(hillOf(0).surface, '');
});

test('the way goes from the lower end to the upper, each module higher than the one before', () => {
  const hill = hillOf(24);
  const places = Array.from({ length: 8 }, (_, n) => placeOnHill(n, 8));
  for (const [n, x] of places.entries()) {
    assert.ok(x > 0 && x < WIDE);
    if (n > 0) assert.ok(hill.at(x) < hill.at(places[n - 1] ?? 0));
  }
  assert.equal(placeOnHill(0, 1), WIDE / 2);
});
