/** What stands outside every seal: the mask, the language and the colours of the screens that come before the lock opens. */
import type { Database, Outside } from './database.ts';

export async function readOutside(database: Database): Promise<Outside> {
  return (await database.get('outside', 'outside')) ?? {};
}

/** Takes a field away. */
export async function forgetOutside(database: Database, field: keyof Outside): Promise<void> {
  const write = database.transaction('outside', 'readwrite');
  const { [field]: _, ...others } = (await write.store.get('outside')) ?? {};
  await write.store.put(others, 'outside');
  await write.done;
}

/** Changes the fields that are named. */
export async function writeOutside(database: Database, fields: Partial<Outside>): Promise<void> {
  const write = database.transaction('outside', 'readwrite');
  await write.store.put({ ...(await write.store.get('outside')), ...fields }, 'outside');
  await write.done;
}
