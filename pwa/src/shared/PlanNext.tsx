/** The way to plan what is hard, the next time that it comes. */
import { evenings, momentKey } from '../core/model/evening.ts';
import type { NextHard } from '../core/model/hard-evening.ts';
import { summaryWords } from '../core/model/summary-words.ts';
import { locale, t } from '../platform/i18n.ts';
import { to } from '../platform/router.ts';
import { LinkRow } from '../ui/LinkRow.tsx';
import { planLine } from './evenings.ts';
import { capital, dayPartWords, headingWords } from './moments.ts';
import { entries, today } from './state.ts';
import { running } from './today.ts';

/** It leads to the form, which has a suggestion for it. */
export function PlanNext({ date, part, times }: NextHard) {
  const planned = evenings(entries.value).find((it) => it.date === date);
  const begun = momentKey({ date, part }) === momentKey(running.value);
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
              : t(begun ? 'hard_tonight' : 'hard_next', { times: summaryWords[locale.value].times(times) })
          }
        />
      )}
    </ul>
  );
}
