/** What becomes of a record: edited here, or merged with another copy of it. Source: docs/engineers/protocol.md, "What is in a record, and merge". */
import {
  type Also,
  canonical,
  compareStamps,
  type Fields,
  highest,
  isText,
  type Json,
  type Plain,
  type Stamp,
} from './plain.ts';

/**
 * Two copies of one record become one: commutative, associative and idempotent, so that devices that met the same copies
 * in any order hold the same record.
 */
export function merge(mine: Plain, theirs: Plain): Plain {
  const deleted = later(mine.deleted, theirs.deleted);
  const settled = uniteSettled(mine, theirs);
  // Copies of one record have one origin, as they have one kind.
  const origin = greater(mine.origin ?? '', theirs.origin ?? '');
  const fields: [string, Json][] = [];
  const stamps: [string, Stamp][] = [];
  const also: Also[] = [];
  for (const [field, entries] of [...gather(mine, theirs)].sort(byName)) {
    const left = entries
      .filter(([stamp]) => !deleted || compareStamps(stamp, deleted) >= 0)
      .filter(([[ms, tag]]) => !isText(field) || ms > (settled.get(field)?.get(tag) ?? 0))
      .sort(([a], [b]) => compareStamps(a, b));
    const top = left.pop();
    if (!top) continue;
    stamps.push([field, top[0]]);
    fields.push([field, top[1]]);
    if (isText(field)) for (const [stamp, text] of left) also.push([field, stamp, text]);
  }
  return {
    // A record has one kind for life; the rule only keeps merge commutative for any input.
    kind: greater(mine.kind, theirs.kind),
    fields: Object.fromEntries(fields),
    stamps: Object.fromEntries(stamps),
    ...(deleted && { deleted }),
    ...(also.length > 0 && { also }),
    ...(settled.size > 0 && {
      settled: Object.fromEntries(
        [...settled].sort(byName).map(([field, tags]) => [field, Object.fromEntries([...tags].sort(byName))]),
      ),
    }),
    ...(origin !== '' && { origin }),
  };
}

/** Whether two copies say the same, whatever the order of their keys. */
export function same(a: Plain, b: Plain): boolean {
  return canonical(a) === canonical(b);
}

type Entries = [Stamp, Json][];

/** Every entry of every field of both copies; an entry that both have (the same stamp) once. */
function gather(...copies: Plain[]): Map<string, Entries> {
  const gathered = new Map<string, Map<string, [Stamp, Json]>>();
  const add = (field: string, stamp: Stamp, value: Json): void => {
    const entries = gathered.get(field) ?? new Map<string, [Stamp, Json]>();
    gathered.set(field, entries);
    const key = `${stamp[0]} ${stamp[1]}`;
    const known = entries.get(key);
    // A stamp is used once; should two values ever carry the same, every device must choose the same one.
    if (!known || canonical(known[1]) < canonical(value)) entries.set(key, [stamp, value]);
  };
  for (const copy of copies) {
    for (const [field, value] of Object.entries(copy.fields)) {
      const stamp = copy.stamps[field];
      if (stamp) add(field, stamp, value);
    }
    for (const [field, stamp, text] of copy.also ?? []) add(field, stamp, text);
  }
  return new Map([...gathered].map(([field, entries]) => [field, [...entries.values()]]));
}

function uniteSettled(...copies: Plain[]): Map<string, Map<string, number>> {
  const united = new Map<string, Map<string, number>>();
  for (const copy of copies)
    for (const [field, tags] of Object.entries(copy.settled ?? {})) {
      const seen = united.get(field) ?? new Map<string, number>();
      united.set(field, seen);
      for (const [tag, ms] of Object.entries(tags)) seen.set(tag, Math.max(ms, seen.get(tag) ?? 0));
    }
  return united;
}

function later(a: Stamp | undefined, b: Stamp | undefined): Stamp | undefined {
  if (!a || !b) return a ?? b;
  return compareStamps(a, b) < 0 ? b : a;
}

