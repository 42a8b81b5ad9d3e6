/** The four weeks for a coach: the same choices and the same preview as for the printer. */
import { t } from '../../platform/i18n.ts';
import { asText, FourWeeksSheet } from '../insights/index.ts';
import { NoReaders } from './NoReaders.tsx';
import { SendLines } from './SendLines.tsx';
import { thread } from './threads.ts';

export const SummaryForCoach = () => (
  <FourWeeksSheet
    title={t('coach_attach_summary')}
    lead={t('coach_attach_lead')}
    notice={thread.value && <NoReaders thread={thread.value} />}
    foot={(sheet) => <SendLines kind="summary" lines={sheet ? asText(sheet).split('\n') : []} />}
  />
);
