import type { Entry, Fields } from '../core/model/plain.ts';
import { draftOf, changeDraft as put } from './drafts.ts';
import { vault } from './state.ts';

/** `shown`: a text as a field showed it before this change, where it may show an older one than is stored. */
export type ChangeEntry = (fields: Fields, shown?: Fields) => void;

/** Only blanks are no text. */
const blanked = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [
      field,
      typeof value === 'string' && value.trim() === '' ? '' : value,
    ]),
  );

/** The fields as the person sees them, and what changes and keeps them. */
export function editsOf(entry: Entry): [fields: Fields, change: ChangeEntry] {
  const change: ChangeEntry = (fields, shown) =>
    put(entry.id, fields, { ...entry.fields, ...shown }, async (draft, seen) => {
      if (!vault.value) throw new Error('the diary was closed');
      await vault.value.edit(entry.id, blanked(draft), seen);
    });
  return [{ ...entry.fields, ...draftOf(entry.id) }, change];
}

/** The fields as they stand at this moment: a key may come before the screen has been drawn with the one before it. */
export const fieldsNow = ({ id, fields }: Entry): Fields => ({
  ...(vault.peek()?.entries.get(id)?.fields ?? fields),
  ...draftOf(id),
});

/** Keeps `chosen` of the texts that were written apart, and lets the others that were `shown` go. */
export async function settleTexts(id: string, field: string, chosen: string, shown: string[]): Promise<void> {
  await vault.peek()?.settle(id, field, chosen, shown);
}

/** The same in a record of this phone alone. */
export async function settleTextsHere(record: string, field: string, chosen: string, shown: string[]): Promise<void> {
  await vault.peek()?.settleDevice(record, field, chosen, shown);
}
