/** An urge being ridden, from its first way to its entry in the diary. How it outlives a page is in ride-rest.ts. */
import { hex, random } from '../bytes.ts';
import { dayPart, localDate } from './dates.ts';
import type { Entry, Fields } from './plain.ts';
import type { Urge } from './records.ts';
import { isRecentRide, phases, type Ride, type Ticking } from './ride-rest.ts';

export const started = (now: number): Ticking => ({ passed: 0, since: now });

export const freshRide = (now: number): Ride => ({
  id: hex(random(8)),
  phase: 'fresh',
  trial: false,
  opened: null,
  strength: null,
  began: null,
  triggers: [],
  after: null,
  weaker: false,
  minutes: null,
  tool: null,
  straight: false,
  more: false,
  aside: false,
  ticking: started(now),
  seen: { passed: 0, since: null },
  at: null,
  way: null,
  did: null,
  entry: null,
  logged: false,
  saved: false,
  touched: now,
});

/** Seconds on the clock. A phone whose clock was set back shows no less than what was ridden before. */
export const ridden = ({ passed, since }: Ticking, now: number): number =>
  passed + (since === null ? 0 : Math.max(0, now - since) / 1000);

/** Stopped when it runs, started when it is stopped. */
export const paused = (it: Ticking, now: number): Ticking => ({
  passed: ridden(it, now),
  since: it.since === null ? now : null,
});

/** The same clock, running or standing as `runs` says. */
export const setRunning = (it: Ticking, runs: boolean, now: number): Ticking =>
  (it.since !== null) === runs ? it : paused(it, now);

/** Opened by a press that was not meant, or left at once: so short, and nothing said. */
export const barelyBegun = ({ strength, began }: Ride, now: number): boolean =>
  strength === null && (began === null || now - began < unmeant);

/** Milliseconds; half a minute is told as one. Chosen by us; no source. */
const unmeant = 30_000;

/** Whether it has come to its end and is still to be saved. */
export const unsaved = (ride: Ride): boolean =>
  ride.phase === 'end' && !ride.saved && asUrge(ride, ride.touched) !== null;

/** The fields of its record; null when there is nothing to go on with, and nothing to be saved. */
export function rideFields(ride: Ride): Fields | null {
  if (ride.trial || ride.phase === 'fresh' || (ride.phase === 'end' && !unsaved(ride))) return null;
  const { ticking, seen, saved: _, weaker: __, ...others } = ride;
  return { ...others, passed: ticking.passed, since: ticking.since, seen: seen.passed, seen_since: seen.since };
}

/** Rated or tried something, and neither kept yet nor come to its end. */
export const unfinished = (ride: Ride): boolean =>
  !ride.trial && ride.phase !== 'end' && (ride.strength !== null || ride.way !== null) && ride.entry === null;

/**
 * Returns the ride as an entry of the diary, dated when it began; null for a tool that was only tried, and for a ride of
 * which nothing is known. Where no strength was said, the entry says that the urge came, what was done and for how long.
 */
export function asUrge({ strength, began, after, minutes, way, did, triggers, trial }: Ride, now: number): Urge | null {
  if (trial || (strength === null && way === null)) return null;
  const at = new Date(began ?? now);
  return {
    date: localDate(at),
    part: dayPart(at),
    ...(strength !== null && { strength }),
    ...(after !== null && { after }),
    ...(minutes !== null && { minutes }),
    ...(way && { way }),
    ...(did && { did_text: did }),
    ...(triggers.length > 0 && { triggers }),
  };
}

/** From this strength (0–10) on, an urge that has fallen is strong still. Chosen by us; no source. */
const STRONG = 5;

/**
 * From this strength (0–10) on, nobody is to be sent off with «Ferdig»: another way and somebody to ring stand first. Two below the top, so
 * that an answer that is a little low still gets them. Chosen by us; no source.
 */
const VERY_STRONG = 7;
export const isVeryStrong = (strength: number | null): boolean => (strength ?? 0) >= VERY_STRONG;

