import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { addDays } from './dates.ts';
import { paced } from './pace.fixture.ts';
import { asksSafety, EMERGENCY, fortnightAsksSafety, inDanger, safetyAnswerOn, stillStands } from './safety.ts';

const today = '2026-11-25';
/** Moods of today, yesterday and so on. */
const checkins = (...each: (number | null)[]) =>
  each.flatMap((mood, ago) => (mood === null ? [] : [{ date: addDays(today, -ago), mood }]));
const asks = (...each: (number | null)[]): boolean => asksSafety(checkins(...each), today);

test('a mood of nought or one asks the safety question at once, and two does not', () => {
  assert.deepEqual([asks(0, 9, 9), asks(1), asks(2), asks()], [true, true, false, false]);
  assert.equal(asks(9, 0), false);
});

test('a mood of three or lower asks after three days running, and no sooner', () => {
  assert.deepEqual([asks(3, 3), asks(3, 3, 3), asks(2, 3, 2)], [false, true, true]);
  assert.deepEqual([asks(3, 3, 4), asks(4, 3, 3), asks(3, 4, 3)], [false, false, false]);
  assert.equal(asks(3, 3, 3, 9), true);
});

test('a day without a check-in breaks the row of low days', () => {
  assert.equal(asks(3, null, 3, 3), false);
});

test('two weeks of life at nought or one ask it too, of him and of those close to him', () => {
  const asked = (id: string, value: number | undefined) =>
    fortnightAsksSafety(paced.measures, (it) => (it === id ? value : undefined));
  for (const id of ['wellbeing', 'near-wellbeing'])
    assert.deepEqual([asked(id, 0), asked(id, 1), asked(id, 2), asked(id, undefined)], [true, true, false, false], id);
  assert.equal(asked('control-14', 0), false);
});

test('an answer speaks of its own day alone, and «nei» is asked anew', () => {
  assert.equal(safetyAnswerOn({ at: today, codes: ['some'] }, today), 'some');
  assert.equal(safetyAnswerOn({ at: '2026-11-24', codes: ['yes'] }, today), undefined);
  assert.equal(safetyAnswerOn({}, today), undefined);
  assert.deepEqual(['no', 'some', 'yes', undefined].map(stillStands), [undefined, 'some', 'yes', undefined]);
  assert.deepEqual(['no', 'some', 'yes', undefined].map(inDanger), [false, false, true, false]);
});

test('the number that is rung first is in the directory as one to ring in a crisis', () => {
  const directory = readFileSync(new URL('../../../../content/directory.toml', import.meta.url), 'utf8');
  const entries = directory.split('[[service]]').filter((it) => /^phone\s*=\s*"(\d+)"/m.exec(it)?.[1] === EMERGENCY);
  assert.equal(entries.length, 1);
  assert.match(entries[0] ?? '', /"crisis"/);
});
