import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DayPart } from './dates.ts';
import { TRIED } from './insights.ts';
import type { Urge } from './records.ts';
import { bestWay } from './ways.ts';

const tools = ['wave', 'waiting', 'breathing', 'alternative', 'sleep'];
const offered = ['wave', 'waiting', 'breathing', 'alternative'];
/** A Wednesday evening. */
const now = { date: '2026-11-25', part: 'evening' as DayPart };
const best = (urges: Urge[], triggers: string[] = []) => bestWay(urges, offered, tools, { ...now, triggers });

interface Ride {
  way: string;
  fall: number;
  trigger?: string;
  date?: string;
  part?: DayPart;
}
const urge = ({ way, fall, trigger, date = '2026-11-02', part = 'morning' }: Ride): Urge => ({
  date,
  part,
  strength: 8,
  after: 8 - fall,
  way,
  ...(trigger && { triggers: [trigger] }),
});
const times = (n: number, it: Ride): Urge[] => Array.from({ length: n }, () => urge(it));

test('nothing is claimed before anything has helped', () => {
  assert.equal(best([]), undefined);
  assert.equal(best(times(5, { way: 'wave', fall: -1 })), undefined);
  const { after: _, ...once } = urge({ way: 'wave', fall: 4 });
  assert.equal(best([once]), undefined, 'rated once only');
});

test('after the trigger that is named, the way that has helped most after it, with what it is said of', () => {
  const urges = [
    ...times(TRIED, { way: 'breathing', fall: 2, trigger: 'lonely' }),
    ...times(TRIED, { way: 'waiting', fall: 3, trigger: 'lonely' }),
    ...times(6, { way: 'wave', fall: 6, trigger: 'payday' }),
  ];
  assert.deepEqual(best(urges, ['lonely']), {
    way: 'waiting',
    fall: 3,
    times: 3,
    ground: 'trigger',
    trigger: 'lonely',
    compared: true,
  });
  assert.equal(best(urges, ['payday'])?.compared, false, 'nothing to compare with');
  assert.deepEqual([best(urges)?.ground, best(urges)?.way], ['all', 'wave']);
});

test('too few times after a trigger say nothing of it', () => {
  const urges = [
    ...times(TRIED - 1, { way: 'waiting', fall: 7, trigger: 'lonely' }),
    ...times(TRIED, { way: 'wave', fall: 2 }),
  ];
  const found = best(urges, ['lonely']);
  assert.deepEqual([found?.way, found?.ground, found?.trigger], ['wave', 'all', undefined]);
});

test('without a trigger the weekday and the part of the day count first, then the part of the day alone', () => {
  const wednesdays = times(3, { way: 'breathing', fall: 2, date: '2026-11-18', part: 'evening' });
  const evenings = times(3, { way: 'waiting', fall: 4, date: '2026-11-20', part: 'evening' });
  const mornings = times(5, { way: 'wave', fall: 6 });
  assert.deepEqual([best([...wednesdays, ...evenings, ...mornings])?.ground], ['when']);
  assert.equal(best([...wednesdays, ...evenings, ...mornings])?.way, 'breathing');
  const found = best([...evenings, ...mornings]);
  assert.deepEqual([found?.ground, found?.way, found?.times], ['part', 'waiting', 3]);
});

test('before there is enough for that, the last time it fell is said as what it was', () => {
  const urges = [
    urge({ way: 'wave', fall: 5, trigger: 'lonely' }),
    urge({ way: 'breathing', fall: 2 }),
    urge({ way: 'waiting', fall: 0 }),
  ];
  assert.deepEqual(best(urges), {
    way: 'breathing',
    ground: 'last',
    fall: 2,
    times: 1,
    compared: false,
    from: 8,
    to: 6,
  });
  assert.equal(best(urges, ['lonely'])?.way, 'wave', 'after this trigger, where there was one');
});

test('what he did by his own plan counts for the plan, and a tool that is not offered here for nothing', () => {
  const urges = [...times(2, { way: 'outside', fall: 3 }), urge({ way: 'alternative', fall: 3 })];
  assert.deepEqual([best(urges)?.way, best(urges)?.times], ['alternative', 3]);
  assert.equal(best(times(4, { way: 'sleep', fall: 7 })), undefined);
});
