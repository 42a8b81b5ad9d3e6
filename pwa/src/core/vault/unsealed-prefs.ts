/** What stands outside every seal: the mask, the language and the colours of the screens that come before the lock opens. */
import type { Database, UnsealedPrefs } from './database.ts';

export async function readUnsealedPrefs(database: Database): Promise<UnsealedPrefs> {
  return (await database.get('outside', 'outside')) ?? {};
}

/** Takes a field away. */
export async function forgetUnsealedPref(database: Database, field: keyof UnsealedPrefs): Promise<void> {
  const write = database.transaction('outside', 'readwrite');
  const { [field]: _, ...others } = (await write.store.get('outside')) ?? {};
  if (Object.keys(others).length > 0) await write.store.put(others, 'outside');
  else await write.store.delete('outside');
  await write.done;
}

/** Changes the fields that are named. */
export async function writeUnsealedPrefs(database: Database, fields: Partial<UnsealedPrefs>): Promise<void> {
  const write = database.transaction('outside', 'readwrite');
  await write.store.put({ ...(await write.store.get('outside')), ...fields }, 'outside');
  await write.done;
}
