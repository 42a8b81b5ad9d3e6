/** Side paths and the module of a slip, offered where they fit. All of them stand in Programme whether they are offered or not. */

import { answers, type Entries } from './answers.ts';
import type { Bundle, Text } from './content.ts';
import { addDays, daysBetween, isDate } from './dates.ts';
import { lately } from './diary.ts';
import { ofKind } from './kinds.ts';
import { moduleState, programmeFor, sidePaths, track } from './programme.ts';
import { doneOn, hidOn } from './progress.ts';
import type { What } from './records.ts';

/** So often within so many days, and what came before the urge is a pattern. */
const TIMES = 2;
const DAYS = 28;

/** The triggers that were chosen in the programme, or written down often enough of late. */
export function ownTriggers(entries: Entries, date: string): Set<string> {
  const own = new Set(answers(entries, new Map()).get('trigger')?.codes ?? []);
  const times = new Map<string, number>();
  for (const urge of lately(entries.values(), addDays(date, 1 - DAYS)).read.urges)
    if (urge.date <= date) for (const code of new Set(urge.triggers)) times.set(code, (times.get(code) ?? 0) + 1);
  for (const [code, n] of times) if (n >= TIMES) own.add(code);
  return own;
}

/**
 * The one side path that is offered: it fits what the person came for or what comes before the urge, the first module is
 * done, and it is neither begun, done, put aside nor part of the track.
 */
export function sideOffer(entries: Entries, bundle: Bundle, what: readonly What[], date: string): Text | null {
  const programme = programmeFor(bundle, what);
  const order = programme ? track(bundle, programme, what) : [];
  if (!programme || !order[0] || !doneOn(entries, order[0].id)) return null;
  const own = ownTriggers(entries, date);
  const came: readonly string[] = what;
  const fits = (id: string): boolean => {
    const when = programme.offers[id];
    return when !== undefined && (when.what.some((it) => came.includes(it)) || when.triggers.some((it) => own.has(it)));
  };
  const free = (text: Text): boolean =>
    moduleState(entries, text).state === 'new' && !hidOn(entries, text.id) && !order.includes(text);
  return sidePaths(bundle, what).find((text) => fits(text.id) && free(text)) ?? null;
}

/** The module of what to do when it slips; for so many days after a purchase it is offered. Chosen by us; no source. */
export const SLIP = 'when-it-slips';
const SLIP_DAYS = 7;

/** That module, beside the next step, whatever its place in the order: once the first module is done, until it is itself. */
export function slipOffer(entries: Entries, bundle: Bundle, what: readonly What[], date: string): Text | null {
  const programme = programmeFor(bundle, what);
  const text = programme?.modules.includes(SLIP) ? bundle.modules[SLIP] : undefined;
  if (!text || doneOn(entries, SLIP) || !doneOn(entries, programme?.modules[0] ?? '')) return null;
  const lately = ofKind(entries, 'purchase').some(
    ({ fields: { date: on } }) => isDate(on) && on <= date && daysBetween(on, date) <= SLIP_DAYS,
  );
  return lately ? text : null;
}
