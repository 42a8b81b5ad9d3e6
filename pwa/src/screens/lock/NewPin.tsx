/**
 * A new PIN, typed twice: a slip of the thumb must not shut anybody out of his own diary. Six digits go on by themselves, which is
 * said beforehand; who wants more of them, or words, says so first. The second is taken the moment it is like the first. The pad
 * stands in the same place throughout, since the words of every stage have room.
 */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n.ts';
import { Screen } from '../../parts/Screen.tsx';
import { useTop } from '../../parts/top.ts';
import { Pin, shortest } from './Pin.tsx';

interface Props {
  back: () => void;
  /** Rejects when the lock could not be set. */
  done: (pin: string) => Promise<unknown>;
}

const stages = [
  { is: 'six', title: 'pin_new_title', read: 'pin_six_read' },
  { is: 'free', title: 'pin_new_title', read: 'pin_new_read' },
  { is: 'again', title: 'pin_again_title', read: 'pin_again_read' },
] as const;

const lengthOf = (pin: string): number => [...pin].length;

export function NewPin({ back, done }: Props) {
  const [first, setFirst] = useState<string | null>(null);
  const [pin, setPin] = useState('');
  const [letters, setLetters] = useState(false);
  /** As long as he likes: «Videre» ends it, not the sixth digit. */
  const [free, setFree] = useState(false);
  /** Something has been typed since the sixth digit. */
  const [since, setSince] = useState(false);
  const [busy, setBusy] = useState(false);
  const [said, say] = useState('');
  const stage = first !== null ? 'again' : free ? 'free' : 'six';
  useTop(String(first === null));

  const begin = (words: string, typed = '') => {
    setFirst(null);
    setPin(typed);
    say(words);
  };
  const take = async () => {
    if (first === null) {
      setFirst(pin);
      setPin('');
      setSince(false);
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

  useEffect(() => {
    if (!pin) return;
    setSince(true);
    if (stage === 'again') {
      // Words that are typed may be mended in the middle: only «Videre» says that they are all there.
      if (pin === first || (!letters && lengthOf(pin) >= lengthOf(first ?? ''))) void take();
    } else if (stage === 'six') {
      if (lengthOf(pin) === shortest) void take();
      else if (lengthOf(pin) > shortest) setFree(true);
    }
  }, [pin]);

  const type = (words: boolean) => {
    setLetters(words);
    setFree(true);
  };
  const count = () => {
    if (free) setPin('');
    setFree(!free);
  };
  const other = (words: string, act: () => void) => (
    <button type="button" class="plain-link" aria-disabled={busy} onClick={() => busy || act()}>
      {words}
    </button>
  );
  return (
    <Screen back={{ words: t('back'), act: first === null ? back : () => begin('') }} low>
      <div class="pin-heads">
        {stages.map(({ is, title, read }) => (
          <div key={is} class={is === stage ? undefined : 'room'}>
            {is === stage ? <h1 class="title">{t(title)}</h1> : <p class="title">{t(title)}</p>}
            <p class="read">{t(read)}</p>
          </div>
        ))}
      </div>
      <div class="push">
        <Pin
          key={String(first === null)}
          value={pin}
          change={setPin}
          done={() => void take()}
          words={t('pin_next')}
          byItself={stage === 'six' || (stage === 'again' && !letters)}
          before={stage === 'again' && !since ? () => begin('', [...(first ?? '')].slice(0, -1).join('')) : undefined}
          known={false}
          shut={busy}
          letters={letters}
          type={type}
          other={
            first !== null
              ? other(t('pin_another'), () => begin(''))
              : !letters && other(t(free ? 'pin_six' : 'pin_more'), count)
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
