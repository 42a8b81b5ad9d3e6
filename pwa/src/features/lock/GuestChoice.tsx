/** Whether the lock offers «Bruk appen uten å låse opp», with what either means. */
import { t } from '../../platform/i18n.ts';
import { TickRow } from '../../ui/Choices.tsx';

export function GuestChoice({ on, change }: { on: boolean; change: (next: boolean) => void }) {
  return (
    <TickRow label={t('lock_guests')} small={t(on ? 'lock_guests_small' : 'lock_guests_off')} on={on} change={change} />
  );
}
