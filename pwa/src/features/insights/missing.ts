/** What is not shown yet, and how many more entries each of it takes. */
import { NEEDS } from '../../core/model/insights.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import type { LaterProps } from './Later.tsx';
import type { Shown } from './shown.ts';

export function missing({ bars, when, triggers, helped }: Shown): LaterProps {
  const hours = NEEDS.when - when.entries;
  const before = NEEDS.triggers - triggers.entries;
  const ways = NEEDS.helped - helped.reduce((sum, it) => sum + it.times, 0);
  const written = [
    ...(bars.every((bar) => bar.times + bar.open === 0) ? [t('weeks_missing')] : []),
    ...(hours > 0 ? [t('heat_missing', { n: hours })] : []),
    ...(before > 0 ? [t('triggers_missing', { n: before })] : []),
  ];
  const tried = ways > 0 ? [t('helped_missing', { n: ways })] : [];
  // Only the tool is missing: then that is what is pressed.
  return {
    sentences: [...written, ...tried],
    href: written.length > 0 ? to('log') : to('urge'),
    action: written.length > 0 ? t('diary_log') : t('hard_now'),
  };
}
