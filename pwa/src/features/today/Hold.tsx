/** The foot of Today: two stones that make a step, and crisis help standing on it. It never scrolls away. */
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Icon } from '../../ui/Icon.tsx';

export function Hold() {
  return (
    <section class="hold" aria-label={t('next_action')}>
      <a class="hold-main" href={to('urge')}>
        <b>{t('hard_now')}</b>
        <span>{t('hold_small')}</span>
      </a>
      <a class="top-step" href={to('text', 'page', 'crisis')}>
        {t('crisis_help')}
      </a>
      <a class="side" href={to('log')}>
        <Icon name="pen" />
        {t('hold_log')}
      </a>
    </section>
  );
}
