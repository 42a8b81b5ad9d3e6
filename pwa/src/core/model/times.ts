/** What counts as one time the urge came, and which of them passed without a purchase. */
import type { Moment } from './dates.ts';
import type { Diary } from './diary.ts';
import type { Urge } from './records.ts';

/** A logged nought is a day without an urge; an urge whose strength was not given was felt. */
export const felt = (urge: Pick<Urge, 'strength'>): boolean => urge.strength !== 0;
const moment = ({ date, part }: Moment): string => `${date} ${part}`;

/** Urges of which nobody can know yet how they end: their part of the day still runs. */
export const openUrges = <U extends Urge>({
  urges,
  running,
}: {
  urges: readonly U[];
  running?: Moment | undefined;
}): U[] => (running ? urges.filter((it) => felt(it) && it.date === running.date && it.part === running.part) : []);

/**
 * The urges that passed without a purchase. One that was written in the same part of the same day as a purchase is that
 * purchase's own: the two are one time, and it did not pass. One whose part of the day still runs has not passed yet.
 */
export function passed<U extends Urge>({
  urges,
  purchases,
  running,
}: {
  urges: readonly U[];
  purchases: Diary['purchases'];
  running?: Moment | undefined;
}): U[] {
  const bought = new Set([...purchases, ...(running ? [running] : [])].map(moment));
  return urges.filter((urge) => felt(urge) && !bought.has(moment(urge)));
}
