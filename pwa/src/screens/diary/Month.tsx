/** The diary by the month: the table, the way to other months and years, and the day that was opened. */
import { useRef } from 'preact/hooks';
import { addMonths, monthOf } from '../../domain/month-view.ts';
import { earliestDate } from '../../domain/setback.ts';
import { t } from '../../i18n.ts';
import { Chips } from '../../parts/Choices.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { capital, dateWords, monthName, monthWords } from '../../parts/moments.ts';
import { Part } from '../../parts/Screen.tsx';
import { to } from '../../router.ts';
import { today } from '../../state.ts';
import { Rows } from './DayList.tsx';
import { allLines, linesByDate, month, openDay } from './looking.ts';
import { MonthTable } from './MonthTable.tsx';

function Turn({ to: next, name, go }: { to: string | null; name: string; go: (month: string) => void }) {
  const back = name === 'previous';
  return (
    <button
      type="button"
      class="turn"
      aria-disabled={next === null}
      onClick={() => {
        if (next) go(next);
      }}
    >
      {back && <Icon name="back" />}
      <span class="hide">{`${t(back ? 'month_previous' : 'month_next')}${next ? ': ' : ''}`}</span>
      {next && <span>{monthWords(`${next}-01`)}</span>}
      {!back && <Icon name="forward" />}
    </button>
  );
}

export function MonthView() {
  const day = useRef<HTMLElement>(null);
  const now = monthOf(today.value);
  const shown = month.value ?? now;
  const oldest = allLines.value.days.at(-1)?.date ?? today.value;
  const first = [oldest, earliestDate(today.value)].sort()[0] ?? today.value;
  const open = openDay.value ?? (shown === now ? today.value : null);
  const go = (next: string) => {
    month.value = next;
  };
  const years = Number(now.slice(0, 4)) - Number(oldest.slice(0, 4)) + 1;
  const inYear = (year: string): string => {
    const same = `${year}-${shown.slice(5)}`;
    return same > now ? now : same < monthOf(first) ? monthOf(first) : same;
  };
  return (
    <>
      <div class="month-head">
        <Turn name="previous" to={shown > monthOf(first) ? addMonths(shown, -1) : null} go={go} />
        <h2 aria-live="polite">{monthName(`${shown}-01`)}</h2>
        <Turn name="next" to={shown < now ? addMonths(shown, 1) : null} go={go} />
      </div>
      <MonthTable
        month={shown}
        first={first}
        linesOf={(date) => linesByDate.value.get(date)?.lines ?? []}
        chosen={open}
        choose={(date) => {
          openDay.value = date;
          requestAnimationFrame(() => day.current?.scrollIntoView({ block: 'nearest' }));
        }}
        turn={go}
      />
      <p class="meta">{t('month_key')}</p>
      <section class="opened" ref={day} aria-live="polite">
        {open !== null && monthOf(open) === shown && <OpenDay date={open} />}
      </section>
      {years > 1 && (
        <Part name={t('month_year')}>
          <Chips
            one
            name="month-year"
            label={t('month_year')}
            options={Array.from({ length: years }, (_, n) => String(Number(now.slice(0, 4)) - n)).map((code) => ({
              code,
              label: code,
            }))}
            chosen={[shown.slice(0, 4)]}
            choose={([year]) => year && go(inYear(year))}
          />
        </Part>
      )}
    </>
  );
}

/** What was written that day, and the way to write about it now. */
function OpenDay({ date }: { date: string }) {
  const lines = linesByDate.value.get(date)?.lines ?? [];
  const every = allLines.value.days.find((it) => it.date === date)?.lines ?? [];
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
          <a class="link" href={date === today.value ? to('log') : to('log', date)}>
            <Icon name="pen" />
            {t(date === today.value ? 'diary_log' : 'month_write')}
          </a>
          {!every.some(({ kind }) => kind === 'checkin') && (
            <a class="link" href={to('checkin', date)}>
              <Icon name="pen" />
              {t('month_answer')}
            </a>
          )}
        </p>
      )}
    </Part>
  );
}
