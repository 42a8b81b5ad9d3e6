/** Which reminders a person has chosen, and what the server is asked to ring: times only, never words (docs/engineers/protocol.md, "Channels"). */

import type { DeviceRecords, Entries } from './answers.ts';
import { isOneOf, isRecord, isString } from './codec.ts';
import { addDays, isDate, weekday } from './dates.ts';
import { ofKind } from './kinds.ts';

export type NudgeKind = 'daily' | 'weekly' | 'step' | 'own' | 'comeback';
export const nudgeKinds: readonly NudgeKind[] = ['daily', 'weekly', 'step', 'own', 'comeback'];

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** One reminder as the server is told it. `id` is 8 random bytes in hex; times are local. The server knows the days of `comeback`. */
export type Nudge = Timed | { id: string; kind: 'comeback'; at: string };
/** One whose days or minute the person has chosen. */
export type Timed =
  | { id: string; kind: Exclude<NudgeKind, 'comeback'>; at: string; days: Weekday[] }
  | { id: string; kind: Exclude<NudgeKind, 'comeback'>; once: string };

export interface ReminderChoice {
  daily: { id: string; at: string; days: Weekday[] } | null;
  weekly: { id: string; at: string; day: Weekday } | null;
  /** `since`: the date it was chosen on */
  step: { id: string; at: string; since: string } | null;
  /** a word to somebody who has been away for some days */
  comeback: { id: string; at: string } | null;
}

/** The usual hour. A push at 20:00 brought most people back to an app of this kind: Drink Less, JMIR mHealth and uHealth 2023, e38342. */
const USUAL = '20:00';

export const noReminders: ReminderChoice = { daily: null, weekly: null, step: null, comeback: null };

/** A rest that a person takes from all of them: until a local date, on which they may come again, or until he ends it. */
export type Pause = { until: string } | 'open';

export const isTime = (text: unknown): text is string =>
  typeof text === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
const isDay = (text: unknown): text is Weekday => isOneOf(weekdays, text);
const isId = (text: unknown): text is string => typeof text === 'string' && /^[0-9a-f]{16}$/.test(text);

/** Whether this is a reminder as the server is told it. */
export const isNudge = (it: unknown): it is Nudge =>
  isRecord(it) &&
  isId(it.id) &&
  isOneOf(nudgeKinds, it.kind) &&
  (isString(it.once) ||
    (isTime(it.at) && (it.kind === 'comeback' || (Array.isArray(it.days) && it.days.every(isDay)))));

type Loose<T> = { [K in keyof T]?: unknown };

/** A choice as it was kept; a part that cannot be read is not chosen. */
export function readChoice(value: unknown): ReminderChoice {
  const { daily, weekly, step, comeback } = (
    typeof value === 'object' && value !== null ? value : {}
  ) as Loose<ReminderChoice>;
  const d = daily as Loose<NonNullable<ReminderChoice['daily']>> | null | undefined;
  const w = weekly as Loose<NonNullable<ReminderChoice['weekly']>> | null | undefined;
  const s = step as Loose<NonNullable<ReminderChoice['step']>> | null | undefined;
  const c = comeback as Loose<NonNullable<ReminderChoice['comeback']>> | null | undefined;
  const chosen = Array.isArray(d?.days) ? d.days.filter(isDay) : [];
  return {
    daily: d && isId(d.id) && isTime(d.at) && chosen.length ? { id: d.id, at: d.at, days: chosen } : null,
    weekly: w && isId(w.id) && isTime(w.at) && isDay(w.day) ? { id: w.id, at: w.at, day: w.day } : null,
    step:
      s && isId(s.id) && isTime(s.at) && typeof s.since === 'string' ? { id: s.id, at: s.at, since: s.since } : null,
    comeback: c && isId(c.id) && isTime(c.at) ? { id: c.id, at: c.at } : null,
  };
}

export function readPause(value: unknown): Pause | null {
  if (value === 'open') return value;
  const { until } = (typeof value === 'object' && value !== null ? value : {}) as { until?: unknown };
  return isDate(until) ? { until } : null;
}

/** The pause as it stands on this date; null when there is none, or it is over. */
export const pauseOn = (pause: Pause | null, today: string): Pause | null =>
  pause === 'open' || (pause && pause.until > today) ? pause : null;

/** The first date on which a reminder may ring once a pause has been ended at this minute: never for a time that has passed. */
export function freeFrom(nudge: Nudge, now: string): string {
  const date = now.slice(0, 10);
  return 'at' in nudge && `${date}T${nudge.at}` <= now ? addDays(date, 1) : date;
}

/** The rest of one reminder as the server was told it: a local date before which it does not ring. `heard`: it has answered. */
export interface Skip {
  until: string;
  heard: boolean;
}
/** By the id of the reminder. What is not here was never told. */
export type Skips = Readonly<Record<string, Skip>>;

/** What a person wants to be left alone by, and what the server was told of it. */
export interface Resting {
  pause: Pause | null;
  /** the local date before which none is needed but for one's own; empty for none */
  dayOff: string;
  skipped: Skips;
}

