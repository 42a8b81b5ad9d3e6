/** The practice of the week: gjort · prøvd · venter. */

import { answerLines, answers, type Entries, makerOf, modulesOf } from './answers.ts';
import type { Bundle, Practice, Programme } from './content.ts';
import { addDays, daysBetween } from './dates.ts';
import { SLIP } from './offers.ts';
import type { Fields } from './plain.ts';
import { programmeFor } from './programme.ts';
import {
  countsAsDone,
  didBefore,
  doneFields,
  doneOn,
  hideFields,
  hidOn,
  type PracticeState,
  practiceStates,
  progress,
  words,
} from './progress.ts';
import type { What } from './records.ts';

/** For so long a practice is that of the week. */
const WEEK = 7;
/** Days without a word, and it leaves Today by itself. */
const STANDS = 28;

export interface TakenPractice extends Practice {
  module: string;
  /** the answers it shows, in words */
  shown: string[];
  state?: PracticeState;
  /** the date of the state, or of the module's end */
  at: string;
  /** the date on which it was taken */
  since: string;
}

export interface StandingPractice extends TakenPractice {
  /** it was taken less than a week ago */
  thisWeek: boolean;
}

/** Whether what a practice is about was chosen: without a choice, a module is read and leaves nothing to do. */
export const isSet = (entries: Entries, bundle: Bundle, { show, always }: Practice): boolean =>
  always || show.length === 0 || shownLines(entries, bundle, show).length > 0;

/** By which the records know that a practice was not taken when its module ended. */
const notTaken = (module: string): string => `practice_${module}`;
const isNotTaken = (entries: Entries, module: string): boolean => hidOn(entries, notTaken(module)) !== undefined;

/** A module that ends without its practice; one that ended before keeps its end. */
export const leftFields = (entries: Entries, module: string, date: string): Fields => ({
  ...(!doneOn(entries, module) && doneFields(module, date)),
  ...hideFields(notTaken(module), date),
});

/**
 * A module whose practice is taken. Once more, it keeps its first end, by which the pace goes, and the practice stands again; what was
 * done of it still counts.
 */
export function takenFields(entries: Entries, module: string, date: string): Fields {
  const stands = {
    ...(isNotTaken(entries, module) && hideFields(notTaken(module), '')),
    ...(hidOn(entries, practiceAside(module)) && hideFields(practiceAside(module), '')),
  };
  if (!doneOn(entries, module)) return { ...doneFields(module, date), ...stands };
  const kept = progress(entries);
  return {
    ...stands,
    [`again_${module}`]: date,
    [`practice_${module}`]: '',
    [`practice_at_${module}`]: '',
    ...(countsAsDone(kept[`practice_${module}`]) && { [`did_${module}`]: didBefore(kept, module) + 1 }),
  };
}

/** The practice taken last in this programme, whatever has become of it; of two on one day the later in the order. */
function taken(entries: Entries, bundle: Bundle, programme: Programme): TakenPractice | null {
  const kept = progress(entries);
  const all = modulesOf(programme).flatMap((id) => {
    const text = bundle.modules[id];
    const at = words(kept[`again_${id}`]) ?? words(kept[`done_${id}`]);
    const of = at && !isNotTaken(entries, id) ? text?.practice : undefined;
    return text && of && at && isSet(entries, bundle, of) ? [{ text, of, at }] : [];
  });
  const last = all.reduce<(typeof all)[number] | null>((best, it) => (best && best.at > it.at ? best : it), null);
  if (!last) return null;
  const state = practiceStates.find((it) => it === kept[`practice_${last.text.id}`]);
  return {
    ...last.of,
    module: last.text.id,
    smallest: smallestOf(entries, last.of),
    shown: shownLines(entries, bundle, last.of.show),
    at: words(kept[`practice_at_${last.text.id}`]) ?? last.at,
    since: last.at,
    ...(state && { state }),
  };
}

/** By which the records know that somebody has put the practice of a module off Today; taken once more, it stands again. */
export const practiceAside = (module: string): string => `aside_${module}`;

/** The date on which one that was tried leaves Today: its week goes on, and the day on which that was said. */
export const triedUntil = ({ since }: TakenPractice, date: string): string =>
  [addDays(since, WEEK), addDays(date, 1)].sort().at(-1) ?? date;

/**
 * The practice on Today: that of the module finished last, until it is done or put aside, its week is over after it was tried, or
 * four weeks after the last word of it.
 */
export function practice(
  entries: Entries,
  bundle: Bundle,
  what: readonly What[],
  date: string,
): StandingPractice | null {
  const programme = programmeFor(bundle, what);
  const last = programme ? taken(entries, bundle, programme) : null;
  if (!last || last.state === 'done') return null;
  if ((hidOn(entries, practiceAside(last.module)) ?? '') >= last.since) return null;
  if (last.state === 'tried' ? triedUntil(last, last.at) <= date : daysBetween(last.at, date) >= STANDS) return null;
  return { ...last, thisWeek: daysBetween(last.since, date) < WEEK };
}

/**
 * The practice a module opens with: the one before it. None for a module that is done, which is only read again, and none
 * for a side path, which stands beside the order. What to do when it slips is help, and asks for nothing first.
 */
export function lookBack(entries: Entries, bundle: Bundle, module: string): TakenPractice | null {
  const programme = bundle.programmes.find((it) => it.modules.includes(module) || module in it.boosters);
  if (!programme || module === SLIP || doneOn(entries, module)) return null;
  return taken(entries, bundle, programme);
}

/** Whether there is anything to ask about a practice: a day has gone, and it has no answer yet, or «Venter», which may have changed. */
export const stillAsked = ({ state, since }: TakenPractice, date: string): boolean =>
  since < date && state !== 'done' && state !== 'tried';

export interface ToldPractice {
  module: string;
  /** the module's title */
  title: string;
  do: string;
  state: 'done' | 'tried';
  /** the date on which that was said */
  at: string;
}

/** The same, while nobody has said that it was done or tried: what is reminded of. */
export function practiceOpen(
  entries: Entries,
  bundle: Bundle,
  what: readonly What[],
  date: string,
): StandingPractice | null {
  const stands = practice(entries, bundle, what, date);
  return stands?.state === 'tried' ? null : stands;
}

/** Every practice that was told as done or tried, of any programme, the latest first. */
export function practicesTold(entries: Entries, bundle: Bundle): ToldPractice[] {
  const kept = progress(entries);
  return Object.values(bundle.modules)
    .flatMap(({ id, title, practice: of }): ToldPractice[] => {
      const [state, at] = [kept[`practice_${id}`], words(kept[`practice_at_${id}`])];
      return of && at && countsAsDone(state) ? [{ module: id, title, do: of.do, state, at }] : [];
    })
    .sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
}

/** The smallest part of a practice: of what he chose for it, else of any. */
export function smallestOf(entries: Entries, { show, smallest, smallest_of }: Practice): string {
  const given = answers(entries, new Map());
  const codes = show.flatMap((name) => given.get(name)?.codes ?? []);
  return codes.map((code) => smallest_of?.[code]).find((it) => it) ?? smallest;
}

/** The words of earlier answers, in the order they are asked for. */
function shownLines(entries: Entries, bundle: Bundle, show: readonly string[]): string[] {
  const given = answers(entries, new Map());
  return show.flatMap((name) => {
    const maker = makerOf(bundle, name);
    const answer = given.get(name);
    return maker && answer ? answerLines(maker.exercise, answer) : [];
  });
}
