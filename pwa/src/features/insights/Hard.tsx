/** When the urge comes, and what comes before it. */
import { evenings } from '../../core/model/evening.ts';
import { nextHard } from '../../core/model/hard-evening.ts';
import { NEEDS } from '../../core/model/insights.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { labelOf } from '../../shared/codes.ts';
import { Figure } from '../../shared/Figure.tsx';
import { datesWords, hoursWords, triggersWords } from '../../shared/findings.ts';
import { HeatTable } from '../../shared/HeatTable.tsx';
import { dayPartWords, headingWords } from '../../shared/moments.ts';
import { Part } from '../../shared/Screen.tsx';
import { SubPart } from '../../shared/SubPart.tsx';
import { entries } from '../../shared/state.ts';
import { running } from '../../shared/today.ts';
import { Counts } from '../../ui/Counts.tsx';
import type { Shown } from './shown.ts';

/** So many are drawn; the rest stands in the table behind. */
const DRAWN = 6;

const label = (code: string): string => labelOf('triggers', code);

function Hours({ when: { rows }, span, dates }: Shown) {
  const next = nextHard(rows, running.value);
  return (
    <SubPart name={t('heat_title')}>
      <Figure finding={hoursWords(rows)} shows={datesWords(dates)}>
        <HeatTable rows={rows} caption={t('heat_caption', { span: t(`span_past_${span}`) })} />
      </Figure>
      {next && (
        <a class="link" href={to('plan', 'evening', next.date, next.part)}>
          {evenings(entries.value).some(({ date }) => date === next.date)
            ? t('evening_saved', { when: headingWords(next.date, next.part) })
            : t('evening_plan_for', { when: dayPartWords(next.date, next.part) })}
        </a>
      )}
    </SubPart>
  );
}

function Triggers({ triggers: { counted, entries }, span, dates }: Shown) {
  const rows = counted.map(({ code, times }) => ({
    key: code,
    name: label(code),
    value: times,
    cells: [String(times)],
  }));
  const caption = t('triggers_caption', { span: t(`span_past_${span}`) });
  const columns = [t('triggers_title'), t('counts_times')];
  return (
    <SubPart name={t('triggers_title')}>
      <Figure
        id="triggers"
        finding={triggersWords(counted, entries, label)}
        shows={datesWords(dates)}
        {...(rows.length > DRAWN && { numbers: { caption, columns, rows } })}
      >
        <Counts caption={caption} columns={columns} rows={rows.slice(0, DRAWN)} />
      </Figure>
    </SubPart>
  );
}

export function Hard(shown: Shown) {
  const hours = shown.when.entries >= NEEDS.when;
  const triggers = shown.triggers.entries >= NEEDS.triggers;
  if (!hours && !triggers) return null;
  return (
    <Part name={t('hard_title')}>
      {hours && <Hours {...shown} />}
      {triggers && <Triggers {...shown} />}
    </Part>
  );
}
