/** One true thing about the week in words; in Insights the other things too. */
import { addDays } from '../../domain/dates.ts';
import { afterTalking, type Finding, nearDays, oneFinding, type Span, span } from '../../domain/near.ts';
import { nearParts, nearSummary } from '../../domain/near-summary.ts';
import { locale, t } from '../../i18n.ts';
import { numberWords, together } from '../../parts/findings.ts';
import { dayWords } from '../../parts/moments.ts';
import { Part } from '../../parts/Screen.tsx';
import { entries, today } from '../../state.ts';

function words(finding: Finding, week: Span): string {
  const { good, of } = finding === 'limits' ? week.limits : week.sleep;
  if (finding === 'talked') return t('near_talked_better');
  if (finding === 'mood') return t('near_mood_week', { mood: numberWords(week.moodMean ?? 0) });
  if (finding === 'days') return t('near_days_week', { n: week.days });
  return t(`near_${finding}_week`, { good, n: of });
}

/** The seven dates that end today, so that this morning's answer is in it. */
export function NearWeekPart() {
  const days = nearDays(entries.value.values());
  const week = span(days, addDays(today.value, -6), today.value);
  const finding = oneFinding(week, afterTalking(days, today.value));
  if (!finding) return null;
  return (
    <Part name={t(finding === 'talked' ? 'near_talked_title' : 'seven_title')}>
      <p class="lead">{together(words(finding, week))}</p>
    </Part>
  );
}

/** The whole summary: what the reminder of the week says too. */
export function NearWeekWhole() {
  const numbers = nearSummary(entries.value.values(), today.value);
  const [first, ...rest] = nearParts(numbers, locale.value);
  if (numbers.days === 0) return null;
  return (
    <Part name={t('seven_title')}>
      <p class="lead">{together(first ?? t('near_days_week', { n: numbers.days }))}</p>
      {rest.length > 0 && <p class="read">{together(rest.join(' '))}</p>}
      <p class="meta">{t('week_dates', { from: dayWords(numbers.from), until: dayWords(numbers.until) })}</p>
    </Part>
  );
}
