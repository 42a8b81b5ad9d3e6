/** Taking in the file that `export.ts` writes: onto an empty phone, into the same diary, or beside another one. */

import { type Bytes, fromBase64, fromHex } from '../bytes.ts';
import { merge, same } from '../model/merge.ts';
import type { Plain } from '../model/plain.ts';
import { contentOfCopy, holds, presentVault } from './copy.ts';
import type { Database, LocalRow, PendingDeletion, Row } from './database.ts';
import { VaultDiary } from './diary.ts';
import type { VaultEnvironment } from './environment.ts';
import type { ExportContent } from './export.ts';
import { sealLocal } from './local-records.ts';
import { movable, NewIds, ResealedRows, replaceVault, type VaultRows, withoutCopyConsent } from './move.ts';
import { Closed, type RowChange } from './record-store.ts';
import { edited, fitRecord, type Kept, newRow } from './records.ts';
import { openRow, recordId, rootKey } from './seal.ts';
import { ownBoxes, sealPending, secretIn } from './slots.ts';
import type { Copy } from './types.ts';
import { freshMeta, type UnlockedVault, unlockedVaultOf } from './unlocked.ts';

/**
 * Takes an opened file in, in one transaction. The same diary is merged record by record. With another one here: `add` puts
 * both together, under the code of the one that is here if it has one, else as the diary of the file; `discard` throws away what is
 * here, its copy on the server too. Returns what became of the diary that was here, or `shut` when it cannot be read and was not
 * to be thrown away: then nothing is written.
 */
export async function takeIn(...given: Parameters<typeof tryToTakeIn>): Promise<'merged' | 'replaced' | 'shut'> {
  for (;;) {
    const done = await tryToTakeIn(...given).catch((fault: unknown) => {
      if (fault instanceof Closed) return null;
      throw fault;
    });
    if (done) return done;
  }
}

/** Null, with nothing written, when another tab has gone on from what was looked at. */
async function tryToTakeIn(
  environment: VaultEnvironment,
  database: Database,
  copy: Copy,
  local: 'add' | 'discard',
): Promise<'merged' | 'replaced' | 'shut' | null> {
  const epoch = (await database.get('meta', 'vault'))?.epoch ?? null;
  const content = contentOfCopy(copy);
  const master = fromHex(content.master);
  const present = await presentVault(database, master);
  if (present === 'shut' && local === 'add') return 'shut';
  if (!present || present === 'shut') {
    return (await replace(database, content, { rows: [], locals: [] }, [], epoch)) ? 'replaced' : null;
  }
  const { hasCode } = await present.store.meta();
  const sameVault = await holds(present, master);
  const diary = new VaultDiary(present, environment.now);
  await diary.load();
  try {
    if (sameVault || (local === 'add' && hasCode)) {
      await mergeInto(diary, content, sameVault);
      return 'merged';
    }
    const next = await unlockedVaultOf(database, await freshMeta(database, master), master);
    const resealed =
      local === 'add' ? new ResealedRows(present, next, diary.now(), undefined, withoutCopyConsent) : null;
    await resealed?.fill();
    const boxes = resealed ? [] : await ownBoxes(diary);
    const done = await replace(
      database,
      content,
      resealed ?? { rows: [], locals: [] },
      boxes,
      resealed ?? present.epoch,
    );
    return done ? 'replaced' : null;
  } finally {
    diary.close();
  }
}

/** The file's vault becomes this phone's; `moved` is what comes along into it. */
async function replace(
  database: Database,
  content: ExportContent,
  moved: VaultRows,
  deletions: PendingDeletion[],
  from: string | null | ResealedRows,
): Promise<boolean> {
  const master = fromHex(content.master);
  const fresh = await freshMeta(database, master);
  const unlocked = await unlockedVaultOf(database, fresh, master);
  const rows = new Map<string, Row>();
  for (const { id, version, sealed } of content.unread) rows.set(id, unread(id, version, fromBase64(sealed)));
  const joined = new Map<string, Plain>();
  for (const { id, ...plain } of content.records) joined.set(id, plain);
  for (const row of moved.rows) {
    const mine = await openRow(unlocked.seals, row);
    const theirs = joined.get(row.id);
    if (mine) joined.set(row.id, theirs ? merge(mine, theirs) : mine);
  }
  const kept: Kept[] = [];
  for (const [id, plain] of joined) {
    const fitted = fitRecord(id, plain, 'fields too') ?? { plain, kept: [] };
    kept.push(...fitted.kept);
    rows.set(id, newRow(id, await unlocked.seals.seal(id, 1, fitted.plain)));
  }
  for (const { name, plain } of kept) {
    const id = await recordId(unlocked.master, name);
    if (!rows.has(id)) rows.set(id, newRow(id, await unlocked.seals.seal(id, 1, plain)));
  }
  const here = new Map<string, LocalRow>();
  for (const { name, fields } of content.here) {
    const record = await sealLocal(unlocked.master, name, fields);
    here.set(record.id, record);
  }
  for (const record of moved.locals) here.set(record.id, record);
  const secret = secretOfContent(content, await recordId(unlocked.master, 'keys'));
  const meta = {
    ...fresh,
    hasCode: secret !== null || content.pending !== undefined,
    pendingCode: content.pending ? await sealPending(unlocked, fromHex(content.pending)) : null,
  };
  return replaceVault(database, meta, { rows: [...rows.values()], locals: [...here.values()] }, deletions, from);
}

