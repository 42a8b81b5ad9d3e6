/**
 * The diary as screens and the summary read it: urges, purchases and check-ins of every kind of record, checked and in
 * order. A record that this edition cannot read (written by a newer one, or damaged) is left out of the numbers, never
 * changed.
 */
import { addDays, type DayPart, dayParts } from './dates.ts';
import type { Checkin, Purchase, Urge } from './records.ts';

/** What a record must have to be read here; the vault's `Entry` has it. */
export interface Logged {
  id: string;
  kind: string;
  fields: Record<string, unknown>;
}

type WithId<T> = T & { id: string };

export interface Diary {
  /** Oldest first: date, then part of the day. */
  urges: WithId<Urge>[];
  purchases: WithId<Purchase>[];
  checkins: WithId<Checkin>[];
}

export type Line =
  | { kind: 'urge'; entry: WithId<Urge> }
  | { kind: 'purchase'; entry: WithId<Purchase> }
  | { kind: 'checkin'; entry: WithId<Checkin> };

export const isDate = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
export const isTen = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 10;
const isPart = (value: unknown): value is DayPart => dayParts.includes(value as DayPart);
const isCodes = (value: unknown): boolean =>
  value === undefined || (Array.isArray(value) && value.every((code) => typeof code === 'string'));

const readable: Record<Line['kind'], (fields: Record<string, unknown>) => boolean> = {
  urge: (it) =>
    isDate(it.date) && isPart(it.part) && isTen(it.strength) && isCodes(it.triggers) && isCodes(it.feelings),
  purchase: (it) => isDate(it.date) && isPart(it.part),
  checkin: (it) => isDate(it.date) && isTen(it.mood) && isTen(it.peak) && isTen(it.control),
};

const when = (it: { date: string; part?: DayPart }): string =>
  `${it.date}${it.part === undefined ? 9 : dayParts.indexOf(it.part)}`;

const inOrder = <T extends { date: string; part?: DayPart; id: string }>(list: T[]): T[] =>
  list.sort((a, b) => when(a).localeCompare(when(b)) || a.id.localeCompare(b.id));

export function diary(records: Iterable<Logged>): Diary {
  const read: Diary = { urges: [], purchases: [], checkins: [] };
  for (const { id, kind, fields } of records) {
    if (!(kind in readable) || !readable[kind as Line['kind']](fields)) continue;
    const entry = { ...fields, id } as never;
    if (kind === 'urge') read.urges.push(entry);
    else if (kind === 'purchase') read.purchases.push(entry);
    else read.checkins.push(entry);
  }
  inOrder(read.urges);
  inOrder(read.purchases);
  inOrder(read.checkins);
  return read;
}

/** Everything by date, newest date first; within a date the latest part of the day first, the check-in on top. */
export function byDate({ urges, purchases, checkins }: Diary): { date: string; lines: Line[] }[] {
  const lines: Line[] = [
    ...urges.map((entry): Line => ({ kind: 'urge', entry })),
    ...purchases.map((entry): Line => ({ kind: 'purchase', entry })),
    ...checkins.map((entry): Line => ({ kind: 'checkin', entry })),
  ];
  lines.sort((a, b) => when(b.entry).localeCompare(when(a.entry)) || a.entry.id.localeCompare(b.entry.id));
  const days = new Map<string, Line[]>();
  for (const line of lines) {
    const day = days.get(line.entry.date);
    if (day) day.push(line);
    else days.set(line.entry.date, [line]);
  }
  return [...days].map(([date, its]) => ({ date, lines: its }));
}

/** The date of the oldest entry, or null. */
export function firstDate(read: Diary): string | null {
  const dates = [read.urges[0], read.purchases[0], read.checkins[0]].flatMap((it) => (it ? [it.date] : []));
  return dates.sort()[0] ?? null;
}

/**
 * Whether the safety question follows the check-in of `date`: mood 0–1 on that day, or 3 and lower on that day and the
 * two before it (product.md, "Day check-in").
 */
export function asksSafety(checkins: readonly Pick<Checkin, 'date' | 'mood'>[], date: string): boolean {
  const mood = (day: string): number => checkins.find((it) => it.date === day)?.mood ?? Number.POSITIVE_INFINITY;
  return mood(date) <= 1 || [0, 1, 2].every((ago) => mood(addDays(date, -ago)) <= 3);
}
