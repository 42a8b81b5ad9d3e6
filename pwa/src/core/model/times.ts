/** What counts as one time the urge came, and which of them ended without a purchase. */
import type { Moment } from './dates.ts';
import type { Diary } from './diary.ts';
import type { Urge } from './records.ts';

/** A logged nought is a day without an urge; an urge whose strength was not given was felt. */
export const felt = (urge: Pick<Urge, 'strength'>): boolean => urge.strength !== 0;
const moment = ({ date, part }: Moment): string => `${date} ${part}`;

interface Times<U> {
  urges: readonly U[];
  purchases: Diary['purchases'];
  /** The part of the day that still runs. */
  running?: Moment | undefined;
}

/** Urges of which nobody can know yet how they end: their part of the day still runs, and no purchase is written of it. */
export function openUrges<U extends Urge>({ urges, purchases, running }: Times<U>): U[] {
  if (!running || purchases.some((it) => moment(it) === moment(running))) return [];
  return urges.filter((it) => felt(it) && moment(it) === moment(running));
}

/** He rated it before and after a way through, and it was lower after. */
const fell = ({ strength, after }: Pick<Urge, 'strength' | 'after'>): boolean =>
  strength !== undefined && after !== undefined && after < strength;

/**
 * The urges that ended without a purchase. One in the same part of the same day as a purchase is that purchase's own: the two are
 * one time, and it did not pass. One that fell did pass, and the purchase was another time. Where the part of the day still runs and
 * has no purchase, none has passed yet.
 */
export function passed<U extends Urge>({ urges, purchases, running }: Times<U>): U[] {
  const bought = new Set(purchases.map(moment));
  const open = new Set(running && !bought.has(moment(running)) ? [moment(running)] : []);
  return urges.filter((urge) => felt(urge) && !open.has(moment(urge)) && (fell(urge) || !bought.has(moment(urge))));
}

/**
 * What came before each time the urge came: of an urge that is a purchase's own, both are one time, and what either tells came
 * before it.
 */
export function occasions(times: Times<Urge>): Pick<Urge, 'triggers' | 'own_triggers'>[] {
  const apart = new Set([...passed(times), ...openUrges(times)]);
  const own = new Map<string, Urge[]>();
  for (const it of times.urges)
    if (felt(it) && !apart.has(it)) own.set(moment(it), [...(own.get(moment(it)) ?? []), it]);
  const joined = times.purchases.map((bought) => {
    const all = [bought, ...(own.get(moment(bought)) ?? [])];
    // Of two purchases at once it is told with the first.
    own.delete(moment(bought));
    return {
      triggers: all.flatMap((it) => it.triggers ?? []),
      own_triggers: all.flatMap((it) => it.own_triggers ?? []),
    };
  });
  return [...apart, ...joined];
}
