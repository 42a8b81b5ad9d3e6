/**
 * All living records in one seal, or two, from which the first screens open. The records stay the truth: the snapshot
 * names the generation it was made from, and what changed later is read from the rows, so a crash between the two loses nothing.
 * While it is being made anew it names the row that it has come to, and goes on from there after a crash.
 *
 * Of a long diary it has two parts: what the first screens need, and the older entries. The first names the other by a random mark
 * that the other is sealed with, so that only what belongs together is put together; both are written in one transaction, and the
 * older one only when something in it has changed.
 */

import { type Bytes, fromHex, hex, random, utf8 } from '../bytes.ts';
import { noteFault } from '../faults.ts';
import { localDate } from '../model/dates.ts';
import { type Entry, type Plain, setEntry } from '../model/plain.ts';
import { parted, reachesBack, sinceOf } from '../model/recent-months.ts';
import { type BootData, STEP } from './boot-read.ts';
import type { Row, SnapshotPart } from './database.ts';
import type { RecordStore, RowPlace } from './record-store.ts';
import {
  open,
  openRow,
  place,
  recordId,
  type SealedEntries,
  type Seals,
  seal,
  sealedEntries,
  snapshotKey,
} from './seal.ts';

/** What the first screens are drawn from, and what opens the boxes on the server. */
const FIRST = ['keys', 'settings', 'consents', 'progress', 'plan'];

export interface OpenedSnapshot extends SeenEntries {
  /** Rows read one by one because the snapshot had not seen them. */
  late: number;
  /** The part of the snapshot that has not been read yet, or that was. */
  older?: Older;
  rests?: RestingEntries;
}

/** What this tab has just written, as one generation. */
export interface WrittenGeneration {
  generation: number;
  plains: ReadonlyMap<string, Plain>;
}

/**
 * The living records of a vault: from the snapshot, and from the rows for what it has not seen. With `now` the older part of them may
 * be left on the disk.
 */
export async function openEntries(
  store: RecordStore,
  seals: Seals,
  epoch: string,
  now?: number,
): Promise<OpenedSnapshot> {
  let opened = await openFirst(store, seals, epoch, now);
  while (opened.id !== undefined) opened = await catchUp(store, seals, opened, { most: STEP });
  return opened;
}

/** The same as far as it is quick; with an `id` there is more (`catchUp`), and what is needed first was looked up. */
export async function openFirst(
  store: RecordStore,
  seals: Seals,
  epoch: string,
  now?: number,
  bootData?: BootData,
): Promise<OpenedSnapshot> {
  const first = await readFirst(store, seals, epoch, STEP, bootData);
  const { older, rows, ...seen } = first ?? { entries: new Map(), generation: 0 };
  let opened = await catchUp(store, seals, seen, { most: STEP, rows });
  if (older) {
    if (now !== undefined && opened.id === undefined && mayWait(older, now)) return { ...opened, older };
    opened = await withOlder(store, seals, epoch, opened.entries, older);
  }
  if (opened.id === undefined) return opened;
  const needed = await store.rows(await Promise.all(FIRST.map((name) => recordId(seals.master, name))));
  return { ...opened, entries: await withRows(seals, opened.entries, [...needed.values()]) };
}

/**
 * What is shown, and the older part behind it. What has changed since the snapshot was made is read once more, over both: an
 * entry that was removed or moved since stands in the older part too. Without that part every row is read.
 */
export async function withOlder(
  store: RecordStore,
  seals: Seals,
  epoch: string,
  shown: SeenEntries['entries'],
  older: Older,
): Promise<OpenedSnapshot> {
  const rests = await readOlder(store, seals, epoch, older);
  if (!rests) {
    const anew = await readFirst(store, seals, epoch);
    // Another tab has written both parts meanwhile.
    if (anew?.older && anew.older.mark !== older.mark) return withOlder(store, seals, epoch, anew.entries, anew.older);
    return { entries: shown, generation: 0, id: '', late: 0 };
  }
  const entries = new Map(rests.entries);
  for (const [id, entry] of shown) entries.set(id, entry);
  return { ...(await catchUp(store, seals, { entries, generation: older.generation })), rests };
}

