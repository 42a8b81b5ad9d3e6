/** What is being written and not sent: it stands on the screen at once and rests sealed on this phone within a second. */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { localRivals } from '../../core/model/local-record.ts';
import type { Fields } from '../../core/model/plain.ts';
import { draftRecord } from '../../core/thread/held.ts';
import { changeDraft, draftOf, flush, savingOf } from '../../shared/drafts.ts';
import { deviceRecords, keep, vault } from '../../shared/state.ts';
import { thread } from './threads.ts';

/** Two forms; what is written in a thread rests beside the thread itself. */
export type Form = 'first' | 'checkin';
export const formRecord = (form: Form): string => `coach-draft/${form}`;

export const begun = (form: Form): Fields => ({
  ...deviceRecords.value.get(formRecord(form)),
  ...draftOf(formRecord(form)),
});

export const formText = (form: Form, field: string): string => {
  const value = begun(form)[field];
  return typeof value === 'string' ? value : '';
};

/** All that was written for a field, also in another tab: it is sent together. */
export const allOf = (form: Form, field: string): string =>
  joined(
    formText(form, field),
    localRivals(begun(form)).flatMap((it) => (it.field === field ? [it.text] : [])),
  );

const joined = (text: string, more: readonly string[]): string =>
  [text, ...more]
    .map((it) => it.trim())
    .filter(Boolean)
    .join('\n\n');

export function note(form: Form, fields: Fields, shown: Fields = {}): void {
  const of = thread.peek()?.id;
  const named: Fields = form === 'checkin' && of ? { ...fields, thread: of } : fields;
  changeDraft(formRecord(form), named, shown, async (draft, seen) =>
    (await keep()).editDevice(formRecord(form), draft, seen),
  );
}

/** Both where the words could not be kept, and where they are on their way still. */
export const formNotKept = (form: Form): boolean => savingOf(formRecord(form)) === 'failed';

/** A form was sent. */
export async function forgetForm(form: Form): Promise<void> {
  await flush();
  await vault.peek()?.writeDevice(formRecord(form), null);
}

/** The words of a first message stand in the field: there was a thread already. */
export const moved: ReadonlySignal<boolean> = signal(false);

/** Where the letter that is being written rests. */
export const letterRecord = (): string => `${draftRecord}/${thread.value?.id}`;

export function letterText(): string {
  const name = letterRecord();
  const text = draftOf(name).text ?? deviceRecords.value.get(name)?.text;
  return typeof text === 'string' ? text : '';
}

/** `shown`: what the field held before; what another tab has written since stays beside it. */
export function noteLetter(text: string, shown: string): void {
  const name = letterRecord();
  changeDraft(name, { text }, { text: shown }, async (draft, seen) => (await keep()).editDevice(name, draft, seen));
}

export const letterNotKept = (): boolean => savingOf(letterRecord()) === 'failed';

/** It was sent. What another tab has written beside it is still there. */
export async function forgetLetter(sent: string): Promise<void> {
  (moved as Signal<boolean>).value = false;
  await flush();
  const name = letterRecord();
  const rests = deviceRecords.peek().get(name);
  if (!rests) return;
  const [left] = [rests.text, ...localRivals(rests).map(({ text }) => text)].filter(
    (text) => typeof text === 'string' && text.trim() !== '' && text.trim() !== sent,
  );
  if (left === undefined) await vault.peek()?.writeDevice(name, null);
  else await vault.peek()?.settleDevice(name, 'text', left, [rests.text ?? '']);
}

let beginning = false;

/** Nobody else takes the first message while it is being sent. */
export async function whileBegun<T>(work: () => Promise<T>): Promise<T> {
  beginning = true;
  try {
    return await work();
  } finally {
    beginning = false;
  }
}

/** What was written as a first message when a thread came from another phone goes into the field, unless it is what was sent. */
export async function takeFirst(): Promise<void> {
  const text = allOf('first', 'text');
  const open = thread.peek();
  if (beginning || text === '' || !open) return;
  const sent = open.letters.some(({ content }) => content?.kind === 'opening' && content.text === text);
  if (!sent) {
    const stands = letterText();
    noteLetter(joined(stands, [text]), stands);
    (moved as Signal<boolean>).value = true;
  }
  await forgetForm('first');
}
