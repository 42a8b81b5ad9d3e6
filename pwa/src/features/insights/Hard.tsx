/** When the urge comes, and with what: the time of the week, the mood of the day, and what comes before. */
import { dayParts } from '../../core/model/dates.ts';
import { nextHardOf } from '../../core/model/hard-evening.ts';
import { type Hour, hoursIn, NEEDS } from '../../core/model/insights.ts';
import { LOW_BELOW } from '../../core/model/mood-and-urge.ts';
import { tenthsWords } from '../../core/model/numbers.ts';
import { locale, t } from '../../platform/i18n.ts';
import { labelOf } from '../../shared/codes.ts';
import { eveningSituation } from '../../shared/evenings.ts';
import { Figure } from '../../shared/Figure.tsx';
import { Folded } from '../../shared/Fold.tsx';
import { datesWords, hourNames, hoursWords, moodAndUrgeWords, triggersWords } from '../../shared/findings.ts';
import { capital } from '../../shared/moments.ts';
import { PlanNext } from '../../shared/PlanNext.tsx';
import { Part } from '../../shared/Screen.tsx';
import { SubPart } from '../../shared/SubPart.tsx';
import { Counts, type CountsProps, type Leads } from '../../ui/Counts.tsx';
import { HeatTable } from './HeatTable.tsx';
import { datedOnly, inDiary } from './inDiary.ts';
import type { Shown } from './shown.ts';
import { TopCounts } from './TopCounts.tsx';

const label = (code: string): string => labelOf('triggers', code);

const nameOf = (hour: Hour): string => capital(hourNames([hour]));

/** From a cell of the table, and from its row in the list below, to the times it counts. */
const leadsTo =
  (list: 'cells' | 'times', shown: Shown) =>
  (hour: Hour): Leads =>
    inDiary(list, hour.day * dayParts.length + dayParts.indexOf(hour.part), nameOf(hour), {
      ...datedOnly(shown),
      kind: ['urge', 'purchase'],
      weekday: [String(hour.day)],
      part: [hour.part],
    });

/** The cells of the table that count anything, the most first. */
function timesOf(shown: Shown): CountsProps['rows'] {
  const hours = shown.when.rows
    .flatMap(hoursIn)
    .filter(({ times }) => times > 0)
    .sort((one, other) => other.times - one.times);
  const leads = leadsTo('times', shown);
  return hours.map((hour) => ({
    key: nameOf(hour),
    name: nameOf(hour),
    leads: leads(hour),
    value: hour.times,
    cells: [String(hour.times)],
  }));
}

function Hours(shown: Shown) {
  const {
    span,
    dates,
    when: { rows },
  } = shown;
  const next = nextHardOf(eveningSituation(), rows);
  return (
    <SubPart name={t('heat_title')}>
      <Figure finding={hoursWords(rows)}>
        <HeatTable
          rows={rows}
          caption={t('heat_caption', { span: t(`span_past_${span}`) })}
          leads={leadsTo('cells', shown)}
        />
        <p class="shows">{[datesWords(dates), t('heat_scale'), t('heat_press')].join(' ')}</p>
        <Folded id="times" summary={t('heat_in_diary')} opened={t('heat_fold')}>
          <Counts
            beside
            caption={t('heat_in_diary')}
            columns={[t('heat_title'), t('counts_times')]}
            rows={timesOf(shown)}
          />
        </Folded>
      </Figure>
      {next && <PlanNext {...next} />}
    </SubPart>
  );
}

function MoodAndUrge({ moodAndUrge: found, span, dates }: Shown) {
  if (!found) return null;
  return (
    <Figure
      id="mood-and-urge"
      folded={t('mood_urge_title')}
      finding={moodAndUrgeWords(found)}
      shows={`${datesWords(dates)} ${t('mood_urge_scale', { n: LOW_BELOW })}`}
    >
      <Counts
        caption={t('mood_urge_caption', { span: t(`span_past_${span}`) })}
        columns={[t('summary_mood'), t('mood_urge_mean'), t('summary_col_days')]}
        rows={[
          { ...found.low, name: t('mood_urge_low', { n: LOW_BELOW }) },
          { ...found.other, name: t('mood_urge_rest', { n: LOW_BELOW }) },
        ].map(({ name, mean, days }) => ({
          key: name,
          name,
          value: mean,
          of: 10,
          cells: [tenthsWords(mean, locale.value), String(days)],
        }))}
      />
    </Figure>
  );
}

/** Folded where the hours stand above it. */
function Triggers({ triggers, span, dates, second }: Shown & { second: boolean }) {
  const name = t('triggers_title');
  const figure = (
    <Figure {...(second && { id: 'before', folded: name })} finding={triggersWords(triggers, label)}>
      <TopCounts
        id="triggers"
        group="before"
        only={datedOnly({ span, dates })}
        shows={datesWords(dates)}
        caption={t('triggers_caption', { span: t(`span_past_${span}`) })}
        columns={[name, t('counts_times')]}
        rows={triggers.counted.map(({ code, times }) => ({
          key: code,
          name: label(code),
          value: times,
          cells: [String(times)],
        }))}
      />
    </Figure>
  );
  return second ? figure : <SubPart name={name}>{figure}</SubPart>;
}

export function Hard(shown: Shown) {
  const hours = shown.when.entries >= NEEDS.when;
  const triggers = shown.triggers.entries >= NEEDS.triggers;
  if (!hours && !triggers && !shown.moodAndUrge) return null;
  return (
    <Part name={t('hard_title')}>
      {hours && <Hours {...shown} />}
      {triggers && <Triggers {...shown} second={hours} />}
      <MoodAndUrge {...shown} />
    </Part>
  );
}
