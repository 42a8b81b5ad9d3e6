/** The person's agreements, as the screens ask for them and change them. */
import {
  type AnyConsent,
  type ConsentName,
  consentFields,
  consentOf,
  copyLeavingRecord,
} from '../core/model/consents.ts';
import { reportQueueRecord } from '../core/model/outcomes-queue.ts';
import type { Fields } from '../core/model/plain.ts';
import type { Consent } from '../core/model/records.ts';
import { deviceRecords, entriesOfKind, keep, today, vault } from './state.ts';

export const consent = (name: AnyConsent): Consent | null =>
  consentOf((name === 'copy' && leaving()) || entriesOfKind('consents')[0]?.fields, name);

/** What the consent to a copy will be: it is withdrawn, and the rest is still to be done. */
export const leaving = (): Fields | undefined => deviceRecords.value.get(copyLeavingRecord);

/** Boxes that are deleted never come back: the diary goes on under a new key, and a later code makes a new copy. */
export async function withdrawCopy(): Promise<void> {
  await (await keep()).withdrawCopy(consentFields('copy', false, today.value));
}

/** The copy that was agreed to is no more: what was said of it does not stand for another one. */
export async function forgetCopy(): Promise<void> {
  await (await keep()).write('consents', 'consents', { copy: null });
}

export async function setConsent(name: ConsentName, given: boolean): Promise<void> {
  const vault = await keep();
  await vault.write('consents', 'consents', consentFields(name, given, today.value));
}

/** No figures any more: what has not gone never goes. */
export async function withdrawFigures(): Promise<void> {
  await setConsent('figures', false);
  await vault.peek()?.writeDevice(reportQueueRecord, null);
}
