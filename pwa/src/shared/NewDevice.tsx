/** «Ny enhet siden sist. Var det deg?» On Today and More until it is answered. */

import { know } from '../core/vault/devices.ts';
import { t } from '../platform/i18n.ts';
import { go } from '../platform/router.ts';
import { Icon } from '../ui/Icon.tsx';
import { deviceName, unknownDevice } from './devices.ts';
import { useKeeping } from './keeping.ts';
import { dateWords } from './moments.ts';
import { NotKept } from './NotKept.tsx';
import { moving, vault } from './state.ts';

export function NewDevice() {
  const { failed, keeping } = useKeeping();
  const open = vault.value;
  const device = unknownDevice.value;
  // Whoever has just said no is told how far the move is.
  if (!open || !device || moving.value) return null;
  return (
    <section class="notice" aria-label={t('devices_new')}>
      <Icon name="warning" />
      <div>
        <p>{t('new_device', { name: deviceName(device), date: dateWords(device.last) })}</p>
        <div class="pair2 after-read">
          <button type="button" class="btn" onClick={() => void keeping(() => know(open, [device.tag]))}>
            {t('new_device_yes')}
          </button>
          <button type="button" class="btn" onClick={() => go('known-code', 'device')}>
            {t('new_device_no')}
          </button>
        </div>
        {failed && <NotKept />}
      </div>
    </section>
  );
}
