import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftOfDay } from './draft-keys.ts';

test('what an older app has left of a day is taken up, until that day has a draft of its own', () => {
  const records = new Map([
    ['checkin-draft', { date: '2026-11-27', good_text: 'today' }],
    ['checkin-draft-then', { date: '2026-11-24', good_text: 'then' }],
  ]);
  assert.equal(draftOfDay(records, '2026-11-27'), 'checkin-draft');
  assert.equal(draftOfDay(records, '2026-11-24'), 'checkin-draft-then');
  assert.equal(draftOfDay(records, '2026-11-26'), 'checkin-draft/2026-11-26');
  records.set('checkin-draft/2026-11-27', { date: '2026-11-27', good_text: 'own' });
  assert.equal(draftOfDay(records, '2026-11-27'), 'checkin-draft/2026-11-27');
});
