import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DayPart } from './dates.ts';
import type { Urge } from './records.ts';
import { didOfPlan, lastRide, numberInWords } from './ride-said.ts';

const at = (date: string, part: DayPart, more: Partial<Urge> = { way: 'wave', minutes: 11 }): Urge => ({
  date,
  part,
  ...more,
});
const now = { date: '2026-11-25', part: 'evening' } as const;

test('the last ride of the day is told of, also one without a strength', () => {
  const rides = [at('2026-11-25', 'morning', { way: 'waiting', after: 3, strength: 8 }), at('2026-11-25', 'day')];
  assert.equal(lastRide(rides, now)?.way, 'wave');
  assert.equal(lastRide(rides.slice(0, 1), now)?.way, 'waiting');
});

test('in the night the ride of the evening before is told of, and in the morning no more', () => {
  const rides = [at('2026-11-24', 'evening')];
  assert.ok(lastRide(rides, { date: '2026-11-25', part: 'night' }));
  assert.equal(lastRide(rides, { date: '2026-11-25', part: 'morning' }), null);
  assert.equal(lastRide([at('2026-11-24', 'day')], { date: '2026-11-25', part: 'night' }), null);
});

test('an urge that was only logged is no ride', () => {
  assert.equal(
    lastRide([at('2026-11-25', 'day', { strength: 7 }), at('2026-11-25', 'day', { way: 'eat' })], now),
    null,
  );
});

test('what he did on his own is told too, with both numbers; one that was rated alone has nothing to tell it by', () => {
  const own = at('2026-11-25', 'day', { strength: 7, after: 3, did_text: 'Gikk en tur' });
  assert.deepEqual(lastRide([at('2026-11-25', 'morning'), own], now), { ...own, way: '' });
  for (const it of [
    { strength: 7, after: 3 },
    { after: 3, did_text: 'Gikk en tur' },
  ])
    assert.equal(lastRide([at('2026-11-25', 'day', it)], now), null);
});

test('what was done before its part of the day is not done of a plan for the evening', () => {
  const urges = [
    at('2026-11-25', 'morning', { did_text: 'Legge bort mobilen' }),
    at('2026-11-25', 'evening', { did_text: 'Gå en tur' }),
  ];
  const evening = { date: '2026-11-25', part: 'evening' } as const;
  assert.deepEqual([...didOfPlan(urges, now, evening)], ['Gå en tur']);
  assert.deepEqual([...didOfPlan(urges, now)], ['Legge bort mobilen', 'Gå en tur']);
});

test('small numbers are spoken, others are figures', () => {
  assert.deepEqual(
    [numberInWords(11, 'nb'), numberInWords(1, 'nb'), numberInWords(12, 'en'), numberInWords(13, 'nb')],
    ['elleve', 'ett', 'twelve', '13'],
  );
});
