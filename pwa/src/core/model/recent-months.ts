/**
 * What of a diary the first screens are drawn from. Today, the reminders and the worker tell of the last weeks; of all that was
 * written they ask when it began and when something was written last. So entries of earlier months may come after them, but for
 * the first of each sort and what was changed last.
 */
import { addDays, isDate } from './dates.ts';
import { reads } from './diary.ts';
import { nearDays } from './near.ts';
import type { Entry } from './plain.ts';

type Entries = ReadonlyMap<string, Entry>;

/** Days that Today looks back, and more: four weeks before an answer that is four weeks old. */
const ASKED = 60;
/** Days that are at hand at the least. */
const AT_HAND = 100;

/** The date before which entries may come later: a month is whole, so that what comes later is seldom another. */
export const sinceOf = (date: string): string => `${addDays(date, -AT_HAND).slice(0, 7)}-01`;

/** Whether what is there from `since` on is enough for the first screens of `date`: a phone's clock may be set back. */
export const reachesBack = (since: string, date: string): boolean => since <= addDays(date, -ASKED);

/** As what an entry is read and counted; null for what has no date, is no entry, or cannot be read. */
function sortOf(entry: Entry): string | null {
  if (!isDate(entry.fields.date)) return null;
  if (reads(entry)) return entry.kind;
  return nearDays([entry]).length > 0 ? 'near-day' : null;
}

const byDate = (one: Entry, other: Entry): boolean =>
  `${one.fields.date} ${one.id}` < `${other.fields.date} ${other.id}`;
const byChange = (one: Entry, other: Entry): boolean =>
  one.changed === other.changed ? one.id < other.id : one.changed > other.changed;

/** What the first screens need, and the rest. */
export function parted(entries: Entries, since: string): { near: Map<string, Entry>; older: Map<string, Entry> } {
  const [near, older] = [new Map<string, Entry>(), new Map<string, Entry>()];
  const first = new Map<string, Entry>();
  let last: Entry | undefined;
  for (const [id, entry] of entries) {
    if (!last || byChange(entry, last)) last = entry;
    const sort = sortOf(entry);
    if (sort === null) {
      near.set(id, entry);
      continue;
    }
    const known = first.get(sort);
    if (!known || byDate(entry, known)) first.set(sort, entry);
    (String(entry.fields.date) < since ? older : near).set(id, entry);
  }
  for (const entry of [...first.values(), ...(last ? [last] : [])]) {
    near.set(entry.id, entry);
    older.delete(entry.id);
  }
  return { near, older };
}
