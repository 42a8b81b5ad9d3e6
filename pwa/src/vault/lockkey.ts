/**
 * The key of the lock: what a PIN is stretched into, held in memory while the app is open and nowhere else. With a lock set
 * the master key rests wrapped by it alone (docs/protocol.md, "On the device").
 */
import { type Bytes, random, utf8 } from './bytes.ts';
import type { Database, Meta } from './database.ts';
import { open, seal } from './seal.ts';
import type { Surroundings } from './surroundings.ts';

/** The associated data of a master key that is wrapped by a lock. */
const PLACE = utf8('selfhelp/v1 lock');
const SALT = 16;

export type Wrapped = Meta['wrapped'];
export type WrappedByLock = Extract<Wrapped, { by: 'lock' }>;

/** A lock stands before the master key, and this page does not hold its key. */
export class Locked extends Error {
  override name = 'Locked';
}

export interface LockKey {
  salt: Bytes;
  key: CryptoKey;
}

/** The key of a PIN. Takes seconds on an old phone. Throws when it could not be stretched. */
export async function lockKey(surroundings: Surroundings, pin: string, salt: Bytes = random(SALT)): Promise<LockKey> {
  const bytes = await surroundings.stretch(pin, salt);
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  return { salt, key };
}

export async function wrapByLock({ salt, key }: LockKey, master: Bytes, iv?: Bytes): Promise<WrappedByLock> {
  return { by: 'lock', salt, sealed: await seal(key, master, PLACE, iv) };
}

/** Throws `Unreadable` when it is the key of another PIN. */
export function openByLock({ key }: LockKey, wrapped: WrappedByLock): Promise<Bytes> {
  return open(key, wrapped.sealed, PLACE);
}

/** By the opened database, which is one to a page: the keys of one tab are not another's. */
const held = new WeakMap<Database, LockKey>();

export const heldLock = (database: Database): LockKey | null => held.get(database) ?? null;

/** From now on master keys are wrapped by this lock, and one that it has wrapped opens. */
export function holdLock(database: Database, lock: LockKey): void {
  held.set(database, lock);
}

export function dropLock(database: Database): void {
  held.delete(database);
}
