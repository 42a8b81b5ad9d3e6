/** What is written today counts at once, in every number that is made of a diary. How an urge of now ends nobody knows: it is told as open. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, type Moment } from './dates.ts';
import { type DayLine, dayLine, goodThings, strengthLine } from './day-line.ts';
import { diary, type Logged } from './diary.ts';
import { fourWeeks } from './four-weeks.ts';
import { bars, helped, triggers, whenTable } from './insights.ts';
import { moodAndUrge } from './mood-and-urge.ts';
import { nearDays, nearLately } from './near.ts';
import { nearSummary } from './near-summary.ts';
import { purchases } from './purchases.ts';
import { ratings } from './rated.ts';
import { spans } from './spans.ts';
import { summary } from './summary.ts';

const today = '2026-11-25';
const running: Moment = { date: today, part: 'evening' };
let made = 0;
const record = (kind: string, ago: number, fields: Logged['fields']): Logged => ({
  id: `r${made++}`,
  kind,
  fields: { date: addDays(today, -ago), ...fields },
});
const whole = { strength: 6, after: 3, way: 'wave', triggers: ['stress'] };

/** Eight weeks, with nothing of today. */
const before = Array.from({ length: 50 }, (_, at) => at + 1).flatMap((ago) => [
  record('checkin', ago, { mood: ago % 2 ? 2 : 7, peak: 3, control: 5, good_text: 'A walk' }),
  ...(ago % 3 ? [] : [record('urge', ago, { ...whole, part: 'day' })]),
]);

const read = (all: readonly Logged[]) => ({ ...diary(all), running });
const answered = (line: DayLine | null): number => line?.slots.reduce((sum, it) => sum + it.days, 0) ?? 0;
const sum = (all: readonly number[]): number => all.reduce((so, it) => so + it, 0);

type Counts = Record<string, (all: readonly Logged[]) => number>;

/** Every number of urges. */
const urges: Counts = {
  'the week': (all) => summary(all, today, running).urges,
  'what came before, in Insights': (all) => triggers(read(all), today).entries,
  'when in the week': (all) => whenTable(read(all), today).entries,
  'what helped': (all) => sum(helped(read(all).urges).map((it) => it.times)),
  'before and after': (all) => ratings(read(all).urges)?.times ?? 0,
  'how strong': (all) => answered(strengthLine(read(all), today)),
  'the sheet': (all) => fourWeeks(all, today, false, running).urges.times,
  'the sheet, week by week': (all) =>
    sum(fourWeeks(all, today, false, running).urges.weeks.map((it) => it.counts.times)),
  'the sheet, when in the week': (all) => fourWeeks(all, today, false, running).when.entries,
  'the sheet, what came before': (all) => fourWeeks(all, today, false, running).triggers.entries,
  'the sheet, what was tried': (all) => sum(fourWeeks(all, today, false, running).helped.map((it) => it.times)),
  ...Object.fromEntries(
    spans.map((span) => [
      `the bars of ${span}`,
      (all: readonly Logged[]) => sum(bars(read(all), today, span).map(({ times, open }) => times + open)),
    ]),
  ),
};

/** Every number of answered days. */
const days: Counts = {
  'the week': (all) => summary(all, today, running).days,
  'good things': (all) => goodThings(read(all)).length,
  'mood and urge': (all) => {
    const found = moodAndUrge(read(all), today, 'weeks');
    return found ? found.low.days + found.other.days : 0;
  },
  'the sheet': (all) => fourWeeks(all, today, false, running).checkins.days,
  'the sheet, week by week': (all) =>
    sum(fourWeeks(all, today, false, running).checkins.weeks.map((it) => it.counts.days)),
  ...Object.fromEntries(
    spans.flatMap((span) =>
      (['mood', 'control'] as const).map((asked) => [
        `${asked} of ${span}`,
        (all: readonly Logged[]) => answered(dayLine(read(all), asked, today, span)),
      ]),
    ),
  ),
};

/** Every number of days of somebody close to him. */
const near: Counts = {
  'the week': (all) => nearSummary(all, today).moods,
  'the last weeks': (all) => nearLately(nearDays(all), today).last.moods,
};

function risesByOne(counts: Counts, all: readonly Logged[], it: Logged): void {
  for (const [name, count] of Object.entries(counts)) assert.equal(count([...all, it]), count(all) + 1, name);
}

test('an urge of today is in every number of urges, whether its part of the day is over or not', () => {
  for (const part of ['morning', running.part]) risesByOne(urges, before, record('urge', 0, { ...whole, part }));
});

test('what is answered today is in every number of days', () => {
  const all = before.filter(({ fields }) => fields.date !== addDays(today, -7));
  risesByOne(days, all, record('checkin', 0, { mood: 4, peak: 3, control: 5, good_text: 'Soup' }));
  const own = [1, 2, 3].map((ago) => record('checkin', ago, { mood: 4, sleep: 1 }));
  risesByOne(near, own, record('checkin', 0, { mood: 4, sleep: 1 }));
});

test('a purchase of today is counted at once', () => {
  risesByOne(
    {
      'the week': (all) => summary(all, today, running).purchases,
      'four weeks': (all) => purchases(read(all), today).last,
      'the bars': (all) => sum(bars(read(all), today).map((it) => it.purchases)),
      'when in the week': (all) => sum(whenTable(read(all), today).rows.flat()),
    },
    before,
    record('purchase', 0, { part: running.part }),
  );
});
