/** An urge being ridden, as it stands between two screens, and how it outlives a page that is loaded anew. */
import { hex, random } from '../bytes.ts';
import { dayPart, localDate } from './dates.ts';
import type { Fields } from './plain.ts';
import type { Urge } from './records.ts';

/** `fresh`: nothing has begun. */
export const phases = ['fresh', 'ways', 'through', 'after', 'end'] as const;
export type Phase = (typeof phases)[number];

/** Where a clock stands. */
export interface Ticking {
  /** seconds ridden before it was last started */
  passed: number;
  /** milliseconds since 1970 when it was started; null while it is paused */
  since: number | null;
}

export interface Ride {
  /** its own, by which its entry is found again */
  id: string;
  phase: Phase;
  /** a tool tried, or a hard moment of somebody close to him: no urge is being ridden, and nothing becomes an entry */
  trial: boolean;
  /** the tool it was opened with, from a text or the list of tools */
  opened: string | null;
  /** null: not said */
  strength: number | null;
  /** milliseconds since 1970 when its first way was opened; null before */
  began: number | null;
  /** what set it off, when he said so */
  triggers: string[];
  after: number | null;
  /** minutes from its beginning to the end of the last way */
  minutes: number | null;
  /** the tool that is open */
  tool: string | null;
  /** this way was opened with the ride: the list of ways has not been seen before it */
  straight: boolean;
  /** he went back out of it and said nothing: it goes on at «Vanskelig nå», and the app does not open in it */
  aside: boolean;
  ticking: Ticking;
  /** how far he is in a tool of several sentences or steps; null before its beginning */
  at: number | null;
  /** what is stored as the way: the tool, or the code of what he did instead */
  way: string | null;
  /** what he did, in his own words from the plan */
  did: string | null;
  /** id of the entry, once there is one */
  entry: string | null;
  /** the entry holds all of it stands */
  saved: boolean;
  /** milliseconds */
  touched: number;
}

/** Name of the record that holds a running ride on this phone. */
export const rideRecord = 'ride';
/** Name of the record of one that was left, until he has said what becomes of it. */
export const leftRecord = 'ride-left';

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
  minutes: null,
  tool: null,
  straight: false,
  aside: false,
  ticking: started(now),
  at: null,
  way: null,
  did: null,
  entry: null,
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

/** An urge of an hour ago is another urge. Chosen by us; no source. */
const stale = 3_600_000;
/** So long after the last press the app opens in the ride; later it is found behind «Vanskelig nå». */
const near = 20 * 60_000;

export const isRecentRide = (ride: Ride, now: number): boolean => now - ride.touched <= stale;

/** Whether the urge that is being ridden is still this one. */
export const rideGoesOn = (ride: Ride, now: number): boolean =>
  !ride.trial && ride.phase !== 'fresh' && ride.phase !== 'end' && isRecentRide(ride, now);

export const opensInRide = (ride: Ride | null, now: number): boolean =>
  ride !== null && rideGoesOn(ride, now) && !ride.aside && now - ride.touched <= near;

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
  const { ticking, saved: _, ...others } = ride;
  return { ...others, passed: ticking.passed, since: ticking.since };
}

const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The ride in a record; null when there is none, or none that can be gone on with. */
export function readRide(fields: Fields | undefined, now: number): Ride | null {
  const ride = rideIn(fields);
  return ride && rideGoesOn(ride, now) ? ride : null;
}

/** Rated or tried something, and neither kept yet nor come to its end. */
export const unfinished = (ride: Ride): boolean =>
  !ride.trial && ride.phase !== 'end' && (ride.strength !== null || ride.way !== null) && ride.entry === null;

/**
 * Returns the ride as an entry of the diary, dated when it began; null for a tool that was only tried, and for a ride of
 * which nothing is known. Where the strength was skipped, the entry says that the urge came and what was done.
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

/** How it went from the first rating to the second; null where one of them is missing. */
export function outcomeOf({ strength, after }: Pick<Ride, 'strength' | 'after'>): 'fallen' | 'same' | 'risen' | null {
  if (strength === null || after === null) return null;
  return after < strength ? 'fallen' : after > strength ? 'risen' : 'same';
}

/** Whether another way is offered at the end: after an urge that has not fallen or is strong still, and after a trial. */
export function offersAnother(ride: Pick<Ride, 'strength' | 'after' | 'trial'>): boolean {
  const outcome = outcomeOf(ride);
  return ride.trial || outcome === 'same' || outcome === 'risen' || (ride.after ?? 0) >= STRONG;
}

/** Minutes from its beginning until now; a wrong clock says nothing, and neither does a ride of hours. */
export function minutesRidden(ride: Ride, now: number): number | null {
  if (ride.began === null) return null;
  const minutes = Math.round((now - ride.began) / 60_000);
  return minutes >= 1 && minutes <= longest ? minutes : null;
}

/** Minutes. Chosen by us; no source. */
const longest = 180;

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
    minutes: number(fields.minutes),
    tool: text(fields.tool),
    straight: fields.straight === true,
    aside: fields.aside === true,
    ticking: { passed: number(fields.passed) ?? 0, since: number(fields.since) },
    at: number(fields.at),
    way: text(fields.way),
    did: text(fields.did),
    entry: text(fields.entry),
    saved: false,
    touched,
  };
}
