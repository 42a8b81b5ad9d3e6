/** What is not shown yet, and how many more entries each of it takes. */
import { NEEDS } from '../../core/model/insights.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import type { Missing } from './Later.tsx';
import type { AnswersShown, Shown } from './shown.ts';

export function missing(
  { bars, when, triggers, helped }: Shown,
  { missingDays }: Pick<AnswersShown, 'missingDays'>,
): Missing[] {
  const log = { href: to('log'), action: t('diary_log') };
  const ride = { href: to('urge'), action: t('hard_now') };
  const answer = { href: to('checkin'), action: t('checkin_title') };
  const all = [
    { what: 'weeks', n: bars.every((bar) => bar.times + bar.open === 0) ? 1 : 0, way: log },
    { what: 'heat', n: NEEDS.when - when.entries, way: log },
    { what: 'triggers', n: NEEDS.triggers - triggers.entries, way: log },
    { what: 'helped', n: NEEDS.helped - helped.reduce((sum, it) => sum + it.times, 0), way: ride },
    { what: 'mood', n: missingDays, way: answer },
  ] as const;
  return all.map(({ what, n, way }) => ({
    n,
    words: what === 'weeks' ? t('weeks_missing') : t(`${what}_missing`, { n }),
    name: t(`later_${what}`),
    ...way,
  }));
}
