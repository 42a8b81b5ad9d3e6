/** The fortnightly check-ins for Insights: whether it has changed, in words; each question drawn and the numbers in a table behind. */
import type { Measure } from '../core/model/content.ts';
import { placedInTime } from '../core/model/day-line.ts';
import { CHANGEABLE, courses, type MeasureCourse } from '../core/model/fortnight.ts';
import { dayWords } from '../platform/dates.ts';
import { t } from '../platform/i18n.ts';
import { to } from '../platform/router.ts';
import { LineChart } from '../ui/LineChart.tsx';
import { Figure, NumbersTable } from './Figure.tsx';
import { capital, numberedDay, yearWords } from './moments.ts';
import type { Part } from './Screen.tsx';
import { entries, face, pack } from './state.ts';

/** So many of the latest are drawn, and so many fit into the table of a narrow phone: the first, which the finding looks back on, is one. */
const DRAWN = 8;
const COLUMNS = 3;

const TEN = 10;

/** The first and the last. */
const datesOf = ({ points }: MeasureCourse): readonly string[] =>
  points.map(({ date }) => date).filter((_, at) => at === 0 || at === points.length - 1);

/** The latest answers against the first, by their dates: those of the questions that were answered on both. */
function finding(all: readonly MeasureCourse[]): string {
  const twice = all.find((it) => it.change !== null);
  const [first, last] = twice ? datesOf(twice) : [];
  if (!first || !last) return t('fortnights_once');
  const compared = all.filter((it) => datesOf(it).join() === [first, last].join());
  const of = compared.length;
  const better = compared.filter((it) => it.change === 'better').length;
  const worse = compared.filter((it) => it.change === 'worse').length;
  const dates = { first: yearWords(first), last: yearWords(last) };
  if (better === of) return t('fortnights_all', dates);
  if (better > 0 && worse > 0) return t('fortnights_mixed', { ...dates, n: better, of, worse });
  if (better > 0) return t('fortnights_some', { ...dates, n: better, of });
  return t(worse > 0 ? 'fortnights_worse' : 'fortnights_same', dates);
}

/** What is said back once answers are saved: what they are beside the first. */
export const fortnightsFound = (): string => finding(courses(entries.value, pack(), face.value));

/** So far apart along the line, and dates under it do not touch. */
const APART = 0.25;

/** The first and the last date, and those between that have room. */
function ticksOf(points: readonly { at: number; date: string }[]): { at: number; words: string }[] {
  const last = points.at(-1);
  const kept: (typeof points)[number][] = [];
  for (const point of points) {
    const near = kept.at(-1);
    const fits = !near || point.at - near.at >= APART;
    if (last && (point === last || (fits && (!near || last.at - point.at >= APART)))) kept.push(point);
  }
  return kept.map(({ at, date }) => ({ at, words: numberedDay(date) }));
}

/** A line through the times, with the number on each. For the eye only: the table says the same. */
function Times({ course: { measure, points } }: { course: MeasureCourse }) {
  const placed = placedInTime(points.slice(-DRAWN));
  const most = Math.max(1, ...placed.map((it) => it.value), Math.min(TEN, measure.range[1]));
  return (
    <LineChart
      numbered
      most={most}
      runs={[placed.map(({ date, at, value }) => ({ key: date, at, value }))]}
      ticks={ticksOf(placed)}
    />
  );
}

/** What the ends of a question's scale are called, or that it counts; an answer that has words for each of its values has them too. */
function endsOf({ range: [least, most], low, high, labels }: Measure): string {
  if (most > TEN) return t('scale_count');
  return t('scale_ends', {
    least,
    low: low ?? labels?.[0] ?? String(least),
    most,
    high: high ?? labels?.at(-1) ?? String(most),
  });
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
                <span class="link">{t('change')}</span>
              </a>
            </li>
          ))}
      </ul>
    </>
  );
}

/** Nothing before the first one is answered: Today offers it when it is time. `named`: a part of its own. */
export function Fortnights({ named: Named }: { named?: typeof Part }) {
  const all = courses(entries.value, pack(), face.value);
  if (all.length === 0) return null;
  const name = t('fortnights_title');
  const told = (
    <Figure id="fortnights" folded={Named ? true : name} finding={finding(all)}>
      <Answers all={all} />
    </Figure>
  );
  return Named ? <Named name={name}>{told}</Named> : told;
}

/** Each question over time, all answers in a table, and the way to change them. */
function Answers({ all }: { all: readonly MeasureCourse[] }) {
  const dates = [...new Set(all.flatMap((it) => it.points.map(({ date }) => date)))].sort();
  const columns = columnsOf(dates);
  return (
    <>
      {all.map((course) => (
        <div key={course.measure.id} class="after">
          <p class="read">{course.measure.ask}</p>
          <Times course={course} />
          <p class="shows">{endsOf(course.measure)}</p>
        </div>
      ))}
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
      <Dates dates={dates} />
    </>
  );
}
