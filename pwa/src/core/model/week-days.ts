/** The last seven dates as a drawing: where each urge and each purchase stands along them, and how strong the urge was. */
import { addDays, dayParts, daysBetween, type Moment } from './dates.ts';
import { type Logged, lately } from './diary.ts';

const DATES = 7;
/** Of the width of a date, what is left free at either side: whose evening it is can be seen. */
const SIDE = 0.2;

export interface DrawnUrge extends Moment {
  id: string;
  /** How far along, from 0 at the beginning of the first date to 1 at the end of the last. */
  at: number;
  /** From 0 to 10, when it came. */
  strength: number;
  /** The same afterwards, a little further along; null where it is not known. */
  after: { at: number; value: number } | null;
}

export interface DrawnWeek {
  /** The seven dates. */
  dates: string[];
  /** Those that have a number, oldest first. */
  urges: DrawnUrge[];
  /** How far along there were purchases: those of one part of a day are in one place. */
  bought: number[];
}

/** Reads the seven dates that end with `date`. What shares a part of a day stands beside each other in it. */
export function weekDays(records: Iterable<Logged>, date: string): DrawnWeek {
  const dates = Array.from({ length: DATES }, (_, day) => addDays(date, day + 1 - DATES));
  const from = dates[0] as string;
  const { urges, purchases } = lately(records, from).read;
  const along = (it: Moment, share: number): number =>
    (daysBetween(from, it.date) + SIDE + ((1 - 2 * SIDE) * (dayParts.indexOf(it.part) + share)) / dayParts.length) /
    DATES;
  const numbered = urges.flatMap(({ id, date: day, part, strength, after }) =>
    day <= date && strength !== undefined ? [{ id, date: day, part, strength, after }] : [],
  );
  return {
    dates,
    urges: numbered.map(({ after, ...it }) => {
      const same = numbered.filter((other) => other.date === it.date && other.part === it.part);
      const place = same.findIndex((other) => other.id === it.id);
      const share = (of: number): number => along(it, (place + of) / same.length);
      return { ...it, at: share(0.25), after: after === undefined ? null : { at: share(0.75), value: after } };
    }),
    bought: [...new Set(purchases.filter((it) => it.date <= date).map((it) => along(it, 0.5)))],
  };
}
