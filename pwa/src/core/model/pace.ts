/**
 * The pace: one module a week is offered and nothing is locked; day 30; a pause; the end; and what comes after the end.
 * Everything here is derived from the records and a local date; no clock.
 */

import { answers, type Entries } from './answers.ts';
import type { Bundle, Text } from './content.ts';
import { addDays, daysBetween } from './dates.ts';
import { ofKind } from './kinds.ts';
import { slipOffer } from './offers.ts';
import type { Fields } from './plain.ts';
import { practiceOpen } from './practice.ts';
import { lastEnd, moduleState, type NextStep, nextStep, programmeFor, textsOf, track } from './programme.ts';
import { doneOn, progress, words } from './progress.ts';
import type { What } from './records.ts';

/** Days from the end of one module to the offer of the next. */
const WEEK = 7;

export interface Offer extends NextStep {
  /** the first date on which it is offered; absent from then on. It can be opened at once all the same. */
  from?: string;
}

/** The next step and when it is offered: a module begun, a side path and that of a slip at once, the others a week after the one before. */
export function offer(entries: Entries, bundle: Bundle, what: readonly What[], date: string): Offer | null {
  if (programmeRest(entries, date)) return null;
  const next = nextStep(entries, bundle, what);
  if (!next) return null;
  const from = offeredFrom(entries, bundle, what, next, date);
  return from && from > date ? { ...next, from } : next;
}

function offeredFrom(
  entries: Entries,
  bundle: Bundle,
  what: readonly What[],
  next: NextStep,
  date: string,
): string | null {
  const programme = programmeFor(bundle, what);
  if (slipOffer(entries, bundle, what, date)?.id === next.module) return null;
  if (!programme || next.begun || !programme.modules.includes(next.module)) return null;
  const last = lastEnd(entries, textsOf(bundle, programme.modules), 'any');
  return last && addDays(last, WEEK);
}

/**
 * The date from which the next module is suggested, also while a pause lasts; null from that date on, where it is begun, and after
 * the end. Nothing says when the ones after it come: that is up to him.
 */
export function nextFrom(entries: Entries, bundle: Bundle, what: readonly What[], date: string): string | null {
  const resting = programmeRest(entries, date);
  const next = nextStep(entries, bundle, what);
  if (!next || next.begun || resting?.kind === 'ended') return null;
  const until = resting?.kind === 'pause' ? resting.until : date;
  const from = [offeredFrom(entries, bundle, what, next, date) ?? '', until].sort().at(-1) ?? until;
  return from > date ? from : null;
}

export type ProgrammeRest =
  /** nothing is offered and nothing rings before `until` */
  | { kind: 'pause'; until: string }
  /** only the boosters are left */
  | { kind: 'ended'; at: string };

/** Whether the person has paused or ended the programme. */
export function programmeRest(entries: Entries, date: string): ProgrammeRest | null {
  const kept = progress(entries);
  const at = words(kept.ended);
  if (at) return { kind: 'ended', at };
  const until = words(kept.pause_until);
  return until && until > date ? { kind: 'pause', until } : null;
}

/** The lengths of a pause that are offered, of the programme and of reminders, in days. Chosen by us; no source. */
export const pauseDays = { week: 7, fortnight: 14, month: 28 } as const;
/** Days a pause may last at the most. Chosen by us; no source. */
export const LONGEST_PAUSE = 365;

export const pauseFields = (until: string, date: string): Fields => ({ pause_until: until, month: date });
export const endFields = (date: string): Fields => ({ ended: date, month: date });
/** «Siden du begynte» has been read, whatever follows. */
export const monthReadFields = (date: string): Fields => ({ month: date });
/** «Fortsett», from day 30, a pause or the end. */
export const goOnFields = (date: string): Fields => ({ pause_until: '', ended: '', month: date });

/**
 * The date of the first day: the oldest that was kept by itself (when the diary was made, an answer, the end of a module). Only when
 * there is none, the date of a check-in or an entry, which may have been set back.
 */
export function began(entries: Entries): string | null {
  const kept = progress(entries);
  const ends = Object.entries(kept).flatMap(([name, value]) => (name.startsWith('done_') ? (words(value) ?? []) : []));
  const given = [...answers(entries, new Map()).values()].flatMap((answer) => words(answer.at) ?? []);
  const dated = (...kinds: string[]): string[] =>
    kinds.flatMap((kind) => ofKind(entries, kind).flatMap((it) => words(it.fields.date) ?? []));
  const sure = [words(kept.began) ?? [], ends, given].flat();
  const said = sure.length > 0 ? sure : dated('checkin', 'measure');
  return (said.length > 0 ? said : dated('urge', 'purchase')).sort()[0] ?? null;
}

/** The day from which one is led to look back. */
const MONTH = 30;

/** Whether looking back is offered: from day 30, until it has been read. */
export function monthDue(entries: Entries, date: string): boolean {
  const from = began(entries);
  if (!from || programmeRest(entries, date) || words(progress(entries).month)) return false;
  return daysBetween(from, date) >= MONTH;
}

