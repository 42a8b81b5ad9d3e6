/** What stands outside every seal: the mask, the language and the colours of the screens that come before the lock opens. */
import type { Database, Outside } from './database.ts';

export async function readOutside(database: Database): Promise<Outside> {
  return (await database.get('outside', 'outside')) ?? {};
}

/** Changes the fields that are named. */
export async function writeOutside(database: Database, fields: Partial<Outside>): Promise<void> {
  const write = database.transaction('outside', 'readwrite');
  await write.store.put({ ...(await write.store.get('outside')), ...fields }, 'outside');
  await write.done;
}
