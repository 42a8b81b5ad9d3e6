/** The lock in More: set, changed, taken away, and when it shuts by itself. What opens it is asked for before it is changed. */
import { useState } from 'preact/hooks';
import { delays } from '../../core/model/autolock.ts';
import type { LockKind } from '../../core/model/lockwords.ts';
import { t } from '../../platform/i18n.ts';
import { root, type ScreenProps, stillHere } from '../../platform/router.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { check, lockNow, removeLock, setLock } from '../../shared/lock.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Dock, Part, Screen } from '../../shared/Screen.tsx';
import { hasLock, lockKind, weakLock } from '../../shared/session.ts';
import { Choices } from '../../ui/Choices.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useTop } from '../../ui/top.ts';
import { Ask } from './Ask.tsx';
import { chooseDelay, delay } from './autolock.ts';
import { GuestChoice } from './GuestChoice.tsx';
import { takeGuests, takesGuests } from './guests.ts';
import { NewPin } from './NewPin.tsx';
import { NewWords } from './NewWords.tsx';

/** A kind: a new lock of it; `before`: what is asked for first. */
type Stage = 'look' | LockKind | 'remove' | `before-${LockKind | 'remove'}`;

export function LockSettings({ args: [why] }: ScreenProps) {
  const [stage, setStage] = useState<Stage>('look');
  const [said, say] = useState('');
  const forgotten = why === 'forgotten' && !hasLock.value;
  useTop(stage);
  const look = (words: string) => {
    say(words);
    setStage('look');
  };

  if (stage === 'pin' || stage === 'words') {
    const done = async (typed: string, meant: () => boolean) => {
      const still = stillHere();
      await setLock(typed, { kind: stage, still: meant });
      look(t('lock_changed'));
      if (forgotten && still()) root('today');
    };
    const New = stage === 'pin' ? NewPin : NewWords;
    return <New back={() => look('')} done={done} />;
  }
  if (stage === 'before-pin' || stage === 'before-words' || stage === 'before-remove') {
    const next = { 'before-pin': 'pin', 'before-words': 'words', 'before-remove': 'remove' } as const;
    const attempt = async (typed: string) => {
      const answer = await check(typed);
      if (answer.ok) setStage(next[stage]);
      return answer;
    };
    return (
      <Screen back={{ words: t('back'), act: () => look('') }} low>
        <h1 class="title">{t(lockKind.value === 'words' ? 'words_old_title' : 'lock_old_title')}</h1>
        <div class="push">
          <Ask attempt={attempt} words={t('pin_next')} gone={() => look('')} />
        </div>
      </Screen>
    );
  }
  if (stage === 'remove') return <Remove keepIt={() => look('')} removed={() => look(t('lock_removed'))} />;
  if (forgotten) return <Forgotten choose={setStage} />;
  return hasLock.value ? <Standing said={said} change={setStage} /> : <None said={said} choose={setStage} />;
}

type Choose = (kind: LockKind) => void;

function None({ said, choose }: { said: string; choose: Choose }) {
  return (
    <Screen
      back={{ words: t('tab_more'), to: 'more' }}
      low
      foot={
        <Dock>
          <ChooseOne choose={choose} />
        </Dock>
      }
    >
      <h1 class="title">{t('lock_title')}</h1>
      <p class="lead" role="status">
        {said}
      </p>
      <p class="read">{t('lock_none')}</p>
      <p class="read">{t('pin_honest')}</p>
    </Screen>
  );
}

function ChooseOne({ choose }: { choose: Choose }) {
  return (
    <>
      <button type="button" class="btn main" onClick={() => choose('pin')}>
        {t('lock_choose')}
      </button>
      <button type="button" class="btn wide" onClick={() => choose('words')}>
        {t('lock_choose_words')}
      </button>
    </>
  );
}

function Forgotten({ choose }: { choose: Choose }) {
  return (
    <Screen
      low
      foot={
        <Dock>
          <ChooseOne choose={choose} />
          <button type="button" class="btn wide" onClick={() => root('today')}>
            {t('lock_without')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('lock_forgotten_title')}</h1>
      <p class="read">{t('lock_forgotten_read')}</p>
    </Screen>
  );
}

function Standing({ said, change }: { said: string; change: (next: `before-${LockKind | 'remove'}`) => void }) {
  const inWords = lockKind.value === 'words';
  const { failed, keeping } = useKeeping();
  // It stands at once; what rests on the disk follows.
  const [minutes, setMinutes] = useState<number>(delay());
  const choose = (next: number) => {
    setMinutes(next);
    void keeping(() => chooseDelay(next));
  };
  const [guests, setGuests] = useState(takesGuests());
  const offer = (next: boolean) => {
    setGuests(next);
    void keeping(() => takeGuests(next));
  };
  return (
    <Screen
      back={{ words: t('tab_more'), to: 'more' }}
      foot={
        <Dock>
          {failed && <NotKept />}
          <button type="button" class="btn main" onClick={() => void lockNow()}>
            {t('lock_now')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('lock_title')}</h1>
      <p class="lead" role="status">
        {said || t(inWords ? 'lock_set_words' : 'lock_set')}
      </p>
      {weakLock.value && (
        <div class="notice">
          <Icon name="warning" />
          <p>{t('lock_weak')}</p>
        </div>
      )}
      <Part name={t('lock_delay')}>
        <Choices
          one
          name="delay"
          label={t('lock_delay')}
          options={delays.map((it) => ({ code: String(it), label: t(`lock_delay_${it}`) }))}
          chosen={[String(minutes)]}
          choose={([next]) => {
            if (next) choose(Number(next));
          }}
        />
        <p class="help">{t('lock_idle')}</p>
      </Part>
      <GuestChoice on={guests} change={offer} />
      <ul class="rows">
        {(
          [
            { words: t(inWords ? 'lock_to_pin' : 'lock_change'), next: 'before-pin' },
            { words: t(inWords ? 'lock_change_words' : 'lock_to_words'), next: 'before-words' },
            { words: t('lock_remove'), next: 'before-remove' },
          ] as const
        ).map(({ words, next }) => (
          <li key={next}>
            <button type="button" class="row" onClick={() => change(next)}>
              <span>{words}</span>
              <Icon name="forward" />
            </button>
          </li>
        ))}
      </ul>
      <p class="meta">{t(inWords ? 'words_honest' : 'pin_honest')}</p>
    </Screen>
  );
}

function Remove({ keepIt, removed }: { keepIt: () => void; removed: () => void }) {
  const { failed, busy, keeping } = useKeeping();
  return (
    <Screen
      back={{ words: t('back'), act: keepIt }}
      low
      foot={
        <Dock>
          {failed && <NotKept />}
          <button
            type="button"
            class="btn main"
            aria-disabled={busy}
            onClick={() => void keeping(() => removeLock().then(removed))}
          >
            {t('lock_remove')}
          </button>
          <button type="button" class="btn wide" onClick={keepIt}>
            {t('lock_keep')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('lock_remove_title')}</h1>
      <p class="read">{t('lock_remove_read')}</p>
    </Screen>
  );
}
