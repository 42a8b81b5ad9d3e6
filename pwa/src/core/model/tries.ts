/**
 * How long one waits after wrong PINs. Slower and slower, never for ever; counted across restarts. A clock that somebody can set
 * ends no wait: what counts is time that this page has run, and what the server says when it is heard (docs/engineers/adr/0046).
 */

/** Wrong tries in a row, and when the last one was made (milliseconds since 1970). */
export interface Tries {
  wrong: number;
  /** By the phone's clock. */
  at: number;
  /** By the server's, when it was heard. */
  served?: number;
}

/** Tries that cost nothing but the time they take. */
export const freeTries = 5;

const minute = 60_000;
const waits: readonly number[] = [30_000, minute, 5 * minute, 15 * minute, 60 * minute];

/**
 * So much of a wait is sat out in front of the page by whoever has closed it meanwhile, when only the phone's clock says that the
 * time has passed: long for whoever sets it, bearable for the owner without a connection.
 */
const satOut = 15 * minute;

/** Milliseconds between the last of so many wrong tries and the next. */
export const waitAfter = (wrong: number): number =>
  wrong < freeTries ? 0 : (waits[Math.min(wrong - freeTries, waits.length - 1)] ?? 0);

/** Tries that are left before one must wait. */
export const triesLeft = (wrong: number): number => Math.max(0, freeTries - wrong);

/** What a page has to tell the time by. */
export interface TimeSources {
  /** The phone's clock, milliseconds since 1970; can be set by anybody. */
  now: number;
  /** Milliseconds that this page has run; can be set by nobody. */
  running: number;
  /** The server's clock, when it was heard just now. */
  server?: number;
}

/** What this page has made of the wait after a try: so much was left when it had run so long. */
export interface HeldWait {
  wrong: number;
  at: number;
  left: number;
  from: number;
  /** Nothing of it was taken from the phone's clock. */
  sure: boolean;
}

/**
 * The wait as this page holds it. Once held it runs by the page alone, whatever the phone's clock says, and in each page by
 * itself, so that many tabs are no faster than one. The server's word shortens it, and replaces what was taken from the clock.
 */
export function hold(tries: Tries, { now, running, server }: TimeSources, before: HeldWait | null): HeldWait {
  const { wrong, at, served } = tries;
  const wait = waitAfter(wrong);
  const same = before?.wrong === wrong && before.at === at ? before : null;
  if (server !== undefined && served !== undefined) {
    const said = Math.min(wait, Math.max(0, wait - (server - served)));
    return { wrong, at, left: same?.sure ? Math.min(said, leftOf(same, running)) : said, from: running, sure: true };
  }
  if (same) return same;
  const passed = now - at;
  const left = passed < 0 ? wait : Math.max(wait - passed, Math.min(wait, satOut));
  return { wrong, at, left, from: running, sure: left === wait };
}

/** Milliseconds until the next try, when the page has run so long. */
export const leftOf = ({ left, from }: HeldWait, running: number): number => Math.max(0, left - (running - from));

/** As they stand now: what was noted in a time that is still to come counts as noted now. */
export const settleTries = (tries: Tries, now: number): Tries => (now < tries.at ? { ...tries, at: now } : tries);

/** One more. It counts from the moment it is made, right or wrong. */
export const oneMore = ({ wrong }: Tries, now: number): Tries => ({ wrong: wrong + 1, at: now });

export const noTries: Tries = { wrong: 0, at: 0 };
