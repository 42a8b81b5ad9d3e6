/** The boxes of a vault on the server: the vault itself, and the slot that the recovery code opens. */

import { type Bytes, equal, fromHex, hex } from '../bytes.ts';
import { blank, edit } from '../model/merge.ts';
import type { Entry, Fields } from '../model/plain.ts';
import { type Api, Unanswered } from './api.ts';
import type { Meta, PendingDeletion } from './database.ts';
import { unwrapMaster } from './device.ts';
import type { VaultDiary } from './diary.ts';
import { oldBoxes } from './old-vault.ts';
import { boxesStand } from './record-store.ts';
import {
  type BoxKey,
  localKey,
  open,
  openSlot,
  place,
  recordId,
  rootKey,
  seal,
  sealSlot,
  slotBox,
  slotKey,
} from './seal.ts';
import type { UnlockedVault } from './unlocked.ts';

const PENDING = place('pending code');

/** A confirmed code's secret, kept sealed until its slot has been read back from the server. */
export async function sealPending(unlocked: UnlockedVault, secret: Bytes): Promise<Bytes> {
  return seal(await localKey(unlocked.master, 'pending-code'), secret, PENDING);
}

async function openPending(unlocked: UnlockedVault, sealed: Bytes): Promise<Bytes> {
  return open(await localKey(unlocked.master, 'pending-code'), sealed, PENDING);
}

export async function slotOf(secret: Bytes): Promise<PendingDeletion> {
  return { kind: 'slot', ...(await slotBox(await rootKey(secret))) };
}

/** The secret in the `keys` record; null when there is none, or none that can be read. */
export function secretIn(fields: { R?: unknown } | undefined): Bytes | null {
  const R = fields?.R;
  return typeof R === 'string' && /^[0-9a-f]{32}$/.test(R) ? fromHex(R) : null;
}

/** The master key of the vault that this one moved out of, in the same record; null when there is none, or nothing of it is left. */
export function masterIn(fields: { old?: unknown } | undefined): Bytes | null {
  const old = fields?.old;
  return typeof old === 'string' && /^[0-9a-f]{64}$/.test(old) ? fromHex(old) : null;
}

/** Whether these are the fields of the record that a code's vault has, and not only what a phone has pinned by itself. */
export const isOfCode = (fields: Fields | undefined): boolean =>
  fields !== undefined && ('R' in fields || 'old' in fields);

/** The month as a server counts it, in UTC; `now` in milliseconds. */
export const serverMonth = (now: number): string => new Date(now).toISOString().slice(0, 7);

/** Makes what is missing on the server. The vault comes first: a slot must never open nothing. `now` in milliseconds. */
export async function ensureBoxes(diary: VaultDiary, api: Api, now: number): Promise<void> {
  const { unlocked } = diary;
  const meta = await unlocked.store.meta();
  if (!meta.vaultMade) {
    await api.putVault(unlocked.box);
    await unlocked.store.commit([], () => ({ vaultMade: true, copySince: serverMonth(now) }));
  }
  if (boxesStand({ ...meta, vaultMade: true })) return;
  if (meta.pendingCode) await makeSlot(diary, api, meta.pendingCode);
  else await restoreSlot(diary, api);
}

/** Boxes of this person that the server may hold, by what this device knows. */
export async function ownBoxes(diary: VaultDiary): Promise<PendingDeletion[]> {
  const meta = await diary.unlocked.store.meta();
  const boxes: PendingDeletion[] = await pendingSlot(diary.unlocked);
  if (meta.hasCode || meta.vaultMade) boxes.push({ kind: 'vault', ...diary.unlocked.box });
  const secret = secretIn(diary.entries.get(await recordId(diary.unlocked.master, 'keys'))?.fields);
  if (secret) boxes.push(await slotOf(secret));
  boxes.push(...channelBoxes(diary.locals.get('channel')));
  boxes.push(...threadBoxes(diary.entries.values()));
  boxes.push(...(await oldBoxes(diary.unlocked)));
  return boxes;
}

/** The channel of this phone; none that no wish was ever sent to: the server has none. */
export const channelBoxes = ({ id, auth, sent }: Fields = {}): PendingDeletion[] =>
  typeof id === 'string' && typeof auth === 'string' && sent !== false ? [{ kind: 'channel', id, auth }] : [];

/** The threads that records lead to. */
export function threadBoxes(records: Iterable<Pick<Entry, 'kind' | 'fields'>>): PendingDeletion[] {
  const boxes: PendingDeletion[] = [];
  for (const { kind, fields } of records) {
    const { thread: id, auth } = fields;
    if (kind === 'thread' && typeof id === 'string' && typeof auth === 'string' && auth !== '') {
      boxes.push({ kind: 'thread', id, auth });
    }
  }
  return boxes;
}

/** The slot of a confirmed code that is still to be made; it may be half made already. */
export async function pendingSlot(unlocked: UnlockedVault): Promise<PendingDeletion[]> {
  const secret = await pendingSecret(unlocked);
  return secret ? [await slotOf(secret)] : [];
}

/** The secret of that code; null when none is on its way. */
export async function pendingSecret(unlocked: UnlockedVault): Promise<Bytes | null> {
  const { pendingCode } = await unlocked.store.meta();
  return pendingCode ? openPending(unlocked, pendingCode) : null;
}

/** A new code: new slot, read back; only then is it the vault's code, and the old slot goes. */
async function makeSlot(diary: VaultDiary, api: Api, pending: Bytes): Promise<void> {
  const secret = await openPending(diary.unlocked, pending);
  await putAndReadBack(diary.unlocked, api, secret);
  const keys = await recordId(diary.unlocked.master, 'keys');
  await diary.serial(() =>
    diary.rewrite(keys, async (plain) => {
      const old = secretIn(plain?.fields);
      return {
        plain: edit(plain ?? blank('keys'), diary.stamper(), { R: hex(secret) }),
        // Still pending when yet another code was confirmed meanwhile.
        patch: (meta: Meta) =>
          meta.pendingCode && equal(meta.pendingCode, pending) ? { slotChecked: true, pendingCode: null } : {},
        deletions: old && !equal(old, secret) ? [await slotOf(old)] : [],
      };
    }),
  );
}

/** After a new log the slot may be missing: made again from the `keys` record, as soon as this device has one. */
async function restoreSlot(diary: VaultDiary, api: Api): Promise<void> {
  const { unlocked } = diary;
  const secret = secretIn(diary.entries.get(await recordId(unlocked.master, 'keys'))?.fields);
  if (!secret) return;
  try {
    await putAndReadBack(unlocked, api, secret);
  } catch (fault) {
    // Its tombstone: another device has made a new code, and its `keys` record is still to come.
    if (!(fault instanceof Unanswered && fault.why === 'box-deleted')) throw fault;
  }
  await unlocked.store.commit([], () => ({ slotChecked: true }));
}

async function putAndReadBack(unlocked: UnlockedVault, api: Api, secret: Bytes): Promise<void> {
  const recovery = await rootKey(secret);
  const box: BoxKey = await slotBox(recovery);
  const key = await slotKey(recovery);
  const master = await unwrapMaster(unlocked.store.database, (await unlocked.store.meta()).wrapped);
  const sealed = await sealSlot(key, box.id, master);
  await api.putSlot(box, sealed);
  const back = await api.getSlot(box);
  if (!equal(back, sealed) || !equal(await openSlot(key, box.id, back), master)) {
    throw new Unanswered('gone', 'the slot that was read back is another one');
  }
}
