/** How long one waits after wrong PINs. Slower and slower, never for ever; counted across restarts. */

/** Wrong tries in a row, and when the last one was made (milliseconds since 1970). */
export interface Tries {
  wrong: number;
  at: number;
}

/** Tries that cost nothing but the time they take. */
export const freeTries = 5;

const minute = 60_000;
const waits: readonly number[] = [30_000, minute, 5 * minute, 15 * minute, 60 * minute];

/** Milliseconds between the last of so many wrong tries and the next. */
export const waitAfter = (wrong: number): number =>
  wrong < freeTries ? 0 : (waits[Math.min(wrong - freeTries, waits.length - 1)] ?? 0);

/** Tries that are left before one must wait. */
export const triesLeft = (wrong: number): number => Math.max(0, freeTries - wrong);

/** Milliseconds until the next try. A clock that was set back neither frees nor shuts out for ever: the wait begins anew. */
export function waitNow({ wrong, at }: Tries, now: number): number {
  const wait = waitAfter(wrong);
  return now < at ? wait : Math.max(0, wait - (now - at));
}

/** As they stand now: what was noted in a time that is still to come counts as noted now. */
export const settleTries = (tries: Tries, now: number): Tries => (now < tries.at ? { ...tries, at: now } : tries);

/** One more. It counts from the moment it is made, right or wrong. */
export const oneMore = ({ wrong }: Tries, now: number): Tries => ({ wrong: wrong + 1, at: now });

export const noTries: Tries = { wrong: 0, at: 0 };
