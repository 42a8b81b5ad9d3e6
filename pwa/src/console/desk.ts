/** The coach's way in, for the console alone. */

import { CoachConsole } from '../core/thread/coach.ts';
import type { Fresh } from '../core/thread/trust.ts';
import type { Console, OrganisationKeys } from '../core/thread/types.ts';
import { browserEnvironment } from '../core/vault/environment.ts';
import { derivePinKey } from '../platform/pinKdf.ts';

export type * from '../core/thread/types.ts';
export { LONGEST_MESSAGE, SHORTEST_PASSWORD } from '../core/thread/types.ts';

/** `fresh`: the organisation as the pack names it by then; a page may stand open for days. */
export function consoleOf(organisation: OrganisationKeys, fresh: Fresh): Console {
  return new CoachConsole({ ...browserEnvironment(), stretch: derivePinKey }, organisation, fresh);
}
