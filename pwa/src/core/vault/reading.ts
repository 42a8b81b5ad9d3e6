/** For the service worker: what a summary is written from. Reads only, and syncs nothing. */

import type { Entry, Fields } from '../model/plain.ts';
import { type Database, openDatabase } from './database.ts';
import { openHere } from './here.ts';
import { openHouse } from './house.ts';
import { readOutside, writeOutside } from './outside.ts';
import { openEntries } from './snapshot.ts';
import { browser } from './surroundings.ts';
import type { Outside } from './types.ts';

export interface Reading {
  entries: ReadonlyMap<string, Entry>;
  device: ReadonlyMap<string, Fields>;
}

/** So many tags are remembered: a message is sent again within two hours or never. */
const mostTags = 8;

/** What one push reads of this phone: the database is opened at the first need, and once, and so are the records. */
export class Disk {
  private readonly name: string;
  private opening: Promise<Database> | null = null;
  private reading: Promise<Reading | null> | null = null;

  constructor(name = browser().database) {
    this.name = name;
  }

  /** The records of this device, of a long diary those that a sentence is written from; null when there are none, when a part is still to come, or when their key is not to be had. */
  async records(): Promise<Reading | null> {
    const database = await this.database();
    // Locked, or its key is not to be had: the notice is written without the records.
    this.reading ??= read(database).catch(() => null);
    return this.reading;
  }

  async outside(): Promise<Outside> {
    return readOutside(await this.database());
  }

  /** Of the notices that were shown here last, whether one had this tag. */
  async has(tag: string): Promise<boolean> {
    return ((await this.outside()).tags ?? []).includes(tag);
  }

  async note(tag: string): Promise<void> {
    const others = ((await this.outside()).tags ?? []).filter((it) => it !== tag);
    await writeOutside(await this.database(), { tags: [tag, ...others].slice(0, mostTags) });
  }

  async close(): Promise<void> {
    // What did not open needs no closing; whoever asked has been told.
    const open = await this.opening?.catch(() => null);
    open?.close();
  }

  private database(): Promise<Database> {
    this.opening ??= openDatabase(this.name);
    return this.opening;
  }
}

async function read(database: Database): Promise<Reading | null> {
  const house = await openHouse(database);
  if (!house || house.meta.coming) return null;
  const { entries } = await openEntries(house.book, house.seals, house.epoch, Date.now());
  return { entries, device: await openHere(house.book, house.master) };
}

/** The same by itself. */
export async function openForReading(name?: string): Promise<Reading | null> {
  const disk = new Disk(name);
  try {
    return await disk.records();
  } finally {
    await disk.close();
  }
}

/** What can be told without a key. */
export interface Glance {
  /** What stands outside every seal. */
  outside: Outside;
  /** A diary opens here without a PIN. */
  opens: boolean;
  /** Nothing was ever chosen or kept here, or all of it is gone, on the server too. */
  nothing: boolean;
}

/** Read when `ready`; the database is opened meanwhile. Rejects when this browser keeps nothing. */
export async function glanceForReading(ready?: Promise<void>, name = browser().database): Promise<Glance> {
  const database = await openDatabase(name);
  try {
    await ready;
    const [outside, meta, goodbyes] = await Promise.all([
      readOutside(database),
      database.get('meta', 'vault'),
      database.count('goodbye'),
    ]);
    const nothing = !meta && goodbyes === 0 && Object.keys(outside).length === 0;
    return { outside, opens: meta?.wrapped.by === 'device', nothing };
  } finally {
    database.close();
  }
}
