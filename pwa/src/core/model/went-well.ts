/**
 * The times themselves behind some of what is counted: urges that fell, and planned parts of a day that were
 * followed. Nothing here reads a purchase.
 */
import type { Entries } from './answers.ts';
import type { Diary } from './diary.ts';
import { evenings, momentKey, wasFollowed } from './evening.ts';
import { hasFallen } from './rated.ts';

/** The newest first. `urges`: the diary's, the oldest first. */
export function wentWell(urges: Diary['urges'], entries: Entries) {
  const all = [...urges.filter(hasFallen), ...evenings(entries).filter(wasFollowed)];
  return all.sort((one, other) => (momentKey(one) < momentKey(other) ? -1 : 1)).reverse();
}

export type WentWell = ReturnType<typeof wentWell>[number];
