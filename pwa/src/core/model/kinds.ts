/**
 * The records of one kind. The map of an open diary is replaced at every change, so what it holds is sorted once and not by
 * everything that a screen asks: a phone may hold ten years.
 */
import type { Entry } from './plain.ts';

type Entries = ReadonlyMap<string, Entry>;
type Kinds = ReadonlyMap<string, readonly Entry[]>;

const sorted = new WeakMap<Entries, { size: number; kinds: Kinds }>();

function sort(entries: Entries): Kinds {
  const kinds = new Map<string, Entry[]>();
  for (const entry of entries.values()) {
    const list = kinds.get(entry.kind);
    if (list) list.push(entry);
    else kinds.set(entry.kind, [entry]);
  }
  return kinds;
}

/** In the order in which they stand in the map. */
export function ofKind(entries: Entries, kind: string): readonly Entry[] {
  const known = sorted.get(entries);
  if (known?.size === entries.size) return known.kinds.get(kind) ?? [];
  const kinds = sort(entries);
  sorted.set(entries, { size: entries.size, kinds });
  return kinds.get(kind) ?? [];
}
