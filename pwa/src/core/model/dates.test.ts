import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockTime, dayPart, localMinute, localTime, partAt } from './dates.ts';

test('the parts of the day begin at six, eleven and five in the afternoon', () => {
  const part = (hour: number, minute = 0) => dayPart(new Date(2026, 10, 25, hour, minute));
  assert.deepEqual(
    [part(0), part(5, 59), part(6), part(10, 59), part(11), part(16, 59), part(17), part(23, 59)],
    ['night', 'night', 'morning', 'morning', 'day', 'day', 'evening', 'evening'],
  );
});

test('a time of the clock is in the evening from five in the afternoon', () => {
  assert.deepEqual(['16:59', '17:00', '23:30', '00:30'].map(partAt), ['day', 'evening', 'evening', 'night']);
});

test('a time of the clock has two digits each', () => {
  const at = new Date(2026, 10, 5, 9, 7);
  assert.deepEqual([localTime(at), localMinute(at)], ['09:07', '2026-11-05T09:07']);
  assert.deepEqual([0, 65, 1439].map(clockTime), ['00:00', '01:05', '23:59']);
});
