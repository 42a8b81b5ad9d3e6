/** What an answer becomes, and what is missing before it can be sent. */
import { addDays, clockTime } from '../core/model/dates.ts';
import { type FromCoach, LONGEST_MESSAGE } from '../core/thread/types.ts';
import { isUnfilled } from './places.ts';
import type { Unsent } from './unsent.ts';

export type MissingField = 'name' | 'text' | 'places' | 'date' | 'past' | 'clock' | 'hour' | 'until' | 'long';

/** A date that far ahead is a slip of the hand. */
const LONGEST_WAIT = 366;

/** The days that can be agreed on. */
export const daysFrom = (today: string): string[] =>
  Array.from({ length: LONGEST_WAIT + 1 }, (_, days) => addDays(today, days));

/** `18:30` for what people write: 18, 1830, 18.30, 6:05; empty for nothing, null for what is no time of day. */
export function hourOf(written: string): string | null {
  const found = /^(\d{1,2})(?:[.:]?(\d{2}))?$/.exec(written.trim());
  if (written.trim() === '') return '';
  const [hours, minutes] = [Number(found?.[1]), Number(found?.[2] ?? 0)];
  return found && hours < 24 && minutes < 60 ? clockTime(hours * 60 + minutes) : null;
}

/** `name`: what the coach signs with. `today`: the local date. */
export function draftedAnswer(unsent: Unsent, name: string): FromCoach {
  const { kind, date, time, until } = unsent;
  const said = { name: name.trim(), text: unsent.text.trim() };
  if (kind === 'agreement') return { kind, ...said, date, time: hourOf(time) || null };
  return kind === 'absence' ? { kind, ...said, until } : { kind, ...said };
}

/**
 * The first thing that is missing, in the order of the fields; null when it can be sent. `now`: `2027-02-03T12:00`, the coach's own
 * clock. Whoever writes may be in another zone, and sees there whether the hour has passed.
 */
export function missingField(unsent: Unsent, name: string, now: string): MissingField | null {
  const today = now.slice(0, 10);
  const day = unsent.kind === 'agreement' ? unsent.date : unsent.kind === 'absence' ? unsent.until : null;
  if (day === '') return unsent.kind === 'agreement' ? 'date' : 'until';
  if (day !== null && (day < today || day > addDays(today, LONGEST_WAIT))) return 'past';
  if (unsent.kind === 'agreement') {
    const hour = hourOf(unsent.time);
    if (hour === null) return 'clock';
    if (hour && `${unsent.date}T${hour}` <= now) return 'hour';
  }
  if (unsent.text.trim() === '') return 'text';
  if (isUnfilled(unsent.text)) return 'places';
  if (name.trim() === '') return 'name';
  const bytes = new TextEncoder().encode(JSON.stringify(draftedAnswer(unsent, name))).length;
  return bytes > LONGEST_MESSAGE ? 'long' : null;
}
