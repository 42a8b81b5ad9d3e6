/** The records of an open vault: shown from memory, written sealed, shared with the other tabs. */
import { blank, edit, type Pen, remove, revive, settle } from '../domain/edit.ts';
import type { Plain } from '../domain/plain.ts';
import { type Book, type Change, Closed } from './book.ts';
import { hex, random } from './bytes.ts';
import type { Goodbye, Meta, Row } from './database.ts';
import { openHere, readHere, sealHere, writeHere } from './here.ts';
import type { House } from './house.ts';
import { type Root, recordId } from './keys.ts';
import { fit, type Kept } from './overflow.ts';
import { TooLong } from './padding.ts';
import { edited, newRow } from './records.ts';
import { Unreadable } from './seal.ts';
import { catchUp, openEntries, writeSnapshot } from './snapshot.ts';
import type { Entry, Fields, Json } from './types.ts';

/** The snapshot is written anew when so many generations have passed it by. */
const SNAPSHOT_EVERY = 32;

/** What one record becomes, and what else changes with it. */
export interface Rewritten {
  plain: Plain;
  patch?: (meta: Meta) => Partial<Meta>;
  goodbyes?: Goodbye[];
}

/** Who made a change: the person in this tab, the sync of this tab, or another tab. */
export type By = 'person' | 'sync' | 'tab';

type Known = Map<string, { generation: number; plain: Plain }>;

export class Diary {
  entries: ReadonlyMap<string, Entry> = new Map();
  here: ReadonlyMap<string, Fields> = new Map();
  private present: House | null;
  private closing = false;
  private readonly now: () => number;
  /** Called after every change of what is shown. */
  private readonly told: (by: By) => void;
  /** How often this tab has written a record of this phone alone. */
  private writtenHere = 0;
  private generation = 0;
  private snapshotAt = 0;
  private edits: Promise<unknown> = Promise.resolve();
  private reads: Promise<unknown> = Promise.resolve();

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
  async load(house = this.house): Promise<void> {
    const read = this.reads.then(async () => {
      const { book, seals, epoch, master } = house;
      const opened = await openEntries(book, seals, epoch);
      const here = await openHere(book, master);
      this.present = house;
      this.entries = opened.entries;
      this.here = here;
      this.generation = opened.generation;
      this.snapshotAt = opened.late > 0 ? 0 : opened.generation;
      this.snapshot();
    });
    this.reads = read.catch(() => undefined);
    return read;
  }

