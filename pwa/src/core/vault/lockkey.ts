/**
 * The key of the lock: what a PIN, or four words, are stretched into, held in memory while the app is open and nowhere else. With
 * a lock set the master key rests wrapped by it alone (docs/engineers/protocol.md, "On the phone").
 */

import { type Bytes, equal, random, u32, utf8 } from '../bytes.ts';
import { type LockKind, tidyWords } from '../model/lockwords.ts';
import { type Cost, firstCost, fitCost, isCost } from './cost.ts';
import type { Database, Meta } from './database.ts';
import type { VaultEnvironment } from './environment.ts';
import { Foreign, open, place, seal } from './seal.ts';

/** The associated data of a master key that is wrapped by a lock of the first form, whose cost is always `firstCost`. */
const FIRST_PLACE = utf8('selfhelp/v1 lock');
/** The first byte of the present form. An app that knows the first one alone must not take the right PIN for a wrong one. */
const SUITE = 2;
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
  kind: LockKind;
  /** Absent in a lock of the first form. */
  cost?: Cost;
  /** The same PIN as it was before the lock was raised: what is read or written while that happens may still be wrapped by it. */
  before?: LockKey;
}

/** What was typed at this cost. Takes seconds on an old phone. Throws when it could not be stretched. */
export async function stretchedKey(
  environment: Pick<VaultEnvironment, 'stretch'>,
  typed: string,
  salt: Bytes,
  cost: Cost = firstCost,
): Promise<CryptoKey> {
  const bytes = await environment.stretch(typed, salt, cost);
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** A key of what is typed, under a salt of its own, at the cost that suits this device. */
export async function fittedKey(
  environment: Pick<VaultEnvironment, 'stretch' | 'running'>,
  typed: string,
  from?: readonly Cost[],
): Promise<{ salt: Bytes; cost: Cost; key: CryptoKey }> {
  const salt = random(SALT);
  const derive = (cost: Cost) => stretchedKey(environment, typed, salt, cost);
  const { cost, made } = await fitCost(derive, clockOf(environment), from);
  return { salt, cost, key: made };
}

/** Milliseconds that no clock can be set by. */
export const clockOf = ({ running }: Pick<VaultEnvironment, 'running'>): (() => number) =>
  running ?? (() => performance.now());

const meant = (typed: string, kind: LockKind): string => (kind === 'words' ? tidyWords(typed) : typed);

/** The key of a new lock; `from` as for `fit`. */
export async function newLockKey(
  environment: VaultEnvironment,
  typed: string,
  kind: LockKind,
  from?: readonly Cost[],
): Promise<LockKey> {
  return { ...(await fittedKey(environment, meant(typed, kind), from)), kind };
}

/** The key of the lock that is set, if that is what was typed. Throws `Foreign` for a lock that only a newer app knows. */
export async function lockKey(environment: VaultEnvironment, typed: string, wrapped: WrappedByLock): Promise<LockKey> {
  const { salt, cost, kind = 'pin', sealed } = wrapped;
  if (cost ? !isCost(cost) || sealed[0] !== SUITE : sealed[0] === SUITE) throw new Foreign('another form of lock');
  if (kind !== 'pin' && kind !== 'words') throw new Foreign('another kind of lock');
  const key = await stretchedKey(environment, meant(typed, kind), salt, cost);
  return { salt, key, kind, ...(cost && { cost }) };
}

const placeOf = ({ memory, passes }: Cost): Bytes => place('lock', u32(memory), u32(passes));

export async function wrapByLock(
  { salt, key, kind, cost }: LockKey,
  master: Bytes,
  iv?: Bytes,
): Promise<WrappedByLock> {
  if (!cost) return { by: 'lock', salt, sealed: await seal(key, master, FIRST_PLACE, iv) };
  const sealed = await seal(key, master, placeOf(cost), iv, SUITE);
  return { by: 'lock', salt, cost, sealed, ...(kind === 'words' && { kind }) };
}

/** Throws `Unreadable` when it is the key of another PIN. */
export function openByLock(lock: LockKey, { salt, sealed, cost }: WrappedByLock): Promise<Bytes> {
  const { key } = lock.before && equal(lock.before.salt, salt) ? lock.before : lock;
  return cost ? open(key, sealed, placeOf(cost), SUITE) : open(key, sealed, FIRST_PLACE);
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
