/**
 * All living records in one seal, from which the first screens open. The records stay the truth: the snapshot names the
 * generation it was made from, and what changed later is read from the rows, so a crash between the two loses nothing. While it
 * is being made anew it names the row that it has come to, and goes on from there after a crash.
 */
import { isAlive, type Plain } from '../domain/plain.ts';
import type { Book, Place } from './book.ts';
import { fromUtf8, utf8 } from './bytes.ts';
import type { Row } from './database.ts';
import { view } from './entries.ts';
import { recordId, snapshotKey } from './keys.ts';
import { open, place, type Seals, seal } from './seal.ts';
import type { Entry } from './types.ts';

const PLACE = place('snapshot');

/** Rows that are opened before anything is shown: a first screen does not wait for more. */
export const STEP = 250;
/** What the first screens are drawn from, and what opens the boxes on the server. */
const FIRST = ['keys', 'settings', 'consents', 'progress', 'plan'];

/** Living records, and how far in the rows they were read. */
export interface Seen extends Place {
  entries: ReadonlyMap<string, Entry>;
}

export interface Opened extends Seen {
  /** Rows read one by one because the snapshot had not seen them. */
  late: number;
}

export type Known = ReadonlyMap<string, { generation: number; plain: Plain }>;

/** The living records of a vault: from the snapshot, and from the rows for what it has not seen. */
export async function openEntries(book: Book, seals: Seals, epoch: string): Promise<Opened> {
  let opened = await openFirst(book, seals, epoch);
  while (opened.id !== undefined) opened = await catchUp(book, seals, opened, { most: STEP });
  return opened;
}

/** The same as far as it is quick; with an `id` there is more (`catchUp`), and what is needed first was looked up. */
export async function openFirst(book: Book, seals: Seals, epoch: string): Promise<Opened> {
  const opened = await catchUp(book, seals, await readSnapshot(book, seals, epoch), { most: STEP });
  if (opened.id === undefined) return opened;
  const first = await book.rows(await Promise.all(FIRST.map((name) => recordId(seals.master, name))));
  return { ...opened, entries: await withRows(seals, opened.entries, [...first.values()]) };
}

/**
 * Reads what comes after a place, at most so many rows; an `id` tells that there may be more. `known` spares opening what this
 * caller has just sealed.
 */
export async function catchUp(
  book: Book,
  seals: Seals,
  { entries, ...place }: Seen,
  { most, known }: { most?: number; known?: Known | undefined } = {},
): Promise<Opened> {
  const rows = await book.rowsSince(place, most);
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
  return seals.open(row.id, row.version, row.sealed).catch(() => null);
}

export async function writeSnapshot(
  book: Book,
  seals: Seals,
  epoch: string,
  { entries, generation, id }: Seen,
): Promise<void> {
  const plain = utf8(ascii(JSON.stringify([...entries.values()])));
  const sealed = await seal(await snapshotKey(seals.master), plain, PLACE);
  const write = book.database.transaction(['meta', 'snapshot'], 'readwrite');
  const meta = await write.objectStore('meta').get('vault');
  const present = await write.objectStore('snapshot').get('snapshot');
  const same = present?.epoch === epoch && present;
  const newer = same && (same.generation > generation || (same.generation === generation && !same.id));
  // A snapshot of a vault that was wiped meanwhile must not come back.
  if (meta?.epoch === epoch && !newer) {
    await write.objectStore('snapshot').put({ epoch, generation, ...(id && { id }), sealed }, 'snapshot');
  }
  await write.done;
}

/** The same JSON without a letter that takes more than a byte: ten years of it are decoded several times as fast. */
const ascii = (json: string): string =>
  json.replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

async function readSnapshot(book: Book, seals: Seals, epoch: string): Promise<Seen> {
  const none: Seen = { entries: new Map<string, Entry>(), generation: 0 };
  const [snapshot, key] = await Promise.all([book.database.get('snapshot', 'snapshot'), snapshotKey(seals.master)]);
  if (snapshot?.epoch !== epoch) return none;
  try {
    const plain = await open(key, snapshot.sealed, PLACE);
    const entries = new Map<string, Entry>();
    for (const entry of JSON.parse(fromUtf8(plain)) as Entry[]) entries.set(entry.id, entry);
    const { generation, id } = snapshot;
    return { entries, generation, ...(id && { id }) };
  } catch {
    // Damaged: rebuilt from the records, and it must not stand in the way of one that is half made.
    await book.database.delete('snapshot', 'snapshot');
    return none;
  }
}
