/** What a log is set beside, in his own diary: only what is true, and only where it is lighter. */
import { isTen } from './codec.ts';
import { addDays, daysBetween, isDate } from './dates.ts';
import type { Diary, Logged } from './diary.ts';
import type { Purchase, Urge } from './records.ts';
import { sayRidden } from './ride-said.ts';

/** So much apart is a difference, both in how strong an urge was and in a mood. Chosen by us; no source. */
const ABOUT = 1;
const DIFFERENT = 2;

/** Today and the days before it that its mood is drawn among. Chosen by us; no source. */
export const MOOD_DAYS = 14;

interface Logs {
  /** the oldest first */
  urges: readonly Urge[];
  purchases: readonly Purchase[];
}

interface Eased {
  strength: number;
  after: number;
}

/**
 * The last ride of an urge about as strong as this one; null where it did not clearly ease, or where that day had a
 * purchase.
 */
export function lastEased({ urges, purchases }: Logs, strength: number): Eased | null {
  const ridden = urges.filter((it) => isTen(it.strength) && isTen(it.after) && sayRidden({ ...it }));
  const last = ridden.findLast((it) => Math.abs((it.strength ?? 0) - strength) <= ABOUT);
  if (last?.strength === undefined || last.after === undefined) return null;
  if (last.strength - last.after < DIFFERENT) return null;
  return purchases.some(({ date }) => date === last.date) ? null : { strength: last.strength, after: last.after };
}

/** Whether a number of a day is clearly higher than that of another. */
const isHigher = (one: unknown, other: unknown): boolean => isTen(one) && isTen(other) && one - other >= DIFFERENT;

/** The day from which the mood has come up to that of `date`: the last of the lowest before it since when it never fell. */
export function risingSince(checkins: Diary['checkins'], date: string): string {
  const moods = new Map(checkins.map((it) => [it.date, it.mood]));
  let [since, at] = [date, date];
  for (;;) {
    const mood = moods.get(at);
    at = addDays(at, -1);
    const before = moods.get(at);
    if (!isTen(mood) || !isTen(before) || before > mood) return since;
    if (before < mood) since = at;
  }
}

/**
 * What can be said of a day beside the two before it: a mood that has risen twice, or is clearly lighter than yesterday’s, or else an
 * urge that was clearly weaker, where he did not buy. Null where none of it is true. `checkins`: with the strongest urge of each day.
 */
export function lighterDay(
  { checkins, purchases }: Pick<Diary, 'checkins' | 'purchases'>,
  date: string,
): 'rising' | 'lighter' | 'urge' | null {
  const [day, yesterday, before] = [0, 1, 2].map((days) => checkins.find((it) => it.date === addDays(date, -days)));
  const moods = [before?.mood, yesterday?.mood, day?.mood];
  if (moods.every((mood, at) => isTen(mood) && (at === 0 || mood > Number(moods[at - 1])))) return 'rising';
  if (isHigher(day?.mood, yesterday?.mood)) return 'lighter';
  return isHigher(yesterday?.peak, day?.peak) && !purchases.some((it) => it.date === date) ? 'urge' : null;
}

/** A good thing that he wrote on an earlier day; from day to day another one. */
export function earlierGood(
  checkins: readonly Pick<Logged, 'fields'>[],
  date: string,
): { date: string; text: string } | null {
  const all = checkins.flatMap(({ fields: { date: day, good_text } }) =>
    isDate(day) && day < date && typeof good_text === 'string' && good_text.trim()
      ? [{ date: day, text: good_text }]
      : [],
  );
  return all.sort((a, b) => (a.date < b.date ? -1 : 1))[daysBetween('2026-01-01', date) % all.length] ?? null;
}
