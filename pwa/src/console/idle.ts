/** When the console locks itself: after ten minutes without a touch, by the clock and by the page's own time. */

export const IDLE_MINUTES = 10;
const minute = 60_000;
/** A clock may be put right by so much without anybody having meddled with it. */
const slack = 5_000;

/** Milliseconds by two clocks: that of the machine, which can be set, and the page's, which may stand still while it sleeps. */
export interface DeskClocks {
  wall: number;
  page: number;
}

export function deskIdleTooLong(touched: DeskClocks, now: DeskClocks): boolean {
  const wall = now.wall - touched.wall;
  return wall < -slack || Math.max(wall, now.page - touched.page) >= IDLE_MINUTES * minute;
}
