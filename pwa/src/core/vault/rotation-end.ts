/**
 * What is left to do on the server after a rotation, from wherever it stood still: the old vault is read once more, the
 * new one filled, the new code's slot made and read back; then the old slots go, and the old vault, unless somebody has put
 * something into it since. Source: docs/engineers/protocol.md, "Moving house".
 */

import { type Bytes, equal, hex } from '../bytes.ts';
import { blank, edit, merge, same } from '../model/merge.ts';
import type { Plain } from '../model/plain.ts';
import { type Api, Unanswered } from './api.ts';
import type { Meta, PendingRotation } from './database.ts';
import { movedRecord } from './devices.ts';
import type { VaultDiary } from './diary.ts';
import { movable, NewIds } from './move.ts';
import { oldMaster, oldVault, sealOldMaster } from './old-vault.ts';
import type { RowChange } from './record-store.ts';
import { edited, fitRecord, type Kept, newRow, type ServerRecord } from './records.ts';
import { Foreign, openRow, recordId, rootKey, vaultBox } from './seal.ts';
import { masterIn, secretIn, slotOf } from './slots.ts';
import type { UnlockedVault } from './unlocked.ts';

/** What became of sending everything: `full`: the server takes no more for now · `refused`: some of it never. */
export type Outcome = 'all' | 'full' | 'refused';

/** Somebody goes on writing into the old vault: so many times in one sync, then the next one tries. */
const TRIES = 5;
/** New logs within one reading. */
const RESETS = 5;

/** `exchange` sends what the new vault lacks; `today` is the local date. */
export async function endRotation(
  diary: VaultDiary,
  api: Api,
  exchange: () => Promise<Outcome>,
  today: string,
): Promise<Outcome> {
  let sent: Outcome = 'all';
  await tellOld(diary);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const seen = await readOld(diary, api);
    if ((await diary.unlocked.store.meta()).coming) await diary.unlocked.store.commit([], () => ({ coming: false }));
    sent = await exchange();
    if (!(await pendingRotation(diary)).copied) {
      await note(diary, { copied: true });
      // Now the slot is made and read back, and the code's own record sent.
      sent = await exchange();
    }
    await closeOld(diary, api);
    if (seen === 'newer') throw new Unanswered('newer', 'the old vault holds what only a newer app can read');
    // What the new vault does not hold stays in the old one.
    if (sent !== 'all') return sent;
    if (seen === 'gone' || (await erased(diary, api, seen))) {
      await diary.changeLocals([movedRecord], () => ({ date: today }));
      await forgetOld(diary);
      return exchange();
    }
  }
  return sent;
}

/**
 * Notes that this device sees to the end of a move which another one began: that one may be lost. False when `old` leads to
 * this very vault.
 */
export async function adoptRotation(diary: VaultDiary, old: Bytes): Promise<boolean> {
  const { unlocked } = diary;
  if ((await vaultBox(await rootKey(old))).id === unlocked.box.id) return false;
  const master = await sealOldMaster(unlocked.master, old);
  const fresh: PendingRotation = { master, slots: [], others: [], log: null, cursor: 0, copied: false, closed: false };
  await unlocked.store.commit([], ({ left }) => ({ left: left ?? fresh }));
  return true;
}

/** The new vault knows the old key before anything else, so that whoever opens it finds what has not moved yet. */
async function tellOld(diary: VaultDiary): Promise<void> {
  const old = await oldMaster(diary.unlocked, await pendingRotation(diary));
  await diary.serial(async () =>
    diary.rewrite(await recordId(diary.unlocked.master, 'keys'), async (plain) => {
      const known = masterIn(plain?.fields);
      if (plain && known && equal(known, old)) return { plain };
      return { plain: edit(plain ?? blank('keys'), diary.stamper(), { old: hex(old) }) };
    }),
  );
}

/** Nothing of the old vault is on the server any more. */
async function forgetOld(diary: VaultDiary): Promise<void> {
  const deletions = (await pendingRotation(diary)).others;
  await diary.serial(async () =>
    diary.rewrite(await recordId(diary.unlocked.master, 'keys'), async (plain) => ({
      plain: edit(plain ?? blank('keys'), diary.stamper(), { old: '' }),
      patch: () => ({ left: null }),
      deletions,
    })),
  );
}

async function pendingRotation(diary: VaultDiary): Promise<PendingRotation> {
  const { left } = await diary.unlocked.store.meta();
  if (!left) throw new Error('no rotation is under way');
  return left;
}

const patchRotation =
  (change: Partial<PendingRotation> | ((left: PendingRotation) => Partial<PendingRotation>)) =>
  ({ left }: Meta): Partial<Meta> => ({
    left: left && { ...left, ...(typeof change === 'function' ? change(left) : change) },
  });

async function note(diary: VaultDiary, change: Partial<PendingRotation>): Promise<void> {
  await diary.unlocked.store.commit([], patchRotation(change));
}

