/** The numbers behind the drawings of Insights. Each says how many entries it needs before it says anything. */
import { addDays, type DayPart, dayParts, daysBetween, weekday, weekStart } from './dates.ts';
import { type Diary, firstDate } from './diary.ts';
import type { Urge } from './records.ts';

/** Weeks looked back on for triggers and times of the week. */
const LOOK_BACK = 56;

/** Fewest entries of its kind before a part speaks. */
export const NEEDS = { triggers: 4, when: 5, helped: 4 } as const;

/** So many times more than any other part of the week: less may be chance. */
const LEAD = 2;

export interface Bar {
  /** Monday of the week. */
  start: string;
  passed: number;
  purchases: number;
  times: number;
  /** The week is not over. */
  now: boolean;
}

const felt = (urge: Urge): boolean => urge.strength > 0;
const since = (date: string, days: number) => (it: { date: string }) =>
  it.date > addDays(date, -days) && it.date <= date;

/** Calendar weeks (ISO 8601), oldest first, ending with the one `date` is in; at most `most`, none from before the diary. */
export function weeks(read: Diary, date: string, most = 8): Bar[] {
  const first = firstDate(read);
  if (first === null) return [];
  const current = weekStart(date);
  const oldest = weekStart(first);
  const bars: Bar[] = [];
  for (let start = current; bars.length < most && start >= oldest; start = addDays(start, -7)) {
    const end = addDays(start, 6);
    const within = (it: { date: string }): boolean => it.date >= start && it.date <= end;
    const passed = read.urges.filter((urge) => within(urge) && felt(urge)).length;
    const purchases = read.purchases.filter(within).length;
    bars.unshift({ start, passed, purchases, times: passed + purchases, now: start === current });
  }
  return bars;
}

export interface Counted {
  code: string;
  times: number;
}

/** How often each code was chosen as what came before, most often first. */
export function triggers(read: Diary, date: string): { counted: Counted[]; entries: number } {
  const urges = read.urges.filter((it) => since(date, LOOK_BACK)(it) && it.triggers?.length);
  const times = new Map<string, number>();
  for (const urge of urges) for (const code of new Set(urge.triggers)) times.set(code, (times.get(code) ?? 0) + 1);
  const counted = [...times].map(([code, n]) => ({ code, times: n }));
  counted.sort((a, b) => b.times - a.times || (a.code < b.code ? -1 : 1));
  return { counted, entries: urges.length };
}

export interface Hour {
  /** Monday = 0 */
  day: number;
  part: DayPart;
  times: number;
}

/** Urges and purchases by weekday (rows, Monday first) and part of the day (columns as `dayParts`). */
export function whenTable(read: Diary, date: string): { rows: number[][]; entries: number } {
  const rows = Array.from({ length: 7 }, () => dayParts.map(() => 0));
  const seen = [...read.urges.filter(felt), ...read.purchases].filter(since(date, LOOK_BACK));
  for (const it of seen) {
    const row = rows[weekday(it.date)];
    const column = dayParts.indexOf(it.part);
    if (row) row[column] = (row[column] ?? 0) + 1;
  }
  return { rows, entries: seen.length };
}

/** The one or two parts of the week with a clear lead on all others; none when none has it. */
export function hardest(rows: readonly (readonly number[])[]): Hour[] {
  const cells = rows.flatMap((row, day) =>
    dayParts.map((part, column): Hour => ({ day, part, times: row[column] ?? 0 })),
  );
  const ranked = cells.sort((a, b) => b.times - a.times);
  const leads = (count: number): boolean => (ranked[count - 1]?.times ?? 0) - (ranked[count]?.times ?? 0) >= LEAD;
  return leads(1) ? ranked.slice(0, 1) : leads(2) ? ranked.slice(0, 2) : [];
}

/** Step of the one hue for a cell: 0 none … 4 the most. */
export function shade(times: number, most: number): 0 | 1 | 2 | 3 | 4 {
  if (times === 0 || most === 0) return 0;
  return Math.max(1, Math.min(4, Math.ceil((times / most) * 4))) as 1 | 2 | 3 | 4;
}

export interface Help {
  way: string;
  /** Mean fall from before to after, in steps of the scale; negative when it rose. */
  fall: number;
  times: number;
}

/** Urges that were rated before and after a way through, by way; greatest mean fall first. */
export function helped(urges: readonly Urge[]): Help[] {
  const ways = new Map<string, { sum: number; times: number }>();
  for (const { way, strength, after } of urges) {
    if (typeof way !== 'string' || typeof after !== 'number') continue;
    const so = ways.get(way) ?? { sum: 0, times: 0 };
    ways.set(way, { sum: so.sum + strength - after, times: so.times + 1 });
  }
  return [...ways]
    .map(([way, { sum, times }]) => ({ way, fall: sum / times, times }))
    .sort((a, b) => b.fall - a.fall || b.times - a.times || (a.way < b.way ? -1 : 1));
}

export interface Purchases {
  last: number;
  /** The 28 days before; null when the diary is younger than both together. */
  before: number | null;
  /** Longest run of whole days between two purchases, or since the first entry; a new purchase never shortens it. */
  best: number;
}

/** Purchases in the 28 days that end with `date`. */
export function purchases(read: Diary, date: string): Purchases {
  const first = firstDate(read) ?? date;
  const count = (end: string): number => read.purchases.filter(since(end, 28)).length;
  const whole = daysBetween(first, date) >= 55;
  const stops = [...new Set(read.purchases.map((it) => it.date))].filter((it) => it <= date);
  let best = 0;
  let from = addDays(first, -1);
  for (const stop of [...stops, date]) {
    best = Math.max(best, daysBetween(from, stop) - 1);
    from = stop;
  }
  return { last: count(date), before: whole ? count(addDays(date, -28)) : null, best };
}
