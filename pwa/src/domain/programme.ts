/** How far he has come: the state of each module, the one next step, this week's practice, and what comes back by itself. */

import { answerLines, answers, type Device, type Entries, makerOf } from './answers.ts';
import type { Bundle, Exercise, Practice, Programme, Text } from './content.ts';
import { addDays, daysBetween } from './dates.ts';
import type { Fields } from './plain.ts';
import { drawPlan, type PlanLine } from './plan.ts';
import type { What } from './records.ts';

export type PracticeState = 'done' | 'tried' | 'notyet';

/** The fields of the one `progress` record: `step_<text>`, `done_<text>`, `practice_<module>`, `practice_at_<module>`. */
function progress(entries: Entries): Fields {
  for (const entry of entries.values()) if (entry.kind === 'progress') return entry.fields;
  return {};
}

const words = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

export const stepFields = (text: string, step: string): Fields => ({ [`step_${text}`]: step });
export const doneFields = (text: string, date: string): Fields => ({ [`done_${text}`]: date });
export const practiceFields = (module: string, state: PracticeState, date: string): Fields => ({
  [`practice_${module}`]: state,
  [`practice_at_${module}`]: date,
});

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

export function moduleState(entries: Entries, text: Text): ModuleState {
  const kept = progress(entries);
  const ids = stepIds(text);
  const left = words(kept[`step_${text.id}`]);
  const at = Math.max(0, left ? ids.indexOf(left) : 0);
  const done = words(kept[`done_${text.id}`]) !== undefined;
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

/** The modules of a programme that this pack holds, in the order of the person's track. */
export function track(bundle: Bundle, programme: Programme, what: readonly What[] = []): Text[] {
  const own = what.map((it) => programme.tracks[it]).find((it) => it !== undefined);
  return (own ?? programme.modules).flatMap((id) => bundle.modules[id] ?? []);
}

/** The programme meant for this person: relatives have their own, if the pack holds it. */
export function programmeFor(bundle: Bundle, what: readonly What[] = []): Programme | undefined {
  const near = what.includes('relative') ? bundle.programmes.find((it) => it.id === 'near') : undefined;
  return near ?? bundle.programmes.find((it) => it.id === 'stop');
}

export interface NextStep extends ModuleState {
  programme: string;
  module: string;
  title: string;
  begun: boolean;
}

/** The one next step: the module begun, else the first of the track that is not done. */
export function nextStep(entries: Entries, bundle: Bundle, what: readonly What[] = []): NextStep | null {
  const programme = programmeFor(bundle, what);
  if (!programme) return null;
  const all = track(bundle, programme, what).map((text) => ({ text, at: moduleState(entries, text) }));
  const next = all.find((it) => it.at.state === 'begun') ?? all.find((it) => it.at.state === 'new');
  if (!next) return null;
  return {
    ...next.at,
    programme: programme.id,
    module: next.text.id,
    title: next.text.title,
    begun: next.at.state === 'begun',
  };
}

export interface StandingPractice extends Practice {
  module: string;
  /** the answers it shows, in words */
  shown: string[];
  state?: PracticeState;
  /** the date of the state, or of the module's end */
  at: string;
}

/** This week's practice: that of the module finished last, until it is done. */
export function practice(entries: Entries, bundle: Bundle): StandingPractice | null {
  const kept = progress(entries);
  const ended = Object.values(bundle.modules)
    .flatMap((text) => {
      const at = words(kept[`done_${text.id}`]);
      return text.practice && at ? [{ text, of: text.practice, at }] : [];
    })
    .sort((a, b) => (a.at < b.at ? 1 : -1))[0];
  if (!ended) return null;
  const state = words(kept[`practice_${ended.text.id}`]) as PracticeState | undefined;
  if (state === 'done') return null;
  return {
    ...ended.of,
    module: ended.text.id,
    shown: shownLines(entries, new Map(), bundle, ended.of.show),
    at: words(kept[`practice_at_${ended.text.id}`]) ?? ended.at,
    ...(state && { state }),
  };
}

/** The words of earlier answers, in the order they are asked for. */
export function shownLines(entries: Entries, device: Device, bundle: Bundle, show: readonly string[]): string[] {
  const given = answers(entries, device);
  return show.flatMap((name) => {
    const maker = makerOf(bundle, name);
    const answer = given.get(name);
    return maker && answer ? answerLines(maker.exercise, answer) : [];
  });
}

export interface Due {
  page: string;
  step: string;
  title: string;
}

/** A page's later part is offered for a week; after that nothing nags. */
const laterDays = 7;

/**
 * The part of a page that comes back by itself the day after: from the last answer to its first part, or the last purchase for the
 * lapse page, until it has been gone through.
 */
export function due(entries: Entries, bundle: Bundle, date: string): Due | null {
  const kept = progress(entries);
  const given = answers(entries, new Map());
  for (const page of Object.values(bundle.pages)) {
    const later = page.later[0];
    const from = page.steps.findIndex((it) => it.id === later?.from);
    if (!later || from < 0) continue;
    const dates = page.steps.slice(0, from).flatMap((step) => {
      const name = step.exercise && 'answer' in step.exercise ? step.exercise.answer : '';
      return given.get(name)?.at ?? [];
    });
    if (page.id === 'lapse')
      for (const entry of entries.values()) if (entry.kind === 'purchase') dates.push(String(entry.fields.date));
    const since = dates
      .filter((it) => it < date)
      .sort()
      .at(-1);
    const seen = words(kept[`done_${page.id}`]);
    if (!since || daysBetween(since, date) > laterDays || (seen && seen > since)) continue;
    return { page: page.id, step: later.from, title: page.steps[from]?.title ?? page.title };
  }
  return null;
}

export interface Standing {
  page: string;
  title: string;
  lines: PlanLine[];
  /** the step to go to when there is something to change or nothing yet */
  step: string;
  /** the last date it stands */
  until: string;
}

/**
 * A page that stands on Today: the safety plan, for so many days after the question was last answered «litt» or «ja»
 * (`stands_from`, kept beside the answer, so that a later «nei» does not take the plan away).
 */
export function standing(device: Device, bundle: Bundle, date: string): Standing | null {
  for (const page of Object.values(bundle.pages)) {
    const stands = page.stands;
    const from = [...device.entries()].find(
      ([name, fields]) => name.startsWith(`answer/pages/${page.id}/`) && words(fields.stands_from),
    )?.[1].stands_from;
    if (!stands || typeof from !== 'string') continue;
    const until = addDays(from, stands.days);
    if (date > until) continue;
    const part = drawPlan(new Map(), device, bundle).find((it) => it.place === stands.place);
    const review = page.steps.findLast((it) => it.kind === 'review');
    const first = page.steps.find(
      (it) => it.exercise && 'plan' in it.exercise && it.exercise.plan.includes(stands.place),
    );
    return {
      page: page.id,
      title: review?.title ?? page.title,
      lines: part?.lines ?? [],
      step: first?.id ?? page.steps[0]?.id ?? '',
      until,
    };
  }
  return null;
}

/**
 * The date to keep beside an answer that makes its page stand on Today: any answer but «nei» to the page's question.
 * Empty when this answer does not.
 */
export function standsFrom(text: Text, exercise: Exercise, fields: Fields, date: string): Fields {
  const codes = fields.codes;
  if (!text.stands || exercise.kind !== 'choose' || exercise.plan.length > 0 || !Array.isArray(codes)) return {};
  return codes.length > 0 && !codes.includes('no') ? { stands_from: date } : {};
}
