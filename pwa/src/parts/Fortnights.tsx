/** The fortnightly check-ins for Insights: whether it has changed in words, each question drawn, the numbers in a table behind. */
import { useState } from 'preact/hooks';
import { type Course, courses } from '../domain/fortnight.ts';
import { t } from '../i18n.ts';
import { to } from '../router.ts';
import { entries, face, pack } from '../state.ts';
import { together } from './findings.ts';
import { capital, dayWords, numberedDay } from './moments.ts';
import { Part } from './Screen.tsx';

/** So many of the latest are drawn, and so many fit into the table of a narrow phone. */
const DRAWN = 8;
const COLUMNS = 3;

const TALL = 44;
const ABOVE = 18;

function finding(all: readonly Course[]): string {
  const better = all.filter((it) => it.change === 'better').length;
  const worse = all.filter((it) => it.change === 'worse').length;
  if (all.every((it) => it.change === null)) return t('fortnights_once');
  if (better === all.length) return t('fortnights_all');
  if (better > 0) return t('fortnights_some', { n: better, of: all.length });
  return worse > 0 ? t('fortnights_worse') : t('fortnights_same');
}

/** A bar for each time, with its number on it. For the eye only: the table says the same. */
function Bars({ course }: { course: Course }) {
  const points = course.points.slice(-DRAWN);
  const most = Math.max(1, ...points.map((it) => it.value), Math.min(10, course.measure.range[1]));
  const step = 100 / DRAWN;
  return (
    <svg class="chart" width="100%" height={ABOVE + TALL + 2} aria-hidden="true">
      {points.map(({ date, value }, at) => {
        const height = (value / most) * TALL;
        return (
          <g key={date}>
            <rect
              class="bar"
              x={`${at * step}%`}
              y={ABOVE + TALL - height}
              width={`${step * 0.7}%`}
              height={height}
              rx="2"
            />
            <text class="val" x={`${at * step + step * 0.35}%`} y={ABOVE + TALL - height - 5} text-anchor="middle">
              {value}
            </text>
          </g>
        );
      })}
      <line class="axis" x1="0" x2="100%" y1={ABOVE + TALL + 1} y2={ABOVE + TALL + 1} />
    </svg>
  );
}

/** Each time, to be changed. */
function Dates({ dates }: { dates: readonly string[] }) {
  return (
    <>
      <p class="ask">{t('fortnights_change')}</p>
      <ul class="rows">
        {[...dates].reverse().map((date) => (
          <li key={date}>
            <a class="row" href={to('fortnight', date)}>
              <span>{capital(dayWords(date))}</span>
              <span class="meta">{t('change')}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Nothing before the first one is answered: Today offers it when it is time. */
export function Fortnights() {
  const [open, setOpen] = useState(false);
  const all = courses(entries.value, pack(), face.value);
  const dates = [...new Set(all.flatMap((it) => it.points.map(({ date }) => date)))].sort();
  if (all.length === 0) return null;
  const columns = dates.slice(-COLUMNS);
  return (
    <Part name={t('fortnights_title')}>
      <p class="finding">{together(finding(all))}</p>
      {all.map((course) => (
        <div key={course.measure.id} class="after">
          <p class="read">{course.measure.ask}</p>
          <Bars course={course} />
        </div>
      ))}
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{t('show_numbers')}</summary>
        <table class="plain numbers">
          <caption class="hide">{t('fortnights_caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('fortnights_question')}</th>
              {columns.map((date) => (
                <th key={date} scope="col">
                  {numberedDay(date)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {all.map(({ measure, points }) => (
              <tr key={measure.id}>
                <th scope="row">{measure.ask}</th>
                {columns.map((date) => (
                  <td key={date}>{points.find((it) => it.date === date)?.value ?? '–'}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {open && <Dates dates={dates} />}
      </details>
    </Part>
  );
}
