/**
 * Blurred answers that are still to be sent, on this phone alone: each under a one-time id, days after it was given, one a day
 * at the most, so that those of one person do not come together.
 */
import type { Fields, Json } from './plain.ts';

/** The record of this phone in which they rest. */
export const reportQueueRecord = 'outcomes';

const DAY = 86_400_000;
/** Between two of them, in milliseconds: a little less than a day, for who opens the app every morning. */
const APART = 0.8 * DAY;
/** An answer that was lost is asked for again for so long: the server knows its id for a month at the least. */
const RETRIES = 28 * DAY;
/** What could not be sent by then would be counted in a month to which it does not belong. */
const KEPT = 60 * DAY;

/** The first and the last day on which an answer may go, counted from when it was given. */
export const reportDelays = { from: DAY, spread: 13 * DAY } as const;

export interface Waiting {
  /** One-time id, 32 hex digits. */
  id: string;
  report: string;
  /** Not before, in milliseconds since 1970. */
  after: number;
  /** When it was first tried; 0 for never. */
  tried: number;
}

/** `counted`: it is on the server · `refused`: the server takes no such thing · `lost`: no answer, so it may be or may not. */
export type ReportResult = 'counted' | 'refused' | 'lost';

const isWaiting = (value: Json | undefined): value is { report: string; after: number; tried: number } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value.report === 'string';

/** All that wait, the soonest first. */
export function waitingIn(queue: Fields | undefined): Waiting[] {
  const found = Object.entries(queue ?? {}).flatMap(([id, value]) => (isWaiting(value) ? [{ id, ...value }] : []));
  return found.sort((a, b) => a.after - b.after);
}

/** The queue with these too. The same id takes the place of what waited under it: it is the same question at the same time. */
export function queued(queue: Fields | undefined, more: readonly Omit<Waiting, 'tried'>[]): Fields {
  const added = more.map(({ id, report, after }): [string, Json] => [id, { report, after, tried: 0 }]);
  return { ...queue, ...Object.fromEntries(added) };
}

/** The queue without the answers of a wave, as far as they have not gone; null when nothing waits any more. */
export const withoutWave = (queue: Fields | undefined, wave: string): Fields | null =>
  kept(
    waitingIn(queue).filter((it) => !it.report.startsWith(wave)),
    queue?.last,
  );

/** The one that may go now; null when none may yet. */
export function nextToSend(queue: Fields | undefined, now: number): Waiting | null {
  const last = typeof queue?.last === 'number' ? queue.last : 0;
  // A clock that was put back would keep all of them for ever.
  if (now - last < APART && now >= last) return null;
  return waitingIn(queue).find((it) => it.after <= now) ?? null;
}

/** The queue after `sent` was tried at `now`; null when nothing waits any more. */
export function afterSending(queue: Fields, sent: Waiting, told: ReportResult, now: number): Fields | null {
  const rest = waitingIn(queue).filter((it) => it.id !== sent.id);
  const again = told === 'lost' ? [{ ...sent, tried: sent.tried || now }] : [];
  return restOf([...rest, ...again], told === 'lost' ? queue.last : now, now);
}

/** The queue without what is over its time; null when nothing waits any more. */
export const stillGood = (queue: Fields, now: number): Fields | null => restOf(waitingIn(queue), queue.last, now);

function restOf(all: readonly Waiting[], last: Json | undefined, now: number): Fields | null {
  const good = all.filter((it) => now < it.after + KEPT && (it.tried === 0 || now < it.tried + RETRIES));
  return kept(good, last);
}

function kept(all: readonly Waiting[], last: Json | undefined): Fields | null {
  if (all.length === 0) return null;
  const fields = all.map(({ id, report, after, tried }): [string, Json] => [id, { report, after, tried }]);
  return { ...Object.fromEntries(fields), ...(typeof last === 'number' && { last }) };
}
