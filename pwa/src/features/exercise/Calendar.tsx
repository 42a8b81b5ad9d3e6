/** Two weeks from today, drawn: the hard evenings filled, what is planned on a ledge. A table to whoever cannot see it. */
import { type CalendarDay, type Thing, twoWeeks } from '../../core/model/calendar.ts';
import { weekdays } from '../../core/model/reminders.ts';
import { dayWords, timeInWords } from '../../platform/dates.ts';
import { t } from '../../platform/i18n.ts';
import { dateWords, monthWords, weekdayWords } from '../../shared/moments.ts';
import { today } from '../../shared/state.ts';

export function Calendar({ things }: { things: readonly Thing[] }) {
  const rows = twoWeeks(things, today.value);
  const has = (sort: Thing['sort']) => rows.flat().some((it) => it?.things.some((thing) => thing.sort === sort));
  return (
    <figure class="calendar">
      <table>
        <caption class="hide">{t('calendar_caption')}</caption>
        <thead>
          <tr>
            {weekdays.map((day, n) => (
              <th key={day} scope="col">
                <span aria-hidden="true">{weekdayWords(n).slice(0, 2)}</span>
                <span class="hide">{weekdayWords(n)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, n) => (
            <tr key={row.find((it) => it)?.date ?? n}>
              {row.map((day, at) => (day ? <Cell key={day.date} day={day} /> : <td key={at} class="out" />))}
            </tr>
          ))}
        </tbody>
      </table>
      <figcaption class="key" aria-hidden="true">
        {has('hard') && (
          <span>
            <i class="hard" />
            {t('calendar_hard')}
          </span>
        )}
        {has('planned') && (
          <span>
            <i class="planned" />
            {t('calendar_planned')}
          </span>
        )}
        <span>
          <i class="today" />
          {t('calendar_today')}
        </span>
      </figcaption>
    </figure>
  );
}

function Cell({ day: { date, things } }: { day: CalendarDay }) {
  const first = date === today.value || date.endsWith('-01');
  const hard = things.some((it) => it.sort === 'hard');
  const planned = things.some((it) => it.sort === 'planned');
  const name = [date === today.value && 'today', hard && 'hard', planned && 'planned'].filter(Boolean).join(' ');
  const said = things.map(({ words, when }) =>
    when.at ? t('day_at', { day: words, at: timeInWords(when.at) }) : words,
  );
  return (
    <td class={name || undefined} aria-current={date === today.value ? 'date' : undefined}>
      <span aria-hidden="true">
        {Number(date.slice(8))}
        {first && <small>{monthWords(date)}</small>}
      </span>
      <span class="hide">{[date === today.value ? dateWords(date) : dayWords(date), ...said].join(', ')}</span>
    </td>
  );
}
