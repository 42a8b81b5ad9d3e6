/** Said when the phone could not store something: what it means, and that it still stands on the screen. */
import { t } from '../i18n.ts';
import { to } from '../router.ts';
import { insideApp } from '../storage.ts';
import { Icon } from './Icon.tsx';

export function NotKept() {
  return (
    <div class="notice after" role="alert">
      <Icon name="warning" />
      <p>
        {insideApp ? (
          <>
            {t('inside_not_kept')} <a href={to('install')}>{t('inside_first_link')}</a>
          </>
        ) : (
          t('answer_failed')
        )}
      </p>
    </div>
  );
}
