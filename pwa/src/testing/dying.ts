/** An app that dies at a given moment, for tests: from then on it writes nothing and asks for nothing. */
import 'fake-indexeddb/auto';
import type { Surroundings } from './surroundings.ts';

const begin = IDBDatabase.prototype.transaction;
const lives = new Map<string, { breath: number }>();

IDBDatabase.prototype.transaction = function transaction(this: IDBDatabase, ...given: Parameters<typeof begin>) {
  const life = lives.get(this.name);
  if (life && given[1] === 'readwrite' && --life.breath < 0) throw new DOMException('dead', 'InvalidStateError');
  return begin.apply(this, given);
};

/** Counts this phone's writes and requests from now on. */
export function dying(on: Surroundings): { does(after: number, work: () => Promise<unknown>): Promise<boolean> } {
  const life = { breath: Number.POSITIVE_INFINITY };
  lives.set(on.database, life);
  const ask = on.fetch;
  on.fetch = async (url, init) => {
    if (--life.breath < 0) throw new TypeError('dead');
    return ask(url, init);
  };
  return {
    /** Does it with a life of so many writes and requests; whether it lived to the end. */
    async does(after, work) {
      life.breath = after;
      // It fails where its life ends, which is what a test asks for.
      await work().catch(() => undefined);
      // What it began in the background comes to its end before another app opens the same disk.
      await new Promise((resolve) => setTimeout(resolve, 20));
      const lived = life.breath >= 0;
      life.breath = Number.POSITIVE_INFINITY;
      return lived;
    },
  };
}
