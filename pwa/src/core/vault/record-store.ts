/** The rows of one vault. Every write checks that the vault is still the same one, and raises its generation. */
import type { IDBPObjectStore, StoreNames } from 'idb';
import { type Bytes, equal } from '../bytes.ts';
import type { Database, LocalRow, Meta, PendingDeletion, Row, Schema } from './database.ts';

/** This vault was wiped, moved or replaced, perhaps in another tab. */
export class Closed extends Error {
  override name = 'Closed';
}

/** A row to be written, made from `row.edition` (0 for a new one). */
export interface RowChange {
  row: Row;
  /** Whether the text is another one, so that what is shown and the snapshot must learn of it. */
  text: boolean;
}

/** A record of this phone alone as it becomes; null: it is taken away. */
export interface LocalChange {
  id: string;
  sealed: Bytes | null;
  /** As it was read, null for none: it is changed only when nothing was written since. */
  before?: LocalRow | null;
}

/** How far somebody has read in the rows: all of `generation`, or as far as the row `id` of it. */
export interface RowPlace {
  generation: number;
  id?: string;
}

/** What is looked for among the rows that the server has not acknowledged. */
export interface Wanted {
  may: (row: Row) => boolean;
  /** The id of a row that goes before all others. */
  first: string;
  most: number;
}

/** How the disk stands after an exchange with the server. */
export interface DiskState {
  meta: Meta;
  /** A row waits for the server. */
  more: boolean;
  /** Boxes that are still to be erased on the server. */
  deletions: number;
}

/** Of the rows that this tab has written so many are remembered. */
const REMEMBERED = 100;

export class RecordStore {
  readonly database: Database;
  /** The vault's own row as this tab read or wrote it last. */
  last: Meta | null = null;
  /** Rows as this tab wrote them last. `commit` finds out whether they still rest so. */
  private readonly written = new Map<string, Row>();
  private readonly epoch: string;

  constructor(database: Database, epoch: string) {
    this.database = database;
    this.epoch = epoch;
  }

  async meta(): Promise<Meta> {
    return this.checked(await this.database.get('meta', 'vault'));
  }

  row(id: string): Promise<Row | undefined> {
    return this.database.get('records', id);
  }

  /** A row as this tab wrote it last, without a look at the disk. */
  remembered(id: string): Row | undefined {
    return this.written.get(id);
  }

  /** Another tab has written. */
  forget(): void {
    this.written.clear();
  }

  async rows(ids: string[]): Promise<Map<string, Row>> {
    if (ids.length === 0) return new Map();
    const { store } = this.database.transaction('records');
    const found = await Promise.all(ids.map((id) => store.get(id)));
    return new Map(found.flatMap((row) => (row ? [[row.id, row]] : [])));
  }

  /** How many records there are, and how many of them the server has not acknowledged as they are. */
  async count(): Promise<{ all: number; unsent: number }> {
    const { store } = this.database.transaction('records');
    const [all, unsent] = await Promise.all([store.count(), store.index('dirty').count(1)]);
    return { all, unsent };
  }

  /** Every row: also those whose text no app of this age has read, which no generation names. */
  all(): Promise<Row[]> {
    return this.database.getAll('records');
  }

  /** Rows that come after `place`, in the order of their generations and within one of their ids; at most so many. */
  async rowsSince({ generation, id }: RowPlace, most?: number): Promise<Row[]> {
    const index = this.database.transaction('records').store.index('generation');
    if (id === undefined) return index.getAll(IDBKeyRange.lowerBound(generation, true), most);
    const rows: Row[] = [];
    let cursor = await index.openCursor(IDBKeyRange.lowerBound(generation));
    const before = cursor?.key === generation && cursor.primaryKey < id;
    if (cursor && before) cursor = await cursor.continuePrimaryKey(generation, id);
    for (; cursor && rows.length < (most ?? Number.POSITIVE_INFINITY); cursor = await cursor.continue()) {
      if (cursor.key !== generation || cursor.primaryKey > id) rows.push(cursor.value);
    }
    return rows;
  }

  /**
   * The vault's own row and, when it is `ready`, rows whose present bytes, or an unanswered put, the server has not acknowledged:
   * those that `pick` takes of them, as they become. What changes is written in the same transaction.
   */
  async outgoing(
    wanted: Wanted,
    ready: (meta: Meta) => boolean,
    pick: (rows: Row[]) => Row[],
  ): Promise<{ meta: Meta; rows: Row[] }> {
    const write = this.database.transaction(['meta', 'records'], 'readwrite');
    const meta = this.checked(await write.objectStore('meta').get('vault'));
    const records = write.objectStore('records');
    const resting = new Set(ready(meta) ? await dirtyRows(records, wanted) : []);
    const rows = pick([...resting]).map((row) => (resting.has(row) ? row : raised(row)));
    for (const row of rows) if (!resting.has(row)) quiet(records.put(row));
    await write.done;
    this.remember(rows);
    return { meta, rows };
  }

  /** How the disk stands, and whether a row that `may` be put waits. */
  async rest(may: Wanted['may']): Promise<DiskState> {
    const read = this.database.transaction(['meta', 'records', 'goodbye']);
    const [meta, rows, deletions] = await Promise.all([
      read.objectStore('meta').get('vault'),
      dirtyRows(read.objectStore('records'), { may, first: '', most: 1 }),
      read.objectStore('goodbye').count(),
    ]);
    return { meta: this.checked(meta), more: rows.length > 0, deletions };
  }

