/** When the urge comes, and with what: the time of the week, the mood of the day, and what comes before. */
import { nextHard } from '../../core/model/hard-evening.ts';
import { NEEDS } from '../../core/model/insights.ts';
import { LOW_BELOW } from '../../core/model/mood-and-urge.ts';
import { tenthsWords } from '../../core/model/numbers.ts';
import { locale, t } from '../../platform/i18n.ts';
import { labelOf } from '../../shared/codes.ts';
import { Figure } from '../../shared/Figure.tsx';
import { datesWords, hoursWords, moodAndUrgeWords, triggersWords } from '../../shared/findings.ts';
import { PlanNext } from '../../shared/PlanNext.tsx';
import { Part } from '../../shared/Screen.tsx';
import { SubPart } from '../../shared/SubPart.tsx';
import { running } from '../../shared/today.ts';
import { Counts } from '../../ui/Counts.tsx';
import { HeatTable } from './HeatTable.tsx';
import type { Shown } from './shown.ts';
import { TopCounts } from './TopCounts.tsx';

const label = (code: string): string => labelOf('triggers', code);

function Hours({ span, dates, when: { rows } }: Shown) {
  const next = nextHard(rows, running.value);
  return (
    <SubPart name={t('heat_title')}>
      <Figure finding={hoursWords(rows)} shows={`${datesWords(dates)} ${t('heat_scale')}`}>
        <HeatTable rows={rows} caption={t('heat_caption', { span: t(`span_past_${span}`) })} />
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

function Triggers({ triggers, span, dates }: Shown) {
  return (
    <SubPart name={t('triggers_title')}>
      <Figure finding={triggersWords(triggers, label)}>
        <TopCounts
          id="triggers"
          group="before"
          shows={datesWords(dates)}
          caption={t('triggers_caption', { span: t(`span_past_${span}`) })}
          columns={[t('triggers_title'), t('counts_times')]}
          rows={triggers.counted.map(({ code, times }) => ({
            key: code,
            name: label(code),
            value: times,
            cells: [String(times)],
          }))}
        />
      </Figure>
    </SubPart>
  );
}

export function Hard(shown: Shown) {
  const hours = shown.when.entries >= NEEDS.when;
  const triggers = shown.triggers.entries >= NEEDS.triggers;
  if (!hours && !triggers && !shown.moodAndUrge) return null;
  return (
    <Part name={t('hard_title')}>
      {hours && <Hours {...shown} />}
      {triggers && <Triggers {...shown} />}
      <MoodAndUrge {...shown} />
    </Part>
  );
}
