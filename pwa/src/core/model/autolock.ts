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
export interface PhoneClocks {
  wall: number;
  page: number;
}

/** Minutes that somebody may be where the app itself sent them: to choose a file, to share one, to print. */
const externalActivityMinutes = 5;

const minutesOf = (delay: Delay, externalActivity: boolean): number =>
  externalActivity ? Math.max(delay, externalActivityMinutes) : delay;

/** Whether so many minutes have passed by either clock. A clock that was set back must not keep it open. */
function passed(since: PhoneClocks, now: PhoneClocks, minutes: number): boolean {
  const wall = now.wall - since.wall;
  return wall < -slack || Math.max(wall, now.page - since.page) >= minutes * minute;
}

/** Whether it has been away too long. */
export const awayTooLong = (left: PhoneClocks, now: PhoneClocks, delay: Delay, externalActivity = false): boolean =>
  passed(left, now, minutesOf(delay, externalActivity));

/** In front it may be read, and a ride is watched: minutes without a touch, whatever was chosen for being away. */
const idle = { reading: 15, riding: 20 };

/** Whether nobody has touched it for too long while it was in front. */
export const idleTooLong = (touched: PhoneClocks, now: PhoneClocks, riding: boolean): boolean =>
  passed(touched, now, riding ? idle.riding : idle.reading);