/** The old vault's place in its log once everything in it is here too; `newer` when something there needs a newer app. */
async function readOld(diary: VaultDiary, api: Api): Promise<{ log: string; seq: number } | 'gone' | 'newer'> {
  const old = await oldVault(diary.unlocked, await pendingRotation(diary));
  const ids = new NewIds(old.master, diary.unlocked.master, diary.now());
  let newer = false;
  let resets = 0;
  for (;;) {
    const { log, cursor } = await pendingRotation(diary);
    const answer = await api.sync(old.box, { log, cursor, puts: [] }).catch((fault: unknown) => {
      if (fault instanceof Unanswered && (fault.why === 'no-such-box' || fault.why === 'box-deleted')) return null;
      throw fault;
    });
    if (!answer) return 'gone';
    if (answer.log !== log || (answer.more && answer.cursor === 0)) {
      resets += 1;
      if (resets > RESETS) throw new Unanswered('gone', 'the server answers in circles');
      await note(diary, { log: answer.log, cursor: 0 });
      continue;
    }
    if (answer.more && answer.cursor <= cursor) throw new Unanswered('gone', 'a page that leads nowhere');
    if (!(await carry(diary, old, ids, answer.changes, answer.cursor))) newer = true;
    if (answer.more) continue;
    if (!newer) return { log: answer.log, seq: answer.cursor };
    // The newer app reads it from the start.
    await note(diary, { cursor: 0 });
    return 'newer';
  }
}

/** Merges one page of the old vault into the records here. False when something on it needs a newer app. */
async function carry(
  diary: VaultDiary,
  old: UnlockedVault,
  ids: NewIds,
  page: ServerRecord[],
  cursor: number,
): Promise<boolean> {
  const records: { id: string; plain: Plain }[] = [];
  const slots: PendingRotation['slots'] = [];
  let known = true;
  for (const { id, version, sealed } of page) {
    const theirs = sealed && (await old.seals.open(id, version, sealed).catch((fault: unknown) => fault as Error));
    if (theirs instanceof Foreign) known = false;
    // Damaged on the server: this device has carried its own copy.
    if (!theirs || theirs instanceof Error) continue;
    const secret = id === (await recordId(old.master, 'keys')) ? secretIn(theirs.fields) : null;
    if (secret) slots.push(await slotOf(secret));
    const moves = movable(theirs);
    if (moves) records.push(await ids.moved(id, moves));
  }
  const next = patchRotation((left) => ({
    cursor,
    slots: union(left.slots, slots),
    closed: left.closed && slots.length === 0,
  }));
  for (;;) {
    const { changes, plains } = await merged(diary, records);
    if (await diary.commit('sync', { changes, plains, patch: next })) return known;
  }
}

async function merged(diary: VaultDiary, records: { id: string; plain: Plain }[]) {
  const { store, seals } = diary.unlocked;
  const rows = await store.rows(records.map(({ id }) => id));
  const plains = new Map<string, Plain>();
  const kept: Kept[] = [];
  const changes: RowChange[] = [];
  for (const { id, plain: theirs } of records) {
    const row = rows.get(id);
    const mine = row ? await openRow(seals, row) : null;
    if (row && !mine) continue;
    const both = mine ? merge(mine, theirs) : theirs;
    if (mine && same(both, mine)) continue;
    const fitted = fitRecord(id, both, 'fields too');
    if (!fitted) continue;
    kept.push(...fitted.kept);
    plains.set(id, fitted.plain);
    const fresh = async () => newRow(id, await seals.seal(id, 1, fitted.plain));
    changes.push({ row: row ? await edited(seals, row, fitted.plain) : await fresh(), text: true });
  }
  return { changes: [...(await diary.keptRows(kept, plains)), ...changes], plains };
}

function union(slots: PendingRotation['slots'], more: PendingRotation['slots']): PendingRotation['slots'] {
  const all = [...slots, ...more.map(({ id, auth }) => ({ id, auth }))];
  return all.filter(({ id }, at) => all.findIndex((it) => it.id === id) === at);
}

/** The old code opens nothing any more. Only when the new one was read back. */
async function closeOld(diary: VaultDiary, api: Api): Promise<void> {
  const { left, slotChecked } = await diary.unlocked.store.meta();
  if (!left || left.closed) return;
  if (!slotChecked) throw new Unanswered('gone', 'the new slot is not there yet');
  for (const slot of left.slots) {
    await api.erase({ kind: 'slot', ...slot }).catch((fault: unknown) => {
      const isGone = fault instanceof Unanswered && (fault.why === 'no-such-box' || fault.why === 'box-deleted');
      if (!isGone) throw fault;
    });
  }
  await diary.unlocked.store.commit([], (meta) =>
    // Another one that came to light meanwhile is for the next round.
    meta.left?.slots.length === left.slots.length ? patchRotation({ closed: true })(meta) : {},
  );
}

/** False when something was put into the old vault since it was read. */
async function erased(diary: VaultDiary, api: Api, seen: { log: string; seq: number }): Promise<boolean> {
  const old = await oldVault(diary.unlocked, await pendingRotation(diary));
  try {
    await api.eraseVault(old.box, seen);
    return true;
  } catch (fault) {
    if (!(fault instanceof Unanswered)) throw fault;
    if (fault.why === 'no-such-box' || fault.why === 'box-deleted') return true;
    if (fault.why === 'grown') return false;
    throw fault;
  }
}