  /**
   * Writes rows, records of this phone and a change of the vault's own row in one transaction. Returns the new generation, or
   * null, with nothing written, when one of the rows has changed since it was read.
   */
  async commit(
    changes: RowChange[],
    patch?: (meta: Meta) => Partial<Meta>,
    deletions: PendingDeletion[] = [],
    locals: LocalChange[] = [],
  ): Promise<number | null> {
    const write = this.database.transaction(['meta', 'records', 'goodbye', 'here'], 'readwrite');
    const meta = await write.objectStore('meta').get('vault');
    const records = write.objectStore('records');
    try {
      const present = this.checked(meta);
      for (const { row } of changes) {
        const now = await records.get(row.id);
        if ((now?.edition ?? 0) !== row.edition) {
          this.forget();
          await write.done;
          return null;
        }
      }
      const generation = present.generation + (changes.some(({ text }) => text) ? 1 : 0);
      const rows = changes.map(({ row, text }) => raised(text ? { ...row, generation } : row));
      const next = { ...present, ...patch?.(present), generation };
      for (const row of rows) quiet(records.put(row));
      for (const box of deletions) quiet(write.objectStore('goodbye').put(box));
      for (const change of locals) quiet(put(write.objectStore('here'), change));
      quiet(write.objectStore('meta').put(next, 'vault'));
      await write.done;
      this.last = next;
      this.remember(rows);
      return generation;
    } catch (fault) {
      abandon(write);
      // It fails because it was given up; the fault goes to the caller.
      await write.done.catch(() => undefined);
      throw fault;
    }
  }

  /** The same for every record at once, where no text changes: used when a new log makes all bases void. */
  async commitAll(each: (row: Row) => Row, patch: (meta: Meta) => Partial<Meta>): Promise<void> {
    const write = this.database.transaction(['meta', 'records'], 'readwrite');
    const meta = this.checked(await write.objectStore('meta').get('vault'));
    for (let cursor = await write.objectStore('records').openCursor(); cursor; cursor = await cursor.continue()) {
      const next = each(cursor.value);
      if (next !== cursor.value) await cursor.update(raised(next));
    }
    const next = { ...meta, ...patch(meta) };
    await write.objectStore('meta').put(next, 'vault');
    await write.done;
    this.last = next;
    this.forget();
  }

  localRows(): Promise<LocalRow[]> {
    return this.database.getAll('here');
  }

  localRow(id: string): Promise<LocalRow | undefined> {
    return this.database.get('here', id);
  }

  /**
   * Writes records of this phone, or takes them away, in one transaction. Returns false, with nothing written, when one of them was
   * written since it was read.
   */
  async changeLocals(...changes: LocalChange[]): Promise<boolean> {
    const write = this.database.transaction(['meta', 'here'], 'readwrite');
    this.checked(await write.objectStore('meta').get('vault'));
    const store = write.objectStore('here');
    for (const { id, before } of changes) {
      const now = before === undefined ? undefined : await store.get(id);
      if (before === undefined || (now && before ? equal(now.sealed, before.sealed) : !now === !before)) continue;
      await write.done;
      return false;
    }
    await Promise.all(changes.map((change) => put(store, change)));
    await write.done;
    return true;
  }

  private checked(meta: Meta | undefined): Meta {
    if (meta?.epoch !== this.epoch) throw new Closed('another vault lives here now');
    this.last = meta;
    return meta;
  }

  private remember(rows: Row[]): void {
    for (const row of rows) {
      // The one that was written last is forgotten last.
      this.written.delete(row.id);
      this.written.set(row.id, row);
    }
    for (const id of this.written.keys()) {
      if (this.written.size <= REMEMBERED) return;
      this.written.delete(id);
    }
  }
}

/** A row as it is written: whoever read it before starts again. */
const raised = (row: Row): Row => ({ ...row, edition: row.edition + 1 });

/** One by one: a diary of ten years that is sent for the first time is not read whole for every request. */
async function dirtyRows<Stores extends ArrayLike<StoreNames<Schema>>, Mode extends IDBTransactionMode>(
  store: IDBPObjectStore<Schema, Stores, 'records', Mode>,
  { may, first, most }: Wanted,
): Promise<Row[]> {
  const row = first ? await store.get(first) : undefined;
  const rows = row?.dirty && may(row) ? [row] : [];
  const index = store.index('dirty');
  for (let cursor = await index.openCursor(1); cursor && rows.length < most; cursor = await cursor.continue()) {
    if (cursor.value.id !== first && may(cursor.value)) rows.push(cursor.value);
  }
  return rows;
}

function put<Stores extends ArrayLike<StoreNames<Schema>>>(
  store: IDBPObjectStore<Schema, Stores, 'here', 'readwrite'>,
  { id, sealed }: LocalChange,
): Promise<unknown> {
  return sealed ? store.put({ id, sealed }) : store.delete(id);
}

/** A request whose failure the end of its transaction tells. */
export const quiet = (request: Promise<unknown>): void => void request.catch(() => undefined);

/** All of a transaction or nothing of it: else what was asked for before the fault would be done by itself. */
export function abandon(write: { abort(): void }): void {
  try {
    write.abort();
  } catch {
    // It has failed by itself already.
  }
}

/** Nothing is missing on the server, as far as is known. After a rotation the new code opens the new vault once everything is in it. */
export const boxesStand = ({ vaultMade, slotChecked, left }: Meta): boolean =>
  vaultMade && (slotChecked || (left !== null && !left.copied));
