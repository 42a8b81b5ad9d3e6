/** The vault that this device has moved out of, as the new one remembers it (`Meta.left`). */
import type { Bytes } from '../bytes.ts';
import type { PendingDeletion, PendingRotation } from './database.ts';
import { localKey, open, place, type Root, rootKey, seal, vaultBox } from './seal.ts';
import { type UnlockedVault, unlockedVaultOf } from './unlocked.ts';

const LEFT = place('house left');

/** The old master key, to be opened from the new vault only. */
export async function sealOldMaster(newMaster: Root, old: Bytes): Promise<Bytes> {
  return seal(await localKey(newMaster, 'house-left'), old, LEFT);
}

export async function oldMaster({ master }: UnlockedVault, left: PendingRotation): Promise<Bytes> {
  return open(await localKey(master, 'house-left'), left.master, LEFT);
}

/** The old vault once more. It has no rows here. */
export async function oldVault(unlocked: UnlockedVault, left: PendingRotation): Promise<UnlockedVault> {
  return unlockedVaultOf(unlocked.store.database, { epoch: '', tag: unlocked.tag }, await oldMaster(unlocked, left));
}

/** What the server may still hold of it: for «Slett alt», and for a vault that makes way for another. */
export async function oldBoxes(unlocked: UnlockedVault): Promise<PendingDeletion[]> {
  const { left } = await unlocked.store.meta();
  if (!left) return [];
  const vault = await vaultBox(await rootKey(await oldMaster(unlocked, left)));
  return [
    ...left.slots.map((box): PendingDeletion => ({ kind: 'slot', ...box })),
    { kind: 'vault', ...vault },
    ...left.others,
  ];
}
