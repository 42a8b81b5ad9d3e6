/** What an answer becomes, and what is missing before it can be sent. */
import { addDays } from '../domain/dates.ts';
import { type FromCoach, LONGEST_MESSAGE } from '../vault/thread/types.ts';
import { isUnfilled } from './places.ts';
import type { Unsent } from './unsent.ts';

export type Missing = 'name' | 'text' | 'places' | 'date' | 'past' | 'hour' | 'until' | 'long';

/** A date that far ahead is a slip of the hand. */
const LONGEST_WAIT = 366;

/** `name`: what the coach signs with. `today`: the local date. */
export function answerOf(unsent: Unsent, name: string): FromCoach {
  const { kind, date, time, until } = unsent;
  const said = { name: name.trim(), text: unsent.text.trim() };
  if (kind === 'agreement') return { kind, ...said, date, time: time || null };
  return kind === 'absence' ? { kind, ...said, until } : { kind, ...said };
}

/**
 * The first thing that is missing, in the order of the fields; null when it can be sent. `now`: `2027-02-03T12:00`, the coach's own
 * clock. Whoever writes may be in another zone, and sees there whether the hour has passed.
 */
export function missing(unsent: Unsent, name: string, now: string): Missing | null {
  const today = now.slice(0, 10);
  const day = unsent.kind === 'agreement' ? unsent.date : unsent.kind === 'absence' ? unsent.until : null;
  if (day === '') return unsent.kind === 'agreement' ? 'date' : 'until';
  if (day !== null && (day < today || day > addDays(today, LONGEST_WAIT))) return 'past';
  if (unsent.kind === 'agreement' && unsent.time && `${unsent.date}T${unsent.time}` <= now) return 'hour';
  if (unsent.text.trim() === '') return 'text';
  if (isUnfilled(unsent.text)) return 'places';
  if (name.trim() === '') return 'name';
  const bytes = new TextEncoder().encode(JSON.stringify(answerOf(unsent, name))).length;
  return bytes > LONGEST_MESSAGE ? 'long' : null;
}
