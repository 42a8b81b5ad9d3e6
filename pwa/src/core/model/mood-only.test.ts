/** A check-in with the mood alone, wherever check-ins are read. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bundle } from './content.ts';
import { addDays } from './dates.ts';
import { dayLine } from './day-line.ts';
import { diary, type Logged, reads } from './diary.ts';
import { diaryLines } from './diary-lines.ts';
import { exportLines } from './export-lines.ts';
import { fourWeeks } from './four-weeks.ts';
import type { Entry } from './plain.ts';
import { asksSafety } from './safety.ts';
import { summary } from './summary.ts';

const today = '2026-11-25';
const day = (ago: number, fields: Record<string, unknown>): Logged => {
  const date = addDays(today, -ago);
  return { id: `checkin/${date}`, kind: 'checkin', fields: { date, ...fields } };
};
const days = [day(3, { mood: 4, peak: 6, control: 2 }), day(2, { mood: 5 }), day(1, { mood: 6 }), day(0, { mood: 9 })];

test('is a line of the diary and counts as a day of it', () => {
  assert.ok(days.every(reads));
  assert.deepEqual(
    diaryLines(days).days.map(({ lines }) => lines.map(({ kind }) => kind)),
    [['checkin'], ['checkin'], ['checkin'], ['checkin']],
  );
  assert.equal(summary(days, today).days, 4);
});

test('is a point of the mood line and no nought of control', () => {
  const read = diary(days);
  assert.deepEqual(
    dayLine(read, 'mood', today, 'weeks')?.slots.map(({ value }) => value),
    [4, 5, 6, 9],
  );
  assert.equal(dayLine(read, 'control', today, 'weeks'), null);
});

test('counts for the mood of the sheet, and not for the urge and the control', () => {
  const { days: n, mood, peak, control } = fourWeeks(days, today, true).checkins;
  assert.deepEqual({ n, mood, peak, control }, { n: 4, mood: 6, peak: 6, control: 2 });
  const alone = fourWeeks(days.slice(1), today, true).checkins;
  assert.deepEqual([alone.peak, alone.control], [null, null]);
});

test('its strongest urge is what was logged that day, or what was answered where that is stronger', () => {
  const urge = (ago: number, strength: number): Logged => {
    const date = addDays(today, -ago);
    return { id: `u${ago}${strength}`, kind: 'urge', fields: { date, part: 'evening', strength } };
  };
  const all = [...days, urge(3, 4), urge(2, 8), urge(2, 3), urge(1, 0)];
  assert.deepEqual(
    diary(all).checkins.map((it) => it.peak),
    [6, 8, 0, undefined],
  );
  assert.equal(diary([...days, urge(3, 9)]).checkins[0]?.peak, 9);
  assert.equal(fourWeeks(all, today, false).checkins.peak, 14 / 3);
  // What is stored stays as it was answered.
  assert.ok(days.slice(1).every(({ fields }) => !('peak' in fields)));
});

test('asks the safety question at once when it is very low, and on the third low day', () => {
  const low = (...moods: number[]) => diary(moods.map((mood, ago) => day(ago, { mood }))).checkins;
  assert.equal(asksSafety(low(1), today), true);
  assert.equal(asksSafety(low(2, 3), today), false);
  assert.equal(asksSafety(low(2, 3, 3), today), true);
});

test('is a line of the exports with its mood', () => {
  const entries = new Map(days.slice(1, 2).map((it) => [it.id, { ...it, also: [] } as unknown as Entry]));
  const bundle = { measures: [], modules: {}, pages: {}, programmes: [], tools: {} } as unknown as Bundle;
  const labels = { code: String, three: String, yes: String, held: String, time: String };
  const [line, ...more] = exportLines(entries, new Map(), bundle, labels);
  assert.deepEqual(more, []);
  assert.deepEqual([line?.what, line?.date, line?.cells], ['checkin', addDays(today, -2), { mood: 5 }]);
});
