/** The fortnightly check-ins for Insights: whether it has changed in words, each question drawn, the numbers in a table behind. */
import { useState } from 'preact/hooks';
import { CHANGEABLE, courses, type MeasureCourse } from '../core/model/fortnight.ts';
import { t } from '../platform/i18n.ts';
import { to } from '../platform/router.ts';
import { NumbersTable } from './Figure.tsx';
import { together } from './findings.ts';
import { capital, dayWords, numberedDay } from './moments.ts';
import { Part } from './Screen.tsx';
import { entries, face, pack } from './state.ts';

/** So many of the latest are drawn, and so many fit into the table of a narrow phone: the first, which the finding looks back on, is one. */
const DRAWN = 8;
const COLUMNS = 3;

const TALL = 44;

function finding(all: readonly MeasureCourse[]): string {
  const better = all.filter((it) => it.change === 'better').length;
  const worse = all.filter((it) => it.change === 'worse').length;
  if (all.every((it) => it.change === null)) return t('fortnights_once');
  if (better === all.length) return t('fortnights_all');
  if (better > 0) return t('fortnights_some', { n: better, of: all.length });
  return worse > 0 ? t('fortnights_worse') : t('fortnights_same');
}

/** A bar for each time, with its number on it. For the eye only: the table says the same. */
function Times({ course }: { course: MeasureCourse }) {
  const points = course.points.slice(-DRAWN);
  const most = Math.max(1, ...points.map((it) => it.value), Math.min(10, course.measure.range[1]));
  return (
    <div class="bars after" aria-hidden="true">
      {points.map(({ date, value }) => (
        <div key={date}>
          <span class="val">{value}</span>
          <svg class="chart" width="100%" height={Math.max(2, (value / most) * TALL)} aria-hidden="true">
            <rect class="bar" width="74%" x="13%" height="100%" rx="2" />
          </svg>
        </div>
      ))}
    </div>
  );
}

/** The columns of the table: every time, or the first and the latest. */
function columnsOf(dates: readonly string[]): { name: string; value: (course: MeasureCourse) => number | undefined }[] {
  const at = (date: string) => ({
    name: numberedDay(date),
    value: ({ points }: MeasureCourse) => points.find((it) => it.date === date)?.value,
  });
  if (dates.length <= COLUMNS) return dates.map(at);
  const first = { name: t('fortnights_first'), value: ({ points }: MeasureCourse) => points[0]?.value };
  return [first, ...dates.slice(1 - COLUMNS).map(at)];
}

/** Each time, to be changed. */
function Dates({ dates }: { dates: readonly string[] }) {
  return (
    <>
      <p class="ask">{t('fortnights_change')}</p>
      <ul class="rows">
        {dates
          .slice(-CHANGEABLE)
          .reverse()
          .map((date) => (
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
  const columns = columnsOf(dates);
  return (
    <Part name={t('fortnights_title')}>
      <figure>
        <figcaption class="finding">{together(finding(all))}</figcaption>
        {all.map((course) => (
          <div key={course.measure.id} class="after" aria-hidden="true">
            <p class="read">{course.measure.ask}</p>
            <Times course={course} />
          </div>
        ))}
        <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary>{t('show_numbers')}</summary>
          <NumbersTable
            numbers={{
              caption: t('fortnights_caption'),
              columns: [t('fortnights_question'), ...columns.map(({ name }) => name)],
              rows: all.map((course) => ({
                key: course.measure.id,
                name: course.measure.ask,
                cells: columns.map(({ value }) => String(value(course) ?? '–')),
              })),
            }}
          />
          {open && <Dates dates={dates} />}
        </details>
      </figure>
    </Part>
  );
}
