/** Said when the phone could not store something: what it means, and that it still stands on the screen. */
import { t } from '../i18n.ts';
import { Icon } from './Icon.tsx';

export function NotKept() {
  return (
    <div class="notice after" role="alert">
      <Icon name="warning" />
      <p>{t('answer_failed')}</p>
    </div>
  );
}
