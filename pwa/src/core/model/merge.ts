import { type Also, canonical, compareStamps, isText, type Json, type Plain, type Stamp } from './plain.ts';

/**
 * Two copies of one record become one: commutative, associative and idempotent, so that devices that met the same copies
 * in any order hold the same record. Source: docs/engineers/protocol.md, "What is in a record, and merge".
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
