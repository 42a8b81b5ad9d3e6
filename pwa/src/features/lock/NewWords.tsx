/**
 * A new lock of four words: drawn by the phone, shown once, and typed back, so that nobody sets a lock that he has not written down or
 * learnt. The list comes when it is needed, from the worker's cache where there is no connection.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { noteFault } from '../../core/faults.ts';
import { drawWords, tidyWords } from '../../core/model/lockwords.ts';
import { locale, t } from '../../platform/i18n.ts';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { useTop } from '../../ui/top.ts';
import { guestsAtFirst, takeGuests } from './guests.ts';
import { Notes } from './Notes.tsx';
import { Pin, Told } from './Pin.tsx';

interface Props {
  back: () => void;
  /** Rejects when the lock could not be set, and when `still` says that it is not meant any more. */
  done: (words: string, still: () => boolean) => Promise<unknown>;
}

const lists = {
  nb: () => import('../../core/model/words/nb.ts'),
  en: () => import('../../core/model/words/en.ts'),
};

export function NewWords({ back, done }: Props) {
  const [drawn, setDrawn] = useState<readonly string[] | null>(null);
  const [missing, setMissing] = useState(false);
  const [typing, setTyping] = useState(false);
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [said, say] = useState('');
  const here = useRef(true);
  const [guests, offer] = useState(guestsAtFirst());
  useTop(String(typing));

  const draw = () => {
    setMissing(false);
    lists[locale.peek()]().then(
      ({ default: list }) => setDrawn(drawWords(list)),
      () => setMissing(true),
    );
  };
  useEffect(() => {
    draw();
    return () => {
      here.current = false;
    };
  }, []);

  const look = (words: string) => {
    setTyped('');
    say(words);
    setTyping(false);
  };
  const take = async () => {
    const words = drawn?.join(' ') ?? '';
    // What was typed stays: one letter may be all that is wrong.
    if (tidyWords(typed) !== words) return say(t('words_differ'));
    setBusy(true);
    try {
      await takeGuests(guests);
      await done(words, () => here.current);
    } catch (fault) {
      // Whoever has left has called them back.
      if (here.current) noteFault('words setting', fault);
      say(t('pin_not_set'));
    } finally {
      setBusy(false);
    }
  };

  if (typing)
    return (
      <Screen back={{ words: t('back'), act: () => busy || look('') }} low>
        <h1 class="title">{t('words_again_title')}</h1>
        <p class="read">{t('words_again_read')}</p>
        <div class="push">
          <Pin
            value={typed}
            change={setTyped}
            done={() => void take()}
            words={t('pin_next')}
            kind="words"
            known={false}
            shut={busy}
            other={
              <button type="button" class="plain-link" aria-disabled={busy} onClick={() => busy || look('')}>
                {t('words_see')}
              </button>
            }
          >
            <Told wrong={!busy}>{busy ? t('pin_making') : said}</Told>
          </Pin>
        </div>
      </Screen>
    );
  return (
    <Screen
      back={{ words: t('back'), act: back }}
      low
      foot={
        <Dock>
          {drawn && (
            <>
              <button type="button" class="btn main" onClick={() => setTyping(true)}>
                {t('words_noted')}
              </button>
              <button type="button" class="btn wide" onClick={draw}>
                {t('words_others')}
              </button>
            </>
          )}
          {missing && (
            <button type="button" class="btn main" onClick={draw}>
              {t('try_again')}
            </button>
          )}
        </Dock>
      }
    >
      <h1 class="title">{t('words_title')}</h1>
      <p class="read">{t('words_read')}</p>
      <div role="status">
        {missing && <p class="read">{t('words_missing')}</p>}
        {drawn && (
          <ol class="lock-words">
            {drawn.map((word, at) => (
              // The same word may be drawn twice.
              <li key={at} translate={false}>
                {word}
              </li>
            ))}
          </ol>
        )}
      </div>
      <Notes kind="words" guests={guests} offer={offer} />
    </Screen>
  );
}
