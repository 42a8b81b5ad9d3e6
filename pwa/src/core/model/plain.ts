/** A record's plaintext, as docs/engineers/protocol.md ("What is in a record, and merge") writes it. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Fields = Record<string, Json>;
/** `[milliseconds, device tag]` */
export type Stamp = [number, string];

/** One rival text that stands beside a field. */
export type Also = [field: string, stamp: Stamp, text: Json];

export interface Plain {
  kind: string;
  fields: Fields;
  stamps: Record<string, Stamp>;
  deleted?: Stamp;
  also?: Also[];
  /** Per field and device tag: every text of that tag up to these milliseconds has been seen and replaced. */
  settled?: Record<string, Record<string, number>>;
  /** The id that it was made under, once it has moved into another vault. */
  origin?: string;
}

/** A living record as screens see it. */
export interface Entry {
  id: string;
  kind: string;
  fields: Fields;
  /** Rival texts that nobody has settled yet. */
  also: { field: string; stamp: Stamp; text: Json }[];
  /** The highest stamp in the record, in milliseconds. */
  changed: number;
  /** The lowest one: when it was made, as long as any field is as it was then. */
  made?: number;
}

/** Free text: the only fields whose rivals are worth keeping. */
export function isText(field: string): boolean {
  return field === 'text' || field.endsWith('_text');
}

/** Large, and on no screen by itself: it stays in its record on the disk, and `Vault.stored` reads it. */
const LARGE = 'data';

function withoutLarge(fields: Fields): Fields {
  if (!(LARGE in fields)) return fields;
  return Object.fromEntries(Object.entries(fields).filter(([field]) => field !== LARGE));
}

export function compareStamps(a: Stamp, b: Stamp): number {
  if (a[0] !== b[0]) return a[0] - b[0];
  if (a[1] === b[1]) return 0;
  return a[1] < b[1] ? -1 : 1;
}

/** The highest number anywhere in the record, in milliseconds; a fresh stamp must be above it. */
export function highest(plain: Plain): number {
  let top = plain.deleted?.[0] ?? 0;
  for (const stamp of Object.values(plain.stamps)) top = Math.max(top, stamp[0]);
  for (const [, stamp] of plain.also ?? []) top = Math.max(top, stamp[0]);
  for (const tags of Object.values(plain.settled ?? {})) for (const ms of Object.values(tags)) top = Math.max(top, ms);
  return top;
}

/** The lowest number of a field that stands, in milliseconds. */
export const lowest = (plain: Plain): number => Math.min(...Object.values(plain.stamps).map(([ms]) => ms));

/** Alive while any field is left. */
export function isAlive(plain: Plain): boolean {
  return Object.keys(plain.fields).length > 0;
}

/** The same JSON text for the same value, whatever the order of its keys. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, it]) => `${JSON.stringify(key)}:${canonical(it)}`).join(',')}}`;
}

/**
 * A record as the screens see it, without its large field. Rivals with a text that is already shown are not shown
 * again.
 */
export function toEntry(id: string, plain: Plain): Entry {
  const fields = withoutLarge(plain.fields);
  const shown = new Set(Object.entries(fields).map(([field, text]) => `${field} ${canonical(text)}`));
  const also: Entry['also'] = [];
  for (const [field, stamp, text] of plain.also ?? []) {
    const line = `${field} ${canonical(text)}`;
    if (shown.has(line)) continue;
    shown.add(line);
    also.push({ field, stamp, text });
  }
  return { id, kind: plain.kind, fields, also, changed: highest(plain), made: lowest(plain) };
}

/** A record in what is shown, or none where nothing of it lives. */
export function setEntry(entries: Map<string, Entry>, id: string, plain: Plain | null): void {
  if (plain && isAlive(plain)) entries.set(id, toEntry(id, plain));
  else entries.delete(id);
}

/** The local days of which something was written; what is planned for a day (kind `evening`) is not of it. */
function daysOf(entries: ReadonlyMap<string, Entry>): Set<string> {
  const made = [...entries.values()].filter(({ kind }) => kind !== 'evening');
  const days = made.flatMap(({ fields: { date, at } }) => [date, at]);
  return new Set(days.filter((it) => typeof it === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(it)) as string[]);
}

/** The local day of the latest entry that the person made, for "last entry: …" after signing in; null in an empty diary. */
export const lastEntry = (entries: ReadonlyMap<string, Entry>): string | null =>
  [...daysOf(entries)].sort().at(-1) ?? null;

export const writtenDays = (entries: ReadonlyMap<string, Entry>): number => daysOf(entries).size;
