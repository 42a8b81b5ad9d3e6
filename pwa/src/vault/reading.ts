/** For the service worker: what a summary is written from. Reads only, and syncs nothing. */
import { type Database, openDatabase } from './database.ts';
import { openHere } from './here.ts';
import { openHouse } from './house.ts';
import { readOutside, writeOutside } from './outside.ts';
import { openEntries } from './snapshot.ts';
import { browser } from './surroundings.ts';
import type { Entry, Fields, Outside } from './types.ts';

export interface Reading {
  entries: ReadonlyMap<string, Entry>;
  device: ReadonlyMap<string, Fields>;
}

/** The records of this device, of a long diary those that a sentence is written from; null when there are none, when a part is still to come, or when their key is not to be had. */
export async function openForReading(name = browser().database): Promise<Reading | null> {
  const database = await openDatabase(name);
  try {
    const house = await openHouse(database);
    if (!house || (await house.book.meta()).coming) return null;
    const { entries } = await openEntries(house.book, house.seals, house.epoch, Date.now());
    return { entries, device: await openHere(house.book, house.master) };
  } catch {
    return null;
  } finally {
    database.close();
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

/** So many tags are remembered: a message is sent again within two hours or never. */
const mostTags = 8;

/** The notices that were shown here last, by their tags. */
export function shownTags(name = browser().database) {
  async function at<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const database = await openDatabase(name);
    try {
      return await work(database);
    } finally {
      database.close();
    }
  }
  const tags = async (database: Database) => (await readOutside(database)).tags ?? [];
  return {
    has: (tag: string) => at(async (database) => (await tags(database)).includes(tag)),
    note: (tag: string) =>
      at(async (database) => {
        const others = (await tags(database)).filter((it) => it !== tag);
        await writeOutside(database, { tags: [tag, ...others].slice(0, mostTags) });
      }),
  };
}
