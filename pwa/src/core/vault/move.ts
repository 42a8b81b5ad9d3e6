/** Carries records into another vault: sealed anew under its keys, under new ids, so that a server cannot match them. */

import { equal, hex, random } from '../bytes.ts';
import { addDays, localDate } from '../model/dates.ts';
import type { Json, Plain } from '../model/plain.ts';
import { channelRecord } from './channel.ts';
import { type Database, type LocalRow, type Meta, type PendingDeletion, type Row, SURELY } from './database.ts';
import type { VaultDiary } from './diary.ts';
import { openLocals, sealLocal } from './local-records.ts';
import { Locked } from './lockkey.ts';
import { keysRecord, pinsAlone } from './pins.ts';
import { abandon, Closed, quiet } from './record-store.ts';
import { newRow } from './records.ts';
import { openRow, type Root, recordId } from './seal.ts';
import { ownBoxes } from './slots.ts';
import { freshMeta, type UnlockedVault, unlockedVaultOf } from './unlocked.ts';

/** What of a record goes along into another vault; null: what belongs to a vault and not to the person is made anew there. */
export function movable(plain: Plain): Plain | null {
  if (plain.kind === keysRecord) return pinsAlone(plain);
  return plain.kind === 'device' ? null : plain;
}

export interface VaultRows {
  rows: Row[];
  locals: LocalRow[];
}

/**
 * Replaces the vault of this device in one transaction. False, with nothing written, when another tab has gone on from what was
 * looked at: `from` is the epoch of the vault that lived here, null where there was none, or what was sealed anew of it.
 */
export async function replaceVault(
  database: Database,
  meta: Meta,
  contents: VaultRows,
  deletions: PendingDeletion[],
  from: string | null | ResealedRows,
): Promise<boolean> {
  return put(database, meta, contents, deletions, from);
}

interface Resealing {
  /** A record did not open: what the server holds of it is to be looked at once more. */
  unread: boolean;
}

/**
 * The vault of this device becomes `to`, with everything that is in `from`, in one transaction. What another tab writes
 * meanwhile is carried too. Throws `Closed` when `from` does not live here any more.
 */
export async function moveTo(
  from: UnlockedVault,
  to: UnlockedVault,
  now: number,
  deletions: PendingDeletion[],
  meta: (resealed: Resealing) => Promise<Meta>,
  ...changed: MoveChanges
): Promise<void> {
  const resealed = new ResealedRows(from, to, now, ...changed);
  for (;;) {
    await resealed.fill();
    if (await put(from.store.database, await meta(resealed), resealed, deletions, resealed)) return;
  }
}

/** The vault of this device goes on under a new master key, on this phone only. Returns the new vault. */
export async function startAnew(diary: VaultDiary, ...changed: MoveChanges): Promise<UnlockedVault> {
  const { unlocked } = diary;
  const { database } = unlocked.store;
  const master = random(32);
  const next = await unlockedVaultOf(database, { epoch: hex(random(8)), tag: unlocked.tag }, master);
  const fresh = async () => ({ ...(await freshMeta(database, master)), epoch: next.epoch, tag: next.tag });
  // The channel goes on: it belongs to this device, and its secret moves along. So do threads.
  const { id: channel } = diary.locals.get(channelRecord) ?? {};
  const left = (await ownBoxes(diary)).filter(({ id, kind }) => id !== channel && kind !== 'thread');
  await moveTo(unlocked, next, diary.now(), left, fresh, ...changed);
  return next;
}

/** What records become as they are carried: those of this phone only, and the others. */
export type MoveChanges = [change?: Change, record?: (plain: Plain) => Plain];

/** A diary that is added to another one is under the consent to a copy that was given for that one. */
export function withoutCopyConsent(plain: Plain): Plain {
  if (plain.kind !== 'consents') return plain;
  const { copy: _field, ...fields } = plain.fields;
  const { copy: _stamp, ...stamps } = plain.stamps;
  return { ...plain, fields, stamps };
}

/** What a record that is kept on this phone only becomes; null: it stays behind. */
type Change = (name: string, fields: Record<string, Json>) => Record<string, Json> | null;

