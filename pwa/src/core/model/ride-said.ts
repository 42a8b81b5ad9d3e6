/** A ride that is over, as it is said back: which of them Today tells of, and a small number as it is spoken. */
import type { Loose } from './codec.ts';
import type { Locale } from './content.ts';
import { addDays, dayParts, type Moment } from './dates.ts';
import type { Urge } from './records.ts';

/** Whether the fields of an urge say that it was given time: how strong it was afterwards, whatever he did, or a way and for how long. */
export const sayRidden = ({ way, after, minutes }: Loose): boolean =>
  typeof after === 'number' || (typeof minutes === 'number' && typeof way === 'string' && way !== '');

/** Whether it can be told by what was done: with a way, or on his own from one number to another. */
const saysHow = ({ way, did_text, strength, after }: Urge): boolean =>
  Boolean(way || (did_text && strength !== undefined && typeof after === 'number'));

/** Whether it is of today, and in the night of the evening before. */
const isOfNow = (urge: Moment, { date, part }: Moment): boolean =>
  urge.date === date || (part === 'night' && urge.part === 'evening' && urge.date === addDays(date, -1));

/** The last ride, where it is of now; null where it is not. `urges`: the oldest first. What he did on his own has an empty way. */
export function lastRide<U extends Urge>(urges: readonly U[], now: Moment): (U & { way: string }) | null {
  const ridden = urges.findLast((it: Urge) => sayRidden({ ...it }) && saysHow(it));
  return ridden && isOfNow(ridden, now) ? { ...ridden, way: ridden.way ?? '' } : null;
}

/** What he has done of his plan by now, in its words; of a plan for a part of the day, from that part on. */
export function didOfPlan(urges: readonly Urge[], now: Moment, plan?: Moment): ReadonlySet<string> {
  const place = ({ date, part }: Moment): string => `${date} ${dayParts.indexOf(part)}`;
  const fits = (it: Urge): boolean => isOfNow(it, now) && (!plan || place(it) >= place(plan));
  return new Set(urges.filter(fits).flatMap(({ did_text }) => did_text || []));
}

const spoken: Record<Locale, readonly string[]> = {
  nb: ['null', 'ett', 'to', 'tre', 'fire', 'fem', 'seks', 'sju', 'åtte', 'ni', 'ti', 'elleve', 'tolv'],
  en: ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
};

/** «elleve»; from thirteen on in figures. Of minutes: in Norwegian one of them is «ett». */
export const numberInWords = (n: number, locale: Locale): string => spoken[locale][n] ?? String(n);
