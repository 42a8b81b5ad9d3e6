/** An app that dies at a given moment, for tests: from then on it writes nothing and asks for nothing. */
import 'fake-indexeddb/auto';
import type { VaultEnvironment } from '../core/vault/environment.ts';

const begin = IDBDatabase.prototype.transaction;
const lives = new Map<string, { breath: number }>();
/** How often anybody has turned to the disk or the server. */
let asked = 0;

IDBDatabase.prototype.transaction = function transaction(this: IDBDatabase, ...given: Parameters<typeof begin>) {
  const life = lives.get(this.name);
  asked += 1;
  if (life && given[1] === 'readwrite' && --life.breath < 0) throw new DOMException('dead', 'InvalidStateError');
  return begin.apply(this, given);
};

/** Steps without a word to disk or server after which nobody is at work any more. */
const quiet = 30;

async function settled(): Promise<void> {
  for (let before = -1; before !== asked; ) {
    before = asked;
    for (let step = 0; step < quiet; step += 1) {
      await crypto.subtle.digest('SHA-256', new Uint8Array(1));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

/** Counts this phone's writes and requests from now on. */
export function dying(on: VaultEnvironment): { does(after: number, work: () => Promise<unknown>): Promise<boolean> } {
  const life = { breath: Number.POSITIVE_INFINITY };
  lives.set(on.database, life);
  const ask = on.fetch;
  on.fetch = async (url, init) => {
    asked += 1;
    if (--life.breath < 0) throw new TypeError('dead');
    return ask(url, init);
  };
  return {
    /** Does it with a life of so many writes and requests; whether it lived to the end. */
    async does(after, work) {
      // What the app does by itself, such as trying the disk at its start, must not die in place of the work.
      await settled();
      life.breath = after;
      // It fails where its life ends, which is what a test asks for.
      await work().catch(() => undefined);
      // What it began in the background comes to its end before another app opens the same disk.
      await settled();
      const lived = life.breath >= 0;
      life.breath = Number.POSITIVE_INFINITY;
      return lived;
    },
  };
}
