import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearDays } from './near.ts';
import { nearFilter } from './near-filter.ts';

const answered = (date: string, fields: Record<string, unknown>) => ({
  id: date,
  kind: 'checkin',
  fields: { date: `2026-11-${date}`, ...fields },
});
const days = nearDays([
  answered('18', { sleep: 0, mood: 3, talked: false }),
  answered('19', { sleep: 2, mood: 4, talked: true, text: 'ord' }),
  answered('20', { limits: 1, mood: 7, text: ' ' }),
]);
const left = (filters: Partial<typeof nearFilter.none>) =>
  days.filter((day) => nearFilter.fits(day, { ...nearFilter.none, ...filters })).map(({ id }) => id);

test('the days of somebody close to him are narrowed by what was answered; a day without that answer goes', () => {
  assert.deepEqual(left({}), ['18', '19', '20']);
  assert.deepEqual(left({ sleep: ['0', '2'] }), ['18', '19']);
  assert.deepEqual(left({ sleep: ['0', '2'], talked: ['yes'] }), ['19']);
  assert.deepEqual(left({ limits: ['1'] }), ['20']);
  assert.deepEqual(left({ mood: ['low'] }), ['18']);
  assert.deepEqual(left({ mood: ['middle', 'high'] }), ['19', '20']);
  assert.deepEqual(left({ words: ['own'] }), ['19']);
});

test('only what some day has is offered', () => {
  assert.deepEqual(nearFilter.offered(days), {
    sleep: ['0', '2'],
    limits: ['1'],
    mood: ['low', 'middle', 'high'],
    talked: ['no', 'yes'],
    words: ['own'],
  });
});

test('a mood up to three is low, one up to six is in the middle', () => {
  const third = (mood: number) => nearFilter.offered(nearDays([answered('18', { mood })])).mood[0];
  assert.deepEqual([0, 3, 4, 6, 7, 10].map(third), ['low', 'low', 'middle', 'middle', 'high', 'high']);
});