/** Each record of the file into its own record here; starts again when another tab was quicker. */
async function mergeInto(diary: VaultDiary, content: ExportContent, sameVault: boolean): Promise<void> {
  const { unlocked } = diary;
  const records = sameVault ? content.records : await renamed(content, diary);
  const here: LocalRow[] = [];
  for (const { name, fields } of content.here) {
    // What this phone has itself is the later word: these records carry no stamps.
    if (!diary.locals.has(name)) here.push(await sealLocal(unlocked.master, name, fields));
  }
  const gotCode = sameVault && secretOfContent(content, await recordId(unlocked.master, 'keys')) !== null;
  for (;;) {
    const rows = await unlocked.store.rows(records.map(({ id }) => id));
    const changes: RowChange[] = [];
    const kept: Kept[] = [];
    for (const { id, ...theirs } of records) {
      const row = rows.get(id);
      const next = row ? await mergedRow(unlocked, row, theirs, kept) : await addedRow(unlocked, id, theirs);
      if (next) changes.push({ row: next, text: true });
    }
    changes.push(...(await diary.keptRows(kept, new Map())));
    if (sameVault) changes.push(...(await unreadRows(unlocked, content)));
    const done = await unlocked.store.commit(changes, (now) => ({ hasCode: now.hasCode || gotCode }), [], here);
    if (done !== null) return;
  }
}

/** Null when the file says nothing new, or when a newer app wrote what is here. */
async function mergedRow(unlocked: UnlockedVault, row: Row, theirs: Plain, kept: Kept[]): Promise<Row | null> {
  if (row.waits) return null;
  const mine = await openRow(unlocked.seals, row);
  const merged = mine ? merge(mine, theirs) : theirs;
  if (mine && same(merged, mine)) return null;
  const fitted = fitRecord(row.id, merged, 'fields too');
  if (!fitted) return null;
  kept.push(...fitted.kept);
  return edited(unlocked.seals, row, fitted.plain);
}

async function addedRow(unlocked: UnlockedVault, id: string, theirs: Plain): Promise<Row> {
  return newRow(id, await unlocked.seals.seal(id, 1, theirs));
}

async function unreadRows(unlocked: UnlockedVault, content: ExportContent): Promise<RowChange[]> {
  const known = await unlocked.store.rows(content.unread.map(({ id }) => id));
  return content.unread
    .filter(({ id }) => !known.has(id))
    .map(({ id, version, sealed }) => ({ row: unread(id, version, fromBase64(sealed)), text: false }));
}

/** As it came; sent only to a server that has lost it. */
function unread(id: string, version: number, sealed: Bytes): Row {
  return { ...newRow(id, sealed), version, dirty: 0, waits: true };
}

/** The records of another vault under ids of this one, each under the same one whenever it comes, so that a file taken in twice meets itself. */
async function renamed(content: ExportContent, { unlocked, now }: VaultDiary): Promise<ExportContent['records']> {
  const ids = new NewIds(await rootKey(fromHex(content.master)), unlocked.master, now());
  const records: ExportContent['records'] = [];
  for (const { id, ...plain } of content.records) {
    const moves = movable(plain);
    if (!moves) continue;
    const moved = await ids.moved(id, withoutCopyConsent(moves));
    records.push({ ...moved.plain, id: moved.id });
  }
  return records;
}

function secretOfContent({ records }: ExportContent, keysId: string): Bytes | null {
  return secretIn(records.find(({ id }) => id === keysId)?.fields);
}
