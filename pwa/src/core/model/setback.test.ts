import assert from 'node:assert/strict';
import { test } from 'node:test';
import { earliestDate, whyNotDate } from './setback.ts';

test('nothing is dated ahead, and nothing further back than ten years', () => {
  const today = '2026-11-25';
  assert.equal(whyNotDate(today, today), null);
  assert.equal(whyNotDate('2026-11-26', today), 'ahead');
  assert.equal(whyNotDate('2027-01-01', today), 'ahead');
  assert.equal(whyNotDate('2024-02-29', today), null);
  assert.equal(whyNotDate(earliestDate(today), today), null);
  assert.equal(whyNotDate('2016-11-01', today), 'old');
  assert.equal(whyNotDate('0026-11-01', today), 'old');
  assert.equal(earliestDate(today), '2016-11-25');
});

test('what is older already keeps its date, and may be set nearer', () => {
  assert.equal(whyNotDate('2009-05-01', '2026-11-25', '2009-05-01'), null);
  assert.equal(whyNotDate('2010-05-01', '2026-11-25', '2009-05-01'), null);
  assert.equal(whyNotDate('2009-04-30', '2026-11-25', '2009-05-01'), 'old');
});
