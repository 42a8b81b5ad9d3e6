/** Before a file is made: a message to a coach that waits to be sent is not in it. */
import { queuedHere } from '../../domain/letters-here.ts';
import { t } from '../../i18n.ts';
import { Icon } from '../../parts/Icon.tsx';
import { deviceRecords } from '../../state.ts';

export function LettersStay() {
  const n = queuedHere(deviceRecords.value);
  return n === 0 ? null : (
    <div class="notice danger push-notice">
      <Icon name="warning" />
      <p>{t('sealed_letters', { n })}</p>
    </div>
  );
}
