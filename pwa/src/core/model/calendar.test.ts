import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  FURTHEST,
  isNow,
  nextDate,
  onDate,
  readWhen,
  things,
  tonight,
  twoWeeks,
  usualAt,
  whenText,
} from './calendar.ts';
import { answered, calendarPack, entriesOf } from './pack.fixture.ts';

const none = new Map();
const evenings = (times: Record<string, string>) =>
  answered('evenings', { codes: ['payday'], own_text: 'Alone in the cabin', times });
const drawn = (times: Record<string, string>, ...more: [string, Record<string, never>][]) =>
  things(entriesOf(evenings(times), ...more), none, calendarPack);

// 2026-11-25 is a Wednesday.
const today = '2026-11-25';

test('a place in the week or in the month and a date are read as they were written, with a time or without', () => {
  for (const text of ['mon 20:00', 'sun', 'm15 20:00', 'm31', '2026-12-03 20:00', '2026-12-03']) {
    const when = readWhen(text);
    assert.ok(when);
    assert.equal(whenText(when), text);
  }
});

test('what says no day has no place', () => {
  for (const text of [undefined, 7, '', ' 20:00', 'monday 20:00', '2026-13-40 20:00', '20:00', 'm0', 'm32', 'm015'])
    assert.equal(readWhen(text), null);
  assert.deepEqual(readWhen('fri 24:10'), { day: 'fri' });
});

test('what comes every month falls on its day, and on the last where the month is shorter', () => {
  const [payday] = drawn({ payday: 'm31 16:00' });
  assert.ok(payday);
  assert.equal(nextDate(payday, today), '2026-11-30');
  assert.equal(nextDate(payday, '2026-12-01'), '2026-12-31');
  assert.equal(nextDate(payday, '2027-02-01'), '2027-02-28');
  assert.deepEqual(onDate([payday], '2026-11-30'), [payday]);
  assert.deepEqual(onDate([payday], '2026-12-30'), []);
  const [early] = drawn({ payday: 'm15' });
  assert.equal(early && nextDate(early, today), '2026-12-15');
});

test('only things that are still in the answer stand in the calendar', () => {
  const all = drawn({ payday: 'fri 20:00', 'Alone in the cabin': '2026-12-03', gone: 'mon 20:00', hotel: 'tue' });
  assert.deepEqual(
    all.map((it) => [it.key, it.words, it.sort]),
    [
      ['evenings/payday', 'Pay day', 'hard'],
      ['evenings/Alone in the cabin', 'Alone in the cabin', 'hard'],
    ],
  );
});

test('a weekly evening falls on each of its weekdays and a date once', () => {
  const all = drawn({ payday: 'fri 20:00', 'Alone in the cabin': '2026-12-04 18:00' });
  assert.deepEqual(
    onDate(all, '2026-11-27').map((it) => it.words),
    ['Pay day'],
  );
  assert.deepEqual(
    onDate(all, '2026-12-04').map((it) => it.words),
    ['Alone in the cabin', 'Pay day'],
  );
  assert.deepEqual(onDate(all, '2026-12-05'), []);
});

test('the next date is today when it falls on today, and none when it has passed', () => {
  assert.equal(nextDate({ when: { day: 'wed' } }, today), today);
  assert.equal(nextDate({ when: { day: 'tue' } }, today), '2026-12-01');
  assert.equal(nextDate({ when: { date: '2026-11-24' } }, today), null);
});

test('the calendar shows fourteen days from today in whole weeks, across the end of a month', () => {
  const rows = twoWeeks(drawn({ payday: 'fri 20:00' }), today);
  assert.deepEqual(
    rows.map((row) => row.length),
    [7, 7, 7],
  );
  const shown = rows.flat().flatMap((it) => it ?? []);
  assert.equal(shown.length, 14);
  assert.equal(shown[0]?.date, today);
  assert.equal(rows[0]?.[2]?.date, today);
  assert.equal(shown.at(-1)?.date, '2026-12-08');
  assert.deepEqual(
    shown.filter((it) => it.things.length > 0).map((it) => it.date),
    ['2026-11-27', '2026-12-04'],
  );
  assert.equal(twoWeeks([], '2026-11-23').length, 2);
});

test('the evening brings the plan made beside it and the barriers, on its own day only', () => {
  const entries = entriesOf(
    evenings({ payday: 'wed 20:00' }),
    answered('first-plan', { if_code: 'lonely', codes: ['outside'] }),
    answered('evening-plan', { if_text: 'The money is in', own_text: 'go to my sister' }),
    answered('barrier', { codes: ['phone-out'] }),
  );
  const now = tonight(entries, none, calendarPack, today);
  assert.deepEqual(
    now?.hard.map((it) => it.words),
    ['Pay day'],
  );
  assert.deepEqual(
    now?.plans.map((it) => it.words),
    ['go to my sister'],
  );
  assert.deepEqual(
    now?.barriers.map((it) => it.words),
    ['Phone in another room'],
  );
  assert.equal(tonight(entries, none, calendarPack, '2026-11-26'), null);
});

test('without a plan for the evening the first plan stands in for it', () => {
  const entries = entriesOf(evenings({ payday: 'wed 20:00' }), answered('first-plan', { codes: ['outside'] }));
  assert.deepEqual(
    tonight(entries, none, calendarPack, today)?.plans.map((it) => it.words),
    ['Go outside'],
  );
});

test('a good thing that was planned stands alone', () => {
  const entries = entriesOf(
    answered('alternative', { codes: ['swim'], times: { swim: 'wed 18:00' } }),
    answered('barrier', { codes: ['phone-out'] }),
  );
  const now = tonight(entries, none, calendarPack, today);
  assert.deepEqual(
    now?.planned.map((it) => it.words),
    ['Swim'],
  );
  assert.deepEqual([now?.hard, now?.plans, now?.barriers], [[], [], []]);
});

test('a hard evening begins at eight, other things at six, and a date reaches a year ahead', () => {
  assert.deepEqual([usualAt('hard'), usualAt('planned'), FURTHEST], ['20:00', '18:00', 365]);
});

test('a thing is now from two hours before its time to two hours after it', () => {
  const at = (clock: string) => isNow('wed 18:00', `2026-11-25T${clock}`);
  assert.deepEqual(['15:59', '16:00', '20:00', '20:01'].map(at), [false, true, true, false]);
});
