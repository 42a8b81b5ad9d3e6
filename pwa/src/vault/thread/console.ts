/** The coach's way in, for the console alone. */
import { stretch } from '../../stretching.ts';
import { browser } from '../surroundings.ts';
import { CoachConsole } from './coach.ts';
import type { Console, Organisation } from './types.ts';

export type * from './types.ts';
export { LONGEST_MESSAGE, SHORTEST_PASSPHRASE } from './types.ts';

export function consoleOf(organisation: Organisation): Console {
  return new CoachConsole({ ...browser(), stretch }, organisation);
}
