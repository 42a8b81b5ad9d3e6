import { unsettleLocal } from '../core/model/local-record.ts';
import type { Entry, Fields } from '../core/model/plain.ts';
import { draftOf, flush, changeDraft as put } from './drafts.ts';
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

/**
 * Keeps `chosen` of the texts that were written apart, and lets the others that were `shown` go. Returns the way back: they stand side by
 * side again, and beside them what has come to the field since.
 */
export async function settleTexts(
  id: string,
  field: string,
  chosen: string,
  shown: string[],
): Promise<() => Promise<void>> {
  await vault.peek()?.settle(id, field, chosen, shown);
  return async () => {
    await flush();
    const open = vault.peek();
    const now = open?.entries.get(id);
    if (!open || !now) return;
    const held = [now.fields[field] ?? '', ...now.also.filter((it) => it.field === field).map(({ text }) => text)];
    const since = held.filter((it) => it !== chosen && !shown.some((text) => text === it));
    const [first = '', ...others] = shown;
    const also = [...others, ...since].map((text) => ({ field, text }));
    await open.revive({ id, kind: now.kind, fields: { [field]: first }, also });
  };
}

/** The same in a record of this phone alone. */
export async function settleTextsHere(
  record: string,
  field: string,
  chosen: string,
  shown: string[],
): Promise<() => Promise<void>> {
  await vault.peek()?.settleDevice(record, field, chosen, shown);
  return async () => {
    await flush();
    await vault.peek()?.changeDevice(record, (stored) => unsettleLocal(stored, field, chosen, shown));
  };
}

/** The way back from what was changed in an entry; null where nothing was. What has come to it is emptied. */
export function undoChange(before: Entry): (() => Promise<void>) | null {
  const now: Fields = vault.value?.entries.get(before.id)?.fields ?? {};
  const changed = Object.keys(now).filter((it) => JSON.stringify(now[it]) !== JSON.stringify(before.fields[it]));
  if (changed.length === 0) return null;
  const emptied = (field: string): Fields[string] =>
    Array.isArray(now[field]) ? [] : typeof now[field] === 'string' ? '' : null;
  const was = Object.fromEntries(changed.map((field) => [field, before.fields[field] ?? emptied(field)]));
  return async () => vault.value?.edit(before.id, was);
}
