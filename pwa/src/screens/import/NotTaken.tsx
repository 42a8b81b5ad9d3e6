/** Nothing of the file was stored, and nothing that was here has changed. */
import { t } from '../../i18n.ts';
import { Icon } from '../../parts/Icon.tsx';

export function NotTaken() {
  return (
    <div class="notice danger" role="alert">
      <Icon name="warning" />
      <p>{t('import_failed')}</p>
    </div>
  );
}
