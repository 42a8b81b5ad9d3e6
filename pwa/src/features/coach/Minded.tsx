/** Whether the phone reminds of something in a thread: only what is armed is called so (core/model/personal-reminders.ts). */
import type { Silence } from '../../core/model/silence.ts';
import { timeInWords } from '../../platform/dates.ts';
import { type Key, t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { dateWords, soonWords } from '../../shared/moments.ts';
import { today } from '../../shared/state.ts';
import { agreedHere, channel, state, usualReminderTime } from '../reminders/index.ts';

/** A local date; `at` null: at the usual hour. */
export interface MindedTime {
  key: string;
  date: string;
  at: string | null;
}

export interface WhyNot {
  why: Silence['why'] | 'off' | 'stuck' | 'waiting';
  words: string;
  /** where something can be done about it */
  link?: { href: string; words: Key };
}

const dayOf = (date: string): string => (date > today.value ? soonWords(date) : dateWords(date));

/** «i dag kl. 18:30» */
export const mindedWords = (date: string, time: string | null): string =>
  time ? t('coach_at', { date: dayOf(date), time: timeInWords(time) }) : dayOf(date);

/** When it rings. */
export const ringsWords = ({ date, at }: MindedTime): string =>
  t('coach_agreed', { when: mindedWords(date, at ?? usualReminderTime()) });

/** Why it would not ring here though he says yes; null when it does. */
export function whyNot(it: MindedTime): WhyNot | null {
  const silent = agreedHere(channel.value, it);
  if (silent?.why === 'past') return { why: 'past', words: t('coach_passed') };
  const now = state();
  const there = to('reminders', 'coach');
  if (now === 'off' || now === 'unsupported')
    return { why: 'off', words: t('coach_agreed_off'), link: { href: there, words: 'coach_reminders_on' } };
  if (now === 'denied' || now === 'stopped' || now === 'refused')
    return { why: 'stuck', words: t('coach_minded_stuck'), link: { href: there, words: 'coach_reminders_see' } };
  if (silent) return { why: silent.why, ...silentWords(silent, there) };
  return now === 'waiting' ? { why: 'waiting', words: t('coach_minded_waiting') } : null;
}

function silentWords(silent: Silence, there: string): Pick<WhyNot, 'words' | 'link'> {
  const toReminders = { href: there, words: 'coach_reminders_see' } as const;
  switch (silent.why) {
    case 'pause':
      return {
        words: t('coach_minded_pause', { date: soonWords(silent.until) }),
        link: { href: to('month'), words: 'coach_pause_see' },
      };
    case 'rest':
      return {
        words: silent.until ? t('coach_minded_pause', { date: soonWords(silent.until) }) : t('coach_minded_rest'),
        link: toReminders,
      };
    case 'far':
      return { words: t('coach_minded_far') };
    default:
      return { words: t('coach_minded_full'), link: toReminders };
  }
}

/** It in words, with the one thing to do. */
export const Not = ({ words, link }: WhyNot) => (
  <>
    {words} {link && <a href={link.href}>{t(link.words)}</a>}
  </>
);
