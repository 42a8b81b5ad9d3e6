/** What the vault needs from around it, so that the same code runs in a browser and under Node. */

export interface Surroundings {
  /** Name of the IndexedDB database; also of the locks and channels that its tabs share. */
  database: string;
  /** Address of the server, without a slash at the end; empty for the page's own. */
  server: string;
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Milliseconds since 1970. */
  now(): number;
  /** The version of this app: another one may read what this one leaves untouched. */
  app?: string;
}

export function browser(): Surroundings {
  return { database: 'fotfeste', server: '', fetch: (url, init) => fetch(url, init), now: () => Date.now() };
}

/** Runs `work` while no other tab of this device does the same. Without Web Locks only this page is guarded. */
export async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks = (globalThis.navigator as Navigator | undefined)?.locks;
  if (locks) return locks.request(name, work) as Promise<T>;
  const before = queues.get(name) ?? Promise.resolve(undefined);
  const mine = before.then(work, work);
  queues.set(
    name,
    mine.then(
      () => undefined,
      () => undefined,
    ),
  );
  return mine;
}

const queues = new Map<string, Promise<undefined>>();
