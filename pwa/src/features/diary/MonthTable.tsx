/** A month on the wall: what each day says, and keys that lead from day to day; only one of them takes Tab. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { dateByKey, lastDate, monthOf, monthRows } from '../../core/model/month-view.ts';
import { weekdayWords } from '../../shared/moments.ts';
import { today } from '../../shared/state.ts';

/** What a day says: a mark to the eye when something was written on it, and words to the ear. */
export interface Cell {
  written: boolean;
  words: string;
  /** In place of the usual mark. */
  drawn?: ComponentChildren;
}

interface Props {
  month: string;
  /** The first date that one may come to. */
  first: string;
  caption: string;
  cellOf: (date: string) => Cell;
  chosen: string | null;
  choose: (date: string) => void;
  turn: (month: string) => void;
}

export function MonthTable({ month, first, caption, cellOf, chosen, choose, turn }: Props) {
  const table = useRef<HTMLTableElement>(null);
  const [held, hold] = useState<string | null>(null);
  /** A key has been pressed, and the focus is on its way. */
  const going = useRef(false);
  const last = [lastDate(month), today.value].sort()[0] ?? today.value;
  const within = (date: string | null): date is string => date !== null && monthOf(date) === month && date <= last;
  const stop = [held, chosen, last].find(within) ?? last;
  const rows = monthRows(month);

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
      <caption class="hide">{caption}</caption>
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
                      {cellOf(date).drawn ?? (
                        <span class={cellOf(date).written ? 'day-mark day-written' : 'day-mark'} />
                      )}
                    </span>
                    <span class="hide">{cellOf(date).words}</span>
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
