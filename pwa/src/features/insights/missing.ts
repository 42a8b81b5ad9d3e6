/** What is not shown yet, and how many more entries each of it takes. */
import { NEEDS } from '../../core/model/insights.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import type { Missing } from './Later.tsx';
import type { AnswersShown, Shown } from './shown.ts';

export function missing(
  { bars, when, triggers, helped }: Shown,
  { missingDays: days }: Pick<AnswersShown, 'missingDays'>,
): Missing {
  const hours = NEEDS.when - when.entries;
  const before = NEEDS.triggers - triggers.entries;
  const ways = NEEDS.helped - helped.reduce((sum, it) => sum + it.times, 0);
  const written = [
    ...(bars.every((bar) => bar.times + bar.open === 0) ? [t('weeks_missing')] : []),
    ...(hours > 0 ? [t('heat_missing', { n: hours })] : []),
    ...(before > 0 ? [t('triggers_missing', { n: before })] : []),
  ];
  const tried = ways > 0 ? [t('helped_missing', { n: ways })] : [];
  const answered = days > 0 ? [t('mood_missing', { n: days })] : [];
  const sentences = [...written, ...tried, ...answered];
  // What is pressed is what the first of them asks for.
  if (written.length > 0) return { sentences, href: to('log'), action: t('diary_log') };
  if (tried.length > 0) return { sentences, href: to('urge'), action: t('hard_now') };
  return { sentences, href: to('checkin'), action: t('checkin_title') };
}
