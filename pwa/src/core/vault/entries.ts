/** A record as the screens see it. */
import { canonical, type Entry, highest, lowest, type Plain } from '../model/plain.ts';

/** Rivals with a text that is already shown are not shown again. */
export function view(id: string, plain: Plain): Entry {
  const shown = new Set(Object.entries(plain.fields).map(([field, text]) => `${field} ${canonical(text)}`));
  const also: Entry['also'] = [];
  for (const [field, stamp, text] of plain.also ?? []) {
    const line = `${field} ${canonical(text)}`;
    if (shown.has(line)) continue;
    shown.add(line);
    also.push({ field, stamp, text });
  }
  return { id, kind: plain.kind, fields: plain.fields, also, changed: highest(plain), made: lowest(plain) };
}

/** The local day of the latest entry that the person made, for "last entry: …" after signing in; null in an empty diary. */
export function lastEntry(entries: ReadonlyMap<string, Entry>): string | null {
  let last: string | null = null;
  for (const { fields } of entries.values()) {
    for (const day of [fields.date, fields.at]) {
      if (typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day) && (last === null || day > last)) last = day;
    }
  }
  return last;
}
