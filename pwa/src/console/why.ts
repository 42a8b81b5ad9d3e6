/** Why something was not done, in words for a coach. */
import type { Answered, UnlockFailure } from '../core/thread/types.ts';
import type { Key } from '../platform/i18n.ts';

export const why: Readonly<Record<Extract<UnlockFailure, { ok: false }>['why'], Key>> = {
  code: 'why_code',
  password: 'why_password',
  weak: 'why_weak',
  invitation: 'why_invitation',
  unknown: 'why_unknown',
  offline: 'why_offline',
  gone: 'why_gone',
  newer: 'why_newer',
};

/** Why a call of an open desk did nothing. */
export const undone: Readonly<Record<Exclude<Answered, { ok: true }>['why'], Key>> = {
  offline: 'why_offline',
  gone: 'why_gone',
  deleted: 'why_deleted',
  wait: 'why_wait',
  many: 'why_wait',
  full: 'why_full',
  newer: 'why_newer',
  answered: 'why_answered',
  written: 'why_written',
  unopened: 'why_unopened',
  'not-active': 'why_not_active',
};

/** Why the inbox, or how this coach stands, could not be fetched: what is not there then is the coach, and no thread. */
export const unfetchedWords = (why: keyof typeof undone): Key => (why === 'deleted' ? 'why_unknown' : undone[why]);

/** What failed while a password was tried or set, where it was not the password: the disk, else what stretches it. */
export const faultWords = (fault: unknown): Key => (fault instanceof DOMException ? 'why_disk' : 'why_stretch');
