/** Opening the vault of a recovery code on this device. */

import { type Bytes, equal, hex, random } from '../bytes.ts';
import { Api, Unanswered } from './api.ts';
import type { Database, PendingDeletion } from './database.ts';
import { unwrapMaster } from './device.ts';
import { VaultDiary } from './diary.ts';
import type { VaultEnvironment } from './environment.ts';
import { openAnew } from './lock.ts';
import { moveTo, replaceVault, withoutCopyConsent } from './move.ts';
import { oldBoxes } from './old-vault.ts';
import { wipe } from './pending-deletions.ts';
import { secretOf } from './recovery.ts';
import { Foreign, openSlot, rootKey, slotBox, slotKey, Unreadable } from './seal.ts';
import { ownBoxes } from './slots.ts';
import type { SignInResult } from './types.ts';
import { freshMeta, type UnlockedVault, unlockedVaultOf, unlockVault } from './unlocked.ts';

export type SignInRefusal = Extract<SignInResult, { ok: false }>['why'];

/** Makes the code's vault the one of this device. With `add` the records that are here move in with it. */
export async function moveToCode(
  environment: VaultEnvironment,
  database: Database,
  code: string,
  local: 'add' | 'discard',
): Promise<SignInRefusal | null> {
  const secret = await secretOf(code);
  if (!secret) return 'code';
  const master = await fetchMaster(new Api(environment), secret);
  if (typeof master === 'string') return master;
  const epoch = (await database.get('meta', 'vault'))?.epoch ?? null;
  // Locked, or without its key: `rewrap` and `makesWay` say what becomes of it.
  const present = await unlockVault(database).catch(() => null);
  if (!present && (await rewrap(database, master))) return null;
  // The code of one person must not throw away what another one has locked in here.
  const way = present ? 'is' : await makesWay(database);
  if (!way) return 'another';
  if (present) {
    const here = await unwrapMaster(database, (await present.store.meta()).wrapped);
    if (equal(here, master)) return null;
  }
  const made = { vaultMade: true, slotChecked: true, hasCode: true, coming: true };
  if (present && local === 'add') {
    const { tag } = present;
    const epoch = hex(random(8));
    const next = await unlockedVaultOf(database, { epoch, tag }, master);
    const fresh = async () => ({ ...(await freshMeta(database, master)), epoch, tag, ...made });
    // What has not come out of an older vault yet stays there, for who opens this one.
    const { coming } = await present.store.meta();
    const left = coming ? [] : await oldBoxes(present);
    await moveTo(present, next, environment.now(), left, fresh, undefined, withoutCopyConsent);
    return null;
  }
  // Thrown away is thrown away: nothing of it stays on the server for a code that may be lost.
  const deletions = present ? await boxesOf(present, environment.now) : [];
  const meta = { ...(await freshMeta(database, master)), ...made };
  const done = await replaceVault(database, meta, { rows: [], locals: [] }, deletions, way === 'wiped' ? null : epoch);
  // Another tab has made a diary here meanwhile, which nobody has said anything about: it moves in as well.
  return done ? null : moveToCode(environment, database, code, local);
}

async function boxesOf(unlocked: UnlockedVault, now: () => number): Promise<PendingDeletion[]> {
  const diary = new VaultDiary(unlocked, now);
  await diary.load();
  const boxes = await ownBoxes(diary);
  diary.close();
  return boxes;
}

async function fetchMaster(api: Api, secret: Bytes): Promise<Bytes | SignInRefusal> {
  const recovery = await rootKey(secret);
  const box = await slotBox(recovery);
  try {
    return await openSlot(await slotKey(recovery), box.id, await api.getSlot(box));
  } catch (fault) {
    if (fault instanceof Unreadable || fault instanceof Foreign) return 'unknown';
    if (!(fault instanceof Unanswered)) throw fault;
    return fault.why === 'no-such-box' || fault.why === 'box-deleted' ? 'unknown' : 'offline';
  }
}

/** This very vault rests here, but it is shut, or the browser has lost its key: the records are kept and the master key is wrapped anew. */
async function rewrap(database: Database, master: Bytes): Promise<boolean> {
  const meta = await database.get('meta', 'vault');
  if (!meta) return false;
  const { store, seals } = await unlockedVaultOf(database, meta, master);
  const [row] = await store.rowsSince({ generation: 0 }, 1);
  // What does not open was sealed with another key.
  if (!row || !(await seals.open(row.id, row.version, row.sealed).catch(() => null))) return false;
  await openAnew(database, meta, master);
  await store.commit([], () => ({ hasCode: true }));
  return true;
}

/** What is shut stays, unless it is a vault in which nothing was written yet: the app died when it had just been made. */
async function makesWay(database: Database): Promise<'is' | 'wiped' | null> {
  if ((await database.get('meta', 'vault'))?.wrapped.by !== 'lock') return 'is';
  const empty = (await database.count('records')) + (await database.count('here')) === 0;
  if (empty) await wipe(database, []);
  return empty ? 'wiped' : null;
}
