/**
 * The lock of this phone: a PIN, or four words, that the master key is wrapped by. Setting, changing and removing it are one transaction each,
 * so that whenever the app dies there is one lock or the other, or none. Source: docs/engineers/protocol.md, "On the device".
 */

import { type Bytes, equal } from '../bytes.ts';
import { noted } from '../faults.ts';
import type { LockKind } from '../model/lockwords.ts';
import { noTries, oneMore, settleTries, type Tries } from '../model/tries.ts';
import { compactFiles } from './compact.ts';
import { above, type Cost, climb, firstCost, isStronger } from './cost.ts';
import { type Database, type Meta, SURELY } from './database.ts';
import { provenKey, unwrapMaster, wrapByDevice } from './device.ts';
import type { VaultEnvironment } from './environment.ts';
import {
  clockOf,
  dropLock,
  heldLock,
  holdLock,
  type LockKey,
  lockKey,
  newLockKey,
  openByLock,
  type WrappedByLock,
  wrapByLock,
} from './lockkey.ts';
import { wipe } from './pending-deletions.ts';
import { Closed } from './record-store.ts';
import { Foreign, Unreadable } from './seal.ts';
import type { TabChannel, TabMessage } from './tabs.ts';
import { Waits } from './waits.ts';

/** What is known of a lock while it is shut. */
export interface LockState {
  /** There is a recovery code that opens this diary, too. */
  hasCode: boolean;
  /** What opens it: which keyboard is shown. */
  kind: LockKind;
  /** Milliseconds until the next try. */
  wait: number;
  /** Wrong tries in a row. */
  wrong: number;
}

/** `wait`: not tried, the next one is in so many milliseconds. `newer`: not tried, only a newer app knows this form of lock. */
export type Attempt = { ok: true } | { ok: false; why: 'wrong' | 'wait' | 'newer'; wait: number; wrong: number };

export interface LockChoice {
  kind?: LockKind;
  /** Asked when the key has been made: whether it is meant yet. If not, nothing changes and the call throws. */
  still?: () => boolean;
}

export interface Lock {
  /** How the lock stands; null when there is none, or nothing to be locked. `asks`: the server for the time, if one must wait. */
  standing(asks?: boolean): Promise<LockState | null>;
  /**
   * Tries a PIN. The try is counted on the disk before it is made. Right, the page holds the key, and `Vaults.open` opens. A lock
   * that is weaker than this device would make it is wrapped anew afterwards, in the background.
   */
  open(pin: string): Promise<Attempt>;
  /** The first vault of this phone will be wrapped by this PIN; no device key comes to rest. Nothing is written. */
  prepare(pin: string, chosen?: LockChoice): Promise<void>;
  /** Sets a lock on the vault that is here, or changes it. The other tabs lock. */
  put(pin: string, chosen?: LockChoice): Promise<void>;
  /** Takes the lock away. */
  remove(): Promise<void>;
  /** Drops the key from this page's memory. `everywhere`: the other tabs lock too. */
  shut(everywhere: boolean): void;
  /** Erases what nobody here can open. What the server has of it stays there until it has been unused for long. */
  erase(): Promise<void>;
  /** Word from the other tabs. */
  listen(told: (word: TabMessage) => void): void;
  tell(word: TabMessage): void;
}

export function lockIn(environment: VaultEnvironment, database: () => Promise<Database>, tabs: TabChannel): Lock {
  let opened: Database | null = null;
  const waits = new Waits(environment);
  const here = async (): Promise<Database> => {
    opened = await database();
    return opened;
  };

  return {
    async standing(asks = false) {
      const open = await here();
      const meta = await open.get('meta', 'vault');
      if (meta?.wrapped.by !== 'lock') return null;
      const tries = (await open.get('outside', 'outside'))?.tries ?? noTries;
      let wait = waits.left(tries);
      if (asks && wait > 0 && tries.served !== undefined) wait = waits.left(tries, await waits.heard());
      return { hasCode: meta.hasCode, kind: meta.wrapped.kind ?? 'pin', wait, wrong: tries.wrong };
    },

    open: async (pin) => tryPin(environment, waits, await here(), pin, tabs),

    async prepare(pin, chosen) {
      holdLock(await here(), await newKey(environment, pin, chosen));
    },

    async put(pin, chosen) {
      await relock(await here(), await newKey(environment, pin, chosen));
      tabs.tell('locked');
    },

    async remove() {
      await relock(await here(), null);
      tabs.tell('unlocked');
    },

    shut(everywhere) {
      if (opened) dropLock(opened);
      if (everywhere) tabs.tell('locked');
    },

    async erase() {
      await wipe(await here(), []);
      tabs.tell('wiped');
    },

    listen: (told) => tabs.listen(told),

    tell: (word) => tabs.tell(word),
  };
}

