/** Nothing of the file was stored, and nothing that was here has changed. */
import { t } from '../../../platform/i18n.ts';
import { Icon } from '../../../ui/Icon.tsx';

export function NotTaken() {
  return (
    <div class="notice danger" role="alert">
      <Icon name="warning" />
      <p>{t('import_failed')}</p>
    </div>
  );
}
