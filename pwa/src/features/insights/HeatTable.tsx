/** Weekday by part of the day: a real table, shaded in one hue, with the number in every cell. */
import { dayParts } from '../../core/model/dates.ts';
import { type Hour, hoursIn, shade } from '../../core/model/insights.ts';
import { t } from '../../platform/i18n.ts';
import { capital, partWords, weekdayWords } from '../../shared/moments.ts';
import { DrawnLink, type Leads } from '../../ui/Counts.tsx';

interface Props {
  rows: readonly (readonly number[])[];
  caption: string;
  /** Where a cell that counts something leads. */
  leads: (hour: Hour) => Leads;
}

export function HeatTable({ rows, caption, leads }: Props) {
  const most = Math.max(...rows.flat());
  return (
    <table class="heat">
      <caption class="hide">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="hide">{t('heat_weekday')}</span>
          </th>
          {dayParts.map((part) => (
            <th key={part} scope="col">
              <Named name={capital(partWords(part))} letters={1} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, day) => (
          <tr key={weekdayWords(day)}>
            <th scope="row">
              <Named name={weekdayWords(day)} letters={3} />
            </th>
            {hoursIn(row, day).map((hour) => (
              <td key={hour.part} class={`h${shade(hour.times, most)}`}>
                {hour.times}
                {hour.times > 0 && <DrawnLink {...leads(hour)} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A name that is drawn as its first letters in large text, and read out whole. */
const Named = ({ name, letters }: { name: string; letters: number }) => (
  <>
    <span class="heat-name">{name}</span>
    <span class="heat-short" aria-hidden="true">
      {name.slice(0, letters)}
    </span>
  </>
);
