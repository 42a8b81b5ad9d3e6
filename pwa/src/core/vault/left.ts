/** The house that this device has moved out of, as the new one remembers it (`Meta.left`). */
import type { Bytes } from '../bytes.ts';
import type { Goodbye, Left } from './database.ts';
import { type House, houseOf } from './house.ts';
import { hereKey, type Root, root, vaultBox } from './keys.ts';
import { open, place, seal } from './seal.ts';

const LEFT = place('house left');

/** The old master key, to be opened from the new house only. */
export async function sealOldMaster(newMaster: Root, old: Bytes): Promise<Bytes> {
  return seal(await hereKey(newMaster, 'house-left'), old, LEFT);
}

export async function oldMaster({ master }: House, left: Left): Promise<Bytes> {
  return open(await hereKey(master, 'house-left'), left.master, LEFT);
}

/** The old house once more. It has no rows here. */
export async function oldHouse(house: House, left: Left): Promise<House> {
  return houseOf(house.book.database, { epoch: '', tag: house.tag }, await oldMaster(house, left));
}

/** What the server may still hold of it: for «Slett alt», and for a vault that makes way for another. */
export async function leftBoxes(house: House): Promise<Goodbye[]> {
  const { left } = await house.book.meta();
  if (!left) return [];
  const vault = await vaultBox(await root(await oldMaster(house, left)));
  return [...left.slots.map((box): Goodbye => ({ kind: 'slot', ...box })), { kind: 'vault', ...vault }, ...left.others];
}
