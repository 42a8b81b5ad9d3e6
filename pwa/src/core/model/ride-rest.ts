/** An urge being ridden as it rests on this phone: whether a page that is loaded anew goes on with it. */
import { localDate } from './dates.ts';
import type { Entry, Fields } from './plain.ts';

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
  /** he ended it by pressing that it is weaker now; a page that is loaded anew does not know it */
  weaker: boolean;
  /** minutes from its beginning to the end of the last way; 0 when it came to that end and nobody saw how long it took */
  minutes: number | null;
  /** the tool that is open */
  tool: string | null;
  /** this way was opened with the ride: the list of ways has not been seen before it */
  straight: boolean;
  /** all of the ways are shown in the list */
  more: boolean;
  /** he went back out of it and said nothing: it goes on at «Vanskelig nå», and the app does not open in it */
  aside: boolean;
  ticking: Ticking;
  /** for how long the page was in front of him: it stands while the page is away, and while he has gone back out of the ride */
  seen: Ticking;
  /** how far he is in a tool of several sentences or steps; null before its beginning */
  at: number | null;
  /** what is stored as the way: the tool, or the code of what he did instead */
  way: string | null;
  /** what he did, in his own words from the plan */
  did: string | null;
  /** id of the entry, once there is one */
  entry: string | null;
  /** the entry was logged before the ride: it stays when the ride is taken back */
  logged: boolean;
  /** the entry holds all of it stands */
  saved: boolean;
  /** milliseconds */
  touched: number;
}

/** Name of the record that holds a running ride on this phone. */
export const rideRecord = 'ride';
/** Name of the record of one that was left, until he has said what becomes of it. */
export const leftRecord = 'ride-left';

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

/** An urge as it was logged: what its ride comes to is written into its entry. */
export type LoggedUrge = Pick<Ride, 'strength'> & { entry: string };

/** The urge that was logged last, while it is still this one and nothing was done with it; null when there is none, or a purchase came after it. */
export function loggedLately(entries: ReadonlyMap<string, Entry>, now: number): LoggedUrge | null {
  const today = localDate(new Date(now));
  const isOpen = ({ kind, fields, made = 0 }: Entry): boolean =>
    kind === 'urge' &&
    fields.date === today &&
    made <= now &&
    now - made <= stale &&
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

/** The ride in a record; null when there is none, or none that can be gone on with. */
export function readRide(fields: Fields | undefined, now: number): Ride | null {
  const ride = rideIn(fields);
  return ride && rideGoesOn(ride, now) ? ride : null;
}

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
  return {
    passed: (number(fields.seen) ?? 0) + (since === null ? 0 : Math.max(0, touched - since) / 1000),
    since: null,
  };
}
