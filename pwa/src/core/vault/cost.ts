/**
 * How much work one try at a lock takes: the memory and the passes of Argon2id (RFC 9106), fitted to the device that sets it and
 * kept beside what it wraps. No more memory than `least`, however fast the device is: a lock must also open on a day when the phone
 * has little memory to give.
 */
export interface Cost {
  /** KiB */
  memory: number;
  passes: number;
}

/** Of every lock that was set before costs were kept: the least that OWASP advises. No lock is set with less. */
export const firstCost: Cost = { memory: 19_456, passes: 2 };

/** Tried in this order until the device has the memory: 46 MiB, and less only where that much is not to be had. */
const least: readonly Cost[] = [{ memory: 47_104, passes: 1 }, { memory: 32_768, passes: 2 }, firstCost];

/** Milliseconds that a try is to take on the device that sets the lock. */
const target = 500;
/** Whatever a clock says that stands still or is coarse. */
const mostPasses = 16;
/** Beyond this much memory (1 GiB) no try is made: it is no lock of ours. */
const mostMemory = 1_048_576;

/**
 * The cost that takes this device about as long as it should, and what `derive` made with it. `clock` is asked for milliseconds;
 * `from` are the costs to begin with, the first one that the device has the memory for. Throws what `derive` threw last when it
 * has it for none.
 */
export async function fitCost<T>(
  derive: (cost: Cost) => Promise<T>,
  clock: () => number,
  from: readonly Cost[] = least,
): Promise<{ cost: Cost; made: T }> {
  let fault: unknown = new Error('no cost to begin with');
  for (const cost of from) {
    try {
      const begun = clock();
      const made = await derive(cost);
      const fitting = Math.round((target / Math.max(1, clock() - begun)) * cost.passes);
      const passes = Math.min(mostPasses, Math.max(cost.passes, fitting));
      if (passes === cost.passes) return { cost, made };
      const dearer = { ...cost, passes };
      return { cost: dearer, made: await derive(dearer) };
    } catch (thrown) {
      fault = thrown;
    }
  }
  throw fault;
}

/** Whether `next` asks for no less memory and no less work than `now`, and for more of one. */
export function isStronger(next: Cost, now: Cost): boolean {
  const [work, before] = [next.memory * next.passes, now.memory * now.passes];
  return next.memory >= now.memory && work >= before && (next.memory > now.memory || work > before);
}

/**
 * What a lock of this cost may be raised to, for `fit` to begin with, after a try that took so many milliseconds: more memory, or
 * the same when the device is twice as fast as it need be. Empty for a lock that suits it.
 */
export const above = (now: Cost, took: number): readonly Cost[] =>
  least.filter(
    ({ memory }) => memory > now.memory || (memory === now.memory && took < target / 2 && now.passes < mostPasses),
  );

/** A note of the memory that is being asked for, kept where it outlives the page; undefined takes it away. */
export type RaisingNote = (memory: number | undefined) => Promise<unknown>;

/**
 * What `make` made at the first of the costs `from` that the device comes through with, and the note as it is to be left. Each
 * attempt is noted before it begins, because the browser may kill a page that asks for too much instead of refusing. What an
 * attempt that did not end well was noted as (`failed`), or more, is not asked for again. Null when nothing was made.
 */
export async function climb<T>(
  from: readonly Cost[],
  failed: number | undefined,
  note: RaisingNote,
  make: (cost: Cost) => Promise<T>,
  fault: (thrown: unknown) => void,
): Promise<{ made: T; failed: number | undefined } | null> {
  let least = failed;
  for (const cost of from) {
    if (least !== undefined && cost.memory >= least) continue;
    await note(cost.memory);
    try {
      return { made: await make(cost), failed: least };
    } catch (thrown) {
      least = cost.memory;
      fault(thrown);
    }
  }
  return null;
}

/** Whether this app can work with a cost that was read from the disk. */
export const isCost = ({ memory, passes }: Cost): boolean =>
  Number.isSafeInteger(memory) &&
  Number.isSafeInteger(passes) &&
  memory >= firstCost.memory &&
  memory <= mostMemory &&
  passes >= 1 &&
  passes <= mostPasses &&
  memory * passes >= firstCost.memory * firstCost.passes;