  /** Reads what another tab, or the sync, has written. */
  async refresh(by: By, known?: Known): Promise<void> {
    const read = this.reads.then(async () => {
      if (this.closing) return;
      const { book, seals, master } = this.house;
      const opened = await catchUp(book, seals, this.entries, this.generation, known);
      if (by === 'tab') await this.rereadHere(book, master);
      if (this.closing) return;
      this.entries = opened.entries;
      this.generation = opened.generation;
      this.snapshot();
      this.told(by);
    });
    this.reads = read.catch(() => undefined);
    return read;
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

  create(kind: string, fields: Fields): Promise<string> {
    return this.serial(async () => {
      const id = hex(random(16));
      await this.change(id, () => edit(blank(kind), this.pen(), fields));
      return id;
    });
  }

  write(name: string, kind: string, fields: Fields, shown?: Fields): Promise<string> {
    return this.serial(async () => {
      const id = await recordId(this.house.master, name);
      await this.change(id, (plain) => edit(plain ?? blank(kind), this.pen(), fields, shown));
      return id;
    });
  }

  edit(id: string, fields: Fields, shown?: Fields): Promise<void> {
    return this.serial(() => this.change(id, (plain) => edit(existing(plain, id), this.pen(), fields, shown)));
  }

  remove(id: string): Promise<void> {
    return this.serial(() => this.change(id, (plain) => remove(existing(plain, id), this.pen())));
  }

  revive(entry: Entry): Promise<void> {
    return this.serial(() =>
      this.change(entry.id, (plain) => revive(plain ?? blank(entry.kind), this.pen(), entry.fields, entry.also)),
    );
  }

  settle(id: string, field: string, chosen: Json, shown?: Json[]): Promise<void> {
    return this.serial(() => this.change(id, (plain) => settle(existing(plain, id), this.pen(), field, chosen, shown)));
  }

  writeHere(name: string, fields: Fields | null): Promise<void> {
    return this.serial(async () => {
      await writeHere(this.house.book, this.house.master, name, fields);
      const next = new Map(this.here);
      if (fields) next.set(name, fields);
      else next.delete(name);
      this.here = next;
      this.writtenHere += 1;
      this.told('person');
    });
  }

  /** Changes a record of this phone on top of what stands, whoever wrote it. */
  changeHere(name: string, next: (stored: Fields) => Fields): Promise<void> {
    return this.serial(async () => {
      for (;;) {
        const { book, master } = this.house;
        const before = await readHere(book, master, name);
        const fields = next(before.fields);
        const { id, sealed } = await sealHere(master, name, fields);
        if (!(await book.changeHere(id, before.rests, sealed))) continue;
        this.here = new Map(this.here).set(name, fields);
        this.writtenHere += 1;
        return this.told('person');
      }
    });
  }

  /** Writes rows, then shows them. False, with nothing written, when a row has changed since it was read. */
  async commit(
    by: By,
    changes: Change[],
    plains: ReadonlyMap<string, Plain>,
    patch?: (meta: Meta) => Partial<Meta>,
    goodbyes: Goodbye[] = [],
  ): Promise<boolean> {
    const generation = await this.house.book.commit(changes, patch, goodbyes);
    if (generation === null) return false;
    if (plains.size > 0) {
      await this.refresh(by, new Map([...plains].map(([id, plain]) => [id, { generation, plain }])));
    }
    return true;
  }

  /** Rows for texts that had to leave their record; those that another device has made already stay as they are. */
  async keptRows(kept: Kept[], plains: Map<string, Plain>): Promise<Change[]> {
    const { master, book, seals } = this.house;
    const changes: Change[] = [];
    for (const { name, plain } of kept) {
      const id = await recordId(master, name);
      if (await book.row(id)) continue;
      changes.push({ row: newRow(id, await seals.seal(id, 1, plain)), text: true });
      plains.set(id, plain);
    }
    return changes;
  }

  /** Edits one after the other: each sees the one before. */
  serial<T>(work: () => Promise<T>): Promise<T> {
    if (this.closing) return Promise.reject(new Closed('closed'));
    const mine = this.edits.then(work);
    this.edits = mine.catch(() => undefined);
    return mine;
  }

  pen(): Pen {
    return { tag: this.house.tag, now: this.now() };
  }

  /** Nothing is shown any more at once; the keys go as soon as what was typed before rests on the disk. */
  close(): void {
    this.closing = true;
    this.entries = new Map();
    this.here = new Map();
    void this.edits.finally(() => {
      this.present = null;
    });
  }

  /** One record's next text, from its present one. Starts again when another tab was quicker. */
  private change(id: string, next: (plain: Plain | null) => Plain): Promise<void> {
    return this.rewrite(id, (plain) => Promise.resolve({ plain: next(plain) }));
  }

  /** The same with a change of the vault's own row and boxes to be erased, all in one transaction. */
  async rewrite(id: string, next: (plain: Plain | null) => Promise<Rewritten>): Promise<void> {
    for (;;) {
      const { book, seals } = this.house;
      const row = await book.row(id);
      const present = row ? await seals.open(id, row.version, row.sealed) : null;
      const { plain, patch, goodbyes } = await next(present);
      const changes: Change[] = [];
      const plains = new Map<string, Plain>();
      if (plain !== present) {
        const fitted = fit(id, plain, 'alternatives');
        if (!fitted) throw new TooLong('the record is too long');
        plains.set(id, fitted.plain);
        changes.push(...(await this.keptRows(fitted.kept, plains)));
        changes.push({ row: await this.sealed(id, row, fitted.plain), text: true });
      } else if (!patch) return;
      if (await this.commit('person', changes, plains, patch, goodbyes)) return;
    }
  }

  private async sealed(id: string, row: Row | undefined, plain: Plain): Promise<Row> {
    const { seals } = this.house;
    return row ? edited(seals, row, plain) : newRow(id, await seals.seal(id, 1, plain));
  }

  private snapshot(): void {
    if (this.generation - this.snapshotAt < SNAPSHOT_EVERY && this.snapshotAt > 0) return;
    if (this.generation === this.snapshotAt) return;
    this.snapshotAt = this.generation;
    const { book, seals, epoch } = this.house;
    // The records stay the truth: a snapshot that could not be written is only slower.
    writeSnapshot(book, seals, epoch, { entries: new Map(this.entries), generation: this.generation }).catch(
      () => undefined,
    );
  }
}

function existing(plain: Plain | null, id: string): Plain {
  if (!plain) throw new Unreadable(`no record ${id}`);
  return plain;
}