async function newKey(
  environment: VaultEnvironment,
  pin: string,
  { kind = 'pin', still = () => true }: LockChoice = {},
): Promise<LockKey> {
  const key = await newLockKey(environment, pin, kind);
  if (!still()) throw new Error('this PIN was called back');
  return key;
}

/** Milliseconds to wait, or 0 and the try is counted. Two tabs cannot make one try of two. */
async function count(database: Database, waits: Waits, now: number): Promise<{ wait: number; tries: Tries }> {
  const write = database.transaction('outside', 'readwrite');
  const outside = await write.store.get('outside');
  const tries = settleTries(outside?.tries ?? noTries, now);
  const wait = waits.left(tries);
  const next = wait > 0 ? tries : oneMore(tries, now);
  await write.store.put({ ...outside, tries: next }, 'outside');
  await write.done;
  // A wait begins now, and not when the PIN has been looked at.
  waits.left(next);
  return { wait, tries: next };
}

/** Takes back one try, or all of them. */
async function forgive(database: Database, wrong: number): Promise<void> {
  const write = database.transaction('outside', 'readwrite');
  const { tries = noTries, ...outside } = (await write.store.get('outside')) ?? {};
  const left = Math.max(0, tries.wrong - wrong);
  await write.store.put(left > 0 ? { ...outside, tries: { ...tries, wrong: left } } : outside, 'outside');
  await write.done;
}

async function tryPin(
  environment: VaultEnvironment,
  waits: Waits,
  database: Database,
  pin: string,
  tabs: TabChannel,
): Promise<Attempt> {
  const wrapped = (await database.get('meta', 'vault'))?.wrapped;
  // Another tab has taken it away, or erased everything.
  if (wrapped?.by !== 'lock') return { ok: true };
  const { wait, tries } = await count(database, waits, environment.now());
  const { wrong } = tries;
  if (wait > 0) return { ok: false, why: 'wait', wait, wrong };
  const clock = clockOf(environment);
  const begun = clock();
  const lock = await lockKey(environment, pin, wrapped).catch(async (fault) => {
    // Nothing was tried: this phone, or this app, could not.
    await forgive(database, 1);
    if (fault instanceof Foreign) return null;
    throw fault;
  });
  if (!lock) return { ok: false, why: 'newer', wait: 0, wrong: wrong - 1 };
  const took = clock() - begun;
  try {
    await openByLock(lock, wrapped);
  } catch (fault) {
    if (!(fault instanceof Unreadable)) throw fault;
    const next = waits.left(tries);
    if (next > 0) void waits.note(database, tries).catch(noted('wait write'));
    return { ok: false, why: 'wrong', wait: next, wrong };
  }
  // Asked for once more while it is open: the lock that is held may have been raised since `wrapped` was read.
  const isOpen = await opens(heldLock(database), wrapped);
  if (!isOpen) holdLock(database, lock);
  // A key that an app left behind when it died between two locks wraps nothing.
  await database.delete('keys', 'device');
  await forgive(database, wrong);
  if (isOpen) return { ok: true };
  // Not waited for: the browser may kill the page over it, and the diary is to be open by then.
  void raise(environment, database, pin, lock, took, tabs).catch(noted('lock raising'));
  return { ok: true };
}

const opens = async (lock: LockKey | null, wrapped: WrappedByLock): Promise<boolean> =>
  lock !== null &&
  openByLock(lock, wrapped).then(
    () => true,
    // Of another PIN, which another tab has put.
    () => false,
  );

