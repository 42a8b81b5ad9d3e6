/**
 * The diary as one reads it: a line for each thing that was written down, by date, newest first. Unlike the numbers
 * (diary.ts) it shows half a record too, which is what is left when one phone deletes what another is writing in; what has
 * no date stands last.
 */

import { type DayPart, isDate, isPart } from './dates.ts';
import { isOwnDay, type Logged, oldestFirst, type Placed, placed } from './diary.ts';
import { eveningKind, isPlanned, readEvening } from './evening.ts';

export type LineKind = 'urge' | 'purchase' | 'checkin' | 'evening' | 'kept';

export interface DiaryLine {
  id: string;
  kind: LineKind;
  /** null when that part of the record is gone, or has never been */
  date: string | null;
  part: DayPart | null;
  fields: Record<string, unknown>;
}

export interface DiaryDay {
  date: string;
  /** The latest part of the day first, the check-in on top. */
  lines: DiaryLine[];
}

export interface DiaryLines {
  /** Newest first. */
  days: DiaryDay[];
  /** Half records without a date, and texts that had no room where they were written. */
  loose: DiaryLine[];
}

/** The kind of its line; null for what has none: the day of a relative, and a plan that was emptied. */
function lineKind({ kind, fields }: Logged): LineKind | null {
  if (kind === 'checkin') return isOwnDay(fields) ? kind : null;
  if (kind === eveningKind) return isPlanned(readEvening(fields) ?? {}) ? kind : null;
  return kind === 'urge' || kind === 'purchase' || kind === 'kept' ? kind : null;
}

function lineOf(record: Logged): DiaryLine | null {
  const { id, fields } = record;
  const kind = lineKind(record);
  if (!kind) return null;
  const dated = kind !== 'kept' && isDate(fields.date) ? fields.date : null;
  return { id, kind, date: dated, part: isPart(fields.part) ? fields.part : null, fields };
}

/** What was read of a record before; a record that changes is another object. */
const read = new WeakMap<Logged, DiaryLine | null>();

function known(record: Logged): DiaryLine | null {
  const before = read.get(record);
  if (before !== undefined) return before;
  const line = lineOf(record);
  read.set(record, line);
  return line;
}

export function diaryLines(records: Iterable<Logged>): DiaryLines {
  const dated: Placed<DiaryLine>[] = [];
  const loose: DiaryLine[] = [];
  for (const record of records) {
    const line = known(record);
    if (line?.date) dated.push(placed({ date: line.date, part: line.part }, record, line));
    else if (line) loose.push(line);
  }
  const days: DiaryDay[] = [];
  for (const line of oldestFirst(dated).reverse()) {
    const last = days.at(-1);
    if (last && last.date === line.date) last.lines.push(line);
    else days.push({ date: line.date as string, lines: [line] });
  }
  return { days, loose };
}

/** The same with only the lines that `keep` lets through, and no date without one. */
export function onlyLines({ days, loose }: DiaryLines, keep: (line: DiaryLine) => boolean): DiaryLines {
  const left = days.flatMap(({ date, lines }) => {
    const some = lines.filter(keep);
    return some.length > 0 ? [{ date, lines: some }] : [];
  });
  return { days: left, loose: loose.filter(keep) };
}

export const everyLine = ({ days, loose }: DiaryLines): DiaryLine[] => [
  ...days.flatMap(({ lines }) => lines),
  ...loose,
];

export const countLines = ({ days, loose }: DiaryLines): number =>
  days.reduce((sum, { lines }) => sum + lines.length, loose.length);
