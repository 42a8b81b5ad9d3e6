/** What the server did that an honest one never does, in words for a coach. */
import type { Finding, FindingCode } from '../core/thread/types.ts';
import { type Key, t } from '../platform/i18n.ts';

const words: Record<FindingCode, Key> = {
  'organisation-changed': 'f_organisation_changed',
  'forged-certificate': 'f_forged_certificate',
  'expired-certificate': 'f_expired_certificate',
  'coach-key-changed': 'f_coach_key_changed',
  'coach-repeated': 'f_coach_repeated',
  'coach-gone': 'f_coach_gone',
  'envelope-added': 'f_envelope_added',
  unreadable: 'f_unreadable',
  missing: 'f_missing',
  repeated: 'f_repeated',
  reordered: 'f_reordered',
  changed: 'f_changed',
  'older-thread': 'f_older_thread',
  'unknown-coach': 'f_unknown_coach',
  'expired-coach': 'f_expired_coach',
  'foreign-withdrawal': 'f_foreign_withdrawal',
  'thread-gone': 'f_thread_gone',
};

/** Which message it is about: «fra brukeren, nummer 3»; empty for the whole thread. */
function about({ from, n }: Finding): string {
  if (!from || n === undefined) return '';
  return ` ${t(from === 'u' ? 'f_of_person' : 'f_of_coach', { number: n })}`;
}

export const findingWords = (finding: Finding): string => `${t(words[finding.code])}${about(finding)}`;
