import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DayPart } from './dates.ts';
import { nextHour } from './next-hour.ts';
import { answered, entriesOf, pack } from './pack.fixture.ts';
import type { Fields } from './plain.ts';

const [before, date, after] = ['2026-11-23', '2026-11-24', '2026-11-25'] as const;

/** What stands at a part of a day of what was chosen at `time`. */
function stands(time: string, on: string, part: DayPart, fields: Fields = { codes: ['bed'] }): string[] | undefined {
  const entries = new Map(
    [...entriesOf(answered('lapse-next-hour', { at: date, ...fields }))].map(([id, entry]) => [
      id,
      { ...entry, changed: new Date(time).getTime() },
    ]),
  );
  return nextHour(entries, pack, { date: on, part })?.lines;
}

test('what was chosen for the next hour stands until the next morning, and not longer', () => {
  const evening = `${date}T23:30:00`;
  const chosen = ['Go to bed'];
  assert.deepEqual(stands(evening, date, 'evening'), chosen);
  assert.deepEqual(stands(evening, after, 'night'), chosen);
  assert.equal(stands(evening, after, 'morning'), undefined);
  // Chosen after midnight it goes the same morning.
  const night = `${date}T02:10:00`;
  assert.deepEqual(stands(night, date, 'night'), chosen);
  for (const part of ['morning', 'evening'] as const) assert.equal(stands(night, date, part), undefined);
  const morning = `${date}T08:00:00`;
  assert.deepEqual(stands(morning, date, 'evening'), chosen);
  assert.equal(stands(morning, after, 'morning'), undefined);
});

test('a stamp of another day, as after a rotation of keys, does not bring it back', () => {
  assert.equal(stands(`${after}T12:00:00`, after, 'day'), undefined);
  assert.deepEqual(stands(`${before}T01:00:00`, date, 'evening'), ['Go to bed']);
});

test('own words stand as they are, and nothing stands of what was taken back', () => {
  assert.deepEqual(stands(`${date}T20:00:00`, date, 'evening', { own_text: 'Gå hjem' }), ['Gå hjem']);
  assert.equal(stands(`${date}T20:00:00`, date, 'evening', { codes: [], own_text: ' ' }), undefined);
});
