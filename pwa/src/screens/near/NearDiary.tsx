/** Their days, newest first. Each opens, all are searched, and one that is over can still be answered. */
import { computed } from '@preact/signals';
import { addDays } from '../../domain/dates.ts';
import { type NearDay, nearDays } from '../../domain/near.ts';
import { t } from '../../i18n.ts';
import { Icon } from '../../parts/Icon.tsx';
import { capital, dateWords } from '../../parts/moments.ts';
import { Saved } from '../../parts/Saved.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { to } from '../../router.ts';
import { entries, today } from '../../state.ts';
import { PAGE, shown, turn } from '../diary/looking.ts';
import { MoreBelow } from '../diary/MoreBelow.tsx';
import { searchable } from '../diary/searching.ts';
import { AnotherDay } from './AnotherDay.tsx';
import { limitsWords, sleepWords } from './day.ts';

const newestFirst = computed(() => nearDays(entries.value.values()).reverse());

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

function Unanswered({ days }: { days: readonly NearDay[] }) {
  const near = [
    { date: today.value, words: t('near_answer_today') },
    { date: addDays(today.value, -1), words: t('near_answer_yesterday') },
  ];
  return (
    <>
      {near
        .filter(({ date }) => !days.some((it) => it.date === date))
        .map(({ date, words }) => (
          <p key={date}>
            <a class="link" href={to('checkin', date)}>
              <Icon name="pen" />
              {words}
            </a>
          </p>
        ))}
    </>
  );
}

export function NearDiary() {
  const days = newestFirst.value;
  return (
    <Screen heading={t('tab_diary')} tab="diary">
      <Saved />
      {days.length === 0 && <p class="read">{t('near_diary_empty')}</p>}
      <Unanswered days={days} />
      <AnotherDay />
      {searchable.value && (
        <p>
          <button type="button" class="link plainbtn" onClick={() => turn('search')}>
            <Icon name="search" />
            {t('diary_search')}
          </button>
        </p>
      )}
      <ul class="rows">
        {days.slice(0, shown.value).map((day) => (
          <Row key={day.id} day={day} />
        ))}
      </ul>
      {days.length > shown.value && (
        <MoreBelow
          words={t('diary_earlier')}
          more={() => {
            shown.value += PAGE;
          }}
        />
      )}
    </Screen>
  );
}
