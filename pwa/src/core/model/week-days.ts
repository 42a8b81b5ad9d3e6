/** The last seven dates as a drawing: where each urge and each purchase stands along them, and how strong the urge was. */
import { addDays, dayParts, daysBetween, type Moment } from './dates.ts';
import { type Logged, lately } from './diary.ts';
import { felt, passed } from './times.ts';

const DATES = 7;
/** Of the width of a date, what is left free at either side: whose evening it is can be seen. */
const SIDE = 0.2;

export interface DrawnUrge extends Moment {
  id: string;
  /** How far along, from 0 at the beginning of the first date to 1 at the end of the last. */
  at: number;
  /** From 1 to 10, when it came; null where it is not known. */
  strength: number | null;
  /** The same afterwards, a little further along; null where it is not known. */
  after: { at: number; value: number } | null;
}

export type DrawnPurchase = Pick<DrawnUrge, 'id' | 'date' | 'part' | 'at'>;

export interface DrawnWeek {
  /** The seven dates. */
  dates: string[];
  /** As many as the sentence of the week counts, oldest first. */
  urges: DrawnUrge[];
  /** Oldest first. */
  bought: DrawnPurchase[];
  /** Some of the urges are a purchase's own: the sentence counts the two as one time. */
  joined: boolean;
}

/**
 * Reads the seven dates that end with `date`. What shares a part of a day stands beside each other in it; what has no height, an urge
 * without a strength or a purchase, is spread over its date.
 */
export function weekDays(records: Iterable<Logged>, date: string): DrawnWeek {
  const dates = Array.from({ length: DATES }, (_, day) => addDays(date, day + 1 - DATES));
  const from = dates[0] as string;
  const { read } = lately(records, from);
  const urges = read.urges.filter((it) => it.date <= date && felt(it));
  const purchases = read.purchases.filter((it) => it.date <= date);
  const flat = [...urges.filter((it) => it.strength === undefined), ...purchases].sort(
    (one, other) => dayParts.indexOf(one.part) - dayParts.indexOf(other.part),
  );
  const spread = (id: string, day: string): number => {
    const same = flat.filter((it) => it.date === day);
    return (daysBetween(from, day) + (same.findIndex((it) => it.id === id) + 1) / (same.length + 1)) / DATES;
  };
  const along = (it: Moment, share: number): number =>
    (daysBetween(from, it.date) + SIDE + ((1 - 2 * SIDE) * (dayParts.indexOf(it.part) + share)) / dayParts.length) /
    DATES;
  return {
    dates,
    urges: urges.map(({ id, date: day, part, strength, after }) => {
      const same = urges.filter((other) => other.date === day && other.part === part);
      const place = same.findIndex((other) => other.id === id);
      const share = (of: number): number => along({ date: day, part }, (place + of) / same.length);
      return {
        id,
        date: day,
        part,
        strength: strength ?? null,
        at: strength === undefined ? spread(id, day) : share(0.25),
        after: after === undefined ? null : { at: share(0.75), value: after },
      };
    }),
    bought: purchases.map(({ id, date: day, part }) => ({ id, date: day, part, at: spread(id, day) })),
    joined: passed({ urges, purchases }).length < urges.length,
  };
}
