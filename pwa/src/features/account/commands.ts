/** What a press does with the recovery code. Until it was typed back, nothing of a new one holds. */
import { consentFields } from '../../core/model/consents.ts';
import { askStorage } from '../../platform/storage.ts';
import { setConsent } from '../../shared/consents.ts';
import { flush } from '../../shared/drafts.ts';
import { keep, today, vault } from '../../shared/state.ts';

/** Makes a code, and the diary if there is none; the code is shown once. */
export const makeCode = async (): Promise<string> => (await keep()).makeCode();

/** The code was typed back: agrees to the copy, and sends it. */
export async function confirmCode(): Promise<void> {
  await (await keep()).confirmCode(consentFields('copy', true, today.value));
  void askStorage();
}

/** Keeps the diary on this phone only. */
export async function keepHereOnly(): Promise<void> {
  await setConsent('copy', false);
  void askStorage();
}

/** The code was typed back: moves the diary to it. The vault goes on with it at every start until it has moved. */
export async function moveToNewCode(): Promise<void> {
  await flush();
  await vault.peek()?.moveHouse();
}
