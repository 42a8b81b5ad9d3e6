/** The parts of his own sheet, in words. One that there is nothing of is absent. */

import { dayParts } from '../../../core/model/dates.ts';
import { asksPurchases, type MeasureCourse } from '../../../core/model/fortnight.ts';
import {
  type Dates,
  type FourWeeks,
  type Means,
  type SheetWeek,
  saysWhen,
  tellsMost,
} from '../../../core/model/four-weeks.ts';
import { meanWords, tenthsWords } from '../../../core/model/numbers.ts';
import { type Labels as WeekLabels, parts as weekParts } from '../../../core/model/summary.ts';
import { summaryWords } from '../../../core/model/summary-words.ts';
import { dayWords, paperDate } from '../../../platform/dates.ts';
import { locale, t } from '../../../platform/i18n.ts';
import { oftenestWords } from '../../../shared/findings.ts';
import { capital, numberedDay, partWords, weekdayWords } from '../../../shared/moments.ts';
import type { SheetField, SheetPart } from './sheet.ts';

/** So many rows say enough on one page. */
const MOST_ROWS = 6;
const COLUMNS = 3;

type Label = (code: string) => string;
export interface SheetLabels {
  trigger: Label;
  way: Label;
}

type Table = NonNullable<SheetPart['table']>;
const part = (field: SheetField, sentences: string[], table?: Table): SheetPart => ({
  field,
  name: t(`summary_${field}`),
  sentences,
  ...(table && { table }),
});

/** A mean of so many answers; in a table, whatever their number, as the others of its column. */
const shown = (value: number | null, n?: number): string =>
  value === null ? '–' : n === undefined ? tenthsWords(value, locale.value) : meanWords(value, n, locale.value);

/** «29.10.–4.11.» */
const weekDates = ({ from, until }: Pick<SheetWeek<unknown>, 'from' | 'until'>): string =>
  from === until ? numberedDay(from) : `${numberedDay(from)}–${numberedDay(until)}`;

/** A table with a row for each week. */
export const weekly = <Counts>(
  caption: string,
  columns: string[],
  weeks: readonly SheetWeek<Counts>[],
  cells: (counts: Counts) => string[],
): Table => ({
  caption,
  columns: [t('summary_col_dates'), ...columns],
  rows: weeks.map((week) => ({ key: week.from, name: weekDates(week), cells: cells(week.counts) })),
});

export const daysPart = (days: number, { of }: Dates): SheetPart =>
  part('days', [t('summary_days_said', { days, n: of })]);

/** What the summary says of the last week, with the dates that it speaks of. */
export const weekPart = (sentences: readonly (string | undefined)[], { from, until }: Pick<Dates, 'from' | 'until'>) =>
  part('week', [
    sentences.filter((it) => it !== undefined).join(' '),
    `${t('week_dates', { from: dayWords(from), until: dayWords(until) })}.`,
  ]);

/** Without purchases nobody can say how an urge ended, nor how the week compares. */
function week({ week: numbers, purchases }: FourWeeks, labels: WeekLabels): SheetPart[] {
  if (numbers.days === 0) return [];
  const { passed, days, change, trigger, way, next } = weekParts(numbers, locale.value, labels);
  const said = purchases ? [passed, days, change, trigger, way, next] : [days, trigger, way, next];
  return [weekPart(said, numbers)];
}

function urges({ urges: told }: FourWeeks): SheetPart {
  const { times, mean, most, weeks } = told;
  const answered = most !== null && tellsMost(told) ? [t('summary_urges_most', { most })] : [];
  if (times === 0) return part('urges', [[t('summary_urges_none'), ...answered].join(' ')]);
  const said =
    mean === null || most === null
      ? t('summary_urges_unrated', { n: times })
      : t('summary_urges_said', { n: times, mean: meanWords(mean, times, locale.value), most });
  return part(
    'urges',
    [[said, ...answered].join(' ')],
    weekly(t('summary_urges'), [t('summary_col_times'), t('summary_col_mean')], weeks, (it) => [
      String(it.times),
      shown(it.mean),
    ]),
  );
}

function when({ when: table }: FourWeeks): SheetPart[] {
  if (!saysWhen(table)) return [];
  const { rows } = table;
  return [
    part('when', [oftenestWords(rows)], {
      caption: t('summary_when'),
      columns: [t('heat_weekday'), ...dayParts.map((it) => capital(partWords(it)))],
      rows: rows.map((row, day) => ({ key: String(day), name: weekdayWords(day), cells: row.map(String) })),
    }),
  ];
}

