/** Which reminders a person has chosen, and what the server is asked to ring: times only, never words (docs/protocol.md, "Channels"). */
import { addDays } from './dates.ts';
import type { NudgeKind } from './nudge.ts';

export const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof days)[number];

/** One reminder as the server is told it. `id` is 8 random bytes in hex; times are local. */
export type Nudge =
  | { id: string; kind: NudgeKind; at: string; days: Day[] }
  | { id: string; kind: NudgeKind; once: string };

export interface Choice {
  daily: { id: string; at: string; days: Day[] } | null;
  weekly: { id: string; at: string; day: Day } | null;
  /** `since`: the date it was chosen on */
  step: { id: string; at: string; since: string } | null;
}

export const nothing: Choice = { daily: null, weekly: null, step: null };

export const isTime = (text: unknown): text is string =>
  typeof text === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
export const isDate = (text: unknown): text is string =>
  typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
const isDay = (text: unknown): text is Day => days.includes(text as Day);
const isId = (text: unknown): text is string => typeof text === 'string' && /^[0-9a-f]{16}$/.test(text);

type Loose<T> = { [K in keyof T]?: unknown };

/** A choice as it was kept; a part that cannot be read is not chosen. */
export function readChoice(value: unknown): Choice {
  const { daily, weekly, step } = (typeof value === 'object' && value !== null ? value : {}) as Loose<Choice>;
  const d = daily as Loose<NonNullable<Choice['daily']>> | null | undefined;
  const w = weekly as Loose<NonNullable<Choice['weekly']>> | null | undefined;
  const s = step as Loose<NonNullable<Choice['step']>> | null | undefined;
  const chosen = Array.isArray(d?.days) ? d.days.filter(isDay) : [];
  return {
    daily: d && isId(d.id) && isTime(d.at) && chosen.length ? { id: d.id, at: d.at, days: chosen } : null,
    weekly: w && isId(w.id) && isTime(w.at) && isDay(w.day) ? { id: w.id, at: w.at, day: w.day } : null,
    step:
      s && isId(s.id) && isTime(s.at) && typeof s.since === 'string' ? { id: s.id, at: s.at, since: s.since } : null,
  };
}

/** Days from choosing reminders to the first step, and from a finished module to its practice and the next. */
const firstStep = 2;
const nextStep = 7;

/**
 * What is to ring. `lastDone` is the date the latest module was finished, or null; `now` the local minute
 * `YYYY-MM-DDTHH:MM`. A step rings once for each finished module and is not armed again: nothing nags.
 */
export function arm(choice: Choice, lastDone: string | null, now: string): Nudge[] {
  const { daily, weekly, step } = choice;
  const nudges: Nudge[] = [];
  if (daily)
    nudges.push({ id: daily.id, kind: 'daily', at: daily.at, days: days.filter((it) => daily.days.includes(it)) });
  if (weekly) nudges.push({ id: weekly.id, kind: 'weekly', at: weekly.at, days: [weekly.day] });
  if (step) {
    const since = addDays(step.since, firstStep);
    const after = lastDone ? addDays(lastDone, nextStep) : since;
    const [later = since] = [since, after].sort().reverse();
    const once = `${later}T${step.at}`;
    if (once > now) nudges.push({ id: step.id, kind: 'step', once });
  }
  return nudges;
}
