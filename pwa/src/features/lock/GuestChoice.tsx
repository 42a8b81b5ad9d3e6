/** Whether the lock offers «Åpne uten å logge inn», with what either means. */
import { t } from '../../platform/i18n.ts';

export function GuestChoice({ on, change }: { on: boolean; change: (next: boolean) => void }) {
  return (
    <label class="choice">
      <input
        autocomplete="off"
        type="checkbox"
        checked={on}
        onChange={(event) => change(event.currentTarget.checked)}
      />
      <span>
        {t('lock_guests')}
        <small>{t(on ? 'lock_guests_small' : 'lock_guests_off')}</small>
      </span>
    </label>
  );
}
