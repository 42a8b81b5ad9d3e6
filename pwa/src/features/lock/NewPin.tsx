/**
 * A new PIN, typed twice: a slip of the thumb must not shut anybody out of his own diary. Six digits go on by themselves, which is
 * said beforehand, but only when no other has followed for a moment: a digit that does belongs to a longer one, which «Videre»
 * ends. The second is taken when it is like the first, after the same moment, and until the key has been made a digit more calls
 * it back. Once they were not alike, only «Videre» takes the second; another first one begins as this one did. So nobody has another PIN
 * than the one he believes he typed.
 * The pad stands in the same place throughout, since the words of every stage have room.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { noteFault } from '../../core/faults.ts';
import { PIN_SHORTEST } from '../../core/model/lockwords.ts';
import { weakPin } from '../../core/model/weak-pin.ts';
import { t } from '../../platform/i18n.ts';
import { Screen } from '../../shared/Screen.tsx';
import { useTop } from '../../ui/top.ts';
import { guestsAtFirst, takeGuests } from './guests.ts';
import { Notes } from './Notes.tsx';
import { Pin, Told } from './Pin.tsx';

interface Props {
  back: () => void;
  /** Rejects when the lock could not be set, and when `still`, asked last of all, says that it is not meant any more. */
  done: (pin: string, still: () => boolean) => Promise<unknown>;
}

/** Milliseconds without a key, after which what stands there is meant to be all of it. */
const quiet = 1200;

const stages = [
  { is: 'six', title: 'pin_new_title', read: 'pin_six_read' },
  { is: 'free', title: 'pin_new_title', read: 'pin_new_read' },
  { is: 'again', title: 'pin_again_title', read: 'pin_again_read' },
  { is: 'wary', title: 'pin_again_title', read: 'pin_wary_read' },
] as const;

const lengthOf = (pin: string): number => [...pin].length;

export function NewPin({ back, done }: Props) {
  const [first, setFirst] = useState<string | null>(null);
  const [pin, setPin] = useState('');
  const [letters, setLetters] = useState(false);
  /** As long as he likes: «Videre» ends it, not the sixth digit. */
  const [free, setFree] = useState(false);
  /** They were not alike once: nothing is taken by itself any more. */
  const [wary, setWary] = useState(false);
  /** Something has been typed since the first was taken. */
  const [since, setSince] = useState(false);
  const [busy, setBusy] = useState(false);
  /** The key is made and the lock is being set with it: from here on nothing is called back. */
  const [set, setSet] = useState(false);
  const [said, say] = useState('');
  /** What stands there now, for what began earlier; null when the screen has been left. */
  const latest = useRef<string | null>(pin);
  /** The same as `set`, for a key that comes before the screen has been drawn. */
  const final = useRef(false);
  latest.current = pin;
  useEffect(() => {
    return () => {
      latest.current = null;
    };
  }, []);
  const stage = first === null ? (free ? 'free' : 'six') : wary ? 'wary' : 'again';
  const [guests, offer] = useState(guestsAtFirst());
  useTop(String(first === null));

  const begin = (words: string, typed = '') => {
    setFirst(null);
    setPin(typed);
    if (!typed) {
      setWary(false);
      setFree(letters);
    }
    say(words);
  };
  const differ = (before: string) => {
    const [was, now] = [lengthOf(before), lengthOf(pin)];
    setPin('');
    setWary(true);
    setFree(true);
    say(letters || was === now ? t('pin_differs') : t('pin_differs_long', { was, now }));
  };
  const take = async () => {
    if (busy) return;
    if (first === null) {
      const weak = weakPin(pin);
      if (weak) return begin(t(`pin_weak_${weak}`));
      setFirst(pin);
      setPin('');
      setSince(false);
      return say('');
    }
    if (pin !== first) return differ(first);
    let meant = true;
    const still = () => {
      meant = latest.current === pin;
      final.current = meant;
      setSet(meant);
      return meant;
    };
    setBusy(true);
    try {
      await takeGuests(guests);
      await done(pin, still);
    } catch (fault) {
      // Called back: what stands there now is judged like anything that is typed.
      if (!meant) return;
      noteFault('pin setting', fault);
      begin(t('pin_not_set'));
    } finally {
      final.current = false;
      setSet(false);
      setBusy(false);
    }
  };

  const alike = first !== null && pin === first;
  // Words that are typed may be mended in the middle: only «Videre» says that they are all there.
  const whole =
    stage === 'six'
      ? lengthOf(pin) === PIN_SHORTEST
      : stage === 'again' && (alike || (!letters && lengthOf(pin) >= lengthOf(first ?? '')));
  // Before the next key can come: one that is typed must not find the moment of the one before it still running.
  useLayoutEffect(() => {
    if (pin) setSince(true);
    if (stage === 'six' && lengthOf(pin) > PIN_SHORTEST) setFree(true);
    if (!whole || busy) return;
    const moment = setTimeout(() => void take(), quiet);
    return () => clearTimeout(moment);
  }, [pin, busy]);

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
  const line = () => {
    if (busy || (alike && whole)) return free || letters ? t('pin_making') : `${t('pin_is_six')} ${t('pin_making')}`;
    if (stage === 'six' && whole && !weakPin(pin)) return t('pin_going_on');
    if (stage === 'free' && !letters && lengthOf(pin) > PIN_SHORTEST) return t('pin_so_far', { n: lengthOf(pin) });
    return said;
  };
  const words = line();
  return (
    <Screen back={{ words: t('back'), act: () => busy || (first === null ? back() : begin('')) }} low>
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
          value={pin}
          change={(next) => final.current || setPin(next)}
          done={() => void take()}
          words={t('pin_next')}
          byItself={stage === 'six' || (stage === 'again' && !letters)}
          before={first !== null && !since ? () => begin('', [...(first ?? '')].slice(0, -1).join('')) : undefined}
          kind="pin"
          known={false}
          shut={set}
          letters={letters}
          type={type}
          other={
            first !== null
              ? other(t('pin_another'), () => begin(''))
              : !letters && other(t(free ? 'pin_six' : 'pin_more'), count)
          }
        >
          <Told wrong={words === said}>{words}</Told>
        </Pin>
      </div>
      <Notes kind="pin" guests={guests} offer={offer} />
    </Screen>
  );
}
