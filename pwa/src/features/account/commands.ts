/**
 * What a press does with the recovery code, and with the diary that a code or a file opens or this phone leaves. Until a code was typed
 * back, nothing of a new one holds.
 */
import { noted } from '../../core/faults.ts';
import { consentFields } from '../../core/model/consents.ts';
import type { Copy, SignInResult, UnsentCounts } from '../../core/vault/types.ts';
import { locale } from '../../platform/i18n.ts';
import { askStorage } from '../../platform/storage.ts';
import { vaults } from '../../platform/vaults.ts';
import { setConsent } from '../../shared/consents.ts';
import { flush } from '../../shared/drafts.ts';
import { askLater, changeLocale, coming, keep, opened, settings, today, vault } from '../../shared/state.ts';
import { sendLetters } from '../coach/index.ts';
import { forgetHere } from '../reminders/index.ts';

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
  await vault.peek()?.rotateMasterKey();
}

interface Opened {
  /** What the next screen goes by is written. */
  ready: Promise<void>;
  /** So is the rest. */
  kept: Promise<void>;
}

/**
 * Opens the diary of a code here, and shows it; else why not. `asks`: where there was no diary, it is asked later whether others can
 * open this phone.
 */
export async function signIn(
  code: string,
  local: 'add' | 'discard',
  asks: boolean,
): Promise<Opened | { why: Extract<SignInResult, { ok: false }>['why'] | 'storage' }> {
  await flush();
  // Whatever the server says comes as an answer: only this phone throws.
  const answer = await vaults.signIn(code, local).catch(noted('sign in', null));
  if (!answer) return { why: 'storage' };
  if (!answer.ok) return answer;
  const fresh = asks && vault.peek() === null;
  opened(answer.vault);
  return { ready: fresh ? askLater().catch(noted('question later')) : Promise.resolve(), kept: settleIn() };
}

async function settleIn(): Promise<void> {
  await setConsent('copy', true);
  void askStorage();
  // A choice that has not come yet must not be taken for one that was never made.
  if (!coming.peek()) await changeLocale(settings.peek().locale ?? locale.peek());
}

/** Takes an opened file in, and shows what is here then. False when what is here cannot be read and was not to be thrown away. */
export async function takeInFile(copy: Copy, local: 'add' | 'discard'): Promise<boolean> {
  await flush();
  const taken = await vaults.takeIn(copy, local);
  if (!taken) return false;
  opened(taken);
  void askStorage();
  await changeLocale(settings.peek().locale ?? locale.peek()).catch(noted('import language'));
  void taken.sync();
  return true;
}

/**
 * Logs out on this phone: the diary goes from it. Else what is nowhere else, unless it is to go `anyway`; `inFile`: it was moved in a
 * file. The vault notes it first, and what a kill leaves of it is done at the next start.
 */
export async function leaveDevice(anyway: boolean, inFile = false): Promise<UnsentCounts | null> {
  await flush();
  const answer = await vault.peek()?.leave(anyway, { send: sendLetters, inFile });
  if (answer && !answer.left) return answer;
  await forgetHere();
  opened(null);
  return null;
}
