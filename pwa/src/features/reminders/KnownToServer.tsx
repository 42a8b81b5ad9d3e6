/** What the server knows of this phone's reminders, as it stands there: from what it was told last, and from what it says itself. */
import { type Nudge, weekdays } from '../../core/model/reminders.ts';
import { toldBy } from '../../core/vault/channel.ts';
import { timeInWords } from '../../platform/dates.ts';
import { t } from '../../platform/i18n.ts';
import { dateWords, listWords, soonWords } from '../../shared/moments.ts';
import { today } from '../../shared/state.ts';
import { channel, delivery } from './channel.ts';
import { instantWords, tellsOfAnswers } from './Going.tsx';

function when(nudge: Nudge): string {
  const [date = '', time = ''] = 'once' in nudge ? nudge.once.split('T') : ['', nudge.at];
  const at = timeInWords(time);
  if (nudge.kind === 'comeback') return t('reminders_known_comeback', { at });
  if ('once' in nudge) return t('day_at', { day: dateWords(date), at });
  if (nudge.days.length === weekdays.length) return t('reminders_known_every_day', { at });
  return t('reminders_known_days', { days: listWords(nudge.days.map((it) => t(`weekday_${it}`))), at });
}

/** Of one reminder, with the date that it has been told to rest until. */
function nudgeWords(nudge: Nudge, free: string): string {
  const words = { what: what(nudge), when: when(nudge) };
  return free > today.value
    ? t('reminders_known_nudge_free', { ...words, date: soonWords(free) })
    : t('reminders_known_nudge', words);
}

const what = ({ kind }: Nudge): string => (kind === 'own' ? t('reminders_known_own') : t(`reminders_${kind}`));

export function KnownToServer() {
  const now = channel.value;
  const told = now?.on ? toldBy(now) : null;
  if (!now || !told) return null;
  const said = delivery.value;
  const lines = [
    ...told.nudges.map((it) => nudgeWords(it, now.skipped[it.id]?.until ?? '')),
    ...(told.nudges.length === 0 ? [t('reminders_known_none')] : []),
    t('reminders_known_zone', { zone: told.timezone }),
    t(`reminders_known_language_${told.locale}`),
    t('reminders_known_address', { host: new URL(told.endpoint).host }),
    ...(said?.last_sent ? [t('reminders_sent', { when: instantWords(said.last_sent) })] : []),
    ...(said && said.last_answer !== null ? [t('reminders_known_answer', { status: said.last_answer })] : []),
    t('reminders_known_opened'),
    ...(tellsOfAnswers() ? [t('reminders_known_told')] : []),
  ];
  return (
    <>
      <p class="meta known">{t('reminders_known')}</p>
      <ul class="plain-list">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}
