/**
 * The records of a vault in memory: read from the snapshot and then from the rows, written sealed, one edit after the other. Who opens
 * a vault without screens uses it too.
 */

import { noted } from '../faults.ts';
import type { Stamper } from '../model/merge.ts';
import { type Entry, type Fields, type Plain, setEntry } from '../model/plain.ts';
import { type BootData, STEP } from './boot-read.ts';
import type { Meta, PendingDeletion, Row } from './database.ts';
import { openLocals, readLocal, sealLocal } from './local-records.ts';
import { Closed, type LocalChange, type RecordStore, type RowChange, type RowPlace } from './record-store.ts';
import { edited, fitRecord, type Kept, newRow } from './records.ts';
import { localId, type Root, recordId, TooLong } from './seal.ts';
import {
  catchUp,
  type Older,
  type OpenedSnapshot,
  openEntries,
  openFirst,
  type RestingEntries,
  type SeenEntries,
  type WrittenGeneration,
  withOlder,
  writeParts,
} from './snapshot.ts';
import type { UnlockedVault } from './unlocked.ts';

/** The snapshot is written anew when so many generations, or rows, have passed it by. */
const SNAPSHOT_EVERY = 32;
const SNAPSHOT_ROWS = 1000;
/** And at once when a row of more sealed bytes has: else every start until then would open it. */
const SNAPSHOT_BYTES = 2 ** 15;

/** Who made a change: the person in this tab, the sync of this tab, or another tab. */
export type By = 'person' | 'sync' | 'tab';

/** What one record becomes, and what else changes with it. */
export interface Rewritten {
  plain: Plain;
  patch?: (meta: Meta) => Partial<Meta>;
  deletions?: PendingDeletion[];
  /** Name of a record of this phone that is done with: it is taken away. */
  ends?: string | undefined;
  /** A record of this phone that is kept with it. */
  local?: { name: string; fields: Fields } | undefined;
}

/** What is written in one transaction: rows with the texts they hold, and the rest as in `RecordStore.commit`. */
export interface Commit {
  changes: RowChange[];
  plains: ReadonlyMap<string, Plain>;
  patch?: ((meta: Meta) => Partial<Meta>) | undefined;
  deletions?: PendingDeletion[] | undefined;
  locals?: LocalChange[];
}

export class VaultDiary {
  entries: ReadonlyMap<string, Entry> = new Map();
  locals: ReadonlyMap<string, Fields> = new Map();
  private present: UnlockedVault | null;
  private closing = false;
  readonly now: () => number;
  private readonly told: (by: By) => void;
  private readonly lost: () => void;
  private edits: Promise<unknown> = Promise.resolve();
  /** How often this tab has written a record of this phone alone. */
  private localsWritten = 0;
  private place: RowPlace = { generation: 0 };
  /** The generation of the last snapshot, and how many rows were read since. */
  private snapshotAt = 0;
  private late = 0;
  /** The part of the snapshot that has not been read yet, and the one that was read or written last. */
  private left: Older | null = null;
  private rests: RestingEntries | null = null;
  private reads: Promise<unknown> = Promise.resolve();
  private writing: Promise<unknown> = Promise.resolve();
  private rest: Promise<void> | null = null;

  /** `told`: called after every change of what is shown. `lost`: called when an edit finds another vault here, or none. */
  constructor(
    unlocked: UnlockedVault,
    now: () => number,
    told: (by: By) => void = () => undefined,
    lost: () => void = () => undefined,
  ) {
    this.present = unlocked;
    this.now = now;
    this.told = told;
    this.lost = lost;
  }

  /** The keys and the rows; after `close` there are no keys any more. */
  get unlocked(): UnlockedVault {
    if (!this.present) throw new Closed('closed');
    return this.present;
  }

  /** Reads everything from the disk: of the vault that was opened, or of another one that takes its place. */
  load(unlocked = this.unlocked, first = false, bootData?: BootData): Promise<void> {
    return this.reading(async () => {
      const { store, seals, epoch, master } = unlocked;
      const reads = first ? openFirst(store, seals, epoch, this.now(), bootData) : openEntries(store, seals, epoch);
      const [opened, locals] = await Promise.all([reads, openLocals(store, master, bootData?.locals)]);
      this.present = unlocked;
      this.locals = locals;
      this.left = opened.older ?? null;
      this.rests = opened.rests ?? null;
      this.snapshotAt = opened.late > 0 ? 0 : opened.generation;
      this.reach(opened);
    });
  }

  /** Reads what a first screen needs; `whole` has the rest. */
  loadFirst(bootData?: BootData): Promise<void> {
    return this.load(this.unlocked, true, bootData);
  }

  /** Rows are still to be read: what is shown is a part. */
  get partial(): boolean {
    return this.place.id !== undefined;
  }

  /** Older entries rest in their part of the snapshot still: what the first screens need is here. */
  get older(): boolean {
    return this.left !== null;
  }

