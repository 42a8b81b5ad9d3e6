/** What screens and the worker know of the vault. Everything here is plaintext in memory; nothing here touches the network. */

import type { Face } from '../model/content.ts';
import type { Answers, Wave } from '../model/outcomes.ts';
import type { Entry, Fields, Json } from '../model/plain.ts';
import type { BootData } from './boot-read.ts';
import type { PendingDeletion, UnsealedPrefs } from './database.ts';
import type { Flaw } from './envelope.ts';
import type { Lock } from './lock.ts';
import type { Trouble } from './records.ts';

export type { Device } from '../model/devices.ts';
export type { UnsealedPrefs } from './database.ts';
export type { Attempt, Lock, LockChoice, LockState } from './lock.ts';

/** What of an entry stands again. */
export type Revived = Pick<Entry, 'id' | 'kind' | 'fields'> & { also: Pick<Entry['also'][number], 'field' | 'text'>[] };

export type SyncState =
  /** no copy on the server */
  | 'local'
  | 'idle'
  /** something was changed here a moment ago and is not sent yet */
  | 'waiting'
  | 'syncing'
  | 'offline'
  /** the server answered with a fault or a page of its own */
  | 'gone'
  /** neither connection nor server: the disk, or the app itself */
  | 'failed'
  /** 410 or no-such-box with the same log: ask "erase here too" or "keep as a new diary" */
  | 'erased'
  | 'full'
  /** the server did not take something; the rest is there */
  | 'refused';
/** `fetching`: from the server, after signing in · `opening`: here, where the snapshot does not show it. */
export type Coming = 'fetching' | 'opening';

/**
 * How far a rotation is. `packing`: decided on, to be made at the next start · `copying`: into the new vault on the server ·
 * `code`: the new code is being made to open it · `closing`: the old code still opens the old vault · `erasing`: it opens
 * nothing any more, and the old copy is being erased. `done` of `all` records are on the server.
 */
export interface RotationProgress {
  step: 'packing' | 'copying' | 'code' | 'closing' | 'erasing';
  done: number;
  all: number;
}

export interface Written {
  /** As in `Vault.edit`. */
  shown?: Fields | undefined;
  /** A record of this phone that is done with, the draft of what is written: it is taken away in the same transaction. */
  ends?: string | undefined;
  /** A record of this phone that is kept in the same transaction. */
  local?: { name: string; fields: Fields } | undefined;
}

/** What becomes of one record among others. */
export interface RecordChange {
  /** Without one it is a new record under a random id. */
  id?: string;
  kind: string;
  /** As in `Vault.edit`; null removes it. */
  fields: Fields | null;
}

export interface Vault {
  /** This device's random tag, the tie-break of stamps. */
  readonly tag: string;
  /** Living records by id. The map is replaced on every change, so a signal may hold it. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** Called after every change of `entries` or `state`, own or synced. Returns the unsubscriber. */
  subscribe(told: () => void): () => void;

  /** A new record under a random id. Resolves when it rests sealed on the disk. */
  create(kind: string, fields: Fields): Promise<string>;
  /** The record that exists once per person under `name` (docs/engineers/protocol.md lists the names): made or edited, see `edit`. */
  write(name: string, kind: string, fields: Fields, more?: Written): Promise<string>;
  /** The id that `write(name, …)` uses, to look it up in `entries`. */
  named(name: string): Promise<string>;
  /**
   * Sets these fields (and only these). `shown`: the free texts as the screen showed them when the person began to write;
   * one that has come since stays in `also`. A text that is not named there counts as seen.
   */
  edit(id: string, fields: Fields, shown?: Fields): Promise<void>;
  remove(id: string): Promise<void>;
  /** The same for a record that leads to a box: the box is erased on the server too, now or at the next start that reaches it. */
  removeBox(id: string, box: PendingDeletion): Promise<void>;
  /** Undo of `remove`, and of `settle` for the field of its texts: the fields as they were, with fresh stamps. */
  revive(entry: Revived): Promise<void>;
  /** Makes, edits and removes all of these in one transaction. */
  writeAll(records: readonly RecordChange[]): Promise<void>;
  /** The fields as they rest on the disk, with the large one that `entries` leaves out (core/model/plain.ts). */
  stored(ids: readonly string[]): Promise<(Fields | null)[]>;
  /** Sealed bytes of all records, as a server counts them. */
  sealedBytes(): Promise<number>;
  /** The person chose among `shown`: the field keeps `chosen`, the others go; what has come since stays in `also`. */
  settle(id: string, field: string, chosen: Json, shown?: Json[]): Promise<void>;

