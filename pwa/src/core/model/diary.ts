/**
 * The diary as screens and the summary read it: urges, purchases and check-ins of every kind of record, checked and in
 * order. A record that this edition cannot read (written by a newer one, or damaged) is left out of the numbers, never
 * changed.
 */
import { isNumber, isString, isTen, type Loose, onlyFields } from './codec.ts';
import { type DayPart, dayParts, isDate, isPart, type Moment } from './dates.ts';
import type { Checkin, Purchase, Urge } from './records.ts';
import { wordsIn } from './word-fields.ts';

/** An undo leaves null where a number was not there before. */
const isTenOrNone = (value: unknown): value is number | null | undefined =>
  (value ?? undefined) === undefined || isTen(value);
const isWords = (value: unknown): value is string[] => Array.isArray(value) && value.every(isString);
const isCodes = (value: unknown): value is string[] | undefined => value === undefined || isWords(value);
type UrgeCore = Pick<Urge, 'date' | 'part'> & {
  strength?: number | null | undefined;
  triggers?: string[] | undefined;
  feelings?: string[] | undefined;
};

type PurchaseCore = Pick<UrgeCore, 'date' | 'part' | 'triggers' | 'feelings'>;
const isPurchase = (it: Loose): it is Loose & PurchaseCore =>
  isDate(it.date) && isPart(it.part) && isCodes(it.triggers) && isCodes(it.feelings);
/** Whether the fields are those of an urge; what else it may hold is read by itself (`readUrge`). */
const isUrge = (it: Loose): it is Loose & UrgeCore => isPurchase(it) && isTenOrNone(it.strength);
/** Whether a record of kind `checkin` is a day of his: the day of somebody close to him may rest in the same record. */
export const isOwnDay = ({ mood, peak, control, good_text, sleep, limits, talked, text }: Loose): boolean =>
  (peak ?? control ?? good_text) !== undefined ||
  (mood !== undefined && (sleep ?? limits ?? talked ?? text) === undefined);

type CheckinCore = Pick<Checkin, 'date' | 'mood'> & {
  peak?: number | null | undefined;
  control?: number | null | undefined;
};

const isCheckin = (it: Loose): it is Loose & CheckinCore =>
  isDate(it.date) && isTen(it.mood) && isTenOrNone(it.peak) && isTenOrNone(it.control) && isOwnDay(it);

export function readPurchase(it: Loose): Purchase | null {
  if (!isPurchase(it)) return null;
  const { date, part, triggers, feelings } = it;
  const own = wordsIn(it, 'own_triggers');
  return {
    date,
    part,
    ...(triggers && { triggers }),
    ...(feelings && { feelings }),
    ...(own.length > 0 && { own_triggers: own }),
    ...onlyFields(it, ['place', 'text'], isString),
  };
}

export function readUrge(it: Loose): Urge | null {
  const read = isUrge(it) ? readPurchase(it) : null;
  return (
    read && {
      ...read,
      ...onlyFields(it, ['strength', 'after', 'minutes'], isNumber),
      ...onlyFields(it, ['did_text'], isString),
      // Emptied where a ride was taken back.
      ...(isString(it.way) && it.way !== '' && { way: it.way }),
    }
  );
}

export function readCheckin(it: Loose): Checkin | null {
  if (!isCheckin(it)) return null;
  const { date, mood } = it;
  return { date, mood, ...onlyFields(it, ['peak', 'control'], isTen), ...onlyFields(it, ['good_text'], isString) };
}

/** What a record must have to be read here; the vault's `Entry` has it. */
export interface Logged {
  id: string;
  kind: string;
  fields: Record<string, unknown>;
  /** When it was made, in milliseconds. */
  made?: number;
}

type WithId<T> = T & { id: string };

export interface Diary {
  /** Oldest first: date, then part of the day, then when it was made. */
  urges: WithId<Urge>[];
  purchases: WithId<Purchase>[];
  /** `peak` is the day's strongest urge, whether it was answered or logged. */
  checkins: WithId<Checkin>[];
  /** The part of the day that is not over; without one, all are. */
  running?: Moment;
}

/** Fewest answered days before a line is drawn, and before four weeks are told beside the four after them. Chosen by us; no source. */
export const LINE_NEEDS = 3;

const fits: Readonly<Record<string, (fields: Loose) => boolean>> = {
  urge: isUrge,
  purchase: isPurchase,
  checkin: isCheckin,
};

/** Whether this edition reads it as an urge, a purchase or a check-in. */
export const reads = ({ kind, fields }: Logged): boolean => Object.hasOwn(fits, kind) && fits[kind]?.(fields) === true;

