/** The foot of their Today: steady yourself, ring someone, crisis help. */
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { pack } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';

export function NearHold() {
  return (
    <section class="hold" aria-label={t('next_action')}>
      <a class="hold-main" href={to('urge')}>
        <b>{t('hard_now')}</b>
        <span>{t('near_hold_small')}</span>
      </a>
      <a class="top-step" href={to('text', 'page', 'crisis')}>
        {t('crisis_help')}
      </a>
      <a class="side" href={pack().tools.call ? to('urge', 'call') : to('help', 'relatives')}>
        <Icon name="phone" />
        {t('near_ring')}
      </a>
    </section>
  );
}
