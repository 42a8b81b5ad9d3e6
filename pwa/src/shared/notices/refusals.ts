import type { Refusal } from '../../core/model/warnings.ts';
import type { Key } from '../../platform/i18n.ts';

/** Why nothing is kept, or does not open. */
export const refusalWords: Record<Refusal, Key> = {
  storage: 'refused_storage',
  keys: 'refused_storage',
  'lost-key': 'refused_lost_key',
  newer: 'refused_newer',
};