/** The same PIN at a higher cost, where this device makes it so. The last try took `took` milliseconds. */
async function raise(
  environment: VaultEnvironment,
  database: Database,
  pin: string,
  now: LockKey,
  took: number,
  tabs: TabChannel,
): Promise<void> {
  const { cost = firstCost, kind } = now;
  const from = above(cost, took);
  if (from.length === 0) return;
  const note = (raising: number | undefined) => noteRaising(database, raising);
  const failed = (await database.get('outside', 'outside'))?.raising;
  const make = (at: Cost) => newLockKey(environment, pin, kind, [at]);
  const higher = await climb(from, failed, note, make, noted('lock climb'));
  if (!higher) return;
  const next = higher.made;
  const done = next.cost && isStronger(next.cost, cost) && (await raiseTo(database, now, next));
  await note(higher.failed);
  if (!done) return;
  await compactFiles(database);
  // They hold a key that opens nothing any more.
  tabs.tell('locked');
}

/** On the disk itself, before the attempt: a phone that runs out of memory may go down as a whole. */
async function noteRaising(database: Database, memory: number | undefined): Promise<void> {
  const write = database.transaction('outside', 'readwrite', SURELY);
  const { raising: _, ...outside } = (await write.store.get('outside')) ?? {};
  await write.store.put(memory === undefined ? outside : { ...outside, raising: memory }, 'outside');
  await write.done;
}

/** False, with nothing written, when the app was locked or the lock was changed meanwhile. */
async function raiseTo(database: Database, now: LockKey, next: LockKey): Promise<boolean> {
  if (heldLock(database) !== now) return false;
  const both = { ...next, before: now };
  holdLock(database, both);
  for (;;) {
    const meta = await database.get('meta', 'vault');
    if (meta?.wrapped.by !== 'lock' || !equal(meta.wrapped.salt, now.salt)) return false;
    const wrapped = await wrapByLock(next, await openByLock(both, meta.wrapped));
    if (heldLock(database) !== both) return false;
    if (await settle(database, meta, wrapped, null)) return true;
  }
}

/** The master key wrapped anew, by `next` or, without one, by a new device key: key and wrapping in one transaction. */
async function relock(database: Database, next: LockKey | null): Promise<void> {
  const key = next ? null : await provenKey(database);
  for (;;) {
    const meta = await database.get('meta', 'vault');
    if (!meta) throw new Error('there is nothing to lock here');
    const master = await unwrapMaster(database, meta.wrapped);
    const wrapped = next ? await wrapByLock(next, master) : key && (await wrapByDevice(key, master));
    if (wrapped && (await settle(database, meta, wrapped, key))) break;
  }
  if (next) holdLock(database, next);
  else dropLock(database);
  await compactFiles(database);
}

/**
 * After a recovery code has brought the master key of the vault that is here: it opens on this phone again, whether the lock is
 * shut or the browser has lost its key. The lock is off then, unless a new PIN is held already.
 */
export async function openAnew(database: Database, meta: Meta, master: Bytes): Promise<void> {
  const lock = heldLock(database);
  const key = lock ? null : await provenKey(database);
  const wrapped = lock ? await wrapByLock(lock, master) : key && (await wrapByDevice(key, master));
  if (!wrapped || !(await settle(database, meta, wrapped, key))) throw new Closed('another tab was quicker');
  await forgive(database, Number.POSITIVE_INFINITY);
}

/** False, with nothing written, when the master key was wrapped anew meanwhile. */
async function settle(
  database: Database,
  meta: Meta,
  wrapped: Meta['wrapped'],
  key: CryptoKey | null,
): Promise<boolean> {
  const write = database.transaction(['meta', 'keys', 'outside'], 'readwrite', SURELY);
  const present = await write.objectStore('meta').get('vault');
  const same = present?.epoch === meta.epoch && equal(present.wrapped.sealed, meta.wrapped.sealed);
  if (same) {
    void write.objectStore('meta').put({ ...present, wrapped }, 'vault');
    if (key) void write.objectStore('keys').put(key, 'device');
    else void write.objectStore('keys').delete('device');
    const outside = await write.objectStore('outside').get('outside');
    void write.objectStore('outside').put({ ...outside, sweep: true }, 'outside');
  }
  await write.done;
  return same;
}
