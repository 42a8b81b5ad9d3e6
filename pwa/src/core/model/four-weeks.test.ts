import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saysWhen, sheetDates } from './four-weeks.ts';

test('a sheet says when in the week the urge came once there are two of them', () => {
  assert.deepEqual([saysWhen({ rows: [], entries: 1 }), saysWhen({ rows: [], entries: 2 })], [false, true]);
});

test('a sheet covers 28 days', () => {
  assert.deepEqual(sheetDates(null, '2026-11-28'), { from: '2026-11-01', until: '2026-11-28', of: 28 });
});
