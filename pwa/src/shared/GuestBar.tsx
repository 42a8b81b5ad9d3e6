/** In place of the tabs, for somebody who has not logged in: the overview, and the lock. */
import { t } from '../platform/i18n.ts';
import { route, to } from '../platform/router.ts';
import { Icon } from '../ui/Icon.tsx';
import { endVisit } from './lock.ts';

export function GuestBar() {
  return (
    <nav class="tabs two" aria-label={t('main_menu')}>
      <a href={to('guest')} aria-current={route.value.name === 'guest' ? 'page' : undefined}>
        <Icon name="today" />
        {t('guest_home')}
      </a>
      <a
        href={to('locked')}
        onClick={(event) => {
          event.preventDefault();
          endVisit();
        }}
      >
        <Icon name="lock" />
        {t('guest_lock')}
      </a>
    </nav>
  );
}
