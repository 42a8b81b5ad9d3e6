/** What is being written and not sent: it stands on the screen at once and rests sealed on this phone within a second. */
import { change, draftOf, flush, savingOf } from '../../drafts.ts';
import { deviceRecords, keep, vault } from '../../state.ts';
import type { Fields } from '../../vault/types.ts';
import { threads } from './threads.ts';

/** Two forms; what is written in a thread rests beside the thread itself. */
export type Form = 'first' | 'checkin';
const nameOf = (form: Form): string => `coach-draft/${form}`;

export const begun = (form: Form): Fields => ({ ...deviceRecords.value.get(nameOf(form)), ...draftOf(nameOf(form)) });

export const textOf = (form: Form, field: string): string => {
  const value = begun(form)[field];
  return typeof value === 'string' ? value : '';
};

export const note = (form: Form, fields: Fields, shown: Fields = {}): void =>
  change(nameOf(form), fields, shown, async (draft, seen) => (await keep()).editDevice(nameOf(form), draft, seen));

/** Both where the words could not be kept, and where they are on their way still. */
export const notKept = (form: Form): boolean => savingOf(nameOf(form)) === 'failed';

/** It was sent. */
export async function forget(form: Form): Promise<void> {
  await flush();
  await vault.peek()?.writeDevice(nameOf(form), null);
}

const letter = 'coach-draft/letter';

export const letterText = (): string => {
  const now = draftOf(letter).text;
  return typeof now === 'string' ? now : (threads.value?.draft ?? '');
};

export const noteLetter = (text: string): void =>
  change(letter, { text }, {}, async (draft) => threads.peek()?.keepDraft(String(draft.text ?? '')));

export const letterNotKept = (): boolean => savingOf(letter) === 'failed';

/** It was sent, and the field is empty. */
export async function forgetLetter(): Promise<void> {
  await flush();
  await threads.peek()?.keepDraft('');
}
