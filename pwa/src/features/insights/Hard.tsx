/** When the urge comes, and with what: the time of the week, the mood of the day, and what comes before. */
import { evenings } from '../../core/model/evening.ts';
import { nextHard } from '../../core/model/hard-evening.ts';
import { NEEDS } from '../../core/model/insights.ts';
import { LOW_BELOW } from '../../core/model/mood-and-urge.ts';
import { tenthsWords } from '../../core/model/numbers.ts';
import { summaryWords } from '../../core/model/summary-words.ts';
import { locale, t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { labelOf } from '../../shared/codes.ts';
import { planLine } from '../../shared/evenings.ts';
import { Figure } from '../../shared/Figure.tsx';
import { datesWords, hoursWords, moodAndUrgeWords, triggersWords } from '../../shared/findings.ts';
import { capital, dayPartWords, headingWords } from '../../shared/moments.ts';
import { Part } from '../../shared/Screen.tsx';
import { SubPart } from '../../shared/SubPart.tsx';
import { entries, today } from '../../shared/state.ts';
import { running } from '../../shared/today.ts';
import { Counts } from '../../ui/Counts.tsx';
import { LinkRow } from '../../ui/LinkRow.tsx';
import { HeatTable } from './HeatTable.tsx';
import type { Shown } from './shown.ts';
import { TopCounts } from './TopCounts.tsx';

const label = (code: string): string => labelOf('triggers', code);

/** The way to plan what is hard, the next time that it comes: to the form, which has a suggestion for it. */
function PlanNext({ date, part, times }: NonNullable<ReturnType<typeof nextHard>>) {
  const planned = evenings(entries.value).find((it) => it.date === date);
  const when = date === today.value ? t(`this_${part}`) : dayPartWords(date, part);
  return (
    <ul class="rows">
      {planned ? (
        <LinkRow
          href={to('plan', 'evening', date, planned.part)}
          name={t('evening_saved', { when: headingWords(date, planned.part) })}
          small={planLine(planned)}
        />
      ) : (
        <LinkRow
          href={to('plan', 'evening', date, part)}
          name={t('evening_plan_for', { when })}
          small={
            times === null
              ? t('hard_any_day', { part: capital(t(`heat_part_${part}`)) })
              : t('hard_next', { times: summaryWords[locale.value].times(times) })
          }
        />
      )}
    </ul>
  );
}

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
