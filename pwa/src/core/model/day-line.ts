/** Means over time as a line, for Insights: mood, control and the strength of the urge from 0 to 10; and the good things that were written. */
import { addDays, daysBetween } from './dates.ts';
import { type Diary, LINE_NEEDS } from './diary.ts';
import { type Span, spanStart, units, WEEK, weekStart, withinSpan } from './spans.ts';
import { felt } from './times.ts';

export type Asked = 'mood' | 'control';

/** A day, week or month with an answer. */
export interface LineSlot {
  /** Its first date. */
  from: string;
  /** Mean of its answers, 0–10. */
  value: number;
  /** How many days were answered. */
  days: number;
  /** How far along the drawing it lies: 0 at its start, 1 at its end. */
  at: number;
}

type Step = 'day' | 'week' | 'month';

export interface DayLine {
  /** What a point stands for. */
  step: Step;
  /** The first answered date, and today. */
  from: string;
  until: string;
  slots: LineSlot[];
  /** The same, broken wherever nothing was answered. */
  runs: LineSlot[][];
  /** What the sentence tells of, since when: the last four weeks, this one among them, or the whole of a longer span. */
  lately: { since: string; mean: number | null; days: number };
  /** Mean of the weeks before those, four at the most; null unless both say enough. */
  before: number | null;
}

interface Answered {
  date: string;
  value: number;
}

const steps: Record<Step, (typeof units)[Span]> = {
  day: { start: (date) => date, next: (date) => addDays(date, 1) },
  week: units.weeks,
  month: units.year,
};

const TOLD_WEEKS = 4;
/** The Monday with which so many weeks begin, of which that of `date` is the last. */
const weeksBack = (date: string, weeks: number): string => addDays(weekStart(date), WEEK * (1 - weeks));

/** From so many weeks on, a point is a week: days are too many to be read as a course. Chosen by us; no source. */
const BY_WEEK = 4;

/** What a point of a line that begins on `from` stands for. */
function stepOf(span: Span, from: string, until: string): Step {
  if (span !== 'weeks') return span === 'year' ? 'week' : 'month';
  return weekStart(from) <= weeksBack(until, BY_WEEK) ? 'week' : 'day';
}

/** Null without any. */
const mean = (all: readonly Answered[]): number | null =>
  all.length > 0 ? all.reduce((sum, it) => sum + it.value, 0) / all.length : null;

const answers = ({ checkins }: Pick<Diary, 'checkins'>, asked: Asked): Answered[] =>
  checkins.flatMap(({ date, [asked]: value }) => (typeof value === 'number' ? [{ date, value }] : []));

/** The answers of a span. */
function within(span: Span, read: Diary, asked: Asked, date: string): Answered[] {
  const since = spanStart(span, read, date);
  return answers(read, asked).filter((it) => it.date >= since && it.date <= date);
}

/** How many more days of a span must be answered before there is a line. */
export const missingDays = (read: Diary, date: string, span: Span): number =>
  Math.max(0, LINE_NEEDS - within(span, read, 'mood', date).length);

/** Answers in each of two spans before one is set beside the other: fewer may be chance. Chosen by us; no source. */
const COMPARED = 5;

/** The last four weeks of a line that begins on `from`, and those before them. */
function told(all: readonly Answered[], from: string, date: string): Pick<DayLine, 'lately' | 'before'> {
  const monday = weeksBack(date, TOLD_WEEKS);
  const lately = all.filter((it) => it.date >= monday);
  const before = all.filter((it) => it.date < monday);
  const compared = lately.length >= COMPARED && before.length >= COMPARED;
  const since = from > monday ? from : monday;
  return { lately: { since, mean: mean(lately), days: lately.length }, before: compared ? mean(before) : null };
}

/** Broken wherever a step has no answer. */
function broken(all: readonly (LineSlot | null)[]): LineSlot[][] {
  const runs: LineSlot[][] = [[]];
  for (const slot of all)
    if (slot) runs.at(-1)?.push(slot);
    else runs.push([]);
  return runs.filter((run) => run.length > 0);
}

/** Oldest first, from one date to another. */
function lineOf(all: readonly Answered[], span: Span, from: string, until: string): DayLine {
  const step = stepOf(span, from, until);
  const { start, next } = steps[step];
  const found = new Map<string, Answered[]>();
  for (let slot = start(from); slot <= until; slot = next(slot)) found.set(slot, []);
  for (const it of all) found.get(start(it.date))?.push(it);
  const last = Math.max(1, found.size - 1);
  const each = [...found].map(([slot, those], place): LineSlot | null => {
    const value = mean(those);
    return value === null ? null : { from: slot, value, days: those.length, at: place / last };
  });
  const whole = { since: from, mean: mean(all), days: all.length };
  return {
    step,
    from,
    until,
    slots: each.filter((it) => it !== null),
    runs: broken(each),
    ...(span === 'weeks' ? told(all, from, until) : { lately: whole, before: null }),
  };
}

/**
 * One of the daily answers over a span that ends with `date`; null before enough days were answered. It begins with the first
 * answer, or with `since` where that is earlier.
 */
export function dayLine(read: Diary, asked: Asked, date: string, span: Span, since?: string): DayLine | null {
  const all = within(span, read, asked, date);
  const [first] = all;
  if (!first || all.length < LINE_NEEDS) return null;
  return lineOf(all, span, since && since < first.date ? since : first.date, date);
}

/** Fewest weeks with a rated urge before their strength is drawn. Chosen by us; no source. */
const STRENGTH_NEEDS = 4;

/** How strong the urge was, by the weeks that the bars have, also where nobody knows yet how it ends; null before enough of them say so. */
export function strengthLine(read: Diary, date: string): DayLine | null {
  const all = withinSpan('weeks', read, date)
    .urges.filter(felt)
    .flatMap(({ date: on, strength }): Answered[] => (strength === undefined ? [] : [{ date: on, value: strength }]));
  const line = all[0] ? lineOf(all, 'weeks', all[0].date, date) : null;
  return line?.step === 'week' && line.slots.length >= STRENGTH_NEEDS ? line : null;
}

/** So much apart two means of some weeks are called different. Chosen by us; no source. */
const APART = 0.5;

/** Which way the last four weeks went from those before them; null where those are not known. */
export function wayOf({ lately, before }: Pick<DayLine, 'lately' | 'before'>): 'higher' | 'lower' | 'same' | null {
  if (lately.mean === null || before === null) return null;
  // As they are told, with one decimal.
  const more = Math.round(lately.mean * 10) - Math.round(before * 10);
  if (Math.abs(more) < APART * 10) return 'same';
  return more > 0 ? 'higher' : 'lower';
}

/** Answers of some dates, oldest first, each as far along as its date lies between the first and the last. */
export function placedInTime<Point extends { date: string }>(points: readonly Point[]): (Point & { at: number })[] {
  const [first, last] = [points[0]?.date ?? '', points.at(-1)?.date ?? ''];
  return points.map((it) => ({
    ...it,
    at: first === last ? 0.5 : daysBetween(first, it.date) / daysBetween(first, last),
  }));
}

export interface GoodThing {
  id: string;
  date: string;
  text: string;
}

/** What was written as a good thing of a day, newest first. */
export const goodThings = ({ checkins }: Pick<Diary, 'checkins'>): GoodThing[] =>
  checkins
    .flatMap(({ id, date, good_text }) => (good_text?.trim() ? [{ id, date, text: good_text.trim() }] : []))
    .reverse();
