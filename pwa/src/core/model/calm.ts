/**
 * A message to himself from a calm day, which he gets in the middle of an urge: some words, a photo, a recording of his voice. A photo or
 * a recording is a record of its own that says what it is, and parts with its bytes (docs/engineers/protocol.md, "Files in parts").
 */
import { type Bytes, base64, concat, fromBase64, hex, sealedLength } from '../bytes.ts';
import type { Entries } from './answers.ts';
import { isNumber, isOneOf, isRecord, isString, type Loose } from './codec.ts';
import { addDays, isDate, localDate } from './dates.ts';
import { ofKind } from './kinds.ts';
import type { Entry, Fields } from './plain.ts';
import { type RideCourse, turnsOf } from './ride-course.ts';

export const calmFiles = ['photo', 'voice'] as const;
export type CalmFile = (typeof calmFiles)[number];

/** Kind and name of the record with the words: `text`, and `date` when it was last changed. */
export const calmWords = 'calm-text';
/** Kind and name of the record that says what a file is: `file`. */
export const calmKind = (sort: CalmFile): string => `calm-${sort}`;
/** Kind of a part: `set`, the file it belongs to; `n`, its place; `by`, the tag of the device; `data`, base64. */
export const calmPart = 'calm-part';

/** Characters. Chosen by us: it is read in the middle of an urge. */
export const longestCalm = 1000;
/** Seconds. Chosen by us; no source. */
export const longestVoice = 60;
/** Bytes: a photo that fills a phone, a minute of speech at 28 kbit/s. Chosen by us, for three and five parts. */
export const mostBytes: Readonly<Record<CalmFile, number>> = { photo: 120_000, voice: 240_000 };

/** Bytes of a part: in base64, with the rest of its record, they fit one seal of 65,532 bytes. */
export const partBytes = 48_000;

/** What may be shown or played. A browser adds its codecs after a semicolon, which are not kept. */
const types: Readonly<Record<CalmFile, readonly string[]>> = {
  photo: ['image/jpeg'],
  voice: ['audio/webm', 'audio/mp4', 'audio/ogg'],
};

export interface CalmHead {
  /** names its parts */
  set: string;
  type: string;
  bytes: number;
  /** SHA-256 in hex */
  sum: string;
  /** the local date on which it was made */
  date: string;
  /** of a recording */
  seconds?: number;
}

/** `audio/webm;codecs=opus` is `audio/webm`; null for what is neither shown nor played here. */
export function fileType(sort: CalmFile, type: string): string | null {
  const plain = type.split(';')[0]?.trim().toLowerCase();
  return isOneOf(types[sort], plain) ? plain : null;
}

/** What a record says of its file; null for what no app has written. */
export function readHead(sort: CalmFile, { file }: Loose): CalmHead | null {
  if (!isRecord(file)) return null;
  const { set, type, bytes, sum, date, seconds } = file;
  const fits =
    isString(set) &&
    isString(type) &&
    fileType(sort, type) === type &&
    Number.isInteger(bytes) &&
    isNumber(bytes) &&
    bytes > 0 &&
    bytes <= mostBytes[sort] &&
    isString(sum) &&
    isDate(date);
  if (!fits) return null;
  return { set, type, bytes, sum, date, ...(isNumber(seconds) && { seconds }) };
}

export const headIn = (entries: Entries, sort: CalmFile): CalmHead | null =>
  readHead(sort, ofKind(entries, calmKind(sort))[0]?.fields ?? {});

/** The words as they stand; empty where there are none. */
export const calmTextIn = (entries: Entries): string => {
  const text = ofKind(entries, calmWords)[0]?.fields.text;
  return isString(text) ? text.trim() : '';
};

/** Whether he has made anything that can be shown in an urge. */
export const hasCalm = (entries: Entries): boolean =>
  calmTextIn(entries) !== '' || calmFiles.some((sort) => headIn(entries, sort) !== null);

export async function sumOf(bytes: Bytes): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/** The parts of a file as records; `by` is the tag of this device. */
export function splitFile(bytes: Bytes, set: string, by: string): Fields[] {
  const parts = Math.ceil(bytes.length / partBytes);
  return Array.from({ length: parts }, (_, n) => ({
    set,
    n,
    by,
    data: base64(bytes.slice(n * partBytes, (n + 1) * partBytes)),
  }));
}

/** The ids of the parts of a file in their order; null while some have not come to this phone. */
export function partsOf(entries: Entries, { set, bytes }: CalmHead): string[] | null {
  const found = new Map(
    ofKind(entries, calmPart)
      .filter(({ fields }) => fields.set === set)
      .map(({ id, fields }) => [fields.n, id]),
  );
  const ids = Array.from({ length: Math.ceil(bytes / partBytes) }, (_, n) => found.get(n));
  return ids.every(isString) ? ids : null;
}

/** The file that its parts hold, in their order; null where they are not what the head says. */
export async function joinParts(head: CalmHead, parts: readonly (Loose | null)[]): Promise<Bytes | null> {
  const pieces = parts.map((part) => decoded(part?.data));
  if (!pieces.every((it) => it !== null)) return null;
  const bytes = concat(...pieces);
  return bytes.length === head.bytes && (await sumOf(bytes)) === head.sum ? bytes : null;
}

