/** What the days of somebody close to him show: sleep, mood, limits, and whether talking to someone goes with better sleep. */

import { useMemo } from 'preact/hooks';
import { afterTalking, NEAR_NEEDS, type NearDay, type NearWeek, nearDays, nearLately } from '../../core/model/near.ts';
import { meanWords, tenthsWords } from '../../core/model/numbers.ts';
import { locale, t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Figure, NumbersTable } from '../../shared/Figure.tsx';
import { Fortnights } from '../../shared/Fortnights.tsx';
import { toldSince } from '../../shared/findings.ts';
import { numberedDay, weekName } from '../../shared/moments.ts';
import { Part, Screen } from '../../shared/Screen.tsx';
import { entries, today } from '../../shared/state.ts';
import { Bars, BarsKey } from '../../ui/Bars.tsx';
import { Later, type Missing, SummaryLink } from '../insights/index.ts';
import { NearWeekWhole } from './NearWeek.tsx';

interface Props {
  days: readonly NearDay[];
}

/** The weeks that are drawn, and the last of them in one span with since when that is. */
function weeksOf(days: readonly NearDay[]) {
  const { weeks, last } = nearLately(days, today.value);
  return { weeks, last, ...toldSince(last.from) };
}

type Kind = 'sleep' | 'limits' | 'mood';
const lacks = (days: readonly NearDay[], of: Kind): number =>
  NEAR_NEEDS - days.filter((it) => it[of] !== undefined).length;

/** Sleep or limits: how many of the answers were the best one. */
function Shares({ days, of }: Props & { of: 'sleep' | 'limits' }) {
  if (lacks(days, of) > 0) return null;
  const { weeks, last, begin } = weeksOf(days);
  const { good, of: n } = last[of];
  return (
    <Part name={t(`near_${of}_title`)}>
      <Figure
        id={of}
        finding={n === 0 ? t('near_none_span', { span: begin }) : t(`near_${of}_finding`, { span: begin, good, n })}
        numbers={{
          caption: t(`near_${of}_title`),
          columns: [t('weeks_week'), t(of === 'sleep' ? 'near_nights' : 'near_days'), t(`near_${of}_key`)],
          rows: weeks.map((week) => ({
            key: week.from,
            name: weekName(week),
            cells: [String(week[of].of), String(week[of].good)],
          })),
        }}
      >
        <Bars
          dated={numberedDay}
          most={Math.max(...weeks.map((week) => week[of].of))}
          weeks={weeks.map((week) => ({
            from: week.from,
            now: week.now,
            filled: week[of].good,
            of: week[of].of,
            figure: week[of].of > 0 ? `${week[of].good}/${week[of].of}` : '–',
          }))}
        />
        <BarsKey filled={t(`near_${of}_key`)} rest={t(`near_${of}_rest`)} />
      </Figure>
    </Part>
  );
}

const figure = (week: NearWeek): string => (week.moodMean === null ? '–' : tenthsWords(week.moodMean, locale.value));

function MoodWeeks({ days }: Props) {
  if (lacks(days, 'mood') > 0) return null;
  const { weeks, last, begin, within } = weeksOf(days);
  const mood = last.moodMean;
  return (
    <Part name={t('near_mood_title')}>
      <Figure
        id="mood"
        finding={
          mood === null
            ? t('near_none_span', { span: begin })
            : t('near_mood_finding', { span: within, mood: meanWords(mood, last.moods, locale.value), n: last.moods })
        }
        numbers={{
          caption: t('near_mood_title'),
          columns: [t('weeks_week'), t('near_days'), t('near_mood_mean')],
          rows: weeks.map((week) => ({
            key: week.from,
            name: weekName(week),
            cells: [String(week.moods), figure(week)],
          })),
        }}
      >
        <Bars
          dated={numberedDay}
          most={10}
          weeks={weeks.map((week) => ({
            from: week.from,
            now: week.now,
            filled: week.moodMean ?? 0,
            of: week.moodMean ?? 0,
            figure: figure(week),
          }))}
        />
      </Figure>
    </Part>
  );
}

function Talking({ days }: Props) {
  const { yes, no, finding } = afterTalking(days, today.value);
  if (!finding) return null;
  return (
    <Part name={t('near_talked_title')}>
      <Figure
        finding={t(`near_talked_${finding}`)}
        more={t('near_talked_numbers', { yes: yes.good, yesOf: yes.of, no: no.good, noOf: no.of })}
      >
        <NumbersTable
          numbers={{
            caption: t('near_talked_caption'),
            columns: [t('near_talked_after'), t('near_sleep_0'), t('near_sleep_1'), t('near_sleep_2')],
            rows: (['yes', 'no'] as const).map((key) => ({
              key,
              name: t(`near_talked_row_${key}`),
              cells: { yes, no }[key].each.map(String),
            })),
          }}
        />
      </Figure>
    </Part>
  );
}

/** What is not shown yet, and how many more answers each of it takes. */
function missing(days: readonly NearDay[]): Missing[] {
  const way = { href: to('checkin'), action: t('near_answer_today') };
  const few = (of: Kind): Missing => {
    const n = lacks(days, of);
    return { n, words: t(`near_${of}_missing`, { n }), name: t(`near_${of}_later`), ...way };
  };
  // Nobody knows how many days it takes until they differ.
  const n = afterTalking(days, today.value).finding ? 0 : Number.POSITIVE_INFINITY;
  const talked = { n, words: t('near_talked_missing'), name: t('near_talked_later'), ...way };
  const limited = days.some((it) => it.limits !== undefined);
  return [few('sleep'), talked, few('mood'), ...(limited ? [few('limits')] : [])];
}

export function NearInsights() {
  const all = entries.value;
  const days = useMemo(() => nearDays(all.values()), [all]);
  if (days.length === 0) return <Empty />;
  return (
    <Screen heading={t('tab_insights')} tab="insights">
      <NearWeekWhole />
      <Shares days={days} of="sleep" />
      <Talking days={days} />
      <MoodWeeks days={days} />
      <Shares days={days} of="limits" />
      <Fortnights named={Part} />
      <Later named={Part} of={missing(days)} />
      <SummaryLink />
    </Screen>
  );
}

const Empty = () => (
  <Screen heading={t('tab_insights')} tab="insights">
    <div class="empty">
      <p class="read">{t('near_insights_empty')}</p>
      <a class="btn" href={to('checkin')}>
        {t('near_answer_today')}
      </a>
    </div>
    <Fortnights named={Part} />
  </Screen>
);
