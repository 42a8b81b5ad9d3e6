/** The devices of an open diary: which of them this phone knows, and how this one leaves. */
import { type Device, devicesIn, knownRecord, withKnown, withoutKnown } from '../model/devices.ts';
import type { Vault } from './types.ts';

/** Name of the record, on this phone only, that tells until it is read that a rotation has come to its end. */
export const movedRecord = 'moved';

export const devicesOf = ({ entries, device, tag }: Pick<Vault, 'entries' | 'device' | 'tag'>): Device[] =>
  devicesIn(entries.values(), device.get(knownRecord), tag);

/** «Ja, det var meg»: these are not asked about again on this phone. */
export async function know(vault: Vault, tags: string[]): Promise<void> {
  await vault.changeDevice(knownRecord, (stored) => withKnown(stored, tags));
}

/** Takes a device from the list, on every device. Should it come back, this phone asks about it. */
export async function forgetDevice(vault: Vault, { id, tag }: Device): Promise<void> {
  await vault.changeDevice(knownRecord, (stored) => withoutKnown(stored, tag));
  await vault.remove(id);
}
