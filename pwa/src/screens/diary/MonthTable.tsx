/** A month on the wall. In each day how often one has written; keys lead from day to day, and only one of them takes Tab. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { dayParts } from '../../domain/dates.ts';
import type { Line } from '../../domain/diary-lines.ts';
import { shade } from '../../domain/insights.ts';
import { dateByKey, lastDate, monthOf, monthRows } from '../../domain/month-view.ts';
import { t } from '../../i18n.ts';
import { dateWords, listWords, monthName, partWords, weekdayWords } from '../../parts/moments.ts';
import { today } from '../../state.ts';

/** So many in a day, or the most of this month, take the darkest ground: one alone must not shout. */
const FULL = 4;

interface Props {
  month: string;
  /** The first date that one may come to. */
  first: string;
  linesOf: (date: string) => readonly Line[];
  chosen: string | null;
  choose: (date: string) => void;
  turn: (month: string) => void;
}

/** «torsdag 19. november, skrevet 2 ganger: morgen og kveld» */
function dayLabel(date: string, lines: readonly Line[]): string {
  if (lines.length === 0) return `${dateWords(date)}, ${t('month_empty')}`;
  const parts = dayParts.filter((part) => lines.some((it) => it.part === part)).map(partWords);
  const written = `${dateWords(date)}, ${t('month_written', { n: lines.length })}`;
  return parts.length > 0 ? `${written}: ${listWords(parts)}` : written;
}

export function MonthTable({ month, first, linesOf, chosen, choose, turn }: Props) {
  const table = useRef<HTMLTableElement>(null);
  const [held, hold] = useState<string | null>(null);
  /** A key has been pressed, and the focus is on its way. */
  const going = useRef(false);
  const last = [lastDate(month), today.value].sort()[0] ?? today.value;
  const within = (date: string | null): date is string => date !== null && monthOf(date) === month && date <= last;
  const stop = [held, chosen, last].find(within) ?? last;
  const rows = monthRows(month);
  const most = Math.max(FULL, ...rows.flat().map((date) => (date ? linesOf(date).length : 0)));

  // Before the next key comes: a key that is held must not be lost.
  useLayoutEffect(() => {
    if (!going.current) return;
    going.current = false;
    table.current?.querySelector<HTMLElement>('button[tabindex="0"]')?.focus();
  });

  const press = (event: KeyboardEvent, date: string) => {
    const next = event.ctrlKey || event.altKey || event.metaKey ? null : dateByKey(event.key, date, first, today.value);
    if (next === null) return;
    event.preventDefault();
    going.current = true;
    hold(next);
    if (monthOf(next) !== month) turn(monthOf(next));
  };

  return (
    <table class="month" ref={table}>
      <caption class="hide">{t('month_caption', { month: monthName(`${month}-01`) })}</caption>
      <thead>
        <tr>
          {[0, 1, 2, 3, 4, 5, 6].map((day) => (
            <th key={day} scope="col">
              <span aria-hidden="true">{weekdayWords(day).slice(0, 2)}</span>
              <span class="hide">{weekdayWords(day)}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, n) => (
          <tr key={row.find(Boolean) ?? n}>
            {row.map((date, at) =>
              date === null ? (
                <td key={at} />
              ) : date > last ? (
                <td key={date} class="ahead">
                  {Number(date.slice(8))}
                </td>
              ) : (
                <td key={date}>
                  <button
                    type="button"
                    class={`h${shade(linesOf(date).length, most)}`}
                    tabIndex={date === stop ? 0 : -1}
                    aria-pressed={date === chosen}
                    aria-current={date === today.value ? 'date' : undefined}
                    onClick={() => {
                      hold(date);
                      choose(date);
                    }}
                    onKeyDown={(event) => press(event, date)}
                  >
                    <span aria-hidden="true">
                      {Number(date.slice(8))}
                      <b>{linesOf(date).length || ''}</b>
                    </span>
                    <span class="hide">{dayLabel(date, linesOf(date))}</span>
                  </button>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
