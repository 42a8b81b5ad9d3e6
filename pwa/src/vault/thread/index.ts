/** The one way in for screens. To be imported when a thread is used, so that the first screen waits for none of it. */
import type { Surroundings } from '../surroundings.ts';
import { browser } from '../surroundings.ts';
import type { Vault } from '../types.ts';
import { PersonThreads } from './thread.ts';
import type { Organisation, Threads } from './types.ts';

export type * from './types.ts';
export { LONGEST_MESSAGE, SHORTEST_PASSPHRASE } from './types.ts';

const surroundings: Surroundings = {
  ...browser(),
  stretch: async (pin, salt) => (await import('../../stretching.ts')).stretch(pin, salt),
};

/** The threads of an open diary. Resolves before anything is fetched. */
export function threadsOf(vault: Vault, organisation: Organisation): Promise<Threads> {
  return PersonThreads.over(vault, surroundings, organisation);
}
