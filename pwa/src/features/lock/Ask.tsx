/** The PIN, or the words, that are set are asked for: tried, counted, and what came of it said in words. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { noted, noteFault } from '../../core/faults.ts';
import { triesLeft } from '../../core/model/tries.ts';
import { weakPin } from '../../core/model/weak-pin.ts';
import type { Attempt } from '../../core/vault/types.ts';
import { t } from '../../platform/i18n.ts';
import { readLockState } from '../../shared/lock.ts';
import { lockKind, noteWeak } from '../../shared/session.ts';
import { Pin, Told } from './Pin.tsx';
import { useWait, waitWords } from './wait.ts';

interface Props {
  /** Tries it. What follows a right one is the caller's. */
  attempt: (pin: string) => Promise<Attempt>;
  words: string;
  /** What else can be done here. */
  other?: ComponentChildren;
  /** Another tab has taken the lock away. */
  gone?: () => void;
}

export function Ask({ attempt, words, other, gone }: Props) {
  const [pin, setPin] = useState('');
  const [letters, type] = useState(false);
  const [busy, setBusy] = useState(false);
  const [said, say] = useState('');
  const { left, begin } = useWait(0);
  const inWords = lockKind.value === 'words';

  useEffect(() => {
    const look = (asks = false): Promise<unknown> =>
      readLockState(asks).then((lock) => {
        if (!lock) return gone?.();
        begin(lock.wait);
        // The wait of before may be over, and only the server can say so.
        return lock.wait > 0 && !asks ? look(true) : undefined;
      }, noted('lock wait'));
    const cameBack = () => document.visibilityState === 'visible' && void look();
    void look();
    document.addEventListener('visibilitychange', cameBack);
    return () => document.removeEventListener('visibilitychange', cameBack);
  }, []);

  const take = async () => {
    setBusy(true);
    say('');
    try {
      const answer = await attempt(pin);
      if (answer.ok) {
        noteWeak(!inWords && weakPin(pin) !== null);
        return;
      }
      begin(answer.wait);
      const free = triesLeft(answer.wrong);
      if (answer.why === 'newer') say(t('pin_newer'));
      else if (answer.why === 'wait') say('');
      else if (free > 0) say(t(inWords ? 'words_wrong' : 'pin_wrong', { n: free }));
      else say(t(inWords ? 'words_wrong_wait' : 'pin_wrong_wait'));
    } catch (fault) {
      noteFault('lock try', fault);
      say(t(inWords ? 'words_failed' : 'pin_failed'));
    } finally {
      setPin('');
      setBusy(false);
    }
  };

  return (
    <Pin
      value={pin}
      change={setPin}
      done={() => void take()}
      words={words}
      known
      kind={lockKind.value}
      shut={busy || left > 0}
      letters={letters}
      {...(!inWords && { type })}
      other={other}
    >
      <Told wrong={!busy}>{busy ? t('pin_checking') : said}</Told>
      {left > 0 && !busy && <p role="timer">{waitWords(left)}</p>}
    </Pin>
  );
}
