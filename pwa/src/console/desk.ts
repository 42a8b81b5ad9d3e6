/** The coach's way in, for the console alone. */

import { CoachConsole } from '../core/thread/coach.ts';
import type { Fresh } from '../core/thread/trust.ts';
import type { Console, Organisation } from '../core/thread/types.ts';
import { browser } from '../core/vault/surroundings.ts';
import { stretch } from '../platform/stretching.ts';

export type * from '../core/thread/types.ts';
export { LONGEST_MESSAGE, SHORTEST_PASSPHRASE } from '../core/thread/types.ts';

/** `fresh`: the organisation as the pack names it by then; a page may stand open for days. */
export function consoleOf(organisation: Organisation, fresh: Fresh): Console {
  return new CoachConsole({ ...browser(), stretch }, organisation, fresh);
}
