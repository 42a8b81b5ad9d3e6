/** What is not shown yet, and how many more entries each of it takes. */
import type { Diary } from '../../domain/diary.ts';
import { bars, helped, NEEDS, type Span, triggers, whenTable } from '../../domain/insights.ts';
import { t } from '../../i18n.ts';
import { to } from '../../router.ts';
import type { LaterProps } from './Later.tsx';

export function missing(read: Diary, date: string, span: Span): LaterProps {
  const when = NEEDS.when - whenTable(read, date, span).entries;
  const before = NEEDS.triggers - triggers(read, date, span).entries;
  const ways = NEEDS.helped - helped(read.urges).reduce((sum, it) => sum + it.times, 0);
  const written = [
    ...(bars(read, date, span).every((bar) => bar.times === 0) ? [t('weeks_missing')] : []),
    ...(when > 0 ? [t('heat_missing', { n: when })] : []),
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