function decoded(data: unknown): Bytes | null {
  if (!isString(data)) return null;
  try {
    return fromBase64(data);
  } catch {
    // Written by something else: the file is not whole.
    return null;
  }
}

/** How a diary stands with what other phones have written. */
export interface InStep {
  /** something is still being fetched, or opened */
  coming: boolean;
  hasCode: boolean;
  /** when everything here was last on the server, in milliseconds */
  syncedAt: number | null;
}

/** Milliseconds. Chosen by us: a phone sends head and parts together, but may lose its connection between them. */
const LATE = 86_400_000;

/** Whether a part that is not here will not come any more; `changed`: when the head was written, in milliseconds. */
export const isLost = (changed: number, { coming, hasCode, syncedAt }: InStep): boolean =>
  !coming && (!hasCode || (syncedAt !== null && syncedAt - changed > LATE));

/** The ids of every part of a set, wherever it stands. */
export const partsIn = (entries: Entries, set: string | undefined): string[] =>
  ofKind(entries, calmPart)
    .filter(({ fields }) => fields.set === set)
    .map(({ id }) => id);

/** Days after which parts that no head names may go whoever made them. Chosen by us: their head has come by then. */
const ORPHANED = 90;

/**
 * Parts that no head names: of a file in whose place another phone has put its own. The device that made them takes them
 * away, since it wrote their head in the same transaction; another one only after so long, because the head may still be to come.
 */
export function orphans(entries: Entries, tag: string, today: string): string[] {
  const named = new Set(calmFiles.map((sort) => headIn(entries, sort)?.set));
  const before = addDays(today, -ORPHANED);
  const old = ({ changed }: Entry): boolean => localDate(new Date(changed)) < before;
  return ofKind(entries, calmPart)
    .filter((part) => !named.has(String(part.fields.set)) && (part.fields.by === tag || old(part)))
    .map(({ id }) => id);
}

/** Bytes of a part's record around its base64, rounded up. */
const AROUND = 400;
const partTakes = (bytes: number): number => sealedLength(Math.ceil(bytes / 3) * 4 + AROUND);

/** Sealed bytes that a file of so many bytes takes. */
export function takes(bytes: number): number {
  const rest = bytes % partBytes;
  const whole = Math.floor(bytes / partBytes) * partTakes(partBytes);
  return whole + (rest > 0 ? partTakes(rest) : 0) + sealedLength(AROUND);
}

/**
 * Sealed bytes that are used once a file of `bytes` is kept in place of one of `replaced` bytes, 0 for none. Of each part that goes the
 * record of its removal stays.
 */
export function usedWith(used: number, bytes: number, replaced: number): number {
  const gone = replaced > 0 ? takes(replaced) - Math.ceil(replaced / partBytes) * sealedLength(0) : 0;
  return used - gone + takes(bytes);
}

const MIB = 1024 * 1024;
/**
 * Sealed bytes that a server takes of a vault in the month of its creation, and later. Source: selfhelp/settings/fields.py, the
 * defaults of `vault_bytes_first_month` and `vault_bytes`, which tests/settings/test_settings.py holds together with these. An operator
 * may set others: then the server says that the vault is full, as of any record.
 */
const HOLDS = { first: 4 * MIB, later: 32 * MIB };

/** A copy of the diary on the server: the month since which this phone knows that it stands there; null when it does not. */
export interface CopyStands {
  since: string | null;
}

/**
 * Sealed bytes that the server takes of this diary, as far as the phone can tell; in the month after that of the creation it grows, so
 * that is not counted on. Null where nothing can be told: without a copy, and when more is used, since the vault is older than is known.
 */
export function roomOf(copy: CopyStands | null, used: number, today: string): number | null {
  if (!copy) return null;
  const months = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  const grown = copy.since !== null && months(today) - months(copy.since) > 1;
  const room = grown ? HOLDS.later : HOLDS.first;
  return used > room ? null : room;
}

/** A photo as it is drawn and written. */
export interface PhotoTry {
  /** pixels of the longer side, at most */
  side: number;
  /** 0–1, of a JPEG */
  quality: number;
}

/** Tried one after the other until one is small enough: less sharp first, then smaller. Chosen by us; no source. */
export const photoTries: readonly PhotoTry[] = [1024, 768, 512].flatMap((side) =>
  [0.82, 0.7, 0.58].map((quality) => ({ side, quality })),
);

/** The size in which a picture is drawn: its shape stays, and it never grows. */
export function drawnSize(width: number, height: number, side: number): { width: number; height: number } {
  const by = Math.min(1, side / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * by)), height: Math.max(1, Math.round(height * by)) };
}

/**
 * Whether it stands in a ride, over the words of the wave: from the top on, and until the ride is over, so that nothing goes or sinks
 * that he is looking at. With a course of his own the top is that of the course.
 */
export const standsInWave = (seconds: number, total: number, own: RideCourse | null): boolean =>
  seconds / total >= turnsOf(own)[0];
