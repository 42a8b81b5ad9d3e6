/** An urge being ridden as it rests on this phone: whether a page that is loaded anew opens in it. How it is read is in ride.ts. */

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

export const isRecentRide = ({ touched }: Pick<Ride, 'touched'>, now: number): boolean => now - touched <= stale;

/** Whether the urge that is being ridden is still this one. */
export const rideGoesOn = (ride: Ride, now: number): boolean =>
  !ride.trial && ride.phase !== 'fresh' && ride.phase !== 'end' && isRecentRide(ride, now);

const underWay: readonly unknown[] = ['ways', 'through', 'after'] satisfies Phase[];

/** Of a ride, and of the record in which it rests. */
export const opensInRide = (
  ride: Readonly<{ phase?: unknown; trial?: unknown; aside?: unknown; touched?: unknown }> | null | undefined,
  now: number,
): boolean =>
  underWay.includes(ride?.phase) &&
  !ride?.trial &&
  !ride?.aside &&
  typeof ride?.touched === 'number' &&
  now - ride.touched <= near;
