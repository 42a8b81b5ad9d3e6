/** For the service worker: what a summary is written from. Reads only, and syncs nothing. */
import { openDatabase } from './database.ts';
import { openHere } from './here.ts';
import { openHouse } from './house.ts';
import { readOutside } from './outside.ts';
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

/** What stands outside every seal, and whether a diary opens here without a PIN. Rejects when this browser keeps nothing. */
export async function sightForReading(name = browser().database): Promise<{ outside: Outside; opens: boolean }> {
  const database = await openDatabase(name);
  try {
    const [outside, meta] = await Promise.all([readOutside(database), database.get('meta', 'vault')]);
    return { outside, opens: meta?.wrapped.by === 'device' };
  } finally {
    database.close();
  }
}
