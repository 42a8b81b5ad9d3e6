/** Before a file is made: a message to a coach that waits to be sent is not in it. */
import { queuedHere } from '../../../core/model/letters-here.ts';
import { t } from '../../../platform/i18n.ts';
import { deviceRecords } from '../../../shared/state.ts';
import { Icon } from '../../../ui/Icon.tsx';

export function LettersStay() {
  const n = queuedHere(deviceRecords.value);
  return n === 0 ? null : (
    <div class="notice danger push-notice">
      <Icon name="warning" />
      <p>{t('sealed_letters', { n })}</p>
    </div>
  );
}