  /** Records that never leave the phone (`keep: device`, the safety answers), sealed in their own store. */
  readonly device: ReadonlyMap<string, Fields>;
  writeDevice(name: string, fields: Fields | null): Promise<void>;
  /** Sets these fields of one, and only these. `shown` as in `edit`: a text that another tab has written since stays beside. */
  editDevice(name: string, fields: Fields, shown?: Fields): Promise<void>;
  /**
   * What becomes of one, or of several in one transaction, from what rests on the disk, whichever window wrote that: the same fields
   * leave it, null takes it away. `next` may be asked more than once.
   */
  changeDevice(name: string | readonly string[], next: (stored: Fields, name: string) => Fields | null): Promise<void>;
  /** The person chose among `shown`; see core/model/local-record.ts. */
  settleDevice(name: string, field: string, chosen: Json, shown: Json[]): Promise<void>;

  /** Figures for the organisation: blurred here, and laid by to be sent over the days that follow (core/model/outcomes.ts). */
  giveFigures(given: { wave: Wave; face: Face; answers: Answers; date: string }): Promise<void>;
  /** Sends the one of them that may go now, if any may; whether more wait. */
  sendFigure(): Promise<boolean>;

  readonly state: SyncState;
  /** What is here is a part of the diary: the rest is still being fetched, or opened. Nothing may follow from what is missing. */
  readonly coming: Coming | null;
  /** Entries of earlier months rest on the disk still (core/model/recent-months.ts). Today is as it will be; what is drawn from all of them waits. */
  readonly older: boolean;
  readonly diary: {
    /** Resolves when everything that is on this phone has been opened. */
    whole(): Promise<void>;
  };
  /** A lower version than was seen within one log: the server may have been rolled back. */
  readonly rolledBack: boolean;
  /** Everything of that sort since this vault was opened; `rolledBack` outlives a restart. */
  readonly troubles: ReadonlySet<Trouble>;
  /** The person has read of them: they are put away until they happen again. */
  seen(): Promise<void>;
  /** The server's clock less this phone's when it was last heard, in milliseconds; null before that. */
  readonly clock: number | null;
  /** When everything here was last on the server, in milliseconds, to the hour; null for never. */
  readonly syncedAt: number | null;
  /** The month (UTC) since which this phone knows that the vault stands on the server; null while it does not. */
  readonly copySince: string | null;
  /** True once a recovery code has been made and typed back. */
  readonly hasCode: boolean;
  /** A confirmed code whose slot is not on the server yet: it opens nothing, and the older one, if any, still does. */
  readonly codeWaits: boolean;
  /** Another tab has wiped or replaced this diary: this handle is empty and takes nothing any more. `Vaults.open` has what is there now. */
  readonly replaced: boolean;
  /** A fresh code in seven groups, shown once. Nothing is sent before `confirmCode`. With a copy already on the server this is «Ny gjenopprettingskode». */
  makeCode(): Promise<string>;
  /** The code was typed back: the slot and, the first time, the vault are made on the server (now, or when there is a connection). Kills an older code. `consents`: of the record of that name, what is agreed to with it, in the same write. */
  confirmCode(consents?: Fields): Promise<void>;
  /** «Noen kjenner koden min»: the code that is shown was typed back, and the diary moves to it under a new master key. Resolves when it has moved on this phone; the server follows by itself, see `moving`. */
  rotateMasterKey(): Promise<void>;
  /** How far that is; null when no move is under way. */
  readonly rotation: RotationProgress | null;
  /** Syncs now if there is a copy on the server; never throws, see `state`. */
  sync(): Promise<void>;
  /** Starts syncing by itself: now, shortly after a change, on coming online or to the front, every five minutes. Until `close`. */
  keepSynced(): void;
  /**
   * After `erased`: a new master key, every record copied; a new code must be made. The boxes on the server are erased, and
   * the diary lives on this phone only.
   */
  keepAsNew(): Promise<void>;
  /**
   * The consent to a copy on the server is withdrawn (`fields`: of the record `consents`). Noted first: from then on nothing more goes to
   * the server, and what follows, as in `keepAsNew`, is done now, when all of the diary has come, or at the next start.
   */
  withdrawCopy(fields: Fields): Promise<void>;
  /** «Slett alt», and after `erased`: the list of deletions is written, everything local is wiped, then the list is worked off. Resolves after the wipe. */
  deleteEverything(): Promise<void>;
  /**
   * The whole diary as one sealed file (docs/engineers/export.md). `code`: the recovery code as it was typed, checked without a server;
   * null makes a code for this file alone, which is returned and kept nowhere.
   */
  exportFile(code: string | null): Promise<Exported>;
  /** Erases the diary on this phone only; its copy on the server stays for the phones that have it. Reminders of this phone go. */
  leaveHere(): Promise<void>;
  /**
   * «Logg ut på denne enheten»: sends what is not on the server yet, takes this device from the list, and then does as `leaveHere`.
   * Erases nothing, unless `anyway`, while the server does not have `unsent` records or `letters` to coaches. Else it is noted first,
   * and what a kill leaves of it is done at the next start.
   */
  leave(anyway: boolean, how?: Leaving): Promise<{ left: true } | ({ left: false } & UnsentCounts)>;
  /** The reminders of this phone go, and their channel on the server as soon as it can be reached. */
  leaveChannel(): Promise<void>;
  /** Drops the keys from memory (quick exit). */
  close(): void;
}

