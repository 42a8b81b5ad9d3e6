/** An urge being ridden, as it stands between two screens, and how it outlives a page that is loaded anew. */
import type { Fields } from './plain.ts';

export const phases = ['rate', 'ways', 'through', 'after', 'end'] as const;
export type Phase = (typeof phases)[number];

/** Where a clock stands. */
export interface Ticking {
  /** seconds ridden before it was last started */
  passed: number;
  /** milliseconds since 1970 when it was started; null while it is paused */
  since: number | null;
}

export interface Ride {
  phase: Phase;
  /** a tool tried, or a hard moment of somebody close to him: no urge is being ridden, and nothing becomes an entry */
  trial: boolean;
  /** the tool it was opened with, from a text or the list of tools */
  opened: string | null;
  /** null: skipped */
  strength: number | null;
  /** what came first, when he said so */
  trigger: string | null;
  after: number | null;
  /** the tool that is open */
  tool: string | null;
  ticking: Ticking;
  /** what is stored as the way: the tool, or the code of what he did instead */
  way: string | null;
  /** what he did, in his own words from the plan */
  did: string | null;
  /** id of the entry, once there is one */
  entry: string | null;
  /** milliseconds */
  touched: number;
}

/** Name of the record that holds a running ride on this phone. */
export const rideRecord = 'ride';

export const started = (now: number): Ticking => ({ passed: 0, since: now });

export const freshRide = (now: number): Ride => ({
  phase: 'rate',
  trial: false,
  opened: null,
  strength: null,
  trigger: null,
  after: null,
  tool: null,
  ticking: started(now),
  way: null,
  did: null,
  entry: null,
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

/** An urge of an hour ago is another urge. */
const stale = 3_600_000;
/** So long after the last press the app opens in the ride; later it is found behind «Vanskelig nå». */
const near = 20 * 60_000;

/** Whether the urge that is being ridden is still this one. */
export const goesOn = (ride: Ride, now: number): boolean =>
  !ride.trial && ride.phase !== 'end' && now - ride.touched <= stale;

export const opensInRide = (ride: Ride | null, now: number): boolean =>
  ride !== null && goesOn(ride, now) && now - ride.touched <= near;

/** The fields of its record; null when there is nothing to go on with. */
export function rideFields(ride: Ride): Fields | null {
  if (ride.trial || ride.phase === 'rate' || ride.phase === 'end') return null;
  const { ticking, ...others } = ride;
  return { ...others, passed: ticking.passed, since: ticking.since };
}

const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The ride in a record; null when there is none, or none that can be gone on with. */
export function readRide(fields: Fields | undefined, now: number): Ride | null {
  const phase = phases.find((it) => it === fields?.phase);
  const touched = number(fields?.touched);
  if (!fields || !phase || touched === null) return null;
  const ride: Ride = {
    phase,
    trial: false,
    opened: null,
    strength: number(fields.strength),
    trigger: text(fields.trigger),
    after: number(fields.after),
    tool: text(fields.tool),
    ticking: { passed: number(fields.passed) ?? 0, since: number(fields.since) },
    way: text(fields.way),
    did: text(fields.did),
    entry: text(fields.entry),
    touched,
  };
  return goesOn(ride, now) ? ride : null;
}
