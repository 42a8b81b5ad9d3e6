import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays } from './dates.ts';
import { diary, type Logged } from './diary.ts';
import {
  afterTalking,
  chosenTonight,
  moods,
  NEAR_NEEDS,
  nearDays,
  nearLately,
  nearWeeks,
  oneFinding,
  span,
} from './near.ts';
import { nearSentence, nearSummary } from './near-summary.ts';
import { entriesOf, pack } from './pack.fixture.ts';
import { asksSafety } from './safety.ts';
import { summary } from './summary.ts';

const today = '2026-11-26';
const ago = (days: number): string => addDays(today, -days);
let made = 0;
const day = (days: number, fields: Logged['fields']): Logged => ({
  id: `id-${++made}`,
  kind: 'checkin',
  fields: { date: ago(days), ...fields },
});

test('each answer of a day stands by itself, and what cannot be read is left out', () => {
  const days = nearDays([
    day(0, { sleep: 2 }),
    day(1, { sleep: 7, mood: 4, talked: 'yes' }),
    day(2, { sleep: 9 }),
    day(3, { text: ' ' }),
    { id: 'urge', kind: 'urge', fields: { date: ago(0), part: 'day', strength: 5 } },
  ]);
  assert.deepEqual(
    days.map(({ id: _, ...rest }) => rest),
    [
      { date: ago(1), mood: 4 },
      { date: ago(0), sleep: 2 },
    ],
  );
});

test('a day of somebody close to him counts as nothing in his own diary and summary', () => {
  const records = [day(1, { sleep: 0, limits: 2, mood: 3, talked: true, text: 'x' })];
  assert.deepEqual(diary(records), { urges: [], purchases: [], checkins: [] });
  assert.equal(summary(records, today).days, 0);
});

test('a very low mood asks the safety question, once at once and three days running', () => {
  const asks = (...each: number[]) => asksSafety(moods(nearDays(each.map((mood, at) => day(at, { mood })))), today);
  assert.equal(asks(1), true);
  assert.equal(asks(3, 3, 3), true);
  assert.equal(asks(3, 4, 3), false);
  assert.equal(asksSafety(moods(nearDays([day(0, { sleep: 0 })])), today), false);
});

test('sleep after a day with someone to talk to is only compared when there are enough nights of both', () => {
  // A date holds the night before it, so the talk of yesterday meets the sleep of today.
  const nights = (slept: [talked: boolean, then: number][]): Logged[] =>
    slept.flatMap(([talked, sleep], at) => [day(2 * at + 1, { talked }), day(2 * at, { sleep })]);
  const read = (slept: [boolean, number][]) => afterTalking(nearDays(nights(slept)), today);
  const better = read([
    [true, 2],
    [true, 2],
    [true, 1],
    [false, 1],
    [false, 0],
    [false, 1],
  ]);
  assert.deepEqual(better, {
    yes: { good: 2, of: 3, each: [0, 1, 2] },
    no: { good: 0, of: 3, each: [1, 2, 0] },
    finding: 'better',
  });
  assert.equal(
    read([
      [true, 0],
      [true, 0],
      [true, 0],
      [false, 2],
      [false, 2],
      [false, 2],
    ]).finding,
    'worse',
  );
  assert.equal(
    read([
      [true, 1],
      [true, 1],
      [true, 1],
      [false, 1],
      [false, 1],
      [false, 1],
    ]).finding,
    'same',
  );
  assert.equal(
    read([
      [true, 2],
      [true, 2],
      [true, 2],
      [false, 0],
      [false, 0],
    ]).finding,
    null,
  );
});

test('the one finding on Today is the one that is known', () => {
  const week = (...records: Logged[]) => span(nearDays(records), ago(6), today);
  const none = afterTalking([], today);
  assert.equal(oneFinding(week(), none), null);
  assert.equal(oneFinding(week(day(0, { talked: true })), none), 'days');
  assert.equal(oneFinding(week(day(0, { mood: 3 })), none), 'mood');
  assert.equal(oneFinding(week(day(0, { mood: 3, limits: 2 })), none), 'limits');
  assert.equal(oneFinding(week(day(0, { mood: 3, limits: 2, sleep: 2 })), none), 'sleep');
  assert.equal(oneFinding(week(day(0, { sleep: 0 })), { ...none, finding: 'better' }), 'talked');
  assert.equal(oneFinding(week(day(0, { sleep: 2 })), { ...none, finding: 'worse' }), 'sleep');
});