/**
 * Reads what comes after a place, at most so many rows; an `id` tells that there may be more. `known` spares opening what this
 * caller has just sealed, `rows` reading what is being read.
 */
export async function catchUp(
  store: RecordStore,
  seals: Seals,
  { entries, ...place }: SeenEntries,
  {
    most,
    known,
    rows: read,
  }: { most?: number; known?: WrittenGeneration | undefined; rows?: Promise<Row[]> | undefined } = {},
): Promise<OpenedSnapshot> {
  const rows = await (read ?? store.rowsSince(place, most));
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
async function withRows(
  seals: Seals,
  entries: SeenEntries['entries'],
  rows: Row[],
  known?: WrittenGeneration,
): Promise<SeenEntries['entries']> {
  if (rows.length === 0) return entries;
  const next = new Map(entries);
  const plains = rows.map((row) => {
    const own = row.generation === known?.generation ? known.plains.get(row.id) : undefined;
    return own ?? openRow(seals, row);
  });
  for (const [at, plain] of (await Promise.all(plains)).entries()) setEntry(next, rows[at]?.id ?? '', plain);
  return next;
}

/** The associated data of the first part. */
export const SNAPSHOT = place('snapshot');
const olderPlace = (mark: string): Bytes => place('snapshot older', fromHex(mark));

/** A diary of fewer records is opened at once. */
const LONG = 1000;

type Entries = ReadonlyMap<string, Entry>;

/** Living records, and how far in the rows they were read. */
export interface SeenEntries extends RowPlace {
  entries: Entries;
}

/** The part that is still on the disk, of the snapshot of this generation. */
export interface Older {
  mark: string;
  generation: number;
  /** From this date on everything is in the other part. */
  since: string;
}

/** Older entries as they rest. */
export interface RestingEntries {
  mark: string;
  entries: Entries;
}

/** Whether the first screens of this day may stand before the older part has come. */
export const mayWait = ({ since }: Pick<Older, 'since'>, now: number): boolean =>
  reachesBack(since, localDate(new Date(now)));

/** What a snapshot begins with. */
export interface SnapshotStart extends SeenEntries {
  older?: Older;
  /** The rows that it has not seen, which are read while it is being opened. */
  rows: Promise<Row[]>;
}

/** The first part, where the other is, and at most so many rows that came later; null without one. */
export async function readFirst(
  store: RecordStore,
  seals: Seals,
  epoch: string,
  most?: number,
  bootData?: BootData,
): Promise<SnapshotStart | null> {
  const [part, key] = await Promise.all([
    bootData ? bootData.part : store.database.get('snapshot', 'snapshot'),
    snapshotKey(seals.master),
  ]);
  if (part?.epoch !== epoch) return null;
  const { generation, id } = part;
  const rows = bootData?.rows
    ? Promise.resolve(bootData.rows)
    : store.rowsSince({ generation, ...(id && { id }) }, most);
  // Whoever goes on with them hears of it.
  rows.catch(() => undefined);
  try {
    const sealed = sealedEntries(await open(key, part.sealed, SNAPSHOT));
    if (Array.isArray(sealed)) return { entries: mapOf(sealed), generation, ...(id && { id }), rows };
    const { older: mark, since, entries } = sealed;
    return { entries: mapOf(entries), generation, older: { mark, generation, since }, rows };
  } catch (fault) {
    noteFault('snapshot read', fault);
    await forget(store);
    return null;
  }
}

/** The other part; null when it is not there, or not the one that is named. */
export async function readOlder(
  store: RecordStore,
  seals: Seals,
  epoch: string,
  { mark }: Older,
): Promise<RestingEntries | null> {
  const [part, key] = await Promise.all([store.database.get('snapshot', 'older'), snapshotKey(seals.master)]);
  // Another tab has written a snapshot meanwhile.
  if (part?.epoch === epoch && part.mark !== mark) return null;
  try {
    if (part?.epoch !== epoch) throw new Error('the older part is missing');
    const older = sealedEntries(await open(key, part.sealed, olderPlace(mark)));
    if (!Array.isArray(older)) throw new Error('the older part is none');
    return { mark, entries: mapOf(older) };
  } catch (fault) {
    noteFault('older read', fault);
    await forget(store);
    return null;
  }
}

/** Damaged: rebuilt from the records, and it must not stand in the way of one that is half made. */
async function forget(store: RecordStore): Promise<void> {
  await store.database.clear('snapshot');
}

/** Writes what is seen. `now` parts a long diary; `rests` is the older part that was read or written last. Returns the one that rests then. */
export async function writeParts(
  store: RecordStore,
  seals: Seals,
  epoch: string,
  { entries, generation, id }: SeenEntries,
  now: number,
  rests: RestingEntries | null,
): Promise<RestingEntries | null> {
  const key = await snapshotKey(seals.master);
  const since = sinceOf(localDate(new Date(now)));
  const { near, older } = parted(entries, since);
  // What is half made is read on from soon, and whole.
  if (id !== undefined || entries.size < LONG || older.size === 0) {
    const sealed = await sealJson(key, [...entries.values()], SNAPSHOT);
    await put(store, { epoch, generation, ...(id && { id }), sealed }, null);
    return null;
  }
  const same = rests && alike(rests.entries, older) ? rests : null;
  const mark = same?.mark ?? hex(random(16));
  const first = { older: mark, since, entries: [...near.values()] } satisfies SealedEntries;
  const part = { epoch, generation, sealed: await sealJson(key, first, SNAPSHOT) };
  if (!same || !(await put(store, part, mark))) {
    await put(store, part, {
      epoch,
      generation,
      mark,
      sealed: await sealJson(key, [...older.values()], olderPlace(mark)),
    });
  }
  return { mark, entries: older };
}

/** Entries are replaced when they change, never changed themselves. */
function alike(one: Entries, other: Entries): boolean {
  if (one.size !== other.size) return false;
  for (const [id, entry] of one) if (other.get(id) !== entry) return false;
  return true;
}

/**
 * Puts a first part beside the older one that it names: a new one, the one of this mark that rests, or none. False, with nothing
 * written, when another rests.
 */
async function put(store: RecordStore, first: SnapshotPart, older: SnapshotPart | string | null): Promise<boolean> {
  const write = store.database.transaction(['meta', 'snapshot'], 'readwrite');
  const parts = write.objectStore('snapshot');
  const [meta, present, rests] = await Promise.all([
    write.objectStore('meta').get('vault'),
    parts.get('snapshot'),
    parts.get('older'),
  ]);
  const { epoch, generation } = first;
  const another = typeof older === 'string' && (rests?.epoch !== epoch || rests.mark !== older);
  const same = present?.epoch === epoch && present;
  const newer = same && (same.generation > generation || (same.generation === generation && !same.id));
  // A snapshot of a vault that was wiped meanwhile must not come back.
  if (meta?.epoch === epoch && !newer && !another) {
    await parts.put(first, 'snapshot');
    if (older === null) await parts.delete('older');
    else if (typeof older !== 'string') await parts.put(older, 'older');
  }
  await write.done;
  return !another;
}

function mapOf(entries: Entry[]): Map<string, Entry> {
  const map = new Map<string, Entry>();
  for (const entry of entries) map.set(entry.id, entry);
  return map;
}

const sealJson = (key: CryptoKey, value: unknown, at: Bytes): Promise<Bytes> =>
  seal(key, utf8(ascii(JSON.stringify(value))), at);

/** The same JSON without a letter that takes more than a byte: ten years of it are decoded several times as fast. */
const ascii = (json: string): string =>
  json.replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
