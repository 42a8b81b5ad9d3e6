/**
 * What somebody has done so far, counted over the whole diary. Every count only grows with what is done: nothing here reads a
 * purchase, and no entry takes another one's place.
 */
import type { Entries } from './answers.ts';
import type { Bundle } from './content.ts';
import { isDate } from './dates.ts';
import { isUrge } from './entry-codec.ts';
import { ofKind } from './kinds.ts';
import type { Fields } from './plain.ts';
import { progress, timesDone, words } from './progress.ts';
import { sayRidden } from './ride-said.ts';

export interface DoneSoFar {
  /** Urges that were ridden, however they ended. */
  rides: number;
  /** Practices told as done or tried: both are told that they count. */
  practices: number;
  /** Evenings that were planned and have come. */
  evenings: number;
  /** Modules finished, of any programme; a page that was gone through is none. */
  modules: number;
}

const DONE = 'done_';

const modulesDone = (kept: Fields, { pages }: Pick<Bundle, 'pages'>): number =>
  Object.entries(kept).filter(
    ([name, value]) => name.startsWith(DONE) && words(value) && !Object.hasOwn(pages, name.slice(DONE.length)),
  ).length;

/** `date`: today. */
export function doneSoFar(entries: Entries, bundle: Pick<Bundle, 'pages'>, date: string): DoneSoFar {
  const kept = progress(entries);
  return {
    rides: ofKind(entries, 'urge').filter(({ fields }) => sayRidden(fields) && isUrge(fields)).length,
    practices: timesDone(kept),
    evenings: ofKind(entries, 'evening').filter(({ fields: { date: of } }) => isDate(of) && of < date).length,
    modules: modulesDone(kept, bundle),
  };
}

export const allDone = ({ rides, practices, evenings, modules }: DoneSoFar): number =>
  rides + practices + evenings + modules;
