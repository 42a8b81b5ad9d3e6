/** The records of an open vault: shown from memory, written sealed, shared with the other tabs. */

import { hex, random } from '../bytes.ts';
import { blank, edit, type Pen, remove, revive, settle } from '../model/edit.ts';
import type { Entry, Fields, Json, Plain } from '../model/plain.ts';
import { type Change, Closed } from './book.ts';
import type { Goodbye, Meta, Row } from './database.ts';
import { readHere, sealHere, writeHere } from './here.ts';
import type { House } from './house.ts';
import { hereId, recordId } from './keys.ts';
import { type By, Pages } from './pages.ts';
import { edited, fit, type Kept, newRow } from './records.ts';
import { TooLong, Unreadable } from './seal.ts';

/** What one record becomes, and what else changes with it. */
export interface Rewritten {
  plain: Plain;
  patch?: (meta: Meta) => Partial<Meta>;
  goodbyes?: Goodbye[];
}

export class Diary extends Pages {
  private edits: Promise<unknown> = Promise.resolve();

  constructor(house: House, now: () => number, told: (by: By) => void) {
    super(house, now, told);
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

  /** A record goes, and its box is noted for the server: neither without the other. Within `serial`. */
  removeBox(id: string, box: Goodbye): Promise<void> {
    return this.rewrite(id, async (plain) => ({ plain: remove(existing(plain, id), this.pen()), goodbyes: [box] }));
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
      this.showHere(name, fields);
    });
  }

  /**
   * Changes a record of this phone on top of what stands, whoever wrote it. `next` gives the fields anew, the same ones to leave
   * them, or null to take the record away; it may be asked more than once.
   */
  changeHere(name: string, next: (stored: Fields) => Fields | null): Promise<void> {
    return this.serial(async () => {
      for (;;) {
        const { book, master } = this.house;
        const { rests, fields: stored } = await readHere(book, master, name);
        const fields = next(stored);
        if (fields ? fields === stored : !rests) {
          // Another tab has taken it away, and this one has not heard of it.
          if (!rests && this.here.has(name)) this.showHere(name, null);
          return;
        }
        const sealed = fields && (await sealHere(master, name, fields)).sealed;
        if (!(await book.changeHere(await hereId(master, name), rests, sealed))) continue;
        this.showHere(name, fields);
        return;
      }
    });
  }

  private showHere(name: string, fields: Fields | null): void {
    const next = new Map(this.here);
    if (fields) next.set(name, fields);
    else next.delete(name);
    this.here = next;
    this.writtenHere += 1;
    this.told('person');
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
    // Whoever edits hears of it.
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
    this.left = null;
    this.rests = null;
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
}

function existing(plain: Plain | null, id: string): Plain {
  if (!plain) throw new Unreadable(`no record ${id}`);
  return plain;
}
