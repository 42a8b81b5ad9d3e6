/** The urge over time: eight weeks stand beside each other, months and years under each other. Filled is what ended without a purchase. */
import { addDays, daysBetween } from '../../core/model/dates.ts';
import { datesCode } from '../../core/model/diary-filter.ts';
import type { Bar } from '../../core/model/insights.ts';
import { tenthsWords } from '../../core/model/numbers.ts';
import { type Span, units, WEEK } from '../../core/model/spans.ts';
import { locale, t } from '../../platform/i18n.ts';
import { labelOf } from '../../shared/codes.ts';
import { Figure } from '../../shared/Figure.tsx';
import { datesWords, strengthWords, trendWords } from '../../shared/findings.ts';
import { monthName, numberedDay, weekName } from '../../shared/moments.ts';
import { SubPart } from '../../shared/SubPart.tsx';
import { Bars, BarsKey } from '../../ui/Bars.tsx';
import { Counts, DrawnLink, type Leads } from '../../ui/Counts.tsx';
import { LineChart } from '../../ui/LineChart.tsx';
import { inDiary } from './inDiary.ts';
import { begins, laterWords, type Shown } from './shown.ts';

const cells = ({ times, passed }: Bar): string[] => [String(times), String(passed)];
const columns = (first: 'weeks_week' | 'weeks_month' | 'weeks_year') => [t(first), t('weeks_times'), t('weeks_passed')];

const label = (way: string): string => labelOf('ways', way);

/** To the entries of a week, a month or a year; of one without any times, nowhere. */
function toEntries(list: Span | 'bars', { span, dates }: Shown, bar: Bar, at: number, name: string): Leads | undefined {
  const { start, times, open, now } = bar;
  const until = now ? dates.until : addDays(units[span].next(start), -1);
  const code = datesCode({ from: begins(start, dates), until });
  return times + open > 0 ? inDiary(list, at, name, { dates: [code] }) : undefined;
}

/** The table's caption, and what stands under the drawing: both say where an urge of today is in no number yet. */
function framed(shown: Shown): { caption: string; shows: string[] } {
  const later = laterWords(shown);
  return {
    caption: [t('weeks_caption', { span: t(`span_past_${shown.span}`) }), ...later].join('. '),
    shows: [datesWords(shown.dates), ...later, ...(shown.rises ? [t('weeks_more')] : [])],
  };
}

function Weeks(shown: Shown) {
  const { bars: all, strength, dates } = shown;
  const { caption, shows } = framed(shown);
  const named = all.map((bar) => ({ ...bar, from: begins(bar.start, dates) }));
  const strengthOf = (start: string): string => {
    const slot = strength?.slots.find((it) => it.from === start);
    return slot ? tenthsWords(slot.value, locale.value) : '–';
  };
  return (
    <Figure
      id="weeks"
      {...trendWords(shown, label)}
      shows={[...shows, t('weeks_in_diary')].join(' ')}
      numbers={{
        caption,
        columns: [...columns('weeks_week'), ...(strength ? [t('summary_col_mean')] : [])],
        rows: named.map((bar, at) => ({
          key: bar.from,
          name: weekName(bar),
          leads: toEntries('weeks', shown, bar, at, weekName(bar)),
          cells: [...cells(bar), ...(strength ? [strengthOf(bar.start)] : [])],
        })),
      }}
    >
      <Bars
        dated={numberedDay}
        most={Math.max(...all.map((bar) => bar.times))}
        weeks={named.map((bar, at) => {
          const { from, now, passed, times } = bar;
          const leads = toEntries('bars', shown, bar, at, weekName(bar));
          return {
            from,
            now,
            filled: passed,
            of: times,
            figure: times > 0 ? `${passed}/${times}` : '0',
            over: leads && <DrawnLink {...leads} />,
          };
        })}
      />
      <BarsKey filled={t('weeks_passed')} rest={t('weeks_purchases')} />
    </Figure>
  );
}

/** How strong the urge was, week by week: the table behind the bars has its numbers. */
function Strength({ strength, bought }: Shown) {
  if (!strength || strength.lately.mean === null) return null;
  return (
    <Figure id="strength" folded={t('summary_col_mean')} finding={strengthWords(strength, bought)}>
      <LineChart
        most={10}
        runs={strength.runs.map((run) => run.map(({ from, at, value }) => ({ key: from, at, value })))}
        ticks={[
          { at: 0, words: numberedDay(strength.from) },
          { at: 1, words: t('weeks_now') },
        ]}
      />
    </Figure>
  );
}

function Longer(shown: Shown & { span: Exclude<Span, 'weeks'> }) {
  const { bars: all, span } = shown;
  const { caption, shows } = framed(shown);
  return (
    <Figure {...trendWords(shown, label)} shows={shows.join(' ')}>
      <Counts
        caption={caption}
        columns={columns(span === 'year' ? 'weeks_month' : 'weeks_year')}
        rows={all.map((bar, at) => {
          const name = span === 'year' ? monthName(bar.start) : bar.start.slice(0, 4);
          return {
            key: bar.start,
            name,
            leads: toEntries(span, shown, bar, at, name),
            value: bar.passed,
            of: bar.times,
            cells: cells(bar),
          };
        })}
      />
      <BarsKey filled={t('weeks_passed')} rest={t('weeks_purchases')} />
    </Figure>
  );
}

export function Trend(shown: Shown) {
  const { bars: all, span, dates } = shown;
  // Two whole weeks can be told apart; of fewer the last seven days have told what there is.
  const young = span === 'weeks' && daysBetween(dates.from, dates.until) < 2 * WEEK - 1;
  if (young || all.every((bar) => bar.times === 0)) return null;
  return (
    <SubPart name={t(span === 'weeks' ? 'weeks_title' : `weeks_title_${span}`)}>
      {span === 'weeks' ? <Weeks {...shown} /> : <Longer {...shown} span={span} />}
      <Strength {...shown} />
    </SubPart>
  );
}
