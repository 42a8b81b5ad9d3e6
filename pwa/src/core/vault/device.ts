/**
 * How the master key rests on this phone: wrapped by the lock, when one is set, else by the device key, a non-extractable
 * AES-GCM key in IndexedDB. AES only: some Safari versions cannot read other key types back, and a private window may refuse
 * to store keys at all.
 */

import { type Bytes, equal, random } from '../bytes.ts';
import type { Database, Meta } from './database.ts';
import { heldLock, Locked, openByLock, wrapByLock } from './lockkey.ts';
import { open, place, seal } from './seal.ts';
import { alone } from './tabs.ts';

/** The associated data of a master key that is wrapped by the device key. */
export const DEVICE = place('device');

/** This browser cannot keep a key. */
export class NoKey extends Error {
  override name = 'NoKey';
}

const freshKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

/** Throws `NoKey` unless what was read back from the disk opens what it seals. */
async function prove(key: CryptoKey | undefined): Promise<CryptoKey> {
  if (!key) throw new NoKey('the key was not there when read back');
  const probe = random(32);
  const opened = await open(key, await seal(key, probe, DEVICE), DEVICE);
  if (!equal(opened, probe)) throw new NoKey('the key does not open what it sealed');
  return key;
}

/**
 * A device key that was written, read back and used before it is trusted. It does not rest as this phone's own yet. One at a time:
 * another that tries would take the trial key away before it is read.
 */
export const provenKey = (database: Database): Promise<CryptoKey> =>
  alone(`${database.name} probe`, async () => {
    await database.put('keys', await freshKey(), 'probe');
    try {
      return await prove(await database.get('keys', 'probe'));
    } finally {
      await database.delete('keys', 'probe');
    }
  });

/** The device's key, made on first use: written, read back and used before it is trusted. */
export async function deviceKey(database: Database): Promise<CryptoKey> {
  const known = await database.get('keys', 'device');
  if (known) return known;
  const fresh = await freshKey();
  const write = database.transaction('keys', 'readwrite');
  // Another tab may have been quicker: its key stays.
  if (!(await write.store.get('device'))) await write.store.put(fresh, 'device');
  await write.done;
  return prove(await database.get('keys', 'device'));
}

export async function wrapByDevice(key: CryptoKey, master: Bytes): Promise<Meta['wrapped']> {
  return { by: 'device', sealed: await seal(key, master, DEVICE) };
}

/**
 * A master key as it is to rest here, whoever wraps it anew: by the lock that is set, or about to be set for a first vault;
 * by the device key only where there is no lock. Throws `Locked` when a lock is set and its key is not in this page's memory.
 */
export async function wrapMaster(database: Database, master: Bytes): Promise<Meta['wrapped']> {
  const lock = heldLock(database);
  if (lock) return wrapByLock(lock, master);
  if ((await database.get('meta', 'vault'))?.wrapped.by === 'lock') throw new Locked('the lock is shut');
  return wrapByDevice(await deviceKey(database), master);
}

/** The master key's bytes; `device` is this device's key, where it has been read already. Throws `Locked` while the lock is shut, and otherwise when the key is gone or another. */
export async function unwrapMaster(database: Database, wrapped: Meta['wrapped'], device?: CryptoKey): Promise<Bytes> {
  if (wrapped.by === 'lock') {
    const lock = heldLock(database);
    if (!lock) throw new Locked('the lock is shut');
    return openByLock(lock, wrapped);
  }
  const key = device ?? (await database.get('keys', 'device'));
  if (!key) throw new NoKey('the device key is gone');
  return open(key, wrapped.sealed, DEVICE);
}
