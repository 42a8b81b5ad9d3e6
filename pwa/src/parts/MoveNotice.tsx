/** How far a house move is, in one sentence on Today and More; and once, that it is done. */
import { t } from '../i18n.ts';
import { to } from '../router.ts';
import { deviceRecords, moving, vault } from '../state.ts';
import { movedRecord } from '../vault/devices.ts';
import { Icon } from './Icon.tsx';

export function MoveNotice() {
  const now = moving.value;
  if (!now && !deviceRecords.value.has(movedRecord)) return null;
  return (
    <div class="notice" role="status">
      <Icon name={now ? 'warning' : 'done'} />
      {now ? (
        <p>
          {t(now.step === 'erasing' ? 'move_notice_closed' : 'move_notice')}{' '}
          <a href={to('known-code')}>{t('move_look')}</a>
        </p>
      ) : (
        <p>
          {t('moved_notice')}{' '}
          <button
            type="button"
            class="link plainbtn"
            onClick={() => void vault.value?.writeDevice(movedRecord, null).catch(() => undefined)}
          >
            {t('moved_good')}
          </button>
        </p>
      )}
    </div>
  );
}
