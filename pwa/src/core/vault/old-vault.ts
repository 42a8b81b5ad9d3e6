/** The house that this device has moved out of, as the new one remembers it (`Meta.left`). */
import type { Bytes } from '../bytes.ts';
import type { Left, PendingDeletion } from './database.ts';
import { hereKey, open, place, type Root, rootKey, seal, vaultBox } from './seal.ts';
import { type UnlockedVault, unlockedVaultOf } from './unlocked.ts';

const LEFT = place('house left');

/** The old master key, to be opened from the new house only. */
export async function sealOldMaster(newMaster: Root, old: Bytes): Promise<Bytes> {
  return seal(await hereKey(newMaster, 'house-left'), old, LEFT);
}

export async function oldMaster({ master }: UnlockedVault, left: Left): Promise<Bytes> {
  return open(await hereKey(master, 'house-left'), left.master, LEFT);
}

/** The old house once more. It has no rows here. */
export async function oldVault(house: UnlockedVault, left: Left): Promise<UnlockedVault> {
  return unlockedVaultOf(house.book.database, { epoch: '', tag: house.tag }, await oldMaster(house, left));
}

/** What the server may still hold of it: for «Slett alt», and for a vault that makes way for another. */
export async function oldBoxes(house: UnlockedVault): Promise<PendingDeletion[]> {
  const { left } = await house.book.meta();
  if (!left) return [];
  const vault = await vaultBox(await rootKey(await oldMaster(house, left)));
  return [
    ...left.slots.map((box): PendingDeletion => ({ kind: 'slot', ...box })),
    { kind: 'vault', ...vault },
    ...left.others,
  ];
}
