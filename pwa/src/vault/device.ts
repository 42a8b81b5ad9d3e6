/**
 * The device key: a non-extractable AES-GCM key in IndexedDB that wraps the master key. AES only: some Safari versions
 * cannot read other key types back, and a private window may refuse to store keys at all.
 */
import { type Bytes, equal, random } from './bytes.ts';
import type { Database, Meta } from './database.ts';
import { open, place, seal } from './seal.ts';

const PLACE = place('device');

/** This browser cannot keep a key. */
export class NoKey extends Error {
  override name = 'NoKey';
}

/** The device's key, made on first use: written, read back and used before it is trusted. */
export async function deviceKey(database: Database): Promise<CryptoKey> {
  const known = await database.get('keys', 'device');
  if (known) return known;
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const write = database.transaction('keys', 'readwrite');
  // Another tab may have been quicker: its key stays.
  if (!(await write.store.get('device'))) await write.store.put(fresh, 'device');
  await write.done;
  const key = await database.get('keys', 'device');
  if (!key) throw new NoKey('the key was not there when read back');
  const probe = random(32);
  const opened = await open(key, await seal(key, probe, PLACE), PLACE);
  if (!equal(opened, probe)) throw new NoKey('the key does not open what it sealed');
  return key;
}

export async function wrapMaster(database: Database, master: Bytes): Promise<Meta['wrapped']> {
  return { by: 'device', sealed: await seal(await deviceKey(database), master, PLACE) };
}

/** The master key's bytes. Throws when the device key is gone or another. */
export async function unwrapMaster(database: Database, wrapped: Meta['wrapped']): Promise<Bytes> {
  const key = await database.get('keys', 'device');
  if (!key) throw new NoKey('the device key is gone');
  return open(key, wrapped.sealed, PLACE);
}
