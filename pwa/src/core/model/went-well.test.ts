import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diary } from './diary.ts';
import { entriesOf } from './pack.fixture.ts';
import type { Fields } from './plain.ts';
import { wentWell } from './went-well.ts';

const ride = (date: string, fields: Fields = {}): [string, Fields] => [
  'urge',
  { date, part: 'day', strength: 8, way: 'wave', after: 3, ...fields },
];
const evening = (date: string, held: string): [string, Fields] => [
  'evening',
  { date, part: 'evening', place: 'home', held },
];
const found = (...records: [string, Fields][]) => {
  const entries = entriesOf(...records);
  return wentWell(diary(entries.values()).urges, entries).map((it) =>
    'strength' in it ? [it.date, it.strength, it.after] : [it.date, it.held],
  );
};

test('urges that fell and plans that held, the newest first, and a purchase takes none of them away', () => {
  const all = [ride('2026-11-20'), evening('2026-11-20', 'yes'), evening('2026-11-22', 'partly'), ride('2026-11-21')];
  const told = [
    ['2026-11-22', 'partly'],
    ['2026-11-21', 8, 3],
    ['2026-11-20', 'yes'],
    ['2026-11-20', 8, 3],
  ];
  assert.deepEqual(found(...all), told);
  assert.deepEqual(found(...all, ['purchase', { date: '2026-11-21', part: 'day' }]), told);
});

test('one that fell without anything that was done is one too', () => {
  const alone: [string, Fields] = ['urge', { date: '2026-11-20', part: 'day', strength: 7, after: 3 }];
  assert.deepEqual(found(alone), [['2026-11-20', 7, 3]]);
});

test('what did not fall, was only logged, was not used or not answered is none', () => {
  const logged: [string, Fields] = ['urge', { date: '2026-11-20', part: 'day', strength: 8 }];
  const half = ride('2026-11-20', { after: null });
  const plans = ['no', ''].map((held, at) => evening(`2026-11-1${at}`, held));
  assert.deepEqual(
    found(ride('2026-11-20', { after: 8 }), ride('2026-11-20', { after: 9 }), half, logged, ...plans),
    [],
  );
});
