/** How reminders go, in a few words: among the rows of More, on their own screen and in an exercise. */
import { t } from '../../platform/i18n.ts';
import { soonWords } from '../../shared/moments.ts';
import { currentPause, state, wasTold } from './channel.ts';

export function reminderWords(): string {
  const now = state();
  if (now === 'stopped' && !wasTold()) return t('reminders_state_not_yet');
  if (now !== 'resting') return t(`reminders_state_${now}`);
  const until = currentPause();
  return until && until !== 'open'
    ? t('reminders_state_resting', { date: soonWords(until.until) })
    : t('reminders_state_resting_open');
}
