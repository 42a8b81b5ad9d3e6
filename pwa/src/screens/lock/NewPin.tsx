/**
 * A new PIN, typed twice: a slip of the thumb must not shut anybody out of his own diary. The pad stands in the same place both
 * times, since the words of both have room.
 */
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
  const [now, other] = first === null ? (['new', 'again'] as const) : (['again', 'new'] as const);
  useTop(now);

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
    if (pin !== first) {
      setPin('');
      return say(t('pin_differs'));
    }
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
      <div class="pin-heads">
        <div>
          <h1 class="title">{t(`pin_${now}_title`)}</h1>
          <p class="read">{t(`pin_${now}_read`)}</p>
        </div>
        <div class="room">
          <p class="title">{t(`pin_${other}_title`)}</p>
          <p class="read">{t(`pin_${other}_read`)}</p>
        </div>
      </div>
      <div class="push">
        <Pin
          key={String(first === null)}
          value={pin}
          change={setPin}
          done={() => void take()}
          words={t('pin_next')}
          known={false}
          shut={busy}
          other={
            first !== null && (
              <button type="button" class="plain-link" aria-disabled={busy} onClick={() => busy || begin('')}>
                {t('pin_another')}
              </button>
            )
          }
        >
          <p role="status">{busy ? t('pin_making') : said}</p>
        </Pin>
      </div>
      <div class="pin-notes">
        <p class="meta">{t('pin_guests')}</p>
        <p class="meta">{t('pin_lost')}</p>
        <p class="meta">{t('pin_honest')}</p>
      </div>
    </Screen>
  );
}
