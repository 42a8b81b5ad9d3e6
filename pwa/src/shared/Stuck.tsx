/** What stands when the texts or a screen could not be fetched: the two numbers that matter, and the way to try again. */
import { useEffect } from 'preact/hooks';
import { AMBULANCE, POLICE } from '../core/model/phone.ts';
import { t } from '../platform/i18n.ts';
import { useAsking } from '../ui/asking.ts';
import { CallRow } from '../ui/Call.tsx';
import { Dock, Screen } from './Screen.tsx';

const numbers = [AMBULANCE, POLICE] as const;

interface Props {
  title: string;
  /** There is another screen to go back to. */
  back?: true;
  again: () => unknown;
}

export function Stuck({ title, back, again }: Props) {
  const { asking, ask } = useAsking();
  const once = () => void ask(again);
  useEffect(() => {
    addEventListener('online', once);
    return () => removeEventListener('online', once);
  });
  return (
    <Screen
      {...(back && { back })}
      low
      foot={
        <Dock>
          <button type="button" class="btn main" aria-disabled={asking} onClick={once}>
            {t(asking ? 'asking' : 'try_again')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{title}</h1>
      <p class="read">{t('stuck_read')}</p>
      <EmergencyRows />
    </Screen>
  );
}

/** What can be rung without any text. */
export const EmergencyRows = () => (
  <ul class="rows calls push">
    {numbers.map((phone) => (
      <li key={phone}>
        <CallRow service={{ name: t(`stuck_${phone}`), does: t(`stuck_${phone}_small`), phone }} />
      </li>
    ))}
  </ul>
);