  /** Resolves when everything here has been read. What was read so far rests in the snapshot, if the app dies. */
  whole(): Promise<void> {
    this.rest ??= this.readOn().finally(() => {
      this.rest = null;
    });
    return this.rest;
  }

  private async readOn(): Promise<void> {
    if (this.left) await this.reading(() => this.readOlder(this.left));
    while (this.partial && !this.closing) {
      await this.reading(async () => {
        if (this.closing) return;
        const { store, seals } = this.unlocked;
        const opened = await catchUp(store, seals, { entries: this.entries, ...this.place }, { most: STEP });
        if (this.closing) return;
        this.reach(opened);
        this.told('tab');
      });
    }
  }

  private async readOlder(left: Older | null): Promise<void> {
    if (this.closing || !left) return;
    const { store, seals, epoch } = this.unlocked;
    const opened = await withOlder(store, seals, epoch, this.entries, left);
    if (this.closing) return;
    this.left = null;
    this.rests = opened.rests ?? null;
    if (!opened.rests) this.snapshotAt = 0;
    // The rows that it was caught up with have been counted.
    this.reach({ ...opened, late: 0 });
    this.told('tab');
  }

  private reach({ entries, late, generation, id }: OpenedSnapshot): void {
    this.entries = entries;
    this.late += late;
    this.place = { generation, ...(id !== undefined && { id }) };
    this.snapshot();
  }

  /** Reads one after the other, so that none shows what an earlier one found. */
  private reading(work: () => Promise<void>): Promise<void> {
    const read = this.reads.then(work);
    // Whoever reads hears of it.
    this.reads = read.catch(() => undefined);
    return read;
  }

  /** Shows what this tab has written (`known`), or reads what another one has. */
  refresh(by: By, known?: WrittenGeneration): Promise<void> {
    return this.reading(async () => {
      if (this.closing) return;
      const { store, seals, master } = this.unlocked;
      if (by === 'tab') store.forget();
      const seen = { entries: this.entries, ...this.place };
      const opened = withKnown(seen, known) ?? (await catchUp(store, seals, seen, { known }));
      if (by === 'tab') await this.rereadLocals(store, master);
      if (this.closing) return;
      this.reach(opened);
      this.told(by);
    });
  }

  /** What this tab wrote while the rows were read is in none of them. */
  private async rereadLocals(store: RecordStore, master: Root): Promise<void> {
    for (;;) {
      const written = this.localsWritten;
      const locals = await openLocals(store, master);
      if (written !== this.localsWritten) continue;
      this.locals = locals;
      return;
    }
  }

  private snapshot(): void {
    // What is not read cannot be written; it is when it has come.
    if (this.left) return;
    const { generation } = this.place;
    const stale = this.partial
      ? this.late >= SNAPSHOT_ROWS
      : this.snapshotAt === 0 || generation - this.snapshotAt >= SNAPSHOT_EVERY || this.late >= SNAPSHOT_ROWS;
    if (!stale || generation === 0) return;
    // One that is half made is not the last of its generation.
    this.snapshotAt = this.partial ? 0 : generation;
    this.late = 0;
    const { store, seals, epoch } = this.unlocked;
    const seen = { entries: this.entries, ...this.place };
    // The records stay the truth: a snapshot that could not be written is only slower.
    this.writing = this.writing
      .then(async () => {
        const rests = await writeParts(store, seals, epoch, seen, this.now(), this.rests);
        if (!this.closing) this.rests = rests;
      })
      .catch(noted('snapshot write'));
  }

  /**
   * Changes records of this phone on top of what stands, whoever wrote it, in one transaction. `next` gives the fields of each anew,
   * the same ones to leave them, or null to take the record away; it may be asked more than once.
   */
  changeLocals(names: readonly string[], next: (stored: Fields, name: string) => Fields | null): Promise<void> {
    return this.serial(async () => {
      for (;;) {
        const { store } = this.unlocked;
        const all = await Promise.all(names.map((name) => this.changedLocal(name, next)));
        const changed = all.filter((it) => it !== null);
        if (changed.length > 0 && !(await store.changeLocals(...changed.map(({ change }) => change)))) continue;
        for (const { name, fields } of changed) this.showLocal(name, fields);
        return;
      }
    });
  }

  /** What becomes of one record of this phone; null when it stays. */
  private async changedLocal(name: string, next: (stored: Fields, name: string) => Fields | null) {
    const { store, master } = this.unlocked;
    const { rests, fields: stored } = await readLocal(store, master, name);
    const fields = next(stored, name);
    if (fields ? fields === stored : !rests) {
      // Another tab has taken it away, and this one has not heard of it.
      if (!rests && this.locals.has(name)) this.showLocal(name, null);
      return null;
    }
    const sealed = fields && (await sealLocal(master, name, fields)).sealed;
    return { name, fields, change: { id: await localId(master, name), sealed, before: rests } };
  }

