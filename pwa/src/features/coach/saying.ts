/** Why something could not be done, in words. */

import type { CallFailure, Coaches } from '../../core/thread/index.ts';
import { type Key, t } from '../../platform/i18n.ts';

type NoCoaches = Extract<Coaches, { ok: false }>['why'];

const words: Record<CallFailure | NoCoaches, Key> = {
  none: 'coach_none',
  untrusted: 'coach_untrusted',
  offline: 'coach_offline',
  gone: 'coach_gone',
  newer: 'coach_newer',
  wait: 'coach_wait',
  many: 'coach_many',
  full: 'coach_full',
  deleted: 'coach_deleted',
};

/** What somebody has put as part of a sentence, as a whole one. */
export const wholeSentence = (words: string): string => {
  const begun = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
};

export const whyWords = (why: CallFailure | NoCoaches): string => t(words[why]);
