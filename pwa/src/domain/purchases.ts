/** Purchases in numbers that are kind and true: four weeks against the four before, and the longest time without. */
import { addDays, daysBetween } from './dates.ts';
import { type Diary, firstDate } from './diary.ts';

/** So many days after an entry the diary still speaks; after that nobody knows what was not written. */
export const SILENCE = 28;

/** Whole days without a purchase in a row. */
export interface Free {
  days: number;
  /** the first and the last of them */
  from: string;
  until: string;
}

export interface Purchases {
  /** In the 28 days that end with the date. */
  last: number;
  /** The 28 days before; null when the diary is younger than both together. */
  before: number | null;
  /** Longest run of days without one; neither a new purchase nor silence ever shortens it. Null before there is a whole day. */
  best: Free | null;
  /** Some days are left out of the runs, because nothing had been written for so long. */
  silent: boolean;
}

const count = (read: Diary, end: string): number =>
  read.purchases.filter((it) => it.date > addDays(end, -28) && it.date <= end).length;

/** Every date with an entry up to `date`, oldest first, and whether it holds a purchase. */
function written(read: Diary, date: string): [string, boolean][] {
  const dates = new Map<string, boolean>();
  for (const it of [...read.urges, ...read.checkins]) if (it.date <= date) dates.set(it.date, false);
  for (const it of read.purchases) if (it.date <= date) dates.set(it.date, true);
  return [...dates].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The longest run, of those as long the last. */
function longest(read: Diary, date: string): Pick<Purchases, 'best' | 'silent'> {
  let best: Free | null = null;
  let silent = false;
  let from: string | null = null;
  const all = written(read, date);
  all.forEach(([at, bought], place) => {
    if (bought) from = addDays(at, 1);
    else from ??= at;
    // Today is not over, so it is no whole day yet.
    const next = all[place + 1]?.[0] ?? date;
    const spoken = addDays(at, SILENCE + 1);
    const quiet = next > spoken;
    const until = addDays(quiet ? spoken : next, -1);
    const days = daysBetween(from, until) + 1;
    if (days > 0 && days >= (best?.days ?? 0)) best = { days, from, until };
    if (!quiet) return;
    silent = true;
    from = null;
  });
  return { best, silent };
}

export function purchases(read: Diary, date: string): Purchases {
  const first = firstDate(read) ?? date;
  const whole = daysBetween(first, date) >= 55;
  return {
    last: count(read, date),
    before: whole ? count(read, addDays(date, -28)) : null,
    ...longest(read, date),
  };
}
