/**
 * Which answers of a thread may be shown as a coach's: those of coaches whom the person's devices have verified, from before the
 * certificate was over, and at places where they could still write. Read out of what rests in the diary.
 */
import type { Fields, Json } from './plain.ts';

/** A coach whose certificate a device of the person's has verified. */
export interface Verified {
  id: string;
  /** 65 bytes in base64 */
  key: string;
  /** seconds since 1970 */
  expires: number;
  /** By the thread's id: the last place in it at which this coach can have written; where there is none, they still can. */
  until?: Readonly<Record<string, number>>;
}

/** What is asked of an answer. `since`: the day on which the server had been asked before it was fetched. */
export interface Claimed {
  thread: string;
  from: 'u' | 'c';
  coach: string | null;
  day: string;
  since: string;
  seq: number;
}

const object = (value: Json | undefined): Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const ids = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((it): it is string => typeof it === 'string') : [];

/** Those of a thread's record. */
export function coachesIn(fields: Fields): Verified[] {
  return Object.entries(fields).flatMap(([field, value]) => {
    const { key, expires, until } = object(value);
    if (!field.startsWith('coach_') || typeof key !== 'string' || typeof expires !== 'number') return [];
    const id = field.slice('coach_'.length);
    const places = typeof until === 'number' ? { [threadOf(fields, id)]: until } : numbers(object(until));
    return [{ id, key, expires, ...(Object.keys(places).length > 0 && { until: places }) }];
  });
}

/** For a place that was written down without its thread: whoever was left out of this one had left the one before. */
function threadOf(fields: Fields, coach: string): string {
  const [last] = ids(fields.before);
  return last !== undefined && ids(fields.out).includes(coach) ? last : text(fields.thread);
}

const numbers = (fields: Fields): Record<string, number> =>
  Object.fromEntries(Object.entries(fields).filter((it): it is [string, number] => typeof it[1] === 'number'));

const later = (a: string, b: string): string => (a > b ? a : b);
const dayOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

/** Whether a letter is of whom the server names; one of the person's own always is. */
export function isProven(coaches: readonly Verified[], letter: Claimed): boolean {
  if (letter.from === 'u') return true;
  const coach = coaches.find(({ id }) => id === letter.coach);
  if (!coach) return false;
  // The day of the message, or the one since which it must have been written.
  const day = later(letter.day, letter.since);
  return day <= dayOf(coach.expires) && letter.seq <= (coach.until?.[letter.thread] ?? Number.POSITIVE_INFINITY);
}

/** Of letters as they rest in the diary, whether each is proven by the thread that it stands in or that took the place of that one. */
export function provenBy(threads: readonly { fields: Fields }[]): (letter: Fields) => boolean {
  const all = threads.map(({ fields }) => ({ fields, before: ids(fields.before), coaches: coachesIn(fields) }));
  return ({ thread, from, coach, day, since, seq }) => {
    const of = text(thread);
    const known = all.find((it) => it.before.includes(of)) ?? all.find(({ fields }) => fields.thread === of);
    return isProven(known?.coaches ?? [], {
      thread: of,
      from: from === 'u' ? 'u' : 'c',
      coach: text(coach) || null,
      day: text(day),
      since: text(since),
      seq: typeof seq === 'number' ? seq : 0,
    });
  };
}
