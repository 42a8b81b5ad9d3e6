/** Changes to an entry, shown at once: two quick presses must not build on what the disk had before the first. */
import { useState } from 'preact/hooks';
import { vault } from '../state.ts';
import type { Entry, Fields } from '../vault/types.ts';

export type Change = (fields: Fields) => void;

/** The fields as the person sees them, and what changes and keeps them. */
export function useEdits(entry: Entry): [fields: Fields, change: Change] {
  const [changed, setChanged] = useState<Fields>({});
  const change: Change = (fields) => {
    setChanged((before) => ({ ...before, ...fields }));
    void vault.value?.edit(entry.id, fields);
  };
  return [{ ...entry.fields, ...changed }, change];
}
