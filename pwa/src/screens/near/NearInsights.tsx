/** What the days of somebody close to him show: sleep, mood, limits, and whether talking to someone goes with better sleep. */
import { addDays, weekStart } from '../../domain/dates.ts';
import { afterTalking, NEEDS, type NearDay, type NearWeek, nearDays, nearWeeks, span } from '../../domain/near.ts';
import { t } from '../../i18n.ts';
import { Bars, BarsKey, BarsTable } from '../../parts/Bars.tsx';
import { Counts } from '../../parts/Counts.tsx';
import { Fortnights } from '../../parts/Fortnights.tsx';
import { numberWords, together } from '../../parts/findings.ts';
import { Part, Screen } from '../../parts/Screen.tsx';
import { to } from '../../router.ts';
import { entries, today } from '../../state.ts';
import { NearWeekWhole } from './NearWeek.tsx';

interface Props {
  days: readonly NearDay[];
}

/** The last weeks in one span, four at the most, and what they are called. */
function lately(days: readonly NearDay[]) {
  const weeks = nearWeeks(days, today.value);
  const n = Math.min(4, weeks.length) as 1 | 2 | 3 | 4;
  const from = addDays(weekStart(today.value), -7 * (n - 1));
  return { weeks, last: span(days, from, today.value), words: t(`weeks_span_${n}`) };
}

/** Sleep or limits: how many of the answers were the best one. */
function Shares({ days, of }: Props & { of: 'sleep' | 'limits' }) {
  const { weeks, last, words } = lately(days);
  const answered = days.filter((it) => it[of] !== undefined).length;
  const { good, of: n } = last[of];
  if (answered < NEEDS)
    return (
      <Part name={t(`near_${of}_title`)}>
        <p class="read">{t(`near_${of}_missing`, { n: NEEDS - answered })}</p>
      </Part>
    );
  const most = Math.max(...weeks.map((week) => week[of].of));
  return (
    <Part name={t(`near_${of}_title`)}>
      <p class="finding">
        {together(n === 0 ? t('near_none_span', { span: words }) : t(`near_${of}_finding`, { span: words, good, n }))}
      </p>
      <Bars
        most={most}
        weeks={weeks.map((week) => ({
          from: week.from,
          now: week.now,
          filled: week[of].good,
          of: week[of].of,
          figure: week[of].of > 0 ? `${week[of].good}/${week[of].of}` : '–',
        }))}
      />
      <BarsKey filled={t(`near_${of}_key`)} rest={t(`near_${of}_rest`)} />
      <BarsTable
        caption={t(`near_${of}_title`)}
        columns={[t(of === 'sleep' ? 'near_nights' : 'near_days'), t(`near_${of}_key`)]}
        rows={weeks.map((week) => ({ ...week, cells: [String(week[of].of), String(week[of].good)] }))}
      />
    </Part>
  );
}

const figure = (week: NearWeek): string => (week.moodMean === null ? '–' : numberWords(week.moodMean));

function MoodWeeks({ days }: Props) {
  const { weeks, last, words } = lately(days);
  const answered = days.filter((it) => it.mood !== undefined).length;
  if (answered < NEEDS)
    return (
      <Part name={t('near_mood_title')}>
        <p class="read">{t('near_mood_missing', { n: NEEDS - answered })}</p>
      </Part>
    );
  const mood = last.moodMean;
  return (
    <Part name={t('near_mood_title')}>
      <p class="finding">
        {together(
          mood === null
            ? t('near_none_span', { span: words })
            : t('near_mood_finding', { span: words, mood: numberWords(mood) }),
        )}
      </p>
      <Bars
        most={10}
        weeks={weeks.map((week) => ({
          from: week.from,
          now: week.now,
          filled: week.moodMean ?? 0,
          of: week.moodMean ?? 0,
          figure: figure(week),
        }))}
      />
      <BarsTable
        caption={t('near_mood_title')}
        columns={[t('near_days'), t('near_mood_mean')]}
        rows={weeks.map((week) => ({ ...week, cells: [String(week.moods), figure(week)] }))}
      />
    </Part>
  );
}

function Talking({ days }: Props) {
  const { yes, no, finding } = afterTalking(days, today.value);
  if (!finding)
    return (
      <Part name={t('near_talked_title')}>
        <p class="read">{t('near_talked_missing')}</p>
      </Part>
    );
  const row = (key: 'yes' | 'no', { good, of }: { good: number; of: number }) => ({
    key,
    name: t(`near_talked_row_${key}`),
    value: good / of,
    cells: [String(good), String(of)],
  });
  return (
    <Part name={t('near_talked_title')}>
      <p class="finding">{t(`near_talked_${finding}`)}</p>
      <Counts
        caption={t('near_talked_caption')}
        columns={[t('near_talked_after'), t('near_slept_well'), t('near_nights')]}
        rows={[row('yes', yes), row('no', no)]}
      />
    </Part>
  );
}

export function NearInsights() {
  const days = nearDays(entries.value.values());
  const limited = days.some((it) => it.limits !== undefined);
  return (
    <Screen heading={t('tab_insights')} tab="insights">
      {days.length === 0 ? (
        <div class="empty">
          <p class="read">{t('near_insights_empty')}</p>
          <a class="btn" href={to('checkin')}>
            {t('near_answer_today')}
          </a>
        </div>
      ) : (
        <>
          <NearWeekWhole />
          <Shares days={days} of="sleep" />
          <Talking days={days} />
          <MoodWeeks days={days} />
          {limited && <Shares days={days} of="limits" />}
        </>
      )}
      <Fortnights />
    </Screen>
  );
}
