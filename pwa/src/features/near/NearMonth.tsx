/** Their month: the days that were answered. */
import { earliestDate } from '../../core/model/setback.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { capital, dateWords, dayAsked } from '../../shared/moments.ts';
import { Part } from '../../shared/Screen.tsx';
import { today } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import type { Cell } from '../diary/index.ts';
import { allDays, days, MonthView } from '../diary/index.ts';
import { NearRow } from './NearRow.tsx';

function cellsOf(): (date: string) => Cell {
  const answered = new Set(days.value.map((it) => it.date));
  return (date) => {
    const written = answered.has(date);
    return { written, words: `${dateWords(date)}, ${t(written ? 'near_month_answered' : 'near_month_unanswered')}` };
  };
}

export const NearMonth = () => (
  <MonthView
    oldest={allDays.value.at(-1)?.date ?? today.value}
    dates={days.value.map(({ date }) => date)}
    narrowed={days.value.length < allDays.value.length}
    caption={(month) => t('near_month_caption', { month })}
    meaning={t('near_month_key')}
    cellOf={cellsOf()}
  >
    {(date) => <OpenDay date={date} />}
  </MonthView>
);

function OpenDay({ date }: { date: string }) {
  const shown = days.value.find((it) => it.date === date);
  const answered = allDays.value.some((it) => it.date === date);
  return (
    <Part name={capital(dateWords(date))}>
      {shown ? (
        <ul class="rows">
          <NearRow day={shown} />
        </ul>
      ) : (
        <p class="read">{t(answered ? 'near_day_hidden' : 'near_day_empty')}</p>
      )}
      {!answered && date >= earliestDate(today.value) && (
        <p class="day-links">
          <a class="link" href={to('checkin', date)}>
            <Icon name="pen" />
            {dayAsked(date)}
          </a>
        </p>
      )}
    </Part>
  );
}
