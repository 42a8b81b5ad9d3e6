/** What a log is set beside, in his own diary: only what is true, and only where it is lighter. */
import { isTen } from './codec.ts';
import type { Purchase, Urge } from './records.ts';
import { sayRidden } from './ride-said.ts';

/** So much apart is a difference, both in how strong an urge was and in a mood. Chosen by us; no source. */
const ABOUT = 1;
const DIFFERENT = 2;

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
 * The last ride of an urge as strong as this one, or else of one about as strong; null where it did not clearly ease,
 * or where that day had a purchase.
 */
export function lastEased({ urges, purchases }: Logs, strength: number): Eased | null {
  const ridden = urges.filter((it) => isTen(it.strength) && isTen(it.after) && sayRidden({ ...it }));
  const within = (most: number) => ridden.findLast((it) => Math.abs((it.strength ?? 0) - strength) <= most);
  const last = within(0) ?? within(ABOUT);
  if (last?.strength === undefined || last.after === undefined) return null;
  if (last.strength - last.after < DIFFERENT) return null;
  return purchases.some(({ date }) => date === last.date) ? null : { strength: last.strength, after: last.after };
}

/** Whether a mood is clearly lighter than the one of the day before. */
export const isLighter = (mood: unknown, before: unknown): boolean =>
  isTen(mood) && isTen(before) && mood - before >= DIFFERENT;
