/** A month on the wall: its dates in rows of a week, and where a key leads from one of them. Months are `YYYY-MM`. */
import { addDays, weekday } from './dates.ts';

export const monthOf = (date: string): string => date.slice(0, 7);

export function addMonths(month: string, months: number): string {
  const at = new Date(`${month}-01T12:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + months);
  return at.toISOString().slice(0, 7);
}

export const lastDate = (month: string): string => addDays(`${addMonths(month, 1)}-01`, -1);

/** Monday first; null where a row has days of another month. */
export function monthRows(month: string): (string | null)[][] {
  const first = `${month}-01`;
  const cells: (string | null)[] = Array.from({ length: weekday(first) }, () => null);
  for (let date = first; monthOf(date) === month; date = addDays(date, 1)) cells.push(date);
  while (cells.length % 7) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, row) => cells.slice(row * 7, row * 7 + 7));
}

/** The same day of another month, or its last one. */
function sameDay(date: string, months: number): string {
  const month = addMonths(monthOf(date), months);
  const last = lastDate(month);
  const same = `${month}-${date.slice(8)}`;
  return same < last ? same : last;
}

const keys: Record<string, (date: string) => string> = {
  ArrowLeft: (date) => addDays(date, -1),
  ArrowRight: (date) => addDays(date, 1),
  ArrowUp: (date) => addDays(date, -7),
  ArrowDown: (date) => addDays(date, 7),
  Home: (date) => addDays(date, -weekday(date)),
  End: (date) => addDays(date, 6 - weekday(date)),
  PageUp: (date) => sameDay(date, -1),
  PageDown: (date) => sameDay(date, 1),
};

/** The date that a key leads to, within `first` and `last`; null for a key that leads nowhere. */
export function dateByKey(key: string, date: string, first: string, last: string): string | null {
  const next = keys[key]?.(date);
  if (next === undefined) return null;
  return next < first ? first : next > last ? last : next;
}
