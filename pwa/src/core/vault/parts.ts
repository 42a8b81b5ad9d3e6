/**
 * The snapshot on the disk. Of a long diary it has two parts: what the first screens need, and the older entries. The first names the
 * other by a random mark that the other is sealed with, so that only what belongs together is put together; both are written in one
 * transaction, and the older one only when something in it has changed.
 */

import { type Bytes, fromHex, fromUtf8, hex, random, utf8 } from '../bytes.ts';
import { noteFault } from '../faults.ts';
import { parted, reachesBack, sinceOf } from '../model/at-hand.ts';
import { localDate } from '../model/dates.ts';
import type { Entry } from '../model/plain.ts';
import type { Book, Place } from './book.ts';
import type { Part, Row } from './database.ts';
import { snapshotKey } from './keys.ts';
import { open, place, type Seals, seal } from './seal.ts';
import type { Sighted } from './sight.ts';

const PLACE = place('snapshot');
const olderPlace = (mark: string): Bytes => place('snapshot older', fromHex(mark));

/** A diary of fewer records is opened at once. */
const LONG = 1000;

type Entries = ReadonlyMap<string, Entry>;

/** Living records, and how far in the rows they were read. */
export interface Seen extends Place {
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
export interface Resting {
  mark: string;
  entries: Entries;
}

/** What is sealed as the first part: all of a short diary, or what the first screens need. */
type Sealed = Entry[] | { older: string; since: string; entries: Entry[] };

/** Whether the first screens of this day may stand before the older part has come. */
export const mayWait = ({ since }: Older, now: number): boolean => reachesBack(since, localDate(new Date(now)));

/** What a snapshot begins with. */
export interface First extends Seen {
  older?: Older;
  /** The rows that it has not seen, which are read while it is being opened. */
  rows: Promise<Row[]>;
}

/** The first part, where the other is, and at most so many rows that came later; null without one. */
export async function readFirst(
  book: Book,
  seals: Seals,
  epoch: string,
  most?: number,
  sighted?: Sighted,
): Promise<First | null> {
  const [part, key] = await Promise.all([
    sighted ? sighted.part : book.database.get('snapshot', 'snapshot'),
    snapshotKey(seals.master),
  ]);
  if (part?.epoch !== epoch) return null;
  const { generation, id } = part;
  const rows = sighted?.rows ? Promise.resolve(sighted.rows) : book.rowsSince({ generation, ...(id && { id }) }, most);
  // Whoever goes on with them hears of it.
  rows.catch(() => undefined);
  try {
    const sealed = parse<Sealed>(await open(key, part.sealed, PLACE));
    if (Array.isArray(sealed)) return { entries: mapOf(sealed), generation, ...(id && { id }), rows };
    const { older: mark, since, entries } = sealed;
    return { entries: mapOf(entries), generation, older: { mark, generation, since }, rows };
  } catch (fault) {
    noteFault('snapshot read', fault);
    await forget(book);
    return null;
  }
}

/** The other part; null when it is not there, or not the one that is named. */
export async function readOlder(book: Book, seals: Seals, epoch: string, { mark }: Older): Promise<Resting | null> {
  const [part, key] = await Promise.all([book.database.get('snapshot', 'older'), snapshotKey(seals.master)]);
  // Another tab has written a snapshot meanwhile.
  if (part?.epoch === epoch && part.mark !== mark) return null;
  try {
    if (part?.epoch !== epoch) throw new Error('the older part is missing');
    return { mark, entries: mapOf(parse<Entry[]>(await open(key, part.sealed, olderPlace(mark)))) };
  } catch (fault) {
    noteFault('older read', fault);
    await forget(book);
    return null;
  }
}

/** Damaged: rebuilt from the records, and it must not stand in the way of one that is half made. */
async function forget(book: Book): Promise<void> {
  await book.database.clear('snapshot');
}

/** Writes what is seen. `now` parts a long diary; `rests` is the older part that was read or written last. Returns the one that rests then. */
export async function writeParts(
  book: Book,
  seals: Seals,
  epoch: string,
  { entries, generation, id }: Seen,
  now: number,
  rests: Resting | null,
): Promise<Resting | null> {
  const key = await snapshotKey(seals.master);
  const since = sinceOf(localDate(new Date(now)));
  const { near, older } = parted(entries, since);
  // What is half made is read on from soon, and whole.
  if (id !== undefined || entries.size < LONG || older.size === 0) {
    const sealed = await sealJson(key, [...entries.values()], PLACE);
    await put(book, { epoch, generation, ...(id && { id }), sealed }, null);
    return null;
  }
  const same = rests && alike(rests.entries, older) ? rests : null;
  const mark = same?.mark ?? hex(random(16));
  const first = { older: mark, since, entries: [...near.values()] } satisfies Sealed;
  const part = { epoch, generation, sealed: await sealJson(key, first, PLACE) };
  if (!same || !(await put(book, part, mark))) {
    await put(book, part, {
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
async function put(book: Book, first: Part, older: Part | string | null): Promise<boolean> {
  const write = book.database.transaction(['meta', 'snapshot'], 'readwrite');
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

const parse = <T>(plain: Bytes): T => JSON.parse(fromUtf8(plain)) as T;

const sealJson = (key: CryptoKey, value: unknown, at: Bytes): Promise<Bytes> =>
  seal(key, utf8(ascii(JSON.stringify(value))), at);

/** The same JSON without a letter that takes more than a byte: ten years of it are decoded several times as fast. */
const ascii = (json: string): string =>
  json.replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
