/** What rests on the phone: IndexedDB, sealed except for counters, ids and this device's own key. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Bytes } from '../bytes.ts';
import type { Locale } from '../model/content.ts';
import type { LockKind } from '../model/lockwords.ts';
import type { Mask } from '../model/mask.ts';
import type { Tries } from '../model/tries.ts';
import type { Cost } from './cost.ts';
import type { BoxKey } from './seal.ts';

/** One record as it rests. */
export interface Row {
  /** 32 hex digits */
  id: string;
  /** The version that the server is known to hold; 0 for none. A put is made on top of it. */
  base: number;
  /** The version that `sealed` was sealed as. */
  version: number;
  /** The present bytes. */
  sealed: Bytes;
  /** 1 until the server has acknowledged the present bytes (a number, because IndexedDB cannot index booleans). */
  dirty: 0 | 1;
  /** A put whose answer is not known: sent again unchanged until it is. */
  sent: Pending | null;
  /** The pass through the server's records that last listed this one; see `Meta.pass`. */
  listed: number;
  /** The server holds a suite that this app does not know: nothing is put over it. */
  waits: boolean;
  /** The value of `Meta.generation` when the text last changed. */
  generation: number;
  /** Raised by every write of this row: a writer that read an older edition starts again. */
  edition: number;
}

export interface Pending {
  base: number;
  version: number;
  sealed: Bytes;
}

/** The one row about the vault itself. */
export interface Meta {
  /** Random; another one means another master key, and older handles must not write any more. */
  epoch: string;
  /** This device's tag in stamps. */
  tag: string;
  /** The master key, wrapped by the device key in `keys`, or by the lock alone: then there is no device key. */
  wrapped:
    | { by: 'device'; sealed: Bytes }
    /** Without `cost` it is a lock of the first form (lockkey.ts); without `kind` it is a PIN. */
    | { by: 'lock'; salt: Bytes; sealed: Bytes; cost?: Cost; kind?: LockKind };
  /** Raised in every transaction that writes a record, so that a snapshot knows what it has not seen. */
  generation: number;
  /** The server's log that `cursor` and every `base` belong to; null before the first sync. */
  log: string | null;
  cursor: number;
  /** Raised whenever all of the server's records are to be listed anew. */
  pass: number;
  /** True while they are being listed: no puts until the end. */
  paging: boolean;
  /** Whether the vault is known to be on the server. */
  vaultMade: boolean;
  /** Whether the slot of the present code was read back from the server in this log. */
  slotChecked: boolean;
  /** The secret of a confirmed code whose slot is not on the server yet, sealed. */
  pendingCode: Bytes | null;
  /** True once a code was confirmed or used to sign in. */
  hasCode: boolean;
  /** The server says that the vault is gone: no more syncing until the person has chosen. */
  erased: boolean;
  rolledBack: boolean;
  /** Signed in, and not everything that the server has was listed yet: what is here is a part of the diary. */
  coming?: boolean;
  /** A rotation that was decided on and has not begun: the new master key and the secret of its code, sealed. */
  leaving: Bytes | null;
  /** The vault that this device has moved out of, until nothing of it is on the server any more. */
  left: PendingRotation | null;
  /** When everything here was last on the server, in milliseconds, to the hour. */
  syncedAt?: number;
  /** The month (UTC) in which this device made the vault on the server, or first met it there: what it may hold grows with its age. */
  copySince?: string;
  /** The version of the app that met a record which only a newer one can read; another one lists everything anew. */
  older?: string | null;
}

/** What is left to do of a rotation: this vault is the new one already. */
export interface PendingRotation {
  /** The old master key, sealed: other devices may have put something into the old vault. */
  master: Bytes;
  /** What the old code, and any code before it, opened. */
  slots: BoxKey[];
  /** Boxes of this device alone that were made anew. */
  others: PendingDeletion[];
  /** How much of the old vault this device has seen. */
  log: string | null;
  cursor: number;
  /** Every record was on the server in the new vault once; only then is the new slot made. */
  copied: boolean;
  /** The old slots are gone: the old code opens nothing any more. */
  closed: boolean;
}

/** A box to be erased on the server: never a key. */
export interface PendingDeletion extends BoxKey {
  kind: 'slot' | 'vault' | 'channel' | 'thread';
}

export interface LocalRow {
  id: string;
  /** `{name, fields}`, sealed */
  sealed: Bytes;
}

/** What stands outside every seal, readable while the app is locked: how it looks, speaks and opens, nothing of the person. */
export interface UnsealedPrefs {
  mask?: Mask;
  locale?: Locale;
  theme?: 'system' | 'light' | 'dark';
  /** Whether the lock offers «Bruk appen uten å låse opp»; absent, it does. */
  guests?: boolean;
  /** Wrong PINs in a row. */
  tries?: Tries;
  /**
   * KiB of memory that this phone was asked for when the lock was to be raised, and did not come through with (`climb` in
   * cost.ts). No raise asks for as much again.
   */
  raising?: number;
  /** What was deleted last is still to be swept out of the browser's own files (compact.ts): at the next start, whatever was done of it. */
  sweep?: true;
  /** Of the notices that were shown last: random, one an occurrence. */
  tags?: readonly string[];
}

/** A part of the snapshot. */
export interface SnapshotPart {
  epoch: string;
  generation: number;
  /** Of that generation, the last row that is in it; without it all are. */
  id?: string;
  /** Of the part with older entries: the other one names it. */
  mark?: string;
  sealed: Bytes;
}

export interface Schema extends DBSchema {
  keys: { key: 'device' | 'probe'; value: CryptoKey };
  meta: { key: 'vault'; value: Meta };
  records: { key: string; value: Row; indexes: { generation: number; dirty: number } };
  here: { key: string; value: LocalRow };
  snapshot: { key: 'snapshot' | 'older'; value: SnapshotPart };
  goodbye: { key: string; value: PendingDeletion };
  outside: { key: 'outside'; value: UnsealedPrefs };
}

export type Database = IDBPDatabase<Schema>;

/** For what a power cut must not undo: erasing, locking anew, moving in. Done when the disk has it, and not the system's memory. */
export const SURELY: IDBTransactionOptions = { durability: 'strict' };

/** What `wipe` clears: everything but the list of deletions and what stands outside. */
export const PERSONAL = ['keys', 'meta', 'records', 'here', 'snapshot'] as const;

/** Opens it at the first need, and once: on a slow phone no step of a start takes longer. A refusal now says nothing about the next try. */
export function opener(name: string): () => Promise<Database> {
  let opening: Promise<Database> | null = null;
  const anew = () => {
    opening = null;
  };
  return () => {
    if (opening) return opening;
    opening = openDatabase(name);
    // The browser may take it away, too.
    opening.then((open) => open.addEventListener('close', anew), anew);
    return opening;
  };
}

export function openDatabase(name: string): Promise<Database> {
  return openDB<Schema>(name, 2, {
    upgrade(database, from) {
      if (from < 1) {
        database.createObjectStore('keys');
        database.createObjectStore('meta');
        const records = database.createObjectStore('records', { keyPath: 'id' });
        records.createIndex('generation', 'generation');
        records.createIndex('dirty', 'dirty');
        database.createObjectStore('here', { keyPath: 'id' });
        database.createObjectStore('snapshot');
        database.createObjectStore('goodbye', { keyPath: 'id' });
      }
      if (from < 2) database.createObjectStore('outside');
    },
    // A newer app in another tab may upgrade; this one then fails until it is reloaded.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
    },
  });
}