  showLocal(name: string, fields: Fields | null): void {
    const next = new Map(this.locals);
    if (fields) next.set(name, fields);
    else next.delete(name);
    this.locals = next;
    this.localsWritten += 1;
    this.told('person');
  }

  /** Writes rows, then shows them. False, with nothing written, when a row has changed since it was read. */
  async commit(by: By, { changes, plains, patch, deletions, locals }: Commit): Promise<boolean> {
    const generation = await this.unlocked.store.commit(changes, patch, deletions, locals);
    if (generation === null) return false;
    if (changes.some(({ row, text }) => text && row.sealed.length > SNAPSHOT_BYTES)) this.snapshotAt = 0;
    if (plains.size > 0) await this.refresh(by, { generation, plains });
    return true;
  }

  /** Rows for texts that had to leave their record; those that another device has made already stay as they are. */
  async keptRows(kept: Kept[], plains: Map<string, Plain>): Promise<RowChange[]> {
    const { master, store, seals } = this.unlocked;
    const changes: RowChange[] = [];
    for (const { name, plain } of kept) {
      const id = await recordId(master, name);
      if (await store.row(id)) continue;
      changes.push({ row: newRow(id, await seals.seal(id, 1, plain)), text: true });
      plains.set(id, plain);
    }
    return changes;
  }

  /** Edits one after the other: each sees the one before. */
  serial<T>(work: () => Promise<T>): Promise<T> {
    if (this.closing) return Promise.reject(new Closed('closed'));
    const mine = this.edits.then(work).catch((fault) => {
      if (fault instanceof Closed) this.lost();
      throw fault;
    });
    // Whoever edits hears of it.
    this.edits = mine.catch(() => undefined);
    return mine;
  }

  stamper(): Stamper {
    return { tag: this.unlocked.tag, now: this.now() };
  }

  /** Nothing is shown any more at once; the keys go as soon as what was typed before rests on the disk. */
  close(): void {
    this.closing = true;
    this.entries = new Map();
    this.locals = new Map();
    this.left = null;
    this.rests = null;
    void this.edits.finally(() => {
      this.present = null;
    });
  }

  /**
   * One record's next text, from its present one, with what else changes: all in one transaction. Starts again when another tab
   * was quicker. With `fresh` there is none yet, as far as this tab knows. Within `serial`.
   */
  async rewrite(
    id: string,
    next: (plain: Plain | null) => Rewritten | Promise<Rewritten>,
    fresh = false,
  ): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      const { store, seals, master } = this.unlocked;
      const [first, remembered] = tries === 0 ? [fresh, store.remembered(id)] : [];
      const row = remembered ?? (first ? undefined : await store.row(id));
      const present = row ? await seals.open(id, row.version, row.sealed) : null;
      const { plain, patch, deletions, ends, local } = await next(present);
      const changes: RowChange[] = [];
      const plains = new Map<string, Plain>();
      if (plain !== present) {
        const fitted = fitRecord(id, plain, 'alternatives');
        if (!fitted) throw new TooLong('the record is too long');
        plains.set(id, fitted.plain);
        changes.push(...(await this.keptRows(fitted.kept, plains)));
        changes.push({ row: await this.sealed(id, row, fitted.plain), text: true });
      } else if (!patch && ends === undefined && !local) {
        // Nothing to write, if that is how it still rests.
        if (remembered) continue;
        return;
      }
      const locals: LocalChange[] = ends === undefined ? [] : [{ id: await localId(master, ends), sealed: null }];
      if (local) locals.push(await sealLocal(master, local.name, local.fields));
      if (!(await this.commit('person', { changes, plains, patch, deletions, locals }))) continue;
      if (ends !== undefined && this.locals.has(ends)) this.showLocal(ends, null);
      if (local) this.showLocal(local.name, local.fields);
      return;
    }
  }

  private async sealed(id: string, row: Row | undefined, plain: Plain): Promise<Row> {
    const { seals } = this.unlocked;
    return row ? edited(seals, row, plain) : newRow(id, await seals.seal(id, 1, plain));
  }
}

/**
 * What is shown when this tab has written: no row is read again. Null where another tab has written before it, and where nothing is
 * known: then the rows say it.
 */
function withKnown({ entries, ...place }: SeenEntries, known?: WrittenGeneration): OpenedSnapshot | null {
  // What another tab has written comes with the rows that are still to be read.
  const partial = place.id !== undefined;
  if (!known) return partial ? { entries, ...place, late: 0 } : null;
  const { generation, plains } = known;
  // It came with the rows that were read meanwhile.
  if (!partial && generation <= place.generation) return { entries, ...place, late: 0 };
  if (!partial && generation > place.generation + 1) return null;
  const next = new Map(entries);
  for (const [id, plain] of plains) setEntry(next, id, plain);
  return partial ? { entries: next, ...place, late: 0 } : { entries: next, generation, late: plains.size };
}
