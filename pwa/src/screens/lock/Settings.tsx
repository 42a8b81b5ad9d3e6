/** The lock in More: set, changed, taken away, and when it shuts by itself. What is there is asked for before it is changed. */
import { useState } from 'preact/hooks';
import type { ScreenProps } from '../../app.tsx';
import { delay } from '../../autolock.ts';
import { delays, lockRecord } from '../../domain/autolock.ts';
import { hasLock } from '../../gate.ts';
import { takeGuests, takesGuests } from '../../guests.ts';
import { t } from '../../i18n.ts';
import { check, lockNow, removeLock, setLock } from '../../lock.ts';
import { Choices } from '../../parts/Choices.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { useKeeping } from '../../parts/keeping.ts';
import { NotKept } from '../../parts/NotKept.tsx';
import { Dock, Part, Screen } from '../../parts/Screen.tsx';
import { useTop } from '../../parts/top.ts';
import { root, standing } from '../../router.ts';
import { keep } from '../../state.ts';
import { Ask } from './Ask.tsx';
import { NewPin } from './NewPin.tsx';

type Stage = 'look' | 'before-change' | 'before-remove' | 'new' | 'remove';

export function LockSettings({ args: [why] }: ScreenProps) {
  const [stage, setStage] = useState<Stage>('look');
  const [said, say] = useState('');
  const forgotten = why === 'forgotten' && !hasLock.value;
  useTop(stage);
  const look = (words: string) => {
    say(words);
    setStage('look');
  };

  if (stage === 'new') {
    const done = async (pin: string, meant: () => boolean) => {
      const still = standing();
      await setLock(pin, { still: meant });
      look(t('lock_changed'));
      if (forgotten && still()) root('today');
    };
    return <NewPin back={() => look('')} done={done} />;
  }
  if (stage === 'before-change' || stage === 'before-remove') {
    const attempt = async (pin: string) => {
      const answer = await check(pin);
      if (answer.ok) setStage(stage === 'before-change' ? 'new' : 'remove');
      return answer;
    };
    return (
      <Screen back={{ words: t('back'), act: () => look('') }} low>
        <h1 class="title">{t('lock_old_title')}</h1>
        <div class="push">
          <Ask attempt={attempt} words={t('pin_next')} gone={() => look('')} />
        </div>
      </Screen>
    );
  }
  if (stage === 'remove') return <Remove keepIt={() => look('')} removed={() => look(t('lock_removed'))} />;
  if (forgotten) return <Forgotten choose={() => setStage('new')} />;
  return hasLock.value ? (
    <Standing said={said} change={() => setStage('before-change')} remove={() => setStage('before-remove')} />
  ) : (
    <None said={said} choose={() => setStage('new')} />
  );
}

function None({ said, choose }: { said: string; choose: () => void }) {
  return (
    <Screen
      back={{ words: t('tab_more'), to: 'more' }}
      low
      foot={
        <Dock>
          <button type="button" class="btn main" onClick={choose}>
            {t('lock_choose')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('lock_title')}</h1>
      <p class="lead" role="status">
        {said}
      </p>
      <p class="read">{t('lock_none')}</p>
      <p class="read">{t('pin_guests')}</p>
      <p class="read">{t('pin_honest')}</p>
    </Screen>
  );
}

function Forgotten({ choose }: { choose: () => void }) {
  return (
    <Screen
      low
      foot={
        <Dock>
          <button type="button" class="btn main" onClick={choose}>
            {t('lock_choose')}
          </button>
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

function Standing({ said, change, remove }: { said: string; change: () => void; remove: () => void }) {
  const { failed, keeping } = useKeeping();
  // It stands at once; what rests on the disk follows.
  const [minutes, setMinutes] = useState<number>(delay());
  const choose = (next: number) => {
    setMinutes(next);
    void keeping(async () => (await keep()).writeDevice(lockRecord, { minutes: next }));
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
        {said || t('lock_set')}
      </p>
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
      <label class="choice">
        <input
          autocomplete="off"
          type="checkbox"
          checked={guests}
          onChange={(event) => offer(event.currentTarget.checked)}
        />
        <span>
          {t('lock_guests')}
          <small>{t(guests ? 'lock_guests_small' : 'lock_guests_off')}</small>
        </span>
      </label>
      <ul class="rows">
        {[
          { words: t('lock_change'), press: change },
          { words: t('lock_remove'), press: remove },
        ].map(({ words, press }) => (
          <li key={words}>
            <button type="button" class="row" onClick={press}>
              <span>{words}</span>
              <Icon name="forward" />
            </button>
          </li>
        ))}
      </ul>
      <p class="meta">{t('pin_honest')}</p>
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
