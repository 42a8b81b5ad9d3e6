import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLighter, lastEased } from './compared.ts';
import type { Urge } from './records.ts';

const rode = (day: number, strength: number, after?: number, way: string | undefined = 'wave'): Urge => ({
  date: `2026-11-${day}`,
  part: 'evening',
  strength,
  ...(after !== undefined && { after }),
  ...(way && { way }),
});
const said = (urges: Urge[], strength: number, bought: number[] = []) => {
  const purchases = bought.map((day) => ({ date: `2026-11-${day}`, part: 'night' as const }));
  return lastEased({ urges, purchases }, strength);
};

test('the last ride of an urge as strong is said back, before one that was about as strong', () => {
  const urges = [rode(10, 7, 4), rode(11, 7, 3), rode(12, 6, 1)];
  assert.deepEqual(said(urges, 7), { strength: 7, after: 3 });
  assert.deepEqual(said(urges, 5), { strength: 6, after: 1 });
  assert.equal(said(urges, 3), null);
  assert.equal(said([], 7), null);
});

test('nothing is said where the last one did not ease: an earlier one is not picked out instead', () => {
  for (const after of [6, 7]) assert.equal(said([rode(10, 7, 3), rode(11, 7, after)], 7), null);
  assert.equal(said([rode(10, 7, 3), rode(11, 7, 9)], 7), null);
});

test('what was only logged is no ride, and a day with a purchase is not held up', () => {
  assert.deepEqual(said([rode(10, 7, 3), rode(11, 7, undefined)], 7), { strength: 7, after: 3 });
  assert.deepEqual(said([rode(10, 7, 3), rode(11, 7, 2, '')], 7), { strength: 7, after: 3 });
  assert.equal(said([rode(10, 7, 3)], 7, [10]), null);
});

test('a mood is lighter by two steps or more, and never heavier', () => {
  assert.equal(isLighter(6, 4), true);
  assert.equal(isLighter(5, 4), false);
  assert.equal(isLighter(2, 8), false);
  for (const [mood, before] of [
    [6, undefined],
    [undefined, 3],
    ['9', 3],
  ])
    assert.equal(isLighter(mood, before), false);
});
