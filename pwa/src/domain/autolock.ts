/** When the app locks itself. */

/** Minutes away after which it locks; 0: at once. */
export const delays = [0, 1, 5, 15] as const;
export type Delay = (typeof delays)[number];

/** Name of the record that holds the choice, on this phone only. */
export const lockRecord = 'lock';

export const usualDelay: Delay = 1;

export const readDelay = (fields: { minutes?: unknown } | undefined): Delay =>
  delays.find((it) => it === fields?.minutes) ?? usualDelay;

const minute = 60_000;
/** A clock may be put right by so much without anybody having meddled with it. */
const slack = 5_000;

/** Milliseconds by two clocks: the phone's, which can be set, and the page's own, which may stand still while the phone sleeps. */
export interface Moment {
  wall: number;
  page: number;
}

/** Whether it has been away too long. A clock that was set back must not keep it open. */
export function awayTooLong(left: Moment, now: Moment, delay: Delay): boolean {
  const wall = now.wall - left.wall;
  return wall < -slack || Math.max(wall, now.page - left.page) >= delay * minute;
}

/** A ride is watched, not pressed: it may stand so long. */
const ride = 20;

/** Whether nobody has touched it for too long while it was in front. */
export const idleTooLong = (touched: Moment, now: Moment, delay: Delay, riding: boolean): boolean =>
  now.page - touched.page >= Math.max(delay, riding ? ride : 1) * minute;
