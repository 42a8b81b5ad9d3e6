/** What is begun and not saved yet rests on this phone alone, under these names; behind a stroke, what it is about. */
import type { Fields } from './plain.ts';

export const checkinDraft = 'checkin-draft';
export const personDraft = 'person-draft';
/** In place of the key of a line: somebody who stands in no plan yet. Behind a stroke, which of them. */
export const newPerson = 'new';

/** Where the draft of a check-in rested before each day had its own. */
const checkinDraftsOnce = [checkinDraft, `${checkinDraft}-then`];

/** The record of what is begun of a day: its own, or the one in which an older app has left it. */
export function draftOfDay(records: ReadonlyMap<string, Fields>, date: string): string {
  const own = `${checkinDraft}/${date}`;
  if (records.has(own)) return own;
  return checkinDraftsOnce.find((name) => records.get(name)?.date === date) ?? own;
}
