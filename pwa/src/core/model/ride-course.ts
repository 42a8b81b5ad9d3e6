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

/** Rides of which all three numbers are known, the latest ones. */
const measured = (urges: readonly Urge[]) =>
  urges
    .flatMap(({ strength, after, minutes }) =>
      strength !== undefined && strength > 0 && after !== undefined && typeof minutes === 'number' && minutes > 0
        ? [{ strength, after, minutes }]
        : [],
    )
    .slice(-lookBack);

function middle(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1] ?? 0, sorted[Math.floor(half)] ?? 0];
  return (low + high) / 2;
}

/** Null until there are enough, and while they have not fallen: then the drawing is the general one. Oldest first. */
export function ownCourse(urges: readonly Urge[]): RideCourse | null {
  const rides = measured(urges);
  if (rides.length < leastRides) return null;
  const course = {
    from: middle(rides.map((it) => it.strength)),
    to: middle(rides.map((it) => it.after)),
    minutes: Math.max(1, Math.round(middle(rides.map((it) => it.minutes)))),
    rides: rides.length,
  };
  return course.to < course.from ? course : null;
}

/** Minutes. A ride goes on for as long as the drawn course; a clock that ran longer would be no help. */
const longestDrawn = 30;

/**
 * Returns his course as it is drawn for an urge of this strength (0–10; null: not given): it starts there, and ends where the
 * earlier ones ended. Null where it would not fall, or takes longer than a ride can.
 */
export function courseNow(course: RideCourse | null, strength: number | null): RideCourse | null {
  if (!course || course.minutes > longestDrawn) return null;
  const from = strength ?? course.from;
  return from > course.to ? { ...course, from } : null;
}

/** How many more rides until there is a course of his own. */
export const ridesMissing = (urges: readonly Urge[]): number => Math.max(0, leastRides - measured(urges).length);

/** Where the drawn swell is over, as a share of the way; its top is half as far. */
const swellOver = 0.7;

/** Share of the way from which on the drawn swell has more than three quarters of its height. Chosen by us; no source. */
export const swellTop = swellOver / 3;

/**
 * How strong it is drawn after so many minutes. The two numbers at its ends are his; the way between them is only drawn, as the
 * wave that the words of the tool tell of: up a little, over the top, down.
 */
export function strengthAt({ from, to, minutes }: RideCourse, at: number): number {
  const share = Math.min(1, Math.max(0, at / minutes));
  const down = (to - from) * share * share * (3 - 2 * share);
  const lift = Math.min(10 - from, 1 + (from - to) / 2);
  const up = share < swellOver ? lift * Math.sin((Math.PI * share) / swellOver) ** 2 : 0;
  return from + down + up;
}
