/** Above what is written: that nobody can read it now, and others can be rung meanwhile; and who has joined. */
import { t } from '../../i18n.ts';
import { Icon } from '../../parts/Icon.tsx';
import { to } from '../../router.ts';
import type { Thread } from '../../vault/thread/index.ts';
import { Asked } from './Newcomers.tsx';

export function NoReaders({ thread }: { thread: Pick<Thread, 'readers' | 'newcomers'> }) {
  return (
    <>
      {thread.readers.length === 0 && (
        <div class="notice part-gap" role="status">
          <Icon name="warning" />
          <div>
            <p>{t('coach_unread')}</p>
            <a class="btn" href={to('help')}>
              {t('coach_call')}
            </a>
          </div>
        </div>
      )}
      <Asked thread={thread} />
    </>
  );
}