/** The modules of the track, without what lies beside it. */
function mainModules(bundle: Bundle, what: readonly What[]): Text[] {
  const programme = programmeFor(bundle, what);
  return programme ? track(bundle, programme, what).filter((it) => programme.modules.includes(it.id)) : [];
}

/** Whether this module ends the programme: it is one of the track, and all of them are done. */
export function endsProgramme(entries: Entries, bundle: Bundle, what: readonly What[], module: string): boolean {
  const modules = mainModules(bundle, what);
  return modules.some((it) => it.id === module) && lastEnd(entries, modules, 'all') !== null;
}

/** The date on which the programme was finished: all modules of the track, else where the person ended it; null before. */
export function finishedOn(entries: Entries, bundle: Bundle, what: readonly What[] = []): string | null {
  if (!programmeFor(bundle, what)) return null;
  const modules = mainModules(bundle, what);
  const last = modules.length > 0 ? lastEnd(entries, modules, 'all') : null;
  return last ?? words(progress(entries).ended) ?? null;
}

/** Which end the person has reached, as a name: pressed, or that of the track. Null while there is more to come. */
export function theEnd(entries: Entries, bundle: Bundle, what: readonly What[] = []): string | null {
  const pressed = words(progress(entries).ended);
  if (pressed) return `ended ${pressed}`;
  const last = finishedOn(entries, bundle, what);
  return last && `done ${last}`;
}

export interface Booster {
  module: string;
  title: string;
  minutes: number;
  /** its own date */
  at: string;
  /** `due` for four weeks, then `past`; nothing nags */
  state: 'coming' | 'due' | 'past' | 'done';
}

/** Days for which a booster is offered. */
const BOOSTER_WINDOW = 28;

/** The boosters of a finished programme, in the order of their dates; none before it is finished. */
export function boosters(entries: Entries, bundle: Bundle, what: readonly What[], date: string): Booster[] {
  const end = finishedOn(entries, bundle, what);
  const all = Object.entries(programmeFor(bundle, what)?.boosters ?? {});
  if (!end) return [];
  return all
    .flatMap(([id, days]): Booster[] => {
      const text = bundle.modules[id];
      if (!text) return [];
      const at = addDays(end, days);
      const state = doneOn(entries, id)
        ? 'done'
        : at > date
          ? 'coming'
          : daysBetween(at, date) < BOOSTER_WINDOW
            ? 'due'
            : 'past';
      return [{ module: id, title: text.title, minutes: moduleState(entries, text).minutes, at, state }];
    })
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** The booster on Today: the latest that is due. */
export const boosterDue = (all: readonly Booster[]): Booster | null => all.findLast((it) => it.state === 'due') ?? null;

export interface DueDate {
  /** the kind of reminder that rings for it */
  kind: 'step' | 'own';
  of: 'practice' | 'next' | 'booster';
  module: string;
  /** local date, never before today */
  at: string;
}

/** Days from taking a practice, or from its last answer, to the reminder of it. */
const PRACTICE = 3;

/**
 * What may ring, by date: the practice while it waits on Today, the next module when it is offered, the boosters. A pause moves
 * the next module to its end and holds everything else back until then; who has ended gets boosters only.
 */
export function dueDates(entries: Entries, bundle: Bundle, what: readonly What[], date: string): DueDate[] {
  const resting = programmeRest(entries, date);
  const until = resting?.kind === 'pause' ? resting.until : date;
  const found: DueDate[] = [];
  if (resting?.kind !== 'ended') {
    const open = practiceOpen(entries, bundle, what, date);
    const rings = open && addDays(open.at, PRACTICE);
    if (rings && practiceOpen(entries, bundle, what, rings))
      found.push({ kind: 'step', of: 'practice', module: open.module, at: rings });
    const next = nextStep(entries, bundle, what);
    const from = next && offeredFrom(entries, bundle, what, next, date);
    const at = [from ?? '', resting ? until : ''].sort().at(-1);
    if (next && at) found.push({ kind: 'step', of: 'next', module: next.module, at });
  }
  for (const it of boosters(entries, bundle, what, date))
    if (it.state === 'coming') found.push({ kind: 'own', of: 'booster', module: it.module, at: it.at });
  return found.filter((it) => it.at >= until).sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** When a step is due, the soonest first; yesterday's too, for it may ring a day later than it is due (`arm`). */
export function stepDates(entries: Entries, bundle: Bundle, what: readonly What[], date: string): string[] {
  const from = (day: string): string[] =>
    dueDates(entries, bundle, what, day).flatMap(({ kind, at }) => (kind === 'step' ? [at] : []));
  const yesterday = addDays(date, -1);
  return [...from(yesterday).filter((it) => it === yesterday), ...from(date)];
}

/** Whether a step that rings on this date is the practice, which nobody has answered for yet, and not the next module. */
export function asksForPractice(entries: Entries, bundle: Bundle, what: readonly What[], date: string): boolean {
  const due = dueDates(entries, bundle, what, addDays(date, -1)).filter((it) => it.kind === 'step' && it.at <= date);
  return practiceOpen(entries, bundle, what, date) !== null && due.every((it) => it.of === 'practice');
}