function triggers({ triggers: { counted, entries } }: FourWeeks, label: Label): SheetPart[] {
  if (entries === 0) return [];
  const rows = counted
    .slice(0, MOST_ROWS)
    .map(({ code, times }) => ({ key: code, name: label(code), cells: [String(times)] }));
  return [
    part('triggers', [t('summary_triggers_said', { n: entries })], {
      caption: t('summary_triggers'),
      columns: [t('summary_col_trigger'), t('summary_col_times')],
      rows,
    }),
  ];
}

function tried({ helped }: FourWeeks, label: Label): SheetPart[] {
  const n = helped.reduce((sum, it) => sum + it.times, 0);
  if (n === 0) return [];
  return [
    part('helped', [t('summary_helped_said', { n })], {
      caption: t('summary_helped'),
      columns: [t('helped_way'), t('summary_helped_fall'), t('summary_col_times')],
      rows: helped.slice(0, MOST_ROWS).map(({ way, fall, times }) => ({
        key: way,
        name: label(way),
        cells: [tenthsWords(fall, locale.value), String(times)],
      })),
    }),
  ];
}

const answered = ({ mood, peak, control }: Means, n?: number): Record<'mood' | 'peak' | 'control', string> => ({
  mood: shown(mood, n),
  peak: shown(peak, n),
  control: shown(control, n),
});

function checkins({ checkins: all }: FourWeeks): SheetPart[] {
  if (all.days === 0) return [];
  const columns = [t('summary_col_days'), t('summary_col_mood'), t('summary_col_peak'), t('summary_col_control')];
  return [
    part(
      'checkins',
      [
        all.peak === null && all.control === null
          ? t('summary_mood_said', { n: all.days, mood: shown(all.mood, all.days) })
          : t('summary_checkins_said', { n: all.days, ...answered(all, all.days) }),
      ],
      weekly(
        t('summary_checkins'),
        columns,
        all.weeks.filter((it) => it.counts.days > 0),
        (it) => [String(it.days), ...Object.values(answered(it))],
      ),
    ),
  ];
}

/** The fortnightly answers of these dates; the question that counts purchases comes with purchases alone. */
export function fortnights(all: readonly MeasureCourse[], { from, until }: Dates, bought: boolean): SheetPart[] {
  const inside = all
    .filter(({ measure }) => bought || !asksPurchases(measure))
    .map(({ measure, points }) => ({ measure, points: points.filter((it) => it.date >= from && it.date <= until) }))
    .filter(({ points }) => points.length > 0);
  const dates = [...new Set(inside.flatMap(({ points }) => points.map((it) => it.date)))].sort().slice(-COLUMNS);
  if (inside.length === 0) return [];
  return [
    part('fortnights', [], {
      caption: t('summary_fortnights'),
      columns: [t('summary_col_question'), ...dates.map(numberedDay)],
      rows: inside.map(({ measure, points }) => ({
        key: measure.id,
        name: `${measure.ask} (${measure.range[0]}–${measure.range[1]})`,
        cells: dates.map((date) => String(points.find((it) => it.date === date)?.value ?? '–')),
      })),
    }),
  ];
}

function purchases({ purchases: numbers }: FourWeeks): SheetPart[] {
  if (!numbers) return [];
  const { last, before, best, passed, times } = numbers;
  const dates = best && ` (${paperDate(best.from)} – ${paperDate(best.until)})`;
  return [
    part('purchases', [
      last > 0 ? t('summary_purchases_said', { n: last }) : t('summary_purchases_none'),
      ...(passed > 0 ? [summaryWords[locale.value].passed(passed, times)] : []),
      ...(before === null ? [] : [t('summary_before', { n: before })]),
      ...(best ? [`${t('summary_best', { n: best.days }).replace(/\.$/, '')}${dates}.`] : []),
    ]),
  ];
}

/** Everything there is something of. */
export function ownParts(
  numbers: FourWeeks,
  all: readonly MeasureCourse[],
  labels: SheetLabels,
  ofWeek: WeekLabels = {},
): SheetPart[] {
  return [
    ...week(numbers, ofWeek),
    daysPart(numbers.days, numbers.dates),
    urges(numbers),
    ...when(numbers),
    ...triggers(numbers, labels.trigger),
    ...tried(numbers, labels.way),
    ...checkins(numbers),
    ...fortnights(all, numbers.dates, numbers.purchases !== null),
    ...purchases(numbers),
  ];
}
