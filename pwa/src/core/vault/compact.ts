/**
 * What was deleted is to leave the browser's own files as well. Chromium's store (LevelDB) appends, and keeps old bytes, a
 * deleted key among them, until it merges its files, which may be weeks. It does so when a whole database is deleted: it
 * writes out what it holds in memory, and merges the files that reach that database's place. So a few databases are made
 * together, which gives each a place in the first file written out, and deleted in turn: the first deletion writes that
 * file, the next merges it, the one after removes it. The others are for those that have no effect: a deletion that meets
 * another write writes nothing out (LevelDB joins the two; seen twice in a row while the app starts). Chromium merges after it has answered, and may be closed in that moment: so whoever deletes notes
 * it outside (`UnsealedPrefs.sweep`), and the next start sweeps once more. Measured: tests/journeys/test_at_rest.py and
 * test_the_lock.py. It is the best an app can do, and no promise: bytes in a file that was merged long ago, and what a
 * memory chip keeps of files that are gone, are out of its reach.
 */
import { deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { Database } from './database.ts';

const PLACES = [1, 2, 3, 4, 5, 6, 7, 8];

/** Never throws: a browser that refuses is only later. */
export async function compactFiles(database: Database): Promise<void> {
  try {
    const opened: IDBPDatabase[] = [];
    for (const place of PLACES) {
      const made = await openDB(`${database.name} sweep ${place}`, 1, {
        upgrade: (made) => void made.createObjectStore('place'),
      });
      await made.put('place', 1, 1);
      opened.push(made);
    }
    for (const place of opened) {
      await place.put('place', 2, 1);
      place.close();
      await deleteDB(place.name);
    }
  } catch {
    // The remains go when the browser tidies up by itself.
  }
}