/**
 * What moves, and the state of the disk that it was sealed anew from: every record, removed ones too, and everything that is kept on
 * this phone only.
 */
export class ResealedRows implements VaultRows {
  locals: LocalRow[] = [];
  unread = false;
  /** Rows of a newer app have had no text here: theirs is 0. */
  generation = -1;
  found: LocalRow[] = [];
  /** The master key as it rested: a lock that is set meanwhile wraps the new one too. */
  wrapped: Meta['wrapped'] | null = null;
  readonly from: UnlockedVault;
  private readonly to: UnlockedVault;
  private readonly ids: NewIds;
  private readonly change: Change;
  private readonly record: (plain: Plain) => Plain;
  private readonly resealed = new Map<string, Row>();
  private readonly renamed = new Map<string, string>();

  /** `record`: what a record becomes, of the same kind and name. */
  constructor(
    from: UnlockedVault,
    to: UnlockedVault,
    now: number,
    change: Change = (_, fields) => fields,
    record: (plain: Plain) => Plain = (plain) => plain,
  ) {
    this.from = from;
    this.to = to;
    this.ids = new NewIds(from.master, to.master, now);
    this.change = change;
    this.record = record;
  }

  get rows(): Row[] {
    return [...this.resealed.values()];
  }

  /** Seals anew what has come since it was filled last. */
  async fill(): Promise<void> {
    const { store, seals, master } = this.from;
    const { generation, wrapped } = await store.meta();
    for (const row of await store.rowsSince(this)) {
      const plain = await openRow(seals, row);
      if (!plain) this.unread = true;
      const moves = plain && movable(plain);
      if (!moves) continue;
      const moved = await this.ids.moved(row.id, this.record(moves));
      this.renamed.set(row.id, moved.id);
      this.resealed.set(moved.id, newRow(moved.id, await this.to.seals.seal(moved.id, 1, moved.plain)));
    }
    this.generation = generation;
    this.wrapped = wrapped;
    this.found = await store.localRows();
    this.locals = [];
    for (const [name, fields] of await openLocals(store, master)) {
      const changed = this.change(name, this.renameIds(fields) as typeof fields);
      if (changed) this.locals.push(await sealLocal(this.to.master, name, changed));
    }
  }

  /** A record that names another one by its id goes on naming it. */
  private renameIds(value: Json): Json {
    if (typeof value === 'string') return this.renamed.get(value) ?? value;
    if (Array.isArray(value)) return value.map((it) => this.renameIds(it));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, it]) => [name, this.renameIds(it)]));
  }
}

/** False, with nothing written, when the disk has gone on from what `resealed` was filled from. */
async function put(
  database: Database,
  meta: Meta,
  { rows, locals }: VaultRows,
  deletions: PendingDeletion[],
  from: string | null | ResealedRows,
): Promise<boolean> {
  const resealed = from instanceof ResealedRows ? from : null;
  const write = database.transaction(['meta', 'records', 'here', 'snapshot', 'goodbye'], 'readwrite', SURELY);
  const present = await write.objectStore('meta').get('vault');
  // A lock that was set meanwhile is not undone by a vault that knows nothing of it.
  if (!resealed && present?.wrapped.by === 'lock' && meta.wrapped.by === 'device') throw new Locked('a lock was set');
  if (!resealed && (present?.epoch ?? null) !== from) {
    await write.done;
    return false;
  }
  if (resealed) {
    const stands = present?.epoch === resealed.from.epoch;
    const found = await write.objectStore('here').getAll();
    const rests = stands && resealed.wrapped !== null && equal(present.wrapped.sealed, resealed.wrapped.sealed);
    if (!rests || present.generation !== resealed.generation || !alike(found, resealed.found)) {
      await write.done;
      if (!stands) throw new Closed('another vault lives here now');
      return false;
    }
  }
  const generation = 1;
  try {
    for (const store of ['records', 'here', 'snapshot'] as const) quiet(write.objectStore(store).clear());
    for (const row of rows) quiet(write.objectStore('records').put({ ...row, generation, edition: 1 }));
    for (const record of locals) quiet(write.objectStore('here').put(record));
    for (const box of deletions) quiet(write.objectStore('goodbye').put(box));
    quiet(write.objectStore('meta').put({ ...meta, generation }, 'vault'));
  } catch (fault) {
    // Else what was asked for so far would be done by itself.
    abandon(write);
    // It was given up, and the reason goes to the caller.
    await write.done.catch(() => undefined);
    throw fault;
  }
  await write.done;
  return true;
}

