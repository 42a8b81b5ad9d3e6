/** A diary by the month: the table, the way to other months and years, and the day that was opened. */
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { addMonths, monthOf } from '../../core/model/month-view.ts';
import { earliestDate } from '../../core/model/setback.ts';
import { locale, t } from '../../platform/i18n.ts';
import { monthName, monthWords } from '../../shared/moments.ts';
import { Part } from '../../shared/Screen.tsx';
import { today } from '../../shared/state.ts';
import { Chips } from '../../ui/Choices.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { month, openDay, showDay, showMonth } from './looking.ts';
import { type Cell, MonthTable } from './MonthTable.tsx';

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

/** «november» */
function monthInWords(month: string): string {
  const name = monthName(`${month}-01`);
  return locale.value === 'nb' ? name.toLowerCase() : name;
}

interface NoneProps {
  month: string;
  /** What else there is, the newest first. */
  dates: readonly string[];
  narrowed: boolean;
  /** The one before it that has something, else the one after, is a press away. */
  leads: boolean;
}

/** A month that nothing shown was written in. */
function None({ month, dates, narrowed, leads }: NoneProps) {
  const lead = (to: string) => {
    showMonth(to);
    // The press must not leave the keyboard nowhere.
    requestAnimationFrame(() => document.querySelector<HTMLElement>("table.month button[tabindex='0']")?.focus());
  };
  const near = dates.find((it) => it < month) ?? dates.at(-1);
  const now = month === monthOf(today.value);
  const words = narrowed ? 'month_none_fits' : now ? 'month_none_yet' : 'month_none';
  return (
    <div class="month-none" role="status">
      <p>{near ? t(words, { month: monthInWords(month) }) : t('filter_nothing')}</p>
      {leads && near && (
        <button type="button" class="plain-link" onClick={() => lead(monthOf(near))}>
          {t('month_go', { month: monthInWords(monthOf(near)) })}
        </button>
      )}
    </div>
  );
}

interface Props {
  /** The first date that anything was written on. */
  oldest: string;
  /** What is shown, the newest first; `narrowed`: there may be more. */
  dates: readonly string[];
  narrowed: boolean;
  caption: (month: string) => string;
  /** What the marks mean. */
  meaning: string;
  cellOf: (date: string) => Cell;
  /** The day that stands open. */
  children: (date: string) => ComponentChildren;
}

/** The month that stands is the one that was chosen, else that of today, else the last one with something in it. */
export function MonthView({ oldest, dates, narrowed, caption, meaning, cellOf, children }: Props) {
  const day = useRef<HTMLElement>(null);
  const now = monthOf(today.value);
  const has = (month: string) => dates.some((it) => monthOf(it) === month);
  const past = dates.filter((it) => it <= today.value);
  const [last] = past;
  const asked = month.value ?? now;
  const shown = month.value ?? (has(now) || !last ? now : monthOf(last));
  const first = [oldest, earliestDate(today.value)].sort()[0] ?? today.value;
  // The newest day that has something: on a day on which nothing is written yet there is nothing to read.
  const newest = past.find((it) => monthOf(it) === shown) ?? today.value;
  const open = openDay.value ?? (shown === now || month.value === null ? newest : null);
  const years = Number(now.slice(0, 4)) - Number(oldest.slice(0, 4)) + 1;
  const inYear = (year: string): string => {
    const same = `${year}-${shown.slice(5)}`;
    return same > now ? now : same < monthOf(first) ? monthOf(first) : same;
  };
  return (
    <>
      <div class="month-head">
        <Turn name="previous" to={shown > monthOf(first) ? addMonths(shown, -1) : null} go={showMonth} />
        <h2 aria-live="polite">{monthName(`${shown}-01`)}</h2>
        <Turn name="next" to={shown < now ? addMonths(shown, 1) : null} go={showMonth} />
      </div>
      {!has(asked) && (narrowed || dates.length > 0) && (
        <None month={asked} dates={dates} narrowed={narrowed} leads={shown === asked} />
      )}
      <MonthTable
        month={shown}
        first={first}
        caption={caption(monthName(`${shown}-01`))}
        cellOf={cellOf}
        chosen={open}
        choose={(date) => {
          showDay(date);
          requestAnimationFrame(() => day.current?.scrollIntoView({ block: 'nearest' }));
        }}
        turn={showMonth}
      />
      <p class="meta">{meaning}</p>
      <section class="opened" ref={day} aria-live="polite">
        {open !== null && monthOf(open) === shown && children(open)}
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
            choose={([year]) => year && showMonth(inYear(year))}
          />
        </Part>
      )}
    </>
  );
}
