/**
 * Four weeks of a diary, for whoever he takes them along to. Purchases are taken out before anything is counted, so that no number
 * of a sheet without them tells how many there were.
 */
import type { Face } from './content.ts';
import { addDays, daysBetween, isDate, type Moment } from './dates.ts';
import { type Diary, diary, firstDate, type Logged, madeIn, strongest } from './diary.ts';
import { byHour, type Counted, countedCodes, helped, type WayHelp } from './insights.ts';
import { FOUR_WEEKS, type Purchases, purchases } from './purchases.ts';
import { count, type Numbers, summaryOf } from './summary.ts';
import { felt, occasions } from './times.ts';

/** Days of the sheet: four weeks, as `purchases` counts. */
const DAYS = FOUR_WEEKS;
const WEEK = 7;

/** The dates of a sheet: four weeks that end with `date`, or less when nothing was written before. */
export interface Dates {
  from: string;
  until: string;
  /** how many there are */
  of: number;
}

/** A week of the sheet, with what is counted in it. */
export interface SheetWeek<Counts> {
  from: string;
  until: string;
  counts: Counts;
}

/** Own words that may be taken along, each by itself. */
export interface OwnWords {
  /** `<record>/<field>` */
  key: string;
  date: string;
  field: string;
  text: string;
}

export interface FourWeeks {
  /** What the summary says of the last of them. */
  week: Numbers;
  dates: Dates;
  /** dates with something written */
  days: number;
  urges: {
    times: number;
    /** null where none of them was rated */
    mean: number | null;
    /** also of the days' answers; null without any */
    most: number | null;
    weeks: SheetWeek<{ times: number; mean: number | null }>[];
  };
  when: { rows: number[][]; entries: number };
  triggers: { counted: Counted[]; entries: number };
  helped: WayHelp[];
  checkins: Means & { weeks: SheetWeek<Means>[] };
  /** Null when they are left out. */
  purchases: (Purchases & { passed: number; times: number }) | null;
}

/** Means of the days that were answered, 0–10; null without any. */
export interface Means {
  days: number;
  mood: number | null;
  peak: number | null;
  control: number | null;
}

export const mean = (values: readonly number[]): number | null =>
  values.length ? values.reduce((sum, it) => sum + it, 0) / values.length : null;

/** The dates of a sheet as of `date`, of a diary begun on `first`. */
export function sheetDates(first: string | null, date: string): Dates {
  const from = addDays(date, 1 - DAYS);
  const begun = first !== null && first > from && first <= date ? first : from;
  return { from: begun, until: date, of: daysBetween(begun, date) + 1 };
}

const within = ({ from, until }: Pick<Dates, 'from' | 'until'>) => {
  return (it: { date: string }): boolean => it.date >= from && it.date <= until;
};

/** Weeks that end with the last date, oldest first; the first may be shorter. */
export function sheetWeeks<Counts>(
  dates: Dates,
  count: (week: Pick<Dates, 'from' | 'until'>) => Counts,
): SheetWeek<Counts>[] {
  const weeks: SheetWeek<Counts>[] = [];
  for (let until = dates.until; until >= dates.from; until = addDays(until, -WEEK)) {
    let from = addDays(until, 1 - WEEK);
    if (from < dates.from) from = dates.from;
    weeks.unshift({ from, until, counts: count({ from, until }) });
  }
  return weeks;
}

function means(checkins: Diary['checkins']): Means {
  const all = (field: 'mood' | 'peak' | 'control') => mean(checkins.flatMap((it) => it[field] ?? []));
  return { days: checkins.length, mood: all('mood'), peak: all('peak'), control: all('control') };
}

/** The numbers of the sheet as of `date`; with `bought` purchases too. `running`: the part of the day it is. */
export function fourWeeks(records: Iterable<Logged>, date: string, bought: boolean, running?: Moment): FourWeeks {
  const all = [...records];
  const whole = diary(all);
  const read: Diary = { ...whole, ...(!bought && { purchases: [] }), ...(running && { running }) };
  const first = firstDate(read);
  const dates = sheetDates(first, date);
  const counts = count(read, dates.from, dates.until);
  const inside = within(dates);
  const urges = read.urges.filter(inside).filter(felt);
  const checkins = read.checkins.filter(inside);
  return {
    dates,
    week: summaryOf(read, date, { first, made: madeIn(all) }),
    days: counts.days,
    urges: {
      times: counts.urges,
      mean: counts.strength,
      most: strongest({ urges, checkins }),
      weeks: sheetWeeks(dates, ({ from, until }) => {
        const its = count(read, from, until);
        return { times: its.urges, mean: its.strength };
      }),
    },
    when: byHour(urges),
    triggers: countedCodes(occasions({ ...read, urges, purchases: read.purchases.filter(inside) })),
    helped: helped(urges),
    checkins: { ...means(checkins), weeks: sheetWeeks(dates, (week) => means(checkins.filter(within(week)))) },
    purchases: bought ? { ...purchases(read, date), passed: counts.passed, times: counts.times } : null,
  };
}

/** Fewest urges before the sheet says when in the week they came. Chosen by us; no source. */
const WHEN_NEEDS = 2;
export const saysWhen = ({ entries }: FourWeeks['when']): boolean => entries >= WHEN_NEEDS;

/** From so many rated urges on the strongest is told with their mean; of one alone the two are the same. */
const SEVERAL = 2;
/** Whether the strongest, which a day's answer may be, has a sentence of its own: where it is above what is told of the urges. */
export const tellsMost = ({ times, mean, most }: Pick<FourWeeks['urges'], 'times' | 'mean' | 'most'>): boolean =>
  (most ?? 0) > (mean ?? 0) && (times < SEVERAL || mean === null);

/** The fields of each face that hold own words, in the order in which they are asked. */
const worded: Record<Face, Readonly<Record<string, readonly string[]>>> = {
  stop: { urge: ['did_text', 'text'], purchase: ['text'], checkin: ['good_text'] },
  near: { checkin: ['text'] },
};

/** Own words of these dates, oldest first. Those beside a purchase come with purchases alone. */
export function ownWords(records: Iterable<Logged>, face: Face, dates: Dates, bought: boolean): OwnWords[] {
  const inside = within(dates);
  const found: OwnWords[] = [];
  for (const { id, kind, fields } of records) {
    const { date } = fields;
    if (!isDate(date) || !inside({ date }) || (kind === 'purchase' && !bought)) continue;
    for (const field of worded[face][kind] ?? []) {
      const text = fields[field];
      if (typeof text === 'string' && text.trim())
        found.push({ key: `${id}/${field}`, date, field, text: text.trim() });
    }
  }
  return found.sort((a, b) => (a.date === b.date ? (a.key < b.key ? -1 : 1) : a.date < b.date ? -1 : 1));
}
