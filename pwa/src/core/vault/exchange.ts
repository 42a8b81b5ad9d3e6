/**
 * The device's side of one exchange with the vault: which puts go into the request, and what its answer makes of the records. Source:
 * docs/engineers/protocol.md, "Sync".
 */

import { equal } from '../bytes.ts';
import { noted } from '../faults.ts';
import { canonical, type Plain } from '../model/plain.ts';
import type { SyncAnswer } from './api.ts';
import type { Meta, Pending, PendingDeletion, Row } from './database.ts';
import type { VaultDiary } from './diary.ts';
import type { RecordStore, RowChange, Wanted } from './record-store.ts';
import { acknowledged, type Kept, put, receive, type Trouble } from './records.ts';
import { recordId } from './seal.ts';
import { secretIn, slotOf } from './slots.ts';

/** Limits of the protocol: puts a request, bytes a body. */
const PUTS = 100;
const BODY = 1024 * 1024;
/** The JSON around one put's base64 (ids, numbers, names) and around them all, rounded up. */
const AROUND_PUT = 160;
const AROUND_ALL = 200;

/** A put of a request. */
export interface Sent extends Pending {
  id: string;
  /** As it rests since then. */
  row: Row;
}

/**
 * Which puts go into the next request, when the vault's own row is `ready` for any; that row too. Their exact bytes are noted in the
 * same transaction: until the answer is known they are sent again unchanged.
 */
export async function choosePuts(
  store: RecordStore,
  wanted: Pick<Wanted, 'may' | 'first'>,
  ready: (meta: Meta) => boolean,
): Promise<{ meta: Meta; sent: Sent[] }> {
  const noted = (row: Row): Row => (row.sent ? row : { ...row, sent: put(row) });
  const pick = (rows: Row[]) => withinLimits(rows).map(noted);
  const { meta, rows } = await store.outgoing({ ...wanted, most: PUTS }, ready, pick);
  return { meta, sent: rows.map((row) => ({ id: row.id, ...put(row), row })) };
}

function withinLimits(rows: Row[]): Row[] {
  const chosen: Row[] = [];
  let body = AROUND_ALL;
  for (const row of rows) {
    body += Math.ceil(put(row).sealed.length / 3) * 4 + AROUND_PUT;
    if (body > BODY) break;
    chosen.push(row);
  }
  return chosen;
}

export interface ApplyResult {
  troubles: Set<Trouble>;
}

/**
 * Takes in one answer of the server: all of it and the new cursor in one transaction, or nothing. `app`: the version that is noted
 * when something is met which only a newer one can read.
 */
export async function applyAnswer(
  diary: VaultDiary,
  answer: SyncAnswer,
  sent: Sent[],
  meta: Meta,
  app: string,
): Promise<ApplyResult> {
  for (let known = sent.map(({ row }) => row); ; known = []) {
    const page = new Page(diary, meta.pass);
    await page.read(answer, known);
    page.acknowledge(answer.accepted, sent);
    page.refuse(answer.refused.map(({ id }) => id));
    for (const shown of [...answer.conflicts, ...answer.changes]) await page.receive(shown);
    const back = page.troubles.has('rollback');
    const older = page.troubles.has('newer') ? { older: app } : {};
    const changes = await page.changes();
    const moved = changes.length + page.deletions.length + page.troubles.size > 0 || answer.cursor !== meta.cursor;
    if (!moved) return { troubles: page.troubles };
    const { plains, deletions } = page;
    const patch = (now: Meta) =>
      now.pass === meta.pass ? { cursor: answer.cursor, rolledBack: now.rolledBack || back, ...older } : {};
    if (await diary.commit('sync', { changes, plains, patch, deletions })) return { troubles: page.troubles };
  }
}

/** The rows that one answer touches, as they become. */
class Page {
  readonly plains = new Map<string, Plain>();
  readonly deletions: PendingDeletion[] = [];
  readonly troubles = new Set<Trouble>();
  private readonly kept: Kept[] = [];
  private readonly diary: VaultDiary;
  private readonly pass: number;
  private before = new Map<string, Row>();
  private rows = new Map<string, Row>();

  constructor(diary: VaultDiary, pass: number) {
    this.diary = diary;
    this.pass = pass;
  }

  /** `known`: rows that need not be read. */
  async read({ accepted, refused, conflicts, changes }: SyncAnswer, known: Row[]): Promise<void> {
    const ids = new Set([...accepted, ...[...refused, ...conflicts, ...changes].map(({ id }) => id)]);
    const here = new Map(known.filter(({ id }) => ids.delete(id)).map((row) => [row.id, row]));
    this.before = new Map([...here, ...(await this.diary.unlocked.store.rows([...ids]))]);
    this.rows = new Map(this.before);
  }

  acknowledge(accepted: string[], sent: Sent[]): void {
    for (const put of sent) {
      const row = this.rows.get(put.id);
      if (!row || !accepted.includes(put.id)) continue;
      this.rows.set(row.id, acknowledged(row, put, this.pass));
    }
  }

  /** Certainly not stored: the next put may be another one. */
  refuse(refused: string[]): void {
    for (const id of refused) {
      const row = this.rows.get(id);
      if (row) this.rows.set(id, { ...row, sent: null });
    }
  }

  async receive(shown: SyncAnswer['changes'][number]): Promise<void> {
    const { unlocked } = this.diary;
    const mine = this.rows.get(shown.id);
    const { row, plain, kept, theirs, trouble } = await receive(unlocked.seals, mine, shown, this.pass);
    if (row) this.rows.set(shown.id, row);
    if (plain) this.plains.set(shown.id, plain);
    if (trouble) this.troubles.add(trouble);
    this.kept.push(...kept);
    if (mine && theirs && row && shown.id === (await recordId(unlocked.master, 'keys'))) {
      await this.closeLosingSlots(mine, theirs, plain);
    }
  }

  async changes(): Promise<RowChange[]> {
    const changes = await this.diary.keptRows(this.kept, this.plains);
    for (const [id, row] of this.rows) {
      const before = this.before.get(id);
      if (before && unchanged(before, row)) continue;
      changes.push({ row, text: this.plains.has(id) });
    }
    return changes;
  }

  /** Two devices made a new code at once: the code that lost must not open the vault any more. */
  private async closeLosingSlots(mine: Row, theirs: Plain, merged: Plain | null): Promise<void> {
    const own = await this.diary.unlocked.seals.open(mine.id, mine.version, mine.sealed).catch(noted('own keys', null));
    const winner = secretIn((merged ?? own)?.fields);
    if (!winner) return;
    for (const secret of [secretIn(own?.fields), secretIn(theirs.fields)]) {
      if (secret && !equal(secret, winner)) this.deletions.push(await slotOf(secret));
    }
  }
}

function unchanged(a: Row, b: Row): boolean {
  const { sealed: bytesA, sent: sentA, ...restA } = a;
  const { sealed: bytesB, sent: sentB, ...restB } = b;
  return canonical(restA) === canonical(restB) && equal(bytesA, bytesB) && sentA?.version === sentB?.version;
}