export interface UnsentCounts {
  unsent: number;
  letters: number;
}

export interface Leaving {
  /** Sends what waits for coaches; called when something does. */
  send?: () => Promise<unknown>;
  /** The person has moved the diary in a file: without a code its records do not hold it up. */
  inFile?: boolean;
}

export type Exported =
  | { ok: true; file: Uint8Array<ArrayBuffer>; code: string | null }
  /** `code`: mistyped · `other`: a code, but not this diary's · `unchecked`: this phone does not know the diary's code yet */
  | { ok: false; why: 'code' | 'other' | 'unchecked' };

/** A sealed file that has been opened; what is in it is for the vault alone. */
export interface Copy {
  /** The local date of the latest entry, or null. */
  lastEntry: string | null;
  /** Living records. */
  records: number;
  /** What this phone holds beside it: nothing, this very diary, another one, or one that cannot be read. */
  here: 'nothing' | 'same' | 'other' | 'shut';
}

/** `code`: mistyped; else what is wrong with the file. */
export type OpenedCopy = { ok: true; copy: Copy } | { ok: false; why: 'code' | Flaw };

export type SignInResult =
  | { ok: true; vault: Vault }
  /**
   * `code`: mistyped · `unknown`: no such slot, or one that this code does not open · `another`: the diary that is locked in here is
   * another one, and stays · `offline`
   */
  | { ok: false; why: 'code' | 'unknown' | 'another' | 'offline' };

export interface Vaults {
  /** The vault of this device, or null when nothing has been kept yet. Throws while a lock is shut. `bootData` spares reading it once more. */
  open(bootData?: BootData): Promise<Vault | null>;
  /** A new vault that lives on this phone only; wrapped by the lock that was prepared, if one was. */
  create(): Promise<Vault>;
  /**
   * Opens the vault of `code` on this device, as soon as the first part of it is here (`Vault.coming`). With another diary present: `add` seals its records anew into the opened vault, `discard` throws it away, its copy on the server too.
   */
  signIn(code: string, local: 'add' | 'discard'): Promise<SignInResult>;
  /** What is wrong with a file at first sight: before a code is asked for, from its first bytes and its size. */
  lookAt(start: Uint8Array<ArrayBuffer>, size: number): Promise<Flaw | null>;
  /** Opens a file of `exportFile` with its code. Nothing is written. */
  openCopy(file: Uint8Array<ArrayBuffer>, code: string): Promise<OpenedCopy>;
  /**
   * Takes an opened file in, whole or not at all, and opens what is here then. `local` says what becomes of another diary that is
   * here; the same one is merged either way. Null when what is here cannot be read and was not to be thrown away.
   */
  takeIn(copy: Copy, local: 'add' | 'discard'): Promise<Vault | null>;
  /** What can be read without opening anything: mask, language, colours. Empty when this browser keeps nothing. */
  unsealedPrefs(): Promise<UnsealedPrefs>;
  writeUnsealedPrefs(fields: Partial<UnsealedPrefs>): Promise<void>;
  readonly lock: Lock;
  /** How many boxes are still to be erased on the server; retried at every start. */
  finishDeletions(): Promise<number>;
  /** Sweeps what was deleted out of the browser's own files, where `UnsealedPrefs.sweep` says that it is still to be done. */
  sweep(): Promise<void>;
  /** Whether this browser can keep a sealed diary (no IndexedDB, no WebCrypto, private window that refuses keys); says why not in a word, and leaves nothing behind. */
  supported(): Promise<true | 'storage' | 'crypto'>;
}
