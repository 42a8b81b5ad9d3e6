/** For the service worker: what a push and a page that opens read of this phone. Syncs nothing. */

import { type Entry, type Fields, setEntry } from '../model/plain.ts';
import { type Database, type LocalRow, type Meta, openDatabase, type Row, type SnapshotPart } from './database.ts';
import { DEVICE } from './device.ts';
import { databaseName } from './environment.ts';
import { openLocalRows } from './local-records.ts';
import { open, openRow, type Root, rootKey, Seals, sealedEntries, snapshotKey, vaultBox } from './seal.ts';
import { mayWait, SNAPSHOT } from './snapshot.ts';
import type { UnsealedPrefs } from './types.ts';
import { readUnsealedPrefs, writeUnsealedPrefs } from './unsealed-prefs.ts';

type Entries = ReadonlyMap<string, Entry>;

export interface Reading {
  entries: Entries;
  /** The records of this phone alone, where they were asked for. */
  device: ReadonlyMap<string, Fields>;
}

/** So many tags are remembered: a message is sent again within two hours or never. */
const mostTags = 8;

/** A diary as it rests, at one moment. */
interface Unopened {
  database: Database;
  meta: Meta;
  device: CryptoKey;
  locals: LocalRow[];
  part: SnapshotPart | undefined;
  /** The rows that the snapshot has not seen. */
  rows: Row[];
}

interface Seen {
  unsealedPrefs: Promise<UnsealedPrefs>;
  /** Null when there is none, when a part is still to come, or when its key is not to be had. */
  resting: Promise<Unopened | null>;
}

/** What one push reads of this phone: the database is opened at the first need and once, and read in one transaction. */
export class Disk {
  private readonly name: string;
  private opening: Promise<Database> | null = null;
  private seeing: Promise<Seen> | null = null;

  constructor(name = databaseName) {
    this.name = name;
  }

  /** What stands outside every seal. It waits for no record. */
  async unsealedPrefs(): Promise<UnsealedPrefs> {
    return (await this.seen()).unsealedPrefs;
  }

  /** The records of this device, of a long diary those that a sentence is written from; null when none can be opened. `now` in milliseconds. */
  async records(now: number, device = true): Promise<Reading | null> {
    const { resting } = await this.seen();
    const found = await resting.catch(() => null);
    // Its key is another, or damaged: the notice is written without the records.
    return found && opened(found, device, now).catch(() => null);
  }

  /** Remembers the tag of a notice that was shown. */
  async note(tag: string): Promise<void> {
    const database = await this.database();
    const others = ((await readUnsealedPrefs(database)).tags ?? []).filter((it) => it !== tag);
    await writeUnsealedPrefs(database, { tags: [tag, ...others].slice(0, mostTags) });
  }

  async close(): Promise<void> {
    // What did not open needs no closing; whoever asked has been told.
    const database = await this.opening?.catch(() => null);
    database?.close();
  }

  private seen(): Promise<Seen> {
    this.seeing ??= this.database().then(see);
    return this.seeing;
  }

  private database(): Promise<Database> {
    this.opening ??= openDatabase(this.name);
    return this.opening;
  }
}

/** Reads all that a push may need in one transaction, sealed as it rests; of a diary that does not open here nothing. */
function see(database: Database, snapshot = true): Seen {
  const read = database.transaction(['outside', 'meta', 'keys', 'here', 'snapshot', 'records']);
  const rest = async (): Promise<Unopened | null> => {
    const meta = await read.objectStore('meta').get('vault');
    if (!meta || meta.coming || meta.wrapped.by === 'lock') return null;
    const [device, locals, first] = await Promise.all([
      read.objectStore('keys').get('device'),
      read.objectStore('here').getAll(),
      snapshot ? read.objectStore('snapshot').get('snapshot') : undefined,
    ]);
    if (!device) return null;
    const part = first?.epoch === meta.epoch ? first : undefined;
    // One that is half made has seen a part of the rows of its generation.
    const from = IDBKeyRange.lowerBound(part?.generation ?? 0, part?.id === undefined);
    const rows = await read.objectStore('records').index('generation').getAll(from);
    return { database, meta, device, locals, part, rows };
  };
  const [unsealedPrefs, resting] = [
    read
      .objectStore('outside')
      .get('outside')
      .then((it) => it ?? {}),
    rest(),
  ];
  // Whoever asks for either hears of it.
  for (const each of [unsealedPrefs, resting, read.done]) each.catch(() => undefined);
  return { unsealedPrefs, resting };
}

async function opened(found: Unopened, withDevice: boolean, now: number): Promise<Reading | null> {
  const master = await rootKey(await open(found.device, found.meta.wrapped.sealed, DEVICE));
  const entries = await entriesOf(master, found, now).catch((fault: unknown) => {
    if (!found.part) throw fault;
    return null;
  });
  if (entries) return { entries, device: withDevice ? await openLocalRows(master, found.locals) : new Map() };
  // The rows have all of it.
  const whole = await see(found.database, false).resting;
  return whole && opened(whole, withDevice, now);
}

/** Throws when the snapshot is damaged; null when it leaves out what a sentence is written from. */
async function entriesOf(
  master: Root,
  { part, rows }: Pick<Unopened, 'part' | 'rows'>,
  now: number,
): Promise<Entries | null> {
  const sealed = part ? sealedEntries(await open(await snapshotKey(master), part.sealed, SNAPSHOT)) : [];
  if (!Array.isArray(sealed) && !mayWait(sealed, now)) return null;
  const entries = new Map<string, Entry>();
  for (const entry of Array.isArray(sealed) ? sealed : sealed.entries) entries.set(entry.id, entry);
  const late = rows.filter(({ generation, id }) => !part?.id || generation > part.generation || id > part.id);
  if (late.length === 0) return entries;
  const seals = new Seals(master, (await vaultBox(master)).id);
  const plains = await Promise.all(late.map(async (row) => [row.id, await openRow(seals, row)] as const));
  for (const [id, plain] of plains) setEntry(entries, id, plain);
  return entries;
}

/** The same by itself. */
export async function openForReading(now: number, name?: string): Promise<Reading | null> {
  const disk = new Disk(name);
  try {
    return await disk.records(now);
  } finally {
    await disk.close();
  }
}

/** What can be told without a key. */
export interface Glance {
  /** What stands outside every seal. */
  unsealedPrefs: UnsealedPrefs;
  /** A diary opens here without a PIN. */
  opens: boolean;
  /** Nothing was ever chosen or kept here, or all of it is gone, on the server too. */
  nothing: boolean;
}

/** Read when `ready`; the database is opened meanwhile. Rejects when this browser keeps nothing. */
export async function glanceForReading(ready?: Promise<void>, name = databaseName): Promise<Glance> {
  const database = await openDatabase(name);
  try {
    await ready;
    const [unsealedPrefs, meta, deletions] = await Promise.all([
      readUnsealedPrefs(database),
      database.get('meta', 'vault'),
      database.count('goodbye'),
    ]);
    const nothing = !meta && deletions === 0 && Object.keys(unsealedPrefs).length === 0;
    return { unsealedPrefs, opens: meta?.wrapped.by === 'device', nothing };
  } finally {
    database.close();
  }
}
