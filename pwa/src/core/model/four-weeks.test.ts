import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saysWhen, sheetDates, tellsMost } from './four-weeks.ts';

test('a sheet says when in the week the urge came once there are two of them', () => {
  assert.deepEqual([saysWhen({ rows: [], entries: 1 }), saysWhen({ rows: [], entries: 2 })], [false, true]);
});

test('a sheet covers 28 days', () => {
  assert.deepEqual(sheetDates(null, '2026-11-28'), { from: '2026-11-01', until: '2026-11-28', of: 28 });
});

test('the strongest has a sentence of its own where it is above what is told, and is not told with the mean of several', () => {
  const told = (times: number, mean: number | null, most: number | null): boolean => tellsMost({ times, mean, most });
  assert.deepEqual([told(0, null, 6), told(0, null, null), told(3, null, 6)], [true, false, true]);
  assert.deepEqual([told(1, 6, 6), told(1, 6, 7), told(2, 6, 7)], [false, true, false]);
});
