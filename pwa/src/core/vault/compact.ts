/**
 * What was deleted is to leave the browser's own files as well. Chromium's store appends, and keeps old bytes, a deleted key
 * among them, until it merges its files, which may be weeks. It merges when a whole database is deleted, but only files that
 * reach that database's place: so one is made and deleted to have the present bytes written out, and another, which has a
 * place in that file, to have it merged. A file that somebody was reading then goes with the next one to be written. It does so after it has answered, and may be closed in that moment: so whoever deletes
 * notes it outside (`Outside.sweep`), and the next start sweeps once more. Measured: tests/journeys/test_at_rest.py and
 * test_the_lock.py. It is the best an app can do, and no promise: bytes in a file that was merged long ago, and what a memory chip
 * keeps of files that are gone, are out of its reach.
 */
import { deleteDB, openDB } from 'idb';
import type { Database } from './database.ts';

/** Never throws: a browser that refuses is only later. */
export async function compactFiles(database: Database): Promise<void> {
  const [first, last] = [`${database.name} sweep`, `${database.name} sweep 2`];
  const writeOut = async (): Promise<void> => {
    (await openDB(first, 1)).close();
    await deleteDB(first);
  };
  try {
    const stays = await openDB(last, 1, { upgrade: (made) => void made.createObjectStore('place') });
    await stays.put('place', 1, 1);
    await writeOut();
    await stays.put('place', 2, 1);
    stays.close();
    await deleteDB(last);
    await writeOut();
  } catch {
    // The remains go when the browser tidies up by itself.
  }
}
