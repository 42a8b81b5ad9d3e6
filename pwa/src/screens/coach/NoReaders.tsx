/** Above a field of a thread that nobody can read now: what is written waits here, and others can be rung meanwhile. */
import { t } from '../../i18n.ts';
import { Icon } from '../../parts/Icon.tsx';
import { to } from '../../router.ts';
import type { Thread } from '../../vault/thread/index.ts';

export function NoReaders({ thread: { readers, newcomers } }: { thread: Pick<Thread, 'readers' | 'newcomers'> }) {
  if (readers.length > 0) return null;
  return (
    <div class="notice part-gap" role="status">
      <Icon name="warning" />
      <div>
        <p>{t('coach_unread')}</p>
        {newcomers.length > 0 && (
          <a class="link" href={to('coach', 'who')}>
            {t('coach_newcomers', { n: newcomers.length })}
          </a>
        )}
        <a class="btn" href={to('help')}>
          {t('coach_call')}
        </a>
      </div>
    </div>
  );
}