const alike = (a: LocalRow[], b: LocalRow[]): boolean =>
  a.length === b.length && a.every(({ id, sealed }, at) => id === b[at]?.id && equal(sealed, b[at].sealed));

/**
 * The ids that records of one vault have in another. What exists once per person has the id of its name; any other one that
 * is derived from the new master key and the id it was made under, which it carries along (`origin`). So every device that
 * holds both keys gives a record the same new id, however many moves it has missed, and copies that were carried apart meet
 * and merge; without the new master key nobody can match the two.
 */
export class NewIds {
  private readonly from: Root;
  private readonly to: Root;
  private readonly now: number;
  /** Ids of the days of a month (`YYYY-MM`), with their names. */
  private readonly days = new Map<string, Promise<Map<string, string>>>();

  /** `now`: milliseconds since 1970. */
  constructor(from: Root, to: Root, now: number) {
    this.from = from;
    this.to = to;
    this.now = now;
  }

  /** A record as it is in the other vault. */
  async moved(id: string, plain: Plain): Promise<{ id: string; plain: Plain }> {
    const own = recordNameOf(plain);
    const name = (await recordId(this.from, own)) === id ? own : await this.dayOf(id, plain);
    if (name !== null) return { id: await recordId(this.to, name), plain };
    const origin = plain.origin ?? id;
    return { id: await recordId(this.to, `moved/${origin}`), plain: { ...plain, origin } };
  }

  /** What is left of a day that was removed does not say which day it was: its id does, to who tries them. */
  private async dayOf(id: string, plain: Plain): Promise<string | null> {
    if (!BY_DAY.has(plain.kind) || typeof plain.fields.date === 'string') return null;
    for (const month of monthsToTry(new Date(this.now))) {
      const name = (await this.daysOf(month)).get(id);
      if (name) return name;
    }
    return null;
  }

  private daysOf(month: string): Promise<Map<string, string>> {
    const known = this.days.get(month);
    if (known) return known;
    const names: string[] = [];
    for (let date = `${month}-01`; date.startsWith(month); date = addDays(date, 1)) {
      for (const kind of BY_DAY) names.push(`${kind}/${date}`);
    }
    const days = Promise.all(names.map(async (name) => [await recordId(this.from, name), name] as const));
    const found = days.then((ids) => new Map(ids));
    this.days.set(month, found);
    return found;
  }
}

/** From this month back to the first, which finds what was removed lately soon; then those of a clock that ran ahead. */
function* monthsToTry(now: Date): Generator<string> {
  const end = new Date(now.getFullYear() + 1, 11);
  const at = new Date(now.getFullYear(), now.getMonth());
  for (; localDate(at) >= FIRST_DAY; at.setMonth(at.getMonth() - 1)) yield localDate(at).slice(0, 7);
  const ahead = new Date(now.getFullYear(), now.getMonth() + 1);
  for (; ahead <= end; ahead.setMonth(ahead.getMonth() + 1)) yield localDate(ahead).slice(0, 7);
}

/** Kinds that exist once a local date. */
const BY_DAY: ReadonlySet<string> = new Set(['checkin', 'measure']);
/** Nobody kept a diary with this app before. */
const FIRST_DAY = '2025-01-01';

/** The name that a record of this kind has when it exists once per person. */
export function recordNameOf({ kind, fields }: Plain): string {
  const { date, programme, module, step } = fields;
  if (BY_DAY.has(kind)) return `${kind}/${String(date)}`;
  if (kind === 'answer') return `answer/${String(programme)}/${String(module)}/${String(step)}`;
  if (kind === 'thread') return `thread/${String(fields.thread)}`;
  if (kind === 'letter') return `letter/${String(fields.thread)}/${String(fields.from)}/${String(fields.n)}`;
  return kind;
}
