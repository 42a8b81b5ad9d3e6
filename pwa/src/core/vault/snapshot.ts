/**
 * All living records in one seal, or two (parts.ts), from which the first screens open. The records stay the truth: the snapshot
 * names the generation it was made from, and what changed later is read from the rows, so a crash between the two loses nothing.
 * While it is being made anew it names the row that it has come to, and goes on from there after a crash.
 */

import { noteFault } from '../faults.ts';
import { type Entry, isAlive, type Plain } from '../model/plain.ts';
import type { Book } from './book.ts';
import type { Row } from './database.ts';
import { view } from './entries.ts';
import { recordId } from './keys.ts';
import { mayWait, type Older, type Resting, readFirst, readOlder, type Seen } from './parts.ts';
import { Foreign, type Seals } from './seal.ts';
import { type Sighted, STEP } from './sight.ts';

/** What the first screens are drawn from, and what opens the boxes on the server. */
const FIRST = ['keys', 'settings', 'consents', 'progress', 'plan'];

export interface Opened extends Seen {
  /** Rows read one by one because the snapshot had not seen them. */
  late: number;
  /** The part of the snapshot that has not been read yet, or that was. */
  older?: Older;
  rests?: Resting;
}

export type Known = ReadonlyMap<string, { generation: number; plain: Plain }>;

/**
 * The living records of a vault: from the snapshot, and from the rows for what it has not seen. With `now` the older part of them may
 * be left on the disk.
 */
export async function openEntries(book: Book, seals: Seals, epoch: string, now?: number): Promise<Opened> {
  let opened = await openFirst(book, seals, epoch, now);
  while (opened.id !== undefined) opened = await catchUp(book, seals, opened, { most: STEP });
  return opened;
}

/** The same as far as it is quick; with an `id` there is more (`catchUp`), and what is needed first was looked up. */
export async function openFirst(
  book: Book,
  seals: Seals,
  epoch: string,
  now?: number,
  sighted?: Sighted,
): Promise<Opened> {
  const first = await readFirst(book, seals, epoch, STEP, sighted);
  const { older, rows, ...seen } = first ?? { entries: new Map(), generation: 0 };
  let opened = await catchUp(book, seals, seen, { most: STEP, rows });
  if (older) {
    if (now !== undefined && opened.id === undefined && mayWait(older, now)) return { ...opened, older };
    opened = await withOlder(book, seals, epoch, opened.entries, older);
  }
  if (opened.id === undefined) return opened;
  const needed = await book.rows(await Promise.all(FIRST.map((name) => recordId(seals.master, name))));
  return { ...opened, entries: await withRows(seals, opened.entries, [...needed.values()]) };
}

/**
 * What is shown, and the older part behind it. What has changed since the snapshot was made is read once more, over both: an
 * entry that was removed or moved since stands in the older part too. Without that part every row is read.
 */
export async function withOlder(
  book: Book,
  seals: Seals,
  epoch: string,
  shown: Seen['entries'],
  older: Older,
): Promise<Opened> {
  const rests = await readOlder(book, seals, epoch, older);
  if (!rests) {
    const anew = await readFirst(book, seals, epoch);
    // Another tab has written both parts meanwhile.
    if (anew?.older && anew.older.mark !== older.mark) return withOlder(book, seals, epoch, anew.entries, anew.older);
    return { entries: shown, generation: 0, id: '', late: 0 };
  }
  const entries = new Map(rests.entries);
  for (const [id, entry] of shown) entries.set(id, entry);
  return { ...(await catchUp(book, seals, { entries, generation: older.generation })), rests };
}

/**
 * Reads what comes after a place, at most so many rows; an `id` tells that there may be more. `known` spares opening what this
 * caller has just sealed, `rows` reading what is being read.
 */
export async function catchUp(
  book: Book,
  seals: Seals,
  { entries, ...place }: Seen,
  { most, known, rows: read }: { most?: number; known?: Known | undefined; rows?: Promise<Row[]> | undefined } = {},
): Promise<Opened> {
  const rows = await (read ?? book.rowsSince(place, most));
  const last = rows.at(-1);
  const more = rows.length === most && last;
  return {
    entries: await withRows(seals, entries, rows, known),
    generation: last?.generation ?? place.generation,
    ...(more && { id: last.id }),
    late: rows.length,
  };
}

/** A new map in which these rows are as they rest; without any, the same. */
async function withRows(seals: Seals, entries: Seen['entries'], rows: Row[], known?: Known): Promise<Seen['entries']> {
  if (rows.length === 0) return entries;
  const next = new Map(entries);
  const plains = rows.map((row) => {
    const own = known?.get(row.id);
    return own?.generation === row.generation ? own.plain : openRow(seals, row);
  });
  for (const [at, plain] of (await Promise.all(plains)).entries()) show(next, rows[at]?.id ?? '', plain);
  return next;
}

/** A record in what is shown, or none where nothing of it lives. */
export function show(entries: Map<string, Entry>, id: string, plain: Plain | null): void {
  if (plain && isAlive(plain)) entries.set(id, view(id, plain));
  else entries.delete(id);
}

/** A row's plaintext; null for one that this app cannot read. */
export async function openRow(seals: Seals, row: Row): Promise<Plain | null> {
  return seals.open(row.id, row.version, row.sealed).catch((fault: unknown) => {
    // One that a newer app has written waits for it.
    if (!(fault instanceof Foreign)) noteFault('record opening', fault);
    return null;
  });
}
