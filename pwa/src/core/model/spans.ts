/** How far back Insights looks, and the weeks, months or years that it counts by. */
import { addDays, weekday } from './dates.ts';
import { type Diary, firstDate } from './diary.ts';

/** How far back one looks: eight weeks, twelve months, or all of it. */
export const spans = ['weeks', 'year', 'all'] as const;
export type Span = (typeof spans)[number];

export const WEEKS = 8;
const MONTHS = 12;

/** The first of the month that lies `months` before that of `date`. */
function monthStart(date: string, months: number): string {
  const count = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 - months;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}-01`;
}

export const WEEK = 7;

/** The Monday of the week that `date` is in. */
export const weekStart = (date: string): string => addDays(date, -weekday(date));

interface Unit {
  /** the first date of the one that `date` is in */
  start: (date: string) => string;
  /** that of the one after it */
  next: (start: string) => string;
}

/** What a bar of each span covers. */
export const units: Record<Span, Unit> = {
  weeks: { start: weekStart, next: (start) => addDays(start, WEEK) },
  year: { start: (date) => monthStart(date, 0), next: (start) => monthStart(start, -1) },
  all: { start: (date) => `${date.slice(0, 4)}-01-01`, next: (start) => monthStart(start, -12) },
};

/** The first date of a span that ends with `date`: of weeks, months and years a whole one. */
export function spanStart(span: Span, read: Diary, date: string): string {
  if (span === 'weeks') return addDays(weekStart(date), WEEK * (1 - WEEKS));
  return span === 'year' ? monthStart(date, MONTHS - 1) : (firstDate(read) ?? date);
}

/** The spans that there is a choice between: a longer one once the diary reaches further back than the shorter. */
export function offeredSpans(read: Diary, date: string): Span[] {
  const first = firstDate(read) ?? date;
  return spans.filter((_, place) => place === 0 || first < spanStart(spans[place - 1] as Span, read, date));
}

/** What of the diary lies in a span. */
export function withinSpan(span: Span, read: Diary, date: string): Diary {
  const from = spanStart(span, read, date);
  const inside = (it: { date: string }): boolean => it.date >= from && it.date <= date;
  return {
    urges: read.urges.filter(inside),
    purchases: read.purchases.filter(inside),
    checkins: [],
    ...(read.running && { running: read.running }),
  };
}

/** The dates that a drawing of a span shows: from its start, or from the first entry when that is later. */
export function spanDates(span: Span, read: Diary, date: string): { from: string; until: string } {
  const [start, first] = [spanStart(span, read, date), firstDate(read) ?? date];
  return { from: first > start && first <= date ? first : start, until: date };
}
