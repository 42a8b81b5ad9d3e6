/**
 * «Kan andre åpne denne telefonen?», asked once, before anything is written. With a PIN the first diary is made under it; without
 * one it is made when something is kept. It stands in the row after «Hva gjelder det?», or before what somebody has come to
 * keep by another road. A diary that came before it, from a hard moment or by a code, gets its lock here.
 */
import { useState } from 'preact/hooks';
import type { LockKind } from '../../core/model/lockwords.ts';
import { t } from '../../platform/i18n.ts';
import { back, goesOn, onward, root, route, type ScreenProps, stillHere } from '../../platform/router.ts';
import { chooseFirst, setLock } from '../../shared/lock.ts';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { answer, asking, unasked } from '../../shared/session.ts';
import { askedNow, keep, vault } from '../../shared/state.ts';
import { useTop } from '../../ui/top.ts';
import { NewPin } from './NewPin.tsx';
import { NewWords } from './NewWords.tsx';

export function Shared({ args: [where] }: ScreenProps) {
  const [choosing, choose] = useState<LockKind | null>(null);
  useTop(String(choosing));
  const inRow = where === undefined;
  const later = where === 'later';

  const lock = (kind: LockKind) => async (typed: string, meant: () => boolean) => {
    const brings = route.peek().name === 'import';
    const waits = asking.peek();
    const still = stillHere();
    if (vault.peek()) await setLock(typed, { kind, still: meant });
    else {
      await chooseFirst(typed, { kind, still: meant });
      // Who has a file brings the diary; whatever waits for it is about to make it. Else it is made now, empty and locked.
      if (!brings && !waits) await keep();
    }
    if ((inRow || later) && still()) on();
  };
  const on = () => (goesOn() ? onward() : root('today'));
  const leave = () => {
    if (asking.peek()) unasked();
    else if (later) root('today');
    else if (inRow) root('what');
    else back('first');
  };

  if (choosing === 'pin') return <NewPin back={() => choose(null)} done={lock('pin')} />;
  if (choosing === 'words') return <NewWords back={() => choose(null)} done={lock('words')} />;
  return (
    <Screen
      low
      back={{ words: t('back'), act: leave }}
      foot={
        <Dock>
          <button type="button" class="btn main" onClick={() => choose('pin')}>
            {t('shared_yes')}
          </button>
          <button type="button" class="btn wide" onClick={() => choose('words')}>
            {t('shared_words')}
          </button>
          <button
            type="button"
            class="btn wide"
            onClick={() => {
              answer('none');
              const still = stillHere();
              void askedNow().then(() => (inRow || later) && still() && on());
            }}
          >
            {t('shared_no')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('shared_title')}</h1>
      <p class="read">{t('shared_read')}</p>
      <p class="read">{t('shared_later')}</p>
    </Screen>
  );
}
