/** One true thing about the week in words; in Insights the other things too. */
import { afterTalking, nearDays, oneFinding } from '../../core/model/near.ts';
import { nearParts, nearSummary } from '../../core/model/near-summary.ts';
import { labelsOf } from '../../core/model/summary-labels.ts';
import { dayWords } from '../../platform/dates.ts';
import { locale, t } from '../../platform/i18n.ts';
import { together } from '../../shared/findings.ts';
import { Part } from '../../shared/Screen.tsx';
import { entries, facePack, settings, today } from '../../shared/state.ts';

/** On Today: what the summary says first, or what talking to somebody has been seen to do. */
export function NearWeekPart() {
  const all = entries.value;
  const numbers = nearSummary(all.values(), today.value);
  const finding = oneFinding(numbers, afterTalking(nearDays(all.values()), today.value));
  if (!finding) return null;
  const said = nearParts(numbers, locale.value);
  return (
    <Part name={t(finding === 'talked' ? 'near_talked_title' : 'seven_title')}>
      <p class="lead">{together(finding === 'talked' ? t('near_talked_better') : (said[finding] ?? said.days))}</p>
    </Part>
  );
}

/** The whole summary: what the reminder of the week says too. */
export function NearWeekWhole() {
  const numbers = nearSummary(entries.value.values(), today.value);
  if (numbers.days === 0) return null;
  const { next } = labelsOf(facePack(), entries.value, settings.value, today.value);
  const { days, sleep, limits, mood, change, next: step } = nearParts(numbers, locale.value, next);
  const [first, ...rest] = [sleep, limits, mood, days, change, step].filter((it) => it !== undefined);
  return (
    <Part name={t('seven_title')}>
      <p class="lead">{together(first ?? days)}</p>
      {rest.length > 0 && <p class="read">{together(rest.join(' '))}</p>}
      <p class="meta">{t('week_dates', { from: dayWords(numbers.from), until: dayWords(numbers.until) })}</p>
    </Part>
  );
}
