/** A new PIN, typed twice: a slip of the thumb must not shut anybody out of his own diary. */
import { useState } from 'preact/hooks';
import { t } from '../../i18n.ts';
import { Screen } from '../../parts/Screen.tsx';
import { useTop } from '../../parts/top.ts';
import { Pin } from './Pin.tsx';

interface Props {
  back: () => void;
  /** Rejects when the lock could not be set. */
  done: (pin: string) => Promise<unknown>;
}

export function NewPin({ back, done }: Props) {
  const [first, setFirst] = useState<string | null>(null);
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [said, say] = useState('');
  useTop(first === null ? 'first' : 'again');

  const begin = (words: string) => {
    setFirst(null);
    setPin('');
    say(words);
  };
  const take = async () => {
    if (first === null) {
      setFirst(pin);
      setPin('');
      return say('');
    }
    if (pin !== first) return begin(t('pin_differs'));
    setBusy(true);
    try {
      await done(pin);
    } catch {
      begin(t('pin_not_set'));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Screen back={{ words: t('back'), act: first === null ? back : () => begin('') }} low>
      <h1 class="title">{t(first === null ? 'pin_new_title' : 'pin_again_title')}</h1>
      <p class="read">{t(first === null ? 'pin_new_read' : 'pin_again_read')}</p>
      <div class="push">
        <Pin
          key={String(first === null)}
          value={pin}
          change={setPin}
          done={() => void take()}
          words={t('pin_next')}
          known={false}
          shut={busy}
        >
          <p role="status">{busy ? t('pin_making') : said}</p>
        </Pin>
      </div>
      {first === null && (
        <>
          <p class="meta">{t('pin_lost')}</p>
          <p class="meta">{t('pin_honest')}</p>
        </>
      )}
    </Screen>
  );
}