/** Whether a diary holds anything of that. */
export function holdsAny(records: Iterable<Logged>): boolean {
  for (const record of records) if (reads(record)) return true;
  return false;
}

/** Ten years of entries are sorted at every change: each becomes a number once, and few are compared any further. */
export interface Placed<T> {
  /** The date, and within it the part of the day; a check-in, which has none, stands after all parts. */
  place: number;
  /** Of one part of a day, what was made first comes first; the id only keeps the order the same on every phone. */
  made: number;
  id: string;
  it: T;
}

interface When {
  date: string;
  part?: DayPart | null | undefined;
}

export function placed<T>({ date, part }: When, { id, made = 0 }: Pick<Logged, 'made' | 'id'>, it: T): Placed<T> {
  const day = (Number(date.slice(0, 4)) * 100 + Number(date.slice(5, 7))) * 100 + Number(date.slice(8));
  return { place: day * 10 + (part ? dayParts.indexOf(part) : 9), made, id, it };
}

/** Oldest first. */
export const oldestFirst = <T>(list: Placed<T>[]): T[] =>
  list.sort((a, b) => a.place - b.place || a.made - b.made || (a.id < b.id ? -1 : 1)).map(({ it }) => it);

/** Gives each check-in the strongest urge of its day: the stronger of what was answered and what was logged that day. */
function fillPeaks(checkins: readonly Placed<Checkin>[], urges: readonly Placed<Urge>[]): void {
  const logged = new Map<string, number>();
  for (const { it: urge } of urges)
    if (urge.strength !== undefined) logged.set(urge.date, Math.max(urge.strength, logged.get(urge.date) ?? 0));
  for (const { it } of checkins) {
    const strongest = logged.get(it.date);
    if (strongest !== undefined) it.peak = Math.max(strongest, it.peak ?? 0);
  }
}

/** The strongest of all urges, logged or answered for a day; null where none was rated. */
export function strongest({ urges, checkins }: Pick<Diary, 'urges' | 'checkins'>): number | null {
  const all = [...urges.flatMap((it) => it.strength ?? []), ...checkins.flatMap((it) => it.peak ?? [])];
  return all.length > 0 ? Math.max(...all) : null;
}

export function diary(records: Iterable<Logged>): Diary {
  const urges: Placed<WithId<Urge>>[] = [];
  const purchases: Placed<WithId<Purchase>>[] = [];
  const checkins: Placed<WithId<Checkin>>[] = [];
  const add = <T extends When>(list: Placed<WithId<T>>[], record: Logged, it: T | null): void => {
    if (it) list.push(placed(it, record, { ...it, id: record.id }));
  };
  for (const record of records) {
    if (record.kind === 'urge') add(urges, record, readUrge(record.fields));
    else if (record.kind === 'purchase') add(purchases, record, readPurchase(record.fields));
    else if (record.kind === 'checkin') add(checkins, record, readCheckin(record.fields));
  }
  fillPeaks(checkins, urges);
  return { urges: oldestFirst(urges), purchases: oldestFirst(purchases), checkins: oldestFirst(checkins) };
}

/** How far back a diary goes. */
export interface Begun {
  /** The date of its oldest entry, or null. */
  first: string | null;
  /** The date on which it was made, or null: what is told of earlier days was written from memory. */
  made: string | null;
}

const madeOn = ({ kind, fields }: Logged): string | null =>
  kind === 'progress' && isDate(fields.began) ? fields.began : null;

/** The date on which a diary was made, where one of its records says so. */
export function madeIn(records: Iterable<Logged>): string | null {
  for (const record of records) {
    const made = madeOn(record);
    if (made) return made;
  }
  return null;
}

/** The diary from `since` on, with how far back it goes: what Today says is of the last weeks, and a phone may hold ten years. */
export function lately(records: Iterable<Logged>, since: string): { read: Diary } & Begun {
  const late: Logged[] = [];
  let first: string | null = null;
  let made: string | null = null;
  for (const record of records) {
    const { kind, fields } = record;
    const { date } = fields;
    made ??= madeOn(record);
    if (!Object.hasOwn(fits, kind) || typeof date !== 'string') continue;
    if (date >= since) late.push(record);
    if ((first === null || date < first) && reads(record)) first = date;
  }
  return { read: diary(late), first, made };
}

/** The date of the oldest entry, or null. */
export function firstDate(read: Diary): string | null {
  const dates = [read.urges[0], read.purchases[0], read.checkins[0]].flatMap((it) => (it ? [it.date] : []));
  return dates.sort()[0] ?? null;
}
