/** Purchases in numbers that are kind and true: four weeks against the four before, and the longest time without. */
import { addDays, daysBetween } from './dates.ts';
import { type Diary, firstDate } from './diary.ts';

/**
 * Days that purchases are counted over. The fortnight's question asks for the same four weeks (content/measures.toml), as the
 * timeline follow-back of a trial does (docs/operators/outcomes.md).
 */
export const FOUR_WEEKS = 28;

/** So many days after an entry the diary still speaks; after that nobody knows what was not written. Chosen by us; no source. */
export const SILENCE = 28;

/**
 * Days after a purchase on which what is urgent stays on Today: medicine against HIV is started within 72 hours (helsenorge.no, PEP;
 * content/pages/lapse).
 */
export const URGENT_DAYS = 3;

/**
 * Days that a diary must cover before its longest time without a purchase is told: in a younger one that is the time since he began, under
 * a name that promises more. Chosen by us; no source.
 */
const TOLD_FROM = 14;

/** The least that is told: one day alone is no stretch. Chosen by us; no source. */
const STRETCH = 2;

/** Whole days without a purchase in a row. */
export interface Free {
  days: number;
  /** the first and the last of them */
  from: string;
  until: string;
  /** It is not over: today it still goes on. */
  ongoing: boolean;
}

export interface Purchases {
  /** In the 28 days that end with the date. */
  last: number;
  /** The 28 days before; null when the diary is younger than both together. */
  before: number | null;
  /** Longest run of days without one; neither a new purchase nor silence ever shortens it. Null where it is not told yet. */
  best: Free | null;
  /** Some days are left out of the runs, because nothing had been written for so long. */
  silent: boolean;
}

const count = (read: Diary, end: string): number =>
  read.purchases.filter((it) => it.date > addDays(end, -FOUR_WEEKS) && it.date <= end).length;

/** Days since 1970; arithmetic on thousands of dates is done with these. */
const dayOf = (date: string): number =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / 86_400_000;

/** Every day with an entry up to `date`, oldest first, and whether it holds a purchase. */
function written(read: Diary, date: string): [number, boolean][] {
  const days = new Map<string, boolean>();
  for (const it of read.urges) if (it.date <= date) days.set(it.date, false);
  for (const it of read.checkins) if (it.date <= date) days.set(it.date, false);
  for (const it of read.purchases) if (it.date <= date) days.set(it.date, true);
  return [...days].map(([at, bought]): [number, boolean] => [dayOf(at), bought]).sort(([a], [b]) => a - b);
}

/** The longest run, of those as long the last. */
function longest(read: Diary, date: string): Pick<Purchases, 'best' | 'silent'> {
  const today = dayOf(date);
  let best = { days: 0, from: 0, ongoing: false };
  let silent = false;
  let from: number | null = null;
  const all = written(read, date);
  all.forEach(([at, bought], place) => {
    if (bought) from = at + 1;
    else from ??= at;
    // Today is not over, so it is no whole day yet.
    const next = all[place + 1]?.[0] ?? today;
    const spoken = at + SILENCE + 1;
    const quiet = next > spoken;
    const days = (quiet ? spoken : next) - from;
    if (days > 0 && days >= best.days) best = { days, from, ongoing: !quiet && place === all.length - 1 };
    if (!quiet) return;
    silent = true;
    from = null;
  });
  const dated = (day: number): string => addDays('1970-01-01', day);
  return {
    best: best.days >= STRETCH ? { ...best, from: dated(best.from), until: dated(best.from + best.days - 1) } : null,
    silent,
  };
}

export function purchases(read: Diary, date: string): Purchases {
  const covered = daysBetween(firstDate(read) ?? date, date) + 1;
  const { best, silent } = longest(read, date);
  return {
    last: count(read, date),
    before: covered >= 2 * FOUR_WEEKS ? count(read, addDays(date, -FOUR_WEEKS)) : null,
    best: covered >= TOLD_FROM ? best : null,
    silent,
  };
}

/** Whether the diary is younger than the four weeks that end with `date`. */
export const isYoung = (read: Diary, date: string): boolean =>
  daysBetween(firstDate(read) ?? date, date) < FOUR_WEEKS - 1;

/** Whether nothing of any kind was written in the four weeks that end with `date`: silence is not «none». */
export function isSilent({ urges, purchases: bought, checkins }: Diary, date: string): boolean {
  const since = addDays(date, -FOUR_WEEKS);
  return ![urges, bought, checkins].some((all) => all.some((it) => it.date > since && it.date <= date));
}
