/** Their days, newest first. Each opens, and yesterday can still be answered. */
import { useState } from 'preact/hooks';
import { addDays } from '../../domain/dates.ts';
import { type NearDay, nearDays } from '../../domain/near.ts';
import { t } from '../../i18n.ts';
import { Icon } from '../../parts/Icon.tsx';
import { capital, dateWords } from '../../parts/moments.ts';
import { Saved } from '../../parts/Saved.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { to } from '../../router.ts';
import { entries, today } from '../../state.ts';
import { limitsWords, sleepWords } from './day.ts';

/** Days shown at first, and so many more at each press. */
const SHOWN = 21;

/** What was answered, in a line. */
function details({ sleep, limits, mood, talked, text }: NearDay): string {
  const said = [
    sleep === undefined ? '' : t('near_diary_sleep', { words: (sleepWords()[sleep] ?? '').toLowerCase() }),
    mood === undefined ? '' : t('near_diary_mood', { mood }),
    limits === undefined ? '' : t('near_diary_limits', { words: (limitsWords(true)[limits] ?? '').toLowerCase() }),
    talked ? t('near_diary_talked') : '',
  ].filter(Boolean);
  return capital([...said, ...(text ? [text] : [])].join(' · '));
}

function Row({ day }: { day: NearDay }) {
  const apart = entries.value.get(day.id)?.also.length ?? 0;
  return (
    <li>
      <a class="row" href={to('entry', day.id)}>
        <span>
          {capital(dateWords(day.date))}
          <small class="clip">{details(day)}</small>
          {apart > 0 && <small class="care">{t('diary_written_apart')}</small>}
        </span>
        <Icon name="forward" />
      </a>
    </li>
  );
}

export function NearDiary() {
  const [shown, setShown] = useState(SHOWN);
  const days = nearDays(entries.value.values()).reverse();
  const yesterday = addDays(today.value, -1);
  const open = ([date, words]: readonly [string, string]) =>
    days.some((it) => it.date === date) ? [] : [{ date, words }];
  const unanswered = [[today.value, t('near_answer_today')] as const, [yesterday, t('near_answer_yesterday')] as const];
  const links = unanswered.flatMap(open);
  return (
    <Screen heading={t('tab_diary')} tab="diary">
      <Saved />
      {days.length === 0 && <p class="read">{t('near_diary_empty')}</p>}
      {links.map(({ date, words }) => (
        <p key={date}>
          <a class="link" href={to('checkin', date)}>
            <Icon name="pen" />
            {words}
          </a>
        </p>
      ))}
      <ul class="rows">
        {days.slice(0, shown).map((day) => (
          <Row key={day.id} day={day} />
        ))}
      </ul>
      {days.length > shown && (
        <button type="button" class="btn wide" onClick={() => setShown(shown + SHOWN)}>
          {t('diary_earlier')}
        </button>
      )}
    </Screen>
  );
}
