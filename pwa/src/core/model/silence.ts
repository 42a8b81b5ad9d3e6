/** Why a reminder of one's own does not ring. What is armed, and what a screen says of it, both follow from this. */
import { daysBetween } from './dates.ts';
import type { ProgrammeRest } from './pace.ts';
import type { Pause } from './reminders.ts';

/** The server takes no single time further ahead than this. */
const furthestDays = 400;

export type Silence =
  /** its minute has passed */
  | { why: 'past' }
  /** it is too far ahead to be armed yet */
  | { why: 'far' }
  /** the programme is ended, and this belongs to it */
  | { why: 'ended' }
  /** the programme rests until this local date */
  | { why: 'pause'; until: string }
  /** the person lets all reminders rest until this local date; empty: until he ends it */
  | { why: 'rest'; until: string }
  /** the channel has no room for it */
  | { why: 'full' };

export interface SilenceContext {
  resting: ProgrammeRest | null;
  /** the rest from all reminders; null where it is told otherwise */
  pause: Pause | null;
  /** `2026-11-25T12:00`, local */
  now: string;
}

/** Null when it rings at `date`, `at` (both local). `stays`: it rings after the end of the programme too. */
export function silence(
  { date, at, stays }: { date: string; at: string; stays: boolean },
  { resting, pause, now }: SilenceContext,
): Silence | null {
  const when = `${date}T${at}`;
  if (when <= now) return { why: 'past' };
  if (daysBetween(now.slice(0, 10), date) >= furthestDays) return { why: 'far' };
  if (resting?.kind === 'ended' && !stays) return { why: 'ended' };
  if (resting?.kind === 'pause' && date < resting.until) return { why: 'pause', until: resting.until };
  if (pause === 'open') return { why: 'rest', until: '' };
  return pause && date < pause.until ? { why: 'rest', until: pause.until } : null;
}
