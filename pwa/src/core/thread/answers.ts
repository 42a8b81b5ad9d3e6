/** What the server says of coaches and threads, in its one form; null for anything else. Nothing of it is believed yet. */
import { type Bytes, fromBase64 } from '../bytes.ts';
import type { Direction } from './keys.ts';

export interface ActiveCoach {
  id: string;
  /** base64 */
  public_key: string;
  /** seconds since 1970 */
  expires: number;
  /** base64 */
  certificate: string;
}

export interface Message {
  seq: number;
  from: Direction;
  n: number;
  coach: string | null;
  day: string;
  sealed: Bytes;
}

export interface ThreadPage {
  seq: number;
  readByPerson: number;
  readByCoach: number;
  tell: boolean;
  /** Ids of those who hold an envelope. */
  coaches: string[];
  messages: Message[];
  more: boolean;
}

export interface SealedNote {
  n: number;
  author: string;
  day: string;
  sealed: Bytes;
}

export interface CoachPage extends ThreadPage {
  notes: SealedNote[];
  moreNotes: boolean;
}

export interface CoachState {
  state: 'waiting' | 'active' | 'revoked';
  expired: boolean;
  public_key: string;
  certificate: string | null;
  expires: number | null;
  others: ActiveCoach[];
  alone: number;
}

export interface SealedLine {
  thread: string;
  envelope: Bytes;
  seq: number;
  readByCoach: number;
  waitsSince: string | null;
  day: string;
  answeredBy: string | null;
  opening: Bytes | null;
  notes: number;
}

type Line = Record<string, unknown>;

const isLine = (value: unknown): value is Line => value !== null && typeof value === 'object' && !Array.isArray(value);
const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isNumber = (value: unknown): value is number => isCount(value) && value >= 1 && value < 2 ** 32;
const isTime = (value: unknown): value is number => isCount(value) && value < 2 ** 32;
const orNull =
  <T>(is: (value: unknown) => value is T) =>
  (value: unknown): value is T | null =>
    value === null || is(value);

/** Null when one of them is out of form. */
function each<T>(value: unknown, read: (line: Line) => T | null): T[] | null {
  if (!Array.isArray(value)) return null;
  const all = value.map((line) => (isLine(line) ? read(line) : null));
  return all.some((it) => it === null) ? null : (all as T[]);
}

function bytes(value: unknown): Bytes | null {
  if (typeof value !== 'string') return null;
  try {
    return fromBase64(value);
  } catch {
    // No base64: the answer is out of form, and refused whole.
    return null;
  }
}

function coach({ id, public_key, expires, certificate }: Line): ActiveCoach | null {
  if (!isId(id) || typeof public_key !== 'string' || !isTime(expires) || typeof certificate !== 'string') return null;
  return { id, public_key, expires, certificate };
}

export const readCoaches = (answer: unknown): ActiveCoach[] | null =>
  isLine(answer) ? each(answer.coaches, coach) : null;

function message({ seq, from, n, coach: by, day, sealed }: Line): Message | null {
  const opened = bytes(sealed);
  if (!isNumber(seq) || !isNumber(n) || !isDay(day) || !opened) return null;
  if (from === 'u') return { seq, from, n, coach: null, day, sealed: opened };
  // A coach who was revoked may have been struck from it: then it is nobody's.
  return from === 'c' && (by === undefined || by === null || isId(by))
    ? { seq, from, n, coach: by ?? null, day, sealed: opened }
    : null;
}

export function readPage(answer: unknown): ThreadPage | null {
  if (!isLine(answer)) return null;
  const { seq, read_u, read_c, tell, coaches, more } = answer;
  const messages = each(answer.messages, message);
  if (!isCount(seq) || !isCount(read_u) || !isCount(read_c) || typeof more !== 'boolean' || !messages) return null;
  if (!Array.isArray(coaches) || !coaches.every(isId)) return null;
  return { seq, readByPerson: read_u, readByCoach: read_c, tell: tell === true, coaches, messages, more };
}

function note({ n, author, day, sealed }: Line): SealedNote | null {
  const opened = bytes(sealed);
  return isNumber(n) && isId(author) && isDay(day) && opened ? { n, author, day, sealed: opened } : null;
}

export function readCoachPage(answer: unknown): CoachPage | null {
  const page = readPage(answer);
  if (!page || !isLine(answer) || typeof answer.more_notes !== 'boolean') return null;
  const notes = each(answer.notes, note);
  return notes && { ...page, notes, moreNotes: answer.more_notes };
}

export function readCoachState(answer: unknown): CoachState | null {
  if (!isLine(answer)) return null;
  const { state, expired, public_key, certificate, expires, alone } = answer;
  const others = each(answer.others, coach);
  if (state !== 'waiting' && state !== 'active' && state !== 'revoked') return null;
  if (typeof expired !== 'boolean' || typeof public_key !== 'string' || !others || !isCount(alone)) return null;
  if (certificate !== null && typeof certificate !== 'string') return null;
  return orNull(isTime)(expires) ? { state, expired, public_key, certificate, expires, others, alone } : null;
}

function line(it: Line): SealedLine | null {
  const { thread, seq, read_c, waits_since, day, answered_by, notes } = it;
  const [envelope, opening] = [bytes(it.envelope), it.opening === null ? null : bytes(it.opening)];
  if (!isId(thread) || !envelope || (it.opening !== null && !opening)) return null;
  if (!isCount(seq) || !isCount(read_c) || !isCount(notes)) return null;
  if (!orNull(isDay)(waits_since) || !orNull(isId)(answered_by)) return null;
  // A thread that nothing was written in yet has no last day.
  if (!orNull(isDay)(day)) return null;
  return {
    thread,
    envelope,
    seq,
    readByCoach: read_c,
    waitsSince: waits_since,
    day: day ?? '',
    answeredBy: answered_by,
    opening,
    notes,
  };
}

export function readInbox(answer: unknown): { lines: SealedLine[]; cursor: string | null } | null {
  if (!isLine(answer)) return null;
  const { cursor } = answer;
  const lines = each(answer.threads, line);
  return lines && (cursor === null || typeof cursor === 'string') ? { lines, cursor } : null;
}

export const readSeq = (answer: unknown): number | null => (isLine(answer) && isNumber(answer.seq) ? answer.seq : null);
