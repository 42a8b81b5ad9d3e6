/**
 * The person's way to a thread. To be imported when one is used, so that the first screen waits for none of it. The coach's way is
 * `console.ts`: nothing of it comes to a person's phone.
 */
import { browserEnvironment } from '../vault/environment.ts';
import type { Vault } from '../vault/types.ts';
import { PersonThreads } from './thread.ts';
import type { Fresh } from './trust.ts';
import type { OrganisationKeys, Threads } from './types.ts';

export type * from './types.ts';

/** The threads of an open diary. Resolves before anything is fetched. `fresh`: the organisation as the server's pack names it now. */
export function threadsOf(vault: Vault, organisation: OrganisationKeys, fresh?: Fresh): Promise<Threads> {
  return PersonThreads.over(vault, browserEnvironment(), organisation, fresh);
}
