/** Urges that were rated when they came and again afterwards: when, and which of them were weaker then. */
import type { Urge } from './records.ts';

type Rated = Urge & { strength: number; after: number };

const isRated = (it: Urge): it is Rated => it.strength !== undefined && typeof it.after === 'number';

/** Weaker afterwards. */
export const hasFallen = <U extends Urge>(it: U): it is U & Rated => isRated(it) && it.after < it.strength;

/** The dates of the first and the last of them, of a diary's urges, oldest first; null without any. */
export function ratedDates(urges: readonly Urge[]): { from: string; until: string } | null {
  const [first, last] = [urges.find(isRated), urges.findLast(isRated)];
  return first && last ? { from: first.date, until: last.date } : null;
}

/** An urge that was weaker after a way through, whatever came later the same day. */
export interface Fall {
  way: string;
  before: number;
  after: number;
}

/** The falls from one date to another, oldest first. */
export const fallsBetween = (urges: readonly Urge[], from: string, until: string): Fall[] =>
  urges
    .filter(hasFallen)
    .filter((it) => it.date >= from && it.date <= until)
    .flatMap(({ way, strength, after }) => (way ? [{ way, before: strength, after }] : []));

/** So many of the newest are drawn: more lie on each other. Chosen by us; no source. */
const DRAWN = 20;

/** How strong it was first and afterwards, from 0 to 10. */
export interface FromTo {
  before: number;
  after: number;
}

export interface Ratings {
  /** before and after, the newest of them, oldest first */
  newest: readonly FromTo[];
  /** how many of all were weaker after */
  fell: number;
  times: number;
  /** of all of them */
  mean: FromTo;
}

/** By how much it fell on average; null where that is less than the tenth that words tell, or where it rose. */
export function meanFall({ mean: { before, after } }: Pick<Ratings, 'mean'>): number | null {
  const fall = before - after;
  return Math.round(10 * fall) > 0 ? fall : null;
}

/** All that were rated before and after, together; null without any. */
export function ratings(urges: readonly Urge[]): Ratings | null {
  const all = urges.filter(isRated);
  if (all.length === 0) return null;
  const mean = (of: (it: (typeof all)[number]) => number): number =>
    all.reduce((sum, it) => sum + of(it), 0) / all.length;
  return {
    newest: all.slice(-DRAWN).map(({ strength, after }) => ({ before: strength, after })),
    fell: all.filter(hasFallen).length,
    times: all.length,
    mean: { before: mean((it) => it.strength), after: mean((it) => it.after) },
  };
}
