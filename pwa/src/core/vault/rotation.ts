/**
 * Rotation of the master key, on the phone: somebody else knows the code, so everything gets a new master key (docs/engineers/protocol.md, "Moving
 * house"). The decision is written down first and the move is one transaction, so that it has happened or has not, whenever
 * the app dies. What is then left to do on the server stands in `Meta.left`; see `rotation-end.ts`.
 */

import { type Bytes, concat, hex, random } from '../bytes.ts';
import { edit, type Stamper } from '../model/merge.ts';
import { reportQueueRecord as outcomesQueue } from '../model/outcomes-queue.ts';
import type { Fields, Plain } from '../model/plain.ts';
import { channelRecord } from './channel.ts';
import type { PendingDeletion, PendingRotation } from './database.ts';
import { unwrapMaster } from './device.ts';
import type { VaultDiary } from './diary.ts';
import { moveTo } from './move.ts';
import { sealOldMaster } from './old-vault.ts';
import { type BoxKey, localKey, open, place, recordId, seal } from './seal.ts';
import { channelBoxes, pendingSlot, sealPending, secretIn, slotOf, threadBoxes } from './slots.ts';
import { freshMeta, type UnlockedVault, unlockedVaultOf } from './unlocked.ts';

const DECIDED = place('house move');
const MASTER = 32;

/** Writes down that this diary moves to the code with this secret. */
export async function decideRotation(diary: VaultDiary, secret: Bytes): Promise<void> {
  const { store, master } = diary.unlocked;
  const both = concat(random(MASTER), secret);
  const leaving = await seal(await localKey(master, 'house-move'), both, DECIDED);
  await store.commit([], (meta) => {
    if (!meta.hasCode || meta.left || meta.leaving) throw new Error('no code to rotate, or a rotation under way');
    if (meta.coming) throw new Error('a part of the diary is still to come');
    return { leaving };
  });
}

/** The move could not be made, and the person was told so. */
export async function undecideRotation({ unlocked }: VaultDiary): Promise<void> {
  await unlocked.store.commit([], () => ({ leaving: null }));
}

/** Makes the move that was decided on, and returns the new vault; null when there is none to make. */
export async function rotateKeys(diary: VaultDiary): Promise<UnlockedVault | null> {
  const { unlocked } = diary;
  const { database } = unlocked.store;
  const meta = await unlocked.store.meta();
  if (!meta.leaving) return null;
  const both = await open(await localKey(unlocked.master, 'house-move'), meta.leaving, DECIDED);
  const [master, secret] = [both.slice(0, MASTER), both.slice(MASTER)];
  const epoch = hex(random(8));
  // The tag stays: this is the same device, and the person's other ones know it by that.
  const fresh = async () => ({ ...(await freshMeta(database, master)), epoch, tag: meta.tag });
  const next = await unlockedVaultOf(database, { epoch, tag: meta.tag }, master);
  const left: PendingRotation = {
    master: await sealOldMaster(next.master, await unwrapMaster(database, meta.wrapped)),
    slots: await slotsOf(diary),
    others: [],
    log: meta.log,
    cursor: meta.cursor,
    copied: false,
    closed: false,
  };
  const pendingCode = await sealPending(next, secret);
  await moveTo(
    unlocked,
    next,
    diary.now(),
    [],
    async ({ unread }) => {
      const cursor = unread ? 0 : left.cursor;
      return { ...(await fresh()), hasCode: true, pendingCode, left: { ...left, cursor } };
    },
    (name, fields) => renew(name, fields, left.others),
    (plain) => leaveThread(plain, diary.stamper(), left.others),
  );
  return next;
}

/**
 * The boxes that belong to this device alone get other ids and secrets; the old ones are noted. Figures that wait to be sent
 * stay behind: whoever knew the code can tell the ids under which they would go.
 */
function renew(name: string, fields: Fields, others: PendingDeletion[]): Fields | null {
  if (name === outcomesQueue) return null;
  const { id, auth } = fields;
  if (name !== channelRecord || typeof id !== 'string' || typeof auth !== 'string') return fields;
  others.push(...channelBoxes(fields).filter((box) => !others.some((it) => it.id === box.id)));
  return { ...fields, id: hex(random(16)), auth: hex(random(32)), told: '', sent: false };
}

/** Whoever knew the code has read a thread's secret too: it is erased on the server, and begun anew when the person says so. */
function leaveThread(plain: Plain, stamper: Stamper, others: PendingDeletion[]): Plain {
  for (const box of threadBoxes([plain])) {
    if (!others.some(({ id }) => id === box.id)) others.push(box);
    return edit(plain, stamper, { state: 'moved', secret: '', auth: '' });
  }
  return plain;
}

/** The slots of every code of this vault that this device knows of. */
async function slotsOf(diary: VaultDiary): Promise<BoxKey[]> {
  const { unlocked } = diary;
  const slots: BoxKey[] = await pendingSlot(unlocked);
  const secret = secretIn(diary.entries.get(await recordId(unlocked.master, 'keys'))?.fields);
  if (secret) slots.push(await slotOf(secret));
  return slots.map(({ id, auth }) => ({ id, auth }));
}
