/** His own month: the days on which he has written, and how they were. */
import { dayParts } from '../../core/model/dates.ts';
import type { DiaryLine } from '../../core/model/diary-lines.ts';
import { earliestDate } from '../../core/model/setback.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { atWords, capital, dateWords, dayAsked, listWords } from '../../shared/moments.ts';
import { Part } from '../../shared/Screen.tsx';
import { today } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Rows } from './DayList.tsx';
import { DayDrawing, dayNumbers } from './LineDrawing.tsx';
import { allLines, everyLineOf, lines, linesByDate } from './looking.ts';
import { MonthView } from './Month.tsx';
import type { Cell } from './MonthTable.tsx';

const linesOf = (date: string): readonly DiaryLine[] => linesByDate.value.get(date)?.lines ?? [];

/** «torsdag 19. november, skrevet 2 ganger: morgen og kveld. Sterkeste trang 7, humør 5, kjøp, planlagt» */
function dayLabel(date: string, lines: readonly DiaryLine[]): string {
  if (lines.length === 0)
    return `${dateWords(date)}, ${t(everyLineOf(date).length > 0 ? 'month_hidden' : 'month_empty')}`;
  const parts = dayParts.filter((part) => lines.some((it) => it.part === part)).map(atWords);
  const written = `${dateWords(date)}, ${t('month_written', { n: lines.length })}`;
  const { urge, mood, bought, planned } = dayNumbers(lines);
  const numbers = [
    ...(urge === undefined ? [] : [t('diary_peak', { n: urge })]),
    ...(mood === undefined ? [] : [t('diary_mood', { n: mood })]),
    ...(bought ? [t('diary_purchase').toLowerCase()] : []),
    ...(planned ? [t('diary_evening').toLowerCase()] : []),
  ].join(', ');
  return [parts.length > 0 ? `${written}: ${listWords(parts)}` : written, capital(numbers)].filter(Boolean).join('. ');
}

const cellOf = (date: string): Cell => {
  const lines = linesOf(date);
  const written = lines.length > 0;
  return { written, words: dayLabel(date, lines), ...(written && { drawn: <DayDrawing lines={lines} /> }) };
};

export const OwnMonth = () => (
  <MonthView
    oldest={allLines.value.days.at(-1)?.date ?? today.value}
    dates={lines.value.days.map(({ date }) => date)}
    narrowed={lines.value !== allLines.value}
    caption={(month) => t('month_caption', { month })}
    meaning={t('month_key')}
    cellOf={cellOf}
  >
    {(date) => <OpenDay date={date} />}
  </MonthView>
);

/** What was written that day, and the way to write about it now. */
function OpenDay({ date }: { date: string }) {
  const lines = linesOf(date);
  const every = everyLineOf(date);
  const settable = date >= earliestDate(today.value);
  return (
    <Part name={capital(dateWords(date))}>
      {lines.length > 0 ? (
        <Rows of={lines} />
      ) : (
        <p class="read">{t(every.length > 0 ? 'month_day_hidden' : 'month_day_empty')}</p>
      )}
      {settable && (
        <p class="day-links">
          <a class="link" href={to('log', date === today.value ? 'diary' : date)}>
            <Icon name="pen" />
            {t(date === today.value ? 'diary_log' : 'month_write')}
          </a>
          {!every.some(({ kind }) => kind === 'checkin') && (
            <a class="link" href={to('checkin', date)}>
              <Icon name="pen" />
              {dayAsked(date)}
            </a>
          )}
        </p>
      )}
    </Part>
  );
}
