import assert from 'node:assert/strict';
import { test } from 'node:test';
import { above, type Cost, firstCost, fitCost, isCost, isStronger } from './cost.ts';

const MIB = 1024;
const work = ({ memory, passes }: Cost): number => memory * passes;

/** A device with so many KiB to give that works through `speed` KiB in a millisecond. */
function device(speed: number, memory = Number.POSITIVE_INFINITY) {
  let now = 1000;
  const asked: Cost[] = [];
  const derive = async (cost: Cost): Promise<Cost> => {
    asked.push(cost);
    if (cost.memory > memory) throw new RangeError('Array buffer allocation failed');
    now += work(cost) / speed;
    return cost;
  };
  return { asked, fit: (from?: readonly Cost[]) => fitCost(derive, () => now, from) };
}

test('a fast device makes more passes over 46 MiB, until a try takes about half a second', async () => {
  const { cost, made } = await device(240).fit();
  assert.deepEqual(cost, { memory: 46 * MIB, passes: 3 });
  assert.deepEqual(made, cost);
});

test('a slow device makes one pass over 46 MiB, and is asked for it once', async () => {
  const slow = device(20);
  assert.deepEqual((await slow.fit()).cost, { memory: 46 * MIB, passes: 1 });
  assert.equal(slow.asked.length, 1);
});

test('a device without the memory is given less, never less than a lock had before', async () => {
  assert.deepEqual((await device(20, 46 * MIB - 1).fit()).cost, { memory: 32 * MIB, passes: 2 });
  assert.deepEqual((await device(20, 20 * MIB).fit()).cost, firstCost);
  const none = device(20, 18 * MIB);
  await assert.rejects(none.fit(), RangeError);
  assert.equal(none.asked.length, 3);
});

test('whatever the device, no lock costs less than one of before, or more than this app reads back', async () => {
  for (const speed of [0.001, 1, 7, 30, 77, 200, 1000, 1e9, Number.POSITIVE_INFINITY])
    for (const memory of [19, 25, 32, 40, 46, 4096]) {
      const { cost } = await device(speed, memory * MIB).fit();
      assert.ok(work(cost) >= work(firstCost) && cost.memory >= firstCost.memory, `${speed} ${memory}`);
      assert.ok(isCost(cost), `${speed} ${memory}`);
    }
});

test('a clock that stands still or goes back makes no endless work', async () => {
  for (const step of [0, -5000]) {
    let now = 9000;
    const clock = () => {
      now += step;
      return now;
    };
    const { cost } = await fitCost(async (asked) => asked, clock);
    assert.ok(isCost(cost));
  }
});

test('stronger is more of memory or work and less of neither', () => {
  const [lean, one, three] = [firstCost, { memory: 46 * MIB, passes: 1 }, { memory: 46 * MIB, passes: 3 }];
  assert.equal(isStronger(one, lean), true);
  assert.equal(isStronger(three, one), true);
  for (const [next, now] of [
    [one, one],
    [lean, one],
    [one, three],
    // More work with less memory.
    [{ memory: 32 * MIB, passes: 9 }, one],
  ] as const)
    assert.equal(isStronger(next, now), false);
});

test('a lock of before is raised in memory; a lock that suits the device is left, and a fast device makes more of it', () => {
  const memory = 46 * MIB;
  assert.deepEqual(
    above(firstCost, 9000).map((it) => it.memory / MIB),
    [46, 32],
  );
  assert.deepEqual(above({ memory, passes: 1 }, 260), []);
  assert.deepEqual(above({ memory, passes: 1 }, 240), [{ memory, passes: 1 }]);
  assert.deepEqual(above({ memory, passes: 16 }, 1), []);
});

test('a device that has no more memory than a lock of before asks keeps that one, and loses no time over it', async () => {
  const small = device(20, 20 * MIB);
  await assert.rejects(small.fit(above(firstCost, 9000)), RangeError);
  assert.deepEqual(
    small.asked.map((it) => it.memory / MIB),
    [46, 32],
  );
});

test('a cost that no lock of ours has is not tried', () => {
  for (const cost of [
    { memory: 19_455, passes: 2 },
    { memory: 19_456, passes: 1 },
    { memory: 2 ** 21, passes: 1 },
    { memory: 47_104, passes: 17 },
    { memory: 47_104.5, passes: 1 },
    { memory: Number.NaN, passes: 1 },
  ])
    assert.equal(isCost(cost), false, JSON.stringify(cost));
});