test('weeks begin with the first answer, end with this one, and their counts add up', () => {
  const days = nearDays([day(20, { sleep: 2 }), day(8, { sleep: 1, limits: 2 }), day(0, { sleep: 2, mood: 6 })]);
  const weeks = nearWeeks(days, today);
  assert.equal(weeks.at(-1)?.now, true);
  assert.equal(weeks[0]?.from, '2026-11-06');
  assert.equal(
    weeks.reduce((sum, it) => sum + it.sleep.of, 0),
    3,
  );
  assert.equal(
    weeks.reduce((sum, it) => sum + it.sleep.good, 0),
    2,
  );
  assert.equal(weeks.at(-1)?.moodMean, 6);
  assert.equal(weeks.at(-1)?.limits.of, 0);
  assert.deepEqual(nearWeeks([], today), []);
});

test('the summary speaks of sleep, limits and mood, and compares only weeks that say enough', () => {
  const fortnight = Array.from({ length: 15 }, (_, at) =>
    day(at, at < 7 ? { sleep: 2, mood: 6, limits: 2 } : { sleep: 1, mood: 4, limits: 1 }),
  );
  const numbers = nearSummary(fortnight, today);
  assert.equal(numbers.change, 'calmer');
  assert.equal(
    nearSentence(numbers, 'full', 'nb'),
    'Uken din: Du skrev om hver dag. Du sov godt alle 7 nettene. Grensene dine holdt alle 7 dagene. ' +
      'Du satte humøret til 6 av 10 i snitt. Humøret og søvnen var bedre enn forrige uke.',
  );
  assert.equal(nearSentence(numbers, 'discreet', 'en'), 'Your week: 7 of 7 days. Easier than the week before.');
  assert.equal(nearSummary(fortnight.slice(0, 8), today).change, null);
  assert.equal(nearSummary([day(0, { sleep: 2 })], today).days, 1);
});

test('nothing in it speaks of urges or purchases, and the neutral line says nothing', () => {
  const numbers = nearSummary([day(1, { sleep: 1, mood: 2, limits: 0 })], today);
  for (const locale of ['nb', 'en'] as const) {
    for (const style of ['neutral', 'discreet', 'full'] as const)
      assert.doesNotMatch(nearSentence(numbers, style, locale), /trang|kjøp|glipp|urge|purchase|bought|slip|NaN/i);
    assert.equal(nearSentence(numbers, 'neutral', locale), nearSentence(nearSummary([], today), 'full', locale));
  }
});

test('what was chosen for tonight stands on that evening, and on no other', () => {
  const first = pack.modules['first-hold'];
  assert.ok(first);
  const exercise = {
    kind: 'choose',
    answer: 'near-tonight',
    ask: 'Tonight I will',
    options: [{ code: 'bed', label: 'Go to bed' }],
    plan: ['steady'],
    minutes: 1,
    show: [],
    keep: 'sync',
    own: true,
  } as const;
  const step = {
    id: 'tonight',
    title: 'Tonight',
    kind: 'choose',
    blocks: [],
    exercise,
  } as unknown as (typeof first.steps)[0];
  const bundle = { ...pack, modules: { 'first-hold': { ...first, steps: [step] } } };
  const kept = entriesOf(['answer', { answer: 'near-tonight', at: today, codes: ['bed'] }]);
  assert.deepEqual(chosenTonight(kept, new Map(), bundle, today), ['Go to bed']);
  assert.deepEqual(chosenTonight(kept, new Map(), bundle, ago(-1)), []);
  assert.deepEqual(chosenTonight(kept, new Map(), pack, today), []);
});

test('a sentence tells of four weeks from a Monday, or since the first answer', () => {
  const told = (...each: number[]) => nearLately(nearDays(each.map((days) => day(days, { mood: 5 }))), today);
  assert.deepEqual(
    [told(0), told(10), told(20), told(60)].map(({ last }) => last.from),
    [ago(0), ago(10), ago(20), '2026-11-02'],
  );
  assert.equal(told(0, 24, 25).last.moods, 2);
});

test('a drawing of sleep, limits or mood needs three answers', () => {
  assert.equal(NEAR_NEEDS, 3);
});
