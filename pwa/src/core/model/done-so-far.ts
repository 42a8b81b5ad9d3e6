/**
 * What somebody has done so far, counted over the whole diary. Every count only grows with what is done: nothing here reads a
 * purchase, and no entry takes another one's place.
 */
import type { Entries } from './answers.ts';
import type { Bundle } from './content.ts';
import { evenings } from './evening.ts';
import { ofKind } from './kinds.ts';
import type { Entry, Fields } from './plain.ts';
import { progress, timesDone, words } from './progress.ts';
import { sayRidden } from './ride-said.ts';

export interface DoneSoFar {
  /** Urges that were ridden, however they ended. */
  rides: number;
  /** Practices told as done or tried: both are told that they count. */
  practices: number;
  /** Evenings, and other parts of a day, that were planned, from when the plan is made; one that was emptied is none. */
  evenings: number;
  /** Modules finished, of any programme; a page that was gone through is none. */
  modules: number;
}

const DONE = 'done_';

const modulesDone = (kept: Fields, { pages }: Pick<Bundle, 'pages'>): number =>
  Object.entries(kept).filter(
    ([name, value]) => name.startsWith(DONE) && words(value) && !Object.hasOwn(pages, name.slice(DONE.length)),
  ).length;

/** Thousands of urges are counted at every change, so no date is looked at: a ride is one whenever it was. */
function ridden(urges: readonly Pick<Entry, 'fields'>[]): number {
  let rides = 0;
  for (const { fields } of urges) if (sayRidden(fields)) rides += 1;
  return rides;
}

export function doneSoFar(entries: Entries, bundle: Pick<Bundle, 'pages'>): DoneSoFar {
  const kept = progress(entries);
  return {
    rides: ridden(ofKind(entries, 'urge')),
    practices: timesDone(kept),
    evenings: evenings(entries).length,
    modules: modulesDone(kept, bundle),
  };
}

export const allDone = ({ rides, practices, evenings, modules }: DoneSoFar): number =>
  rides + practices + evenings + modules;
