/** The foot of their Today: steady yourself, ring someone, crisis help. */
import { t } from '../../i18n.ts';
import { Icon } from '../../parts/Icon.tsx';
import { to } from '../../router.ts';
import { pack } from '../../state.ts';

export function NearHold() {
  return (
    <section class="hold" aria-label={t('next_action')}>
      <a class="main" href={to('urge')}>
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
