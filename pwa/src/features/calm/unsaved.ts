/**
 * A photo or a recording that is made and not kept yet. It is in memory alone, for as long as this diary is open, so that one who goes to
 * another screen finds it again.
 */
import { useState } from 'preact/hooks';
import type { Vault } from '../../core/vault/types.ts';
import { vault } from '../../shared/state.ts';
import type { VoiceTake } from './recorder.ts';

interface Unsaved {
  photo?: Blob | null;
  voice?: VoiceTake | null;
}

/** By the diary: what is locked or deleted takes it along. */
const made = new WeakMap<Vault, Unsaved>();
/** Of one who keeps no diary yet; it goes along into his first. */
let beforeDiary: Unsaved = {};

function here(): Unsaved {
  const open = vault.value;
  if (!open) return beforeDiary;
  const found = { ...made.get(open), ...beforeDiary };
  beforeDiary = {};
  made.set(open, found);
  return found;
}

export const isUnsaved = (sort: keyof Unsaved): boolean => Boolean(here()[sort]);

/** What is not kept yet, and what puts another in its place; null for nothing. */
export function useUnsaved<K extends keyof Unsaved>(sort: K): [Unsaved[K], (next: Unsaved[K]) => void] {
  const [, look] = useState({});
  const of = vault.value;
  const hold = (next: Unsaved[K]): void => {
    // The diary that it was made for has been locked meanwhile, or deleted.
    if (of && vault.peek() !== of) return;
    here()[sort] = next;
    look({});
  };
  return [here()[sort], hold];
}
