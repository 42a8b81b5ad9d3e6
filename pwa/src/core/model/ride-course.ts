/** The course of a person's own urges, from how strong they were before and after a ride and how long it took. */
import type { Urge } from './records.ts';

/** So many rides before a course is called his own. */
export const leastRides = 3;
/** The latest rides say most about the next one. */
const lookBack = 20;

export interface RideCourse {
  /** how strong, 0–10: what half of the rides were above and half below */
  from: number;
  to: number;
  minutes: number;
  rides: number;
}

/** Rides that began no further than this from each other are alike. Chosen by us; no source. */
const alike = 1;

/** Rides of which all three numbers are known, the latest ones; where a strength is given, those that began about as strong. */
const measured = (urges: readonly Urge[], strength: number | null) =>
  urges
    .flatMap(({ strength: from, after, minutes }) =>
      from !== undefined && from > 0 && after !== undefined && typeof minutes === 'number' && minutes > 0
        ? [{ from, after, minutes }]
        : [],
    )
    .filter(({ from }) => strength === null || Math.abs(from - strength) <= alike)
    .slice(-lookBack);

function middle(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1] ?? 0, sorted[Math.floor(half)] ?? 0];
  return (low + high) / 2;
}

/** Minutes. The clock of a ride is as long as the drawn course: one of a moment is no wave, one that ran longer would be no help. */
const drawnMinutes = { least: 3, most: 30 };

/**
 * Returns the median of his own rides. Where it is known how strong the urge is now, it begins there, and its end is that of the rides
 * that began about as strong. Null until there are enough, while they have not fallen, and where no clock can be as long: then the
 * drawing is the general one. Oldest first.
 */
export function ownCourse(urges: readonly Urge[], strength: number | null = null): RideCourse | null {
  const rides = measured(urges, strength);
  if (rides.length < leastRides) return null;
  const course = {
    from: strength ?? middle(rides.map((it) => it.from)),
    to: middle(rides.map((it) => it.after)),
    minutes: Math.round(middle(rides.map((it) => it.minutes))),
    rides: rides.length,
  };
  const drawn = course.minutes >= drawnMinutes.least && course.minutes <= drawnMinutes.most;
  return drawn && course.to < course.from ? course : null;
}

/** How many more rides until there is a course of his own; of one that begins about as strong, where the strength is given. */
export const ridesMissing = (urges: readonly Urge[], strength: number | null = null): number =>
  Math.max(0, leastRides - measured(urges, strength).length);

/** Where the drawn top is, as a share of the way. Chosen by us; no source. */
const TOP = 0.3;

/** From 0 to 1, slow at both ends: half of it at a half, three quarters of it at two thirds. */
const eased = (share: number): number => (1 - Math.cos(Math.PI * share)) / 2;

/**
 * How strong it is drawn after so many minutes. The two numbers at its ends are his; the way between them is only drawn, as the
 * wave that the words of the tool tell of: up a little, over the top, down, the last of it slowly.
 */
export function strengthAt({ from, to, minutes }: RideCourse, at: number): number {
  const share = Math.min(1, Math.max(0, at / minutes));
  const high = Math.min(10, from + 0.7 + (from - to) * 0.3);
  return share < TOP
    ? from + (high - from) * eased(share / TOP)
    : high + (to - high) * eased(1 - ((1 - share) / (1 - TOP)) ** 2);
}

/** Shares of the way at which the drawn line nears its top, is at it, and is half-way down: there the words of the wave change. */
export type Turns = readonly [near: number, top: number, down: number];

/** Of the line that is drawn for everybody, read off it: three quarters of its way up, its top and half of its way down. */
const waveTurns: Turns = [0.34, 0.52, 0.77];

/** The same of his own. What is as strong as it can be stands at its top from the start. */
export const turnsOf = (course: RideCourse | null): Turns =>
  course ? [course.from < 10 ? (TOP * 2) / 3 : 0, TOP, 1 - (1 - TOP) * Math.SQRT1_2] : waveTurns;
