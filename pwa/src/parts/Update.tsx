/** «En ny utgave av appen er klar.» Only on Today and More, where nothing is being written. */
import { t } from '../i18n.ts';
import { takeUpdate, updateReady } from '../updates.ts';

export function UpdateNotice() {
  return (
    <div role="status">
      {updateReady.value && (
        <p class="saved update">
          <span>{t('update_ready')}</span>
          <button type="button" class="btn" onClick={() => void takeUpdate()}>
            {t('update_now')}
          </button>
        </p>
      )}
    </div>
  );
}
