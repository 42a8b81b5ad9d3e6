/** Above what is written: that nobody can read it now, and others can be rung meanwhile; and who has joined. */

import type { Thread } from '../../core/thread/index.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Icon } from '../../ui/Icon.tsx';
import { NewcomersQuestion } from './Newcomers.tsx';

export function NoReaders({ thread }: { thread: Pick<Thread, 'readers' | 'newcomers'> }) {
  return (
    <>
      {thread.readers.length === 0 && (
        <div class="notice part-gap" role="status">
          <Icon name="warning" />
          <div class="coach-notice">
            <p>{t('coach_unread')}</p>
            <a class="btn" href={to('help')}>
              {t('coach_call')}
            </a>
          </div>
        </div>
      )}
      <NewcomersQuestion thread={thread} />
    </>
  );
}
