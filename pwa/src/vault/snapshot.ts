/**
 * All living records in one seal, from which the first screens open. The records stay the truth: the snapshot names the
 * generation it was made from, and what changed later is read from the rows, so a crash between the two loses nothing.
 */
import { isAlive, type Plain } from '../domain/plain.ts';
import type { Book } from './book.ts';
import { fromUtf8, utf8 } from './bytes.ts';
import type { Row } from './database.ts';
import { view } from './entries.ts';
import { snapshotKey } from './keys.ts';
import { open, place, type Seals, seal } from './seal.ts';
import type { Entry } from './types.ts';

const PLACE = place('snapshot');

export interface Opened {
  entries: Map<string, Entry>;
  /** The generation that `entries` shows. */
  generation: number;
  /** Rows read one by one because the snapshot had not seen them. */
  late: number;
}

/** The living records of a vault: from the snapshot, and from the rows for what it has not seen. */
export async function openEntries(book: Book, seals: Seals, epoch: string): Promise<Opened> {
  const start = await readSnapshot(book, seals, epoch);
  return catchUp(book, seals, start.entries, start.generation);
}

/** Reads what changed after `generation` into a new map. `known` spares opening what this caller has just sealed. */
export async function catchUp(
  book: Book,
  seals: Seals,
  entries: ReadonlyMap<string, Entry>,
  generation: number,
  known?: ReadonlyMap<string, { generation: number; plain: Plain }>,
): Promise<Opened> {
  const rows = await book.rowsSince(generation);
  const next = new Map(entries);
  let newest = generation;
  for (const row of rows) {
    newest = Math.max(newest, row.generation);
    const own = known?.get(row.id);
    const plain = own?.generation === row.generation ? own.plain : await openRow(seals, row);
    if (plain && isAlive(plain)) next.set(row.id, view(row.id, plain));
    else next.delete(row.id);
  }
  return { entries: next, generation: newest, late: rows.length };
}

/** A row's plaintext; null for one that this app cannot read. */
export async function openRow(seals: Seals, row: Row): Promise<Plain | null> {
  return seals.open(row.id, row.version, row.sealed).catch(() => null);
}

export async function writeSnapshot(
  book: Book,
  seals: Seals,
  epoch: string,
  opened: Omit<Opened, 'late'>,
): Promise<void> {
  const plain = utf8(JSON.stringify([...opened.entries.values()]));
  const sealed = await seal(await snapshotKey(seals.master), plain, PLACE);
  const write = book.database.transaction(['meta', 'snapshot'], 'readwrite');
  const meta = await write.objectStore('meta').get('vault');
  const present = await write.objectStore('snapshot').get('snapshot');
  const newer = present?.epoch === epoch && present.generation > opened.generation;
  // A snapshot of a vault that was wiped meanwhile must not come back.
  if (meta?.epoch === epoch && !newer) {
    await write.objectStore('snapshot').put({ epoch, generation: opened.generation, sealed }, 'snapshot');
  }
  await write.done;
}

async function readSnapshot(book: Book, seals: Seals, epoch: string): Promise<Omit<Opened, 'late'>> {
  const none = { entries: new Map<string, Entry>(), generation: 0 };
  const snapshot = await book.database.get('snapshot', 'snapshot');
  if (snapshot?.epoch !== epoch) return none;
  try {
    const plain = await open(await snapshotKey(seals.master), snapshot.sealed, PLACE);
    const list = JSON.parse(fromUtf8(plain)) as Entry[];
    return { entries: new Map(list.map((entry) => [entry.id, entry])), generation: snapshot.generation };
  } catch {
    // Damaged: rebuilt from the records.
    return none;
  }
}