/** The date before which they rest; empty when none is known. */
export const restsUntil = ({ pause, dayOff }: Pick<Resting, 'pause' | 'dayOff'>): string =>
  [pause && pause !== 'open' ? pause.until : '', dayOff].sort()[1] ?? '';

/** What is to be told of each reminder so that it rests as the person wants: a rest, or the end of one that the server may hold. */
export function toSkip(
  nudges: readonly Nudge[],
  { pause, dayOff, skipped }: Resting,
  now: string,
): { id: string; until: string }[] {
  const today = now.slice(0, 10);
  return nudges.flatMap((nudge) => {
    const latest = restsUntil({ pause, dayOff: nudge.kind === 'own' ? '' : dayOff });
    const rests = latest > today;
    const until = rests ? latest : freeFrom(nudge, now);
    const told = skipped[nudge.id] ?? { until: '', heard: true };
    const agreed = told.heard && (told.until === until || (!rests && told.until <= today));
    return agreed ? [] : [{ id: nudge.id, until }];
  });
}

/** What is left of it once the server has taken these reminders; `sure` when it had the box all along, and rests with it. */
export const skipsLeft = (skipped: Skips, nudges: readonly Nudge[], sure: boolean): Skips =>
  Object.fromEntries(
    nudges.flatMap(({ id }) => {
      const told = skipped[id];
      return told ? [[id, { ...told, heard: told.heard && sure }]] : [];
    }),
  );

/** The rests as they were kept; what cannot be read was never told. */
export function readSkips(value: unknown): Skips {
  const kept = Object.entries(
    (typeof value === 'object' && value !== null ? value : {}) as Record<string, Loose<Skip>>,
  );
  return Object.fromEntries(
    kept.flatMap(([id, it]) =>
      isId(id) && isDate(it?.until) ? [[id, { until: it.until, heard: it.heard === true }]] : [],
    ),
  );
}

/** Hours that are offered: before work, after it, in the evening, before going to bed. Chosen by us; no source. */
export const offeredHours = ['07:00', '17:00', USUAL, '22:00'] as const;
/** When the week is looked back on, until another time is chosen: as it ends. Chosen by us; no source. */
export const usualWeekly: { at: string; day: Weekday } = { at: '18:00', day: 'sun' };
/** The reminders that are ticked before anybody has chosen. Chosen by us; no source. */
export const usualKinds: readonly (keyof ReminderChoice)[] = ['daily', 'weekly'];

/** When something that has no time of its own rings. */
export const usualTime = (choice: ReminderChoice | undefined): string =>
  choice?.daily?.at ?? choice?.step?.at ?? choice?.comeback?.at ?? USUAL;

/** Days from choosing reminders to the first step. Chosen by us; no source. */
const firstStep = 2;

/** What the programme has ahead. */
export interface Ahead {
  /** local dates on which a practice or a next step is due, the soonest first; yesterday's among them */
  steps: readonly string[];
  /** the programme rests: nothing comes by the day or the week */
  quiet: boolean;
  /** the local date before which the person wants none; empty for none */
  rest: string;
  /** the programme is finished: nothing comes, unless the person has asked for more since */
  over: 'no' | 'silent' | 'wanted';
}

/**
 * What is to ring besides the person's own; `now` is the local minute `YYYY-MM-DDTHH:MM`. A step rings once for each date
 * and is not armed again: nothing nags. On the day of the week it would be silent for good, because the server rings once
 * a day and the week comes first: then it rings the day after. One that is due in a rest rings when that is over.
 */
export function arm(choice: ReminderChoice, { steps, quiet, rest, over }: Ahead, now: string): Nudge[] {
  if (over === 'silent') return [];
  const { daily, weekly, step, comeback } = choice;
  const nudges: Nudge[] = [];
  if (daily && !quiet)
    nudges.push({ id: daily.id, kind: 'daily', at: daily.at, days: weekdays.filter((it) => daily.days.includes(it)) });
  if (weekly && !quiet) nudges.push({ id: weekly.id, kind: 'weekly', at: weekly.at, days: [weekly.day] });
  if (step) {
    const since = addDays(step.since, firstStep);
    const dates = steps.length > 0 || quiet || over !== 'no' ? steps : [since];
    const free = (it: string): string =>
      weekly && !quiet && weekdays[weekday(it)] === weekly.day ? addDays(it, 1) : it;
    const once = dates.map((it) => `${free([it, since, rest].sort()[2] ?? it)}T${step.at}`).find((it) => it > now);
    if (once) nudges.push({ id: step.id, kind: 'step', once });
  }
  if (comeback && !quiet) nudges.push({ id: comeback.id, kind: 'comeback', at: comeback.at });
  return nudges;
}

/** Whether the server tells this phone of a coach's answers: the thread says whether it tells one, and the phone which thread it asked. */
export function isTold(entries: Entries, device: DeviceRecords): boolean {
  const asked = device.get('thread-told')?.thread;
  return ofKind(entries, 'thread').some(({ fields: { thread, told } }) => told === true && !!asked && thread === asked);
}
