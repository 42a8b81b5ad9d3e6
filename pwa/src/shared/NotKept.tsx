/** Said when the phone could not store something: why, that it still stands on the screen, and the one thing to do. */

import { t } from '../platform/i18n.ts';
import { to } from '../platform/router.ts';
import { insideApp } from '../platform/storage.ts';
import { Icon } from '../ui/Icon.tsx';
import { phoneFull, refusal } from './disk.ts';

const why = (): string => {
  if (refusal.value === 'newer') return t('kept_not_newer');
  if (refusal.value === 'lost-key') return t('refused_lost_key');
  if (refusal.value) return t('kept_not_here');
  return t(phoneFull.value ? 'kept_not_full' : 'answer_failed');
};

export function NotKept() {
  return (
    <div class="notice after" role="alert">
      <Icon name="warning" />
      <p>
        {insideApp() ? (
          <>
            {t('inside_not_kept')} <a href={to('install')}>{t('inside_first_link')}</a>
          </>
        ) : (
          why()
        )}
      </p>
    </div>
  );
}