/** How it went from the first rating to the second; null where one of them is missing. */
export function outcomeOf({ strength, after }: Pick<Ride, 'strength' | 'after'>): 'fallen' | 'same' | 'risen' | null {
  if (strength === null || after === null) return null;
  return after < strength ? 'fallen' : after > strength ? 'risen' : 'same';
}

/** Whether he has told that it is weaker: by both numbers, or by his press where one of them is missing. One that is very strong is not. */
export function isWeaker(ride: Pick<Ride, 'strength' | 'after' | 'weaker'>): boolean {
  const outcome = outcomeOf(ride);
  return (outcome === null ? ride.weaker : outcome === 'fallen') && !isVeryStrong(ride.after);
}

/** Whether another way is offered at the end: after an urge that has not fallen or is strong still, and after a trial. */
export function offersAnother(ride: Pick<Ride, 'strength' | 'after' | 'trial'>): boolean {
  const outcome = outcomeOf(ride);
  return ride.trial || outcome === 'same' || outcome === 'risen' || (ride.after ?? 0) >= STRONG;
}

/**
 * Minutes from its beginning until now, where the page was in front of him but for a short while. Else 0: it was ridden, and how long
 * it took is not told, since the urge may have been over long before he came back, or have come again. A wrong clock says nothing, and
 * neither does a ride of hours.
 */
export function minutesRidden({ began, seen }: Ride, now: number): number | null {
  if (began === null) return null;
  const minutes = Math.round((now - began) / 60_000);
  if (minutes < 1 || minutes > longest) return null;
  return now - began - ridden(seen, now) * 1000 > unseen ? 0 : minutes;
}

/** Minutes. Chosen by us; no source. */
const longest = 180;
/** Milliseconds in all: a look at a message, or a glass of water. Chosen by us; no source. */
const unseen = 3 * 60_000;

/** An urge as it was logged: what its ride comes to is written into its entry. */
export type LoggedUrge = Pick<Ride, 'strength'> & { entry: string };

/** The urge that was logged last, while it is still this one and nothing was done with it; null when there is none, or a purchase came after it. */
export function loggedLately(entries: ReadonlyMap<string, Entry>, now: number): LoggedUrge | null {
  const today = localDate(new Date(now));
  const isOpen = ({ kind, fields, made = 0 }: Entry): boolean =>
    kind === 'urge' &&
    fields.date === today &&
    made <= now &&
    isRecentRide({ touched: made }, now) &&
    Boolean(fields.strength) &&
    !fields.way &&
    number(fields.after) === null;
  const [last] = [...entries.values()].filter(isOpen).sort((one, other) => (other.made ?? 0) - (one.made ?? 0));
  const strength = number(last?.fields.strength);
  const ended = [...entries.values()].some(({ kind, made = 0 }) => kind === 'purchase' && made >= (last?.made ?? now));
  return last && strength && !ended ? { entry: last.id, strength } : null;
}

const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The ride in a record, however old it is. */
export function rideIn(fields: Fields | undefined): Ride | null {
  const phase = phases.find((it) => it === fields?.phase);
  const touched = number(fields?.touched);
  if (!fields || !phase || touched === null) return null;
  return {
    id: text(fields.id) ?? String(touched),
    phase,
    trial: false,
    opened: null,
    strength: number(fields.strength),
    began: number(fields.began),
    triggers: Array.isArray(fields.triggers) ? fields.triggers.filter((it) => typeof it === 'string') : [],
    after: number(fields.after),
    weaker: false,
    minutes: number(fields.minutes),
    tool: text(fields.tool),
    straight: fields.straight === true,
    more: fields.more === true,
    aside: fields.aside === true,
    ticking: { passed: number(fields.passed) ?? 0, since: number(fields.since) },
    seen: seenIn(fields, touched),
    at: number(fields.at),
    way: text(fields.way),
    did: text(fields.did),
    entry: text(fields.entry),
    logged: fields.logged === true,
    saved: false,
    touched,
  };
}

/** Until its last press where the page died unheard; of an app that did not count it, all of the time until then. */
function seenIn(fields: Fields, touched: number): Ticking {
  const since = number('seen' in fields ? fields.seen_since : fields.began);
  return { passed: ridden({ passed: number(fields.seen) ?? 0, since }, touched), since: null };
}
