/** Why an evening is planned for, at the head of its form: what stands out of the week, what comes before it then, or that he has named it. */
import { useState } from 'preact/hooks';
import type { Moment } from '../../core/model/dates.ts';
import { eveningReason } from '../../core/model/hard-evening.ts';
import { t } from '../../platform/i18n.ts';
import { labelOf } from '../../shared/codes.ts';
import { eveningSituation } from '../../shared/evenings.ts';
import { hardestTimes, timesAtWords, together } from '../../shared/findings.ts';
import { capital, dayPartWords, listWords } from '../../shared/moments.ts';

function reasons({ date, part }: Moment): string[] {
  const { rows, times, before, named } = eveningReason(eveningSituation(), { date, part });
  const hard = rows && hardestTimes(rows);
  const names = before.map(({ code }) => t('way_quoted', { way: labelOf('triggers', code) }));
  return [
    ...(hard ? [t('evening_why', { ...hard, when: capital(hard.when) })] : []),
    ...(times === null ? [] : [`${timesAtWords({ date, part }, times)}.`]),
    ...(names.length > 0 ? [t('evening_why_before', { names: listWords(names) })] : []),
    ...(named && !hard ? [t('evening_why_named', { when: dayPartWords(date, part) })] : []),
  ];
}

export function EveningReason(moment: Moment) {
  const [said] = useState(() => reasons(moment));
  return said.length > 0 && <p class="read">{together(said.join(' '))}</p>;
}
