/** What of a diary is in memory, and how far it has been read: from the snapshot, then from the rows. */

import { noted } from '../faults.ts';
import type { Entry, Fields } from '../model/plain.ts';
import { type Book, Closed, type Place } from './book.ts';
import { openHere } from './here.ts';
import type { House } from './house.ts';
import type { Root } from './keys.ts';
import { type Sighted, STEP } from './sight.ts';
import {
  catchUp,
  type Known,
  type Older,
  type Opened,
  openEntries,
  openFirst,
  type Resting,
  type Seen,
  show,
  withOlder,
  writeParts,
} from './snapshot.ts';

/** The snapshot is written anew when so many generations, or rows, have passed it by. */
const SNAPSHOT_EVERY = 32;
const SNAPSHOT_ROWS = 1000;

/** Who made a change: the person in this tab, the sync of this tab, or another tab. */
export type By = 'person' | 'sync' | 'tab';

export class Pages {
  entries: ReadonlyMap<string, Entry> = new Map();
  here: ReadonlyMap<string, Fields> = new Map();
  protected present: House | null;
  protected closing = false;
  protected readonly now: () => number;
  /** Called after every change of what is shown. */
  protected readonly told: (by: By) => void;
  /** How often this tab has written a record of this phone alone. */
  protected writtenHere = 0;
  private place: Place = { generation: 0 };
  /** The generation of the last snapshot, and how many rows were read since. */
  private snapshotAt = 0;
  private late = 0;
  /** The part of the snapshot that has not been read yet, and the one that was read or written last. */
  protected left: Older | null = null;
  protected rests: Resting | null = null;
  private reads: Promise<unknown> = Promise.resolve();
  private writing: Promise<unknown> = Promise.resolve();
  private rest: Promise<void> | null = null;

  constructor(house: House, now: () => number, told: (by: By) => void) {
    this.present = house;
    this.now = now;
    this.told = told;
  }

  /** The keys and the rows; after `close` there are no keys any more. */
  get house(): House {
    if (!this.present) throw new Closed('closed');
    return this.present;
  }

  /** Reads everything from the disk: of the house that was opened, or of another one that takes its place. */
  load(house = this.house, first = false, sighted?: Sighted): Promise<void> {
    return this.reading(async () => {
      const { book, seals, epoch, master } = house;
      const reads = first ? openFirst(book, seals, epoch, this.now(), sighted) : openEntries(book, seals, epoch);
      const [opened, here] = await Promise.all([reads, openHere(book, master, sighted?.here)]);
      this.present = house;
      this.here = here;
      this.left = opened.older ?? null;
      this.rests = opened.rests ?? null;
      this.snapshotAt = opened.late > 0 ? 0 : opened.generation;
      this.reach(opened);
    });
  }

  /** Reads what a first screen needs; `whole` has the rest. */
  loadFirst(sighted?: Sighted): Promise<void> {
    return this.load(this.house, true, sighted);
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
        const { book, seals } = this.house;
        const opened = await catchUp(book, seals, { entries: this.entries, ...this.place }, { most: STEP });
        if (this.closing) return;
        this.reach(opened);
        this.told('tab');
      });
    }
  }

  private async readOlder(left: Older | null): Promise<void> {
    if (this.closing || !left) return;
    const { book, seals, epoch } = this.house;
    const opened = await withOlder(book, seals, epoch, this.entries, left);
    if (this.closing) return;
    this.left = null;
    this.rests = opened.rests ?? null;
    if (!opened.rests) this.snapshotAt = 0;
    // The rows that it was caught up with have been counted.
    this.reach({ ...opened, late: 0 });
    this.told('tab');
  }

  private reach({ entries, late, generation, id }: Opened): void {
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

  /** Reads what another tab, or the sync, has written. */
  refresh(by: By, known?: Known): Promise<void> {
    return this.reading(async () => {
      if (this.closing) return;
      const { book, seals, master } = this.house;
      const seen = { entries: this.entries, ...this.place };
      // What another tab has written comes with the rows that are still to be read.
      const opened = this.partial ? withKnown(seen, known) : await catchUp(book, seals, seen, { known });
      if (by === 'tab') await this.rereadHere(book, master);
      if (this.closing) return;
      this.reach(opened);
      this.told(by);
    });
  }

  /** What this tab wrote while the rows were read is in none of them. */
  private async rereadHere(book: Book, master: Root): Promise<void> {
    for (;;) {
      const written = this.writtenHere;
      const here = await openHere(book, master);
      if (written !== this.writtenHere) continue;
      this.here = here;
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
    const { book, seals, epoch } = this.house;
    const seen = { entries: this.entries, ...this.place };
    // The records stay the truth: a snapshot that could not be written is only slower.
    this.writing = this.writing
      .then(async () => {
        const rests = await writeParts(book, seals, epoch, seen, this.now(), this.rests);
        if (!this.closing) this.rests = rests;
      })
      .catch(noted('snapshot write'));
  }
}

/** What has just been sealed shows at once, whatever is still to be read. */
function withKnown(seen: Seen, known?: Known): Opened {
  const entries = new Map(seen.entries);
  for (const [id, { plain }] of known ?? []) show(entries, id, plain);
  return { ...seen, entries, late: 0 };
}
