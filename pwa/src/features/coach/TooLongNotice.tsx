/** At the foot of what no message can hold: said before it is sent. */
import { t } from '../../platform/i18n.ts';
import { Icon } from '../../ui/Icon.tsx';

export const TooLongNotice = () => (
  <div class="notice" role="alert">
    <Icon name="warning" />
    <p>{t('coach_too_long')}</p>
  </div>
);
