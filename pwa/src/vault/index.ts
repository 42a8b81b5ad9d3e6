/** The one way in for the app and the worker. */
import { version } from '../../package.json';
import { browser } from './surroundings.ts';
import { vaultsIn } from './vaults.ts';

export type { Goodbye } from './database.ts';
export { openForReading, type Reading } from './reading.ts';
export type * from './types.ts';

export const vaults = vaultsIn({
  ...browser(),
  app: version,
  stretch: async (pin, salt) => (await import('../stretching.ts')).stretch(pin, salt),
});