function greater(a: string, b: string): string {
  if (a > b) return a;
  return b;
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** What stamps an edit: this device's tag and its clock in milliseconds. */
export interface Stamper {
  tag: string;
  now: number;
}

export function blank(kind: string): Plain {
  return { kind, fields: {}, stamps: {} };
}

/**
 * Sets these fields, and only these; one that already stands as given is left alone, and so is the whole record (the same
 * object) when there is nothing to change. A text written over one that the person saw makes no rival of it. `shown` holds
 * the texts as they stood on the screen when the person began to write: one that has come since is kept beside the new
 * text. A field that `shown` does not name was seen as it stands.
 */
export function edit(plain: Plain, stamper: Stamper, fields: Fields, shown: Fields = {}): Plain {
  let edited = plain;
  for (const [field, value] of Object.entries(fields)) {
    if (field in plain.fields && canonical(plain.fields[field]) === canonical(value)) continue;
    edited = isText(field)
      ? writeText(edited, stamper, field, value, [...rivals(edited, field), ...unseen(edited, field, shown)])
      : writeField(edited, stamper, field, value);
  }
  return edited === plain ? plain : merge(edited, edited);
}

export function remove(plain: Plain, stamper: Stamper): Plain {
  const removed: Plain = { ...plain, deleted: [fresh(plain, stamper), stamper.tag] };
  return merge(removed, removed);
}

/** Undo of a removal: fields and alternatives as they were, above the deletion. */
export function revive(plain: Plain, stamper: Stamper, fields: Fields, also: { field: string; text: Json }[]): Plain {
  let revived = plain;
  for (const [field, value] of Object.entries(fields)) {
    const beside = also.filter((line) => line.field === field).map((line) => line.text);
    revived = isText(field)
      ? writeText(revived, stamper, field, value, beside)
      : writeField(revived, stamper, field, value);
  }
  return merge(revived, revived);
}

/** The person chose among a text and its rivals: `chosen` stays, the others go; not those that came after `shown`. */
export function settle(plain: Plain, stamper: Stamper, field: string, chosen: Json, shown?: Json[]): Plain {
  const seen = shown && new Set([...shown, chosen].map(canonical));
  const isSeen = (text: Json): boolean => !seen || seen.has(canonical(text));
  if (field in plain.fields && canonical(plain.fields[field]) === canonical(chosen)) {
    const rest = (plain.also ?? []).filter(([name, , text]) => name === field && isSeen(text));
    const settled = withSettled(
      plain,
      field,
      rest.map(([, stamp]) => stamp),
    );
    return merge(settled, settled);
  }
  const held = [...rivals(plain, field), ...(field in plain.fields ? [plain.fields[field] as Json] : [])];
  const unread = held.filter((text) => !isSeen(text));
  const chose = writeText(plain, stamper, field, chosen, unread);
  return merge(chose, chose);
}

/** Takes the oldest alternative out, settled, for a record that would outgrow its seal; null when there is none. */
export function takeOldestRival(plain: Plain): { rest: Plain; taken: Also } | null {
  const taken = [...(plain.also ?? [])].sort(([, a], [, b]) => compareStamps(a, b))[0];
  if (!taken) return null;
  const rest = withSettled(plain, taken[0], [taken[1]]);
  return { rest: merge(rest, rest), taken };
}

/** The same for the oldest free text itself. */
export function takeOldestText(plain: Plain): { rest: Plain; taken: Also } | null {
  const texts = Object.entries(plain.fields).flatMap(([field, text]): Also[] => {
    const stamp = plain.stamps[field];
    return isText(field) && stamp ? [[field, stamp, text]] : [];
  });
  const taken = texts.sort(([, a], [, b]) => compareStamps(a, b))[0];
  if (!taken) return null;
  const rest = withSettled(plain, taken[0], [taken[1]]);
  return { rest: merge(rest, rest), taken };
}

function writeField(plain: Plain, stamper: Stamper, field: string, value: Json): Plain {
  return {
    ...plain,
    fields: { ...plain.fields, [field]: value },
    stamps: { ...plain.stamps, [field]: [fresh(plain, stamper), stamper.tag] },
  };
}

/** Everything this device holds of the field is settled; `beside` is written again just below the new text. */
function writeText(plain: Plain, stamper: Stamper, field: string, value: Json, beside: Json[]): Plain {
  const held = (plain.also ?? []).filter(([name]) => name === field).map(([, stamp]) => stamp);
  const stamp = plain.stamps[field];
  if (stamp && field in plain.fields) held.push(stamp);
  const settled = withSettled(plain, field, held);
  const start = fresh(plain, stamper);
  const again = beside.map((text, place): Also => [field, [start + place, stamper.tag], text]);
  return {
    ...settled,
    fields: { ...plain.fields, [field]: value },
    stamps: { ...plain.stamps, [field]: [start + beside.length, stamper.tag] },
    also: [...(plain.also ?? []).filter(([name]) => name !== field), ...again],
  };
}

function withSettled(plain: Plain, field: string, stamps: Stamp[]): Plain {
  if (stamps.length === 0) return plain;
  const tags = new Map(Object.entries(plain.settled?.[field] ?? {}));
  for (const [ms, tag] of stamps) tags.set(tag, Math.max(ms, tags.get(tag) ?? 0));
  return { ...plain, settled: { ...plain.settled, [field]: Object.fromEntries(tags) } };
}

function rivals(plain: Plain, field: string): Json[] {
  return (plain.also ?? []).filter(([name]) => name === field).map(([, , text]) => text);
}

/** The text that stands although the person wrote over another one. An empty one is no loss. */
function unseen(plain: Plain, field: string, shown: Fields): Json[] {
  const stands = plain.fields[field];
  if (!(field in shown) || stands === undefined || stands === '') return [];
  return canonical(stands) === canonical(shown[field]) ? [] : [stands];
}

/** Above every number in the record, so that a wrong clock cannot win for ever. */
function fresh(plain: Plain, stamper: Stamper): number {
  return Math.max(stamper.now, highest(plain) + 1);
}
