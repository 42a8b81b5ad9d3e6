/** 113, when life may be in danger now. The only red there is. */
import { t } from '../../i18n.ts';
import { Icon } from '../../parts/Icon.tsx';

export function Life() {
  return (
    <a class="btn life" href="tel:113">
      <span>
        <b>{t('life_call')}</b>
        <span>{t('life_when')}</span>
      </span>
      <Icon name="phone" />
    </a>
  );
}
