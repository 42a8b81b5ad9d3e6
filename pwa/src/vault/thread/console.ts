/** The coach's way in, for the console alone. */
import { stretch } from '../../stretching.ts';
import { browser } from '../surroundings.ts';
import { CoachConsole } from './coach.ts';
import type { Fresh } from './trust.ts';
import type { Console, Organisation } from './types.ts';

export type * from './types.ts';
export { LONGEST_MESSAGE, SHORTEST_PASSPHRASE } from './types.ts';

/** `fresh`: the organisation as the pack names it by then; a page may stand open for days. */
export function consoleOf(organisation: Organisation, fresh: Fresh): Console {
  return new CoachConsole({ ...browser(), stretch }, organisation, fresh);
}
