/** A day of theirs in a line, which opens. */
import type { NearDay } from '../../core/model/near.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { capital, dateWords } from '../../shared/moments.ts';
import { entries } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { limitsWords, sleepWords } from './day.ts';

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

export function NearRow({ day }: { day: NearDay }) {
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
