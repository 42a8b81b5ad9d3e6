import assert from 'node:assert/strict';
import { test } from 'node:test';
import { earlierGood, lastEased, lighterDay, risingSince } from './compared.ts';
import type { Urge } from './records.ts';

const rode = (day: number, strength: number, after?: number, way: string | undefined = 'wave'): Urge => ({
  date: `2026-11-${day}`,
  part: 'evening',
  strength,
  ...(after !== undefined && { after }),
  ...(way && { way }),
});
const said = (urges: Urge[], strength: number, bought: number[] = []) => {
  const purchases = bought.map((day) => ({ date: `2026-11-${day}`, part: 'night' as const }));
  return lastEased({ urges, purchases }, strength);
};

test('the last ride of an urge about as strong is said back, also after one that was just as strong', () => {
  const urges = [rode(10, 7, 4), rode(11, 7, 3), rode(12, 6, 1)];
  assert.deepEqual(said(urges, 7), { strength: 6, after: 1 });
  assert.deepEqual(said(urges, 8), { strength: 7, after: 3 });
  assert.deepEqual(said(urges, 5), { strength: 6, after: 1 });
  assert.equal(said(urges, 3), null);
  assert.equal(said([], 7), null);
});

test('nothing is said where the last one did not ease: an earlier one is not picked out instead', () => {
  for (const after of [6, 7]) assert.equal(said([rode(10, 7, 3), rode(11, 7, after)], 7), null);
  assert.equal(said([rode(10, 7, 3), rode(11, 6, 5)], 7), null);
  assert.equal(said([rode(10, 7, 3), rode(11, 7, 9)], 7), null);
});

test('what was only logged is no ride, and a day with a purchase is not held up', () => {
  assert.deepEqual(said([rode(10, 7, 3), rode(11, 7, undefined)], 7), { strength: 7, after: 3 });
  assert.deepEqual(said([rode(10, 7, 3), rode(11, 7, 2, '')], 7), { strength: 7, after: 2 }, 'rated on his own');
  assert.equal(said([rode(10, 7, 3)], 7, [10]), null);
});

/** A day without an answer, or what was answered. */
type Day = { mood: number; peak?: number } | null;

/** The last of them is today. */
const days = (...each: Day[]) =>
  each.flatMap((it, at) => (it ? [{ id: String(at), date: `2026-11-${25 - each.length + 1 + at}`, ...it }] : []));
const lighter = (each: Day[], bought: number[] = []) => {
  const purchases = bought.map((day) => ({ id: `p${day}`, date: `2026-11-${day}`, part: 'night' as const }));
  return lighterDay({ checkins: days(...each), purchases }, '2026-11-25');
};

test('a mood is lighter by two steps or more, and never heavier', () => {
  assert.equal(lighter([{ mood: 4 }, { mood: 6 }]), 'lighter');
  for (const each of [
    [{ mood: 4 }, { mood: 5 }],
    [{ mood: 8 }, { mood: 2 }],
    [null, { mood: 6 }],
    [{ mood: 3 }, null],
    [{ mood: 9 }],
  ])
    assert.equal(lighter(each), null);
});

test('a mood that has risen twice says so, and one that stood still or fell between says nothing of it', () => {
  assert.equal(lighter([{ mood: 4 }, { mood: 5 }, { mood: 6 }]), 'rising');
  assert.equal(lighter([{ mood: 4 }, { mood: 4 }, { mood: 5 }]), null);
  assert.equal(lighter([{ mood: 4 }, { mood: 3 }, { mood: 5 }]), 'lighter');
  assert.equal(lighter([{ mood: 4 }, null, { mood: 6 }]), null);
});

test('a mood is on its way up since the day after which it never fell again, as its line is drawn', () => {
  const since = (...moods: (number | null)[]) => {
    const checkins = days(...moods.map((mood) => (mood === null ? null : { mood })));
    return risingSince(checkins, '2026-11-25');
  };
  assert.equal(since(4, 5, 6), '2026-11-23');
  assert.equal(since(3, 4, 5, 6), '2026-11-22');
  assert.equal(since(2, 5, 5, 6, 7), '2026-11-21');
  assert.equal(since(3, 3, 4, 5), '2026-11-23', 'where it still stood, it had not begun');
  assert.equal(since(9, 3, 4, 5), '2026-11-23');
  assert.equal(since(2, null, 4, 5, 6), '2026-11-23', 'nobody knows of a day without an answer');
});

test('an urge that was clearly weaker than yesterday’s is said where the mood says nothing, and not beside a purchase', () => {
  const weaker = [
    { mood: 6, peak: 7 },
    { mood: 4, peak: 5 },
  ];
  assert.equal(lighter(weaker), 'urge');
  assert.equal(lighter(weaker, [24]), 'urge');
  assert.equal(lighter(weaker, [25]), null);
  assert.equal(
    lighter([
      { mood: 6, peak: 6 },
      { mood: 6, peak: 5 },
    ]),
    null,
  );
  assert.equal(
    lighter([
      { mood: 6, peak: 2 },
      { mood: 6, peak: 7 },
    ]),
    null,
  );
});

test('a good thing of an earlier day is his own, and another one tomorrow', () => {
  const written = [1, 2, 3].map((day) => ({ fields: { date: `2026-11-0${day}`, good_text: `ting ${day}` } }));
  const empty = { fields: { date: '2026-11-04', good_text: ' ' } };
  const said = ['25', '26', '27'].map((day) => earlierGood([...written, empty], `2026-11-${day}`)?.text);
  assert.deepEqual(said.sort(), ['ting 1', 'ting 2', 'ting 3']);
  assert.equal(earlierGood(written, '2026-11-01'), null);
});
