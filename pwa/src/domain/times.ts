/** What counts as one time the urge came, and which of them passed without a purchase. */
import type { Diary } from './diary.ts';
import type { Purchase, Urge } from './records.ts';

/** A logged nought is a day without an urge. */
export const felt = (urge: Pick<Urge, 'strength'>): boolean => urge.strength > 0;

const moment = (it: Pick<Purchase, 'date' | 'part'>): string => `${it.date} ${it.part}`;

/**
 * The urges that passed without a purchase. One that was written in the same part of the same day as a purchase is that
 * purchase's own: the two are one time, and it did not pass.
 */
export function passed<U extends Urge>({
  urges,
  purchases,
}: {
  urges: readonly U[];
  purchases: Diary['purchases'];
}): U[] {
  const bought = new Set(purchases.map(moment));
  return urges.filter((urge) => felt(urge) && !bought.has(moment(urge)));
}
