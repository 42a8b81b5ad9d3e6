/** The programme's order for one person: the track, how far each module is, and the one next step. */

import type { Entries } from './answers.ts';
import { faceOf } from './codec.ts';
import type { Bundle, Programme, Text } from './content.ts';
import { doneOn, progress, words } from './progress.ts';
import type { What } from './records.ts';

export interface ModuleState {
  state: 'new' | 'begun' | 'done';
  /** the step left, or the first */
  step: string;
  /** its number, from 1 */
  n: number;
  of: number;
  /** about how many minutes are left, at least one */
  minutes: number;
}

/** The practice counts as the last step, under the id `practice`. */
export const stepIds = (text: Text): string[] => [
  ...text.steps.map((it) => it.id),
  ...(text.practice ? ['practice'] : []),
];

/** The steps up to the one that the module ends at. */
export function mainSteps(text: Text): string[] {
  const ids = stepIds(text);
  const at = text.ends === undefined ? -1 : ids.indexOf(text.ends);
  return at < 0 ? ids : ids.slice(0, at + 1);
}

export function moduleState(entries: Entries, text: Text): ModuleState {
  const ids = mainSteps(text);
  const left = words(progress(entries)[`step_${text.id}`]);
  // Who had read on before the module ended earlier is at its end.
  const at = Math.min(Math.max(0, left ? stepIds(text).indexOf(left) : 0), ids.length - 1);
  const done = doneOn(entries, text.id) !== undefined;
  return {
    state: done ? 'done' : left ? 'begun' : 'new',
    step: (done ? ids[0] : ids[at]) ?? '',
    n: done ? 1 : at + 1,
    of: ids.length,
    minutes: done
      ? text.minutes
      : Math.max(1, Math.round((text.minutes * (ids.length - at)) / Math.max(1, ids.length))),
  };
}

/** What can have happened; each asks for safety first and its side paths early. */
const events: readonly string[] = ['happened', 'police', 'found-out', 'threatened'];

/**
 * The ids of the person's track: several answers give the union of their tracks, in the programme's order; none gives all.
 * Where something has happened, the side paths that fit it come right after the first module.
 */
function trackIds(programme: Programme, what: readonly string[]): string[] {
  const happened = what.filter((it) => events.includes(it));
  const codes = new Set(happened.length > 0 ? [...what, 'happened'] : what);
  const chosen = new Set([...codes].flatMap((it) => programme.tracks[it] ?? []));
  const order = [...programme.modules, ...programme.side];
  const ids = chosen.size > 0 ? order.filter((it) => chosen.has(it)) : programme.modules;
  const fitting = programme.side.filter((it) => programme.offers[it]?.what.some((code) => happened.includes(code)));
  return [...new Set([...ids.slice(0, 1), ...fitting, ...ids.slice(1)])];
}

/** Those of these texts that this pack holds. */
export const textsOf = (bundle: Bundle, ids: readonly string[]): Text[] =>
  ids.flatMap((id) => bundle.modules[id] ?? []);

/** The modules of a programme that this pack holds, in the order of the person's track. */
export const track = (bundle: Bundle, programme: Programme, what: readonly What[] = []): Text[] =>
  textsOf(bundle, trackIds(programme, what));

/** The programme meant for this person: somebody close to him has another, if the pack holds it. */
export function programmeFor(bundle: Bundle, what: readonly What[] = []): Programme | undefined {
  const near = faceOf(what) === 'near' ? bundle.programmes.find((it) => it.id === 'near') : undefined;
  return near ?? bundle.programmes.find((it) => it.id === 'stop');
}

/** A side path's title may name what others should not read over a shoulder: it stands in Programme and nowhere large. */
export const isSide = (bundle: Bundle, module: string): boolean =>
  bundle.programmes.some((it) => it.side.includes(module));

export interface NextStep extends ModuleState {
  programme: string;
  module: string;
  title: string;
  begun: boolean;
}

/** The module begun, in the track or beside it; of several the one gone on with last, else the first in the order. */
function begunIn(entries: Entries, bundle: Bundle, programme: Programme, order: readonly Text[]): Text | undefined {
  const beside = textsOf(bundle, [...programme.modules, ...programme.side]);
  const begun = [...order, ...beside].filter((it) => moduleState(entries, it).state === 'begun');
  return begun.find((it) => it.id === progress(entries).latest) ?? begun[0];
}

/** The one next step: the module begun, else the first of the track that is not done. */
export function nextStep(entries: Entries, bundle: Bundle, what: readonly What[] = []): NextStep | null {
  const programme = programmeFor(bundle, what);
  if (!programme) return null;
  const order = track(bundle, programme, what);
  const begun = begunIn(entries, bundle, programme, order);
  const next = begun ?? order.find((it) => moduleState(entries, it).state === 'new');
  if (!next) return null;
  return {
    ...moduleState(entries, next),
    programme: programme.id,
    module: next.id,
    title: next.title,
    begun: begun !== undefined,
  };
}

/** The latest date on which one of these was finished the first time; null while none is, or `all` and one is missing. */
export function lastEnd(entries: Entries, texts: readonly Text[], which: 'any' | 'all'): string | null {
  const dates = texts.map((text) => doneOn(entries, text.id));
  const known = dates.filter((it) => it !== undefined).sort();
  return which === 'all' && known.length < dates.length ? null : (known.at(-1) ?? null);
}

/** The side paths of the person's programme, whether offered or not. */
export const sidePaths = (bundle: Bundle, what: readonly What[] = []): Text[] =>
  textsOf(bundle, programmeFor(bundle, what)?.side ?? []);

/** Where one stands on the way: `here` is the next module of the track, or the last of all where each is done. */
export interface TrackPlace {
  done: boolean[];
  here: number;
}

/** The modules of the track in order, as a way to go; null where this pack holds none for the person. */
export function trackPlace(entries: Entries, bundle: Bundle, what: readonly What[] = []): TrackPlace | null {
  const programme = programmeFor(bundle, what);
  const order = programme ? track(bundle, programme, what) : [];
  if (order.length === 0) return null;
  const done = order.map((text) => moduleState(entries, text).state === 'done');
  const next = nextStep(entries, bundle, what)?.module;
  const at = order.findIndex((text) => text.id === next);
  const open = at < 0 ? done.indexOf(false) : at;
  return { done, here: open < 0 ? order.length - 1 : open };
}
