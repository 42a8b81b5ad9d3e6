/**
 * A forgotten PIN: the recovery code, if one was made; without one it is said plainly, and what is here can be erased. A word
 * must be typed for that: whoever plays with a locked phone must not press a diary away.
 */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { root } from '../../platform/router.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { readLockState } from '../../shared/lock.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { lockKind, lockStands } from '../../shared/session.ts';
import { Field } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useTop } from '../../ui/top.ts';
import { SignIn } from '../account/index.ts';
import { eraseForgotten } from './commands.ts';

type Stage = 'ways' | 'code' | 'erase';

export function Forgot({ back }: { back: () => void }) {
  const [stage, setStage] = useState<Stage>('ways');
  const [hasCode, setHasCode] = useState<boolean | null>(null);
  const inWords = lockKind.value === 'words';
  useTop(hasCode === null ? 'waits' : stage);
  useEffect(() => {
    readLockState().then(
      (lock) => setHasCode(lock?.hasCode ?? false),
      () => setHasCode(true),
    );
  }, []);

  if (hasCode === null) return <Screen back={{ words: t('back'), act: back }}>{null}</Screen>;
  if (stage === 'code')
    return (
      <SignIn
        args={[]}
        forgot={{
          back: () => setStage('ways'),
          opened: () => {
            lockStands(false);
            root('lock', 'forgotten');
          },
        }}
      />
    );
  if (stage === 'erase') return <Erase copied={hasCode} back={() => setStage('ways')} />;
  return (
    <Screen
      mask
      low
      back={{ words: t('back'), act: back }}
      foot={
        <Dock>
          {hasCode && (
            <button type="button" class="btn main" onClick={() => setStage('code')}>
              {t('forgot_open')}
            </button>
          )}
          <button type="button" class="btn wide" onClick={() => setStage('erase')}>
            {t('forgot_erase')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t(inWords ? 'words_forgot' : 'forgot_title')}</h1>
      <p class="read">{t(hasCode ? 'forgot_code' : inWords ? 'words_forgot_none' : 'forgot_none')}</p>
      <p class="read">{t(inWords ? 'words_forgot_try' : 'forgot_try')}</p>
    </Screen>
  );
}

function Erase({ copied, back }: { copied: boolean; back: () => void }) {
  const { failed, busy, keeping } = useKeeping();
  const [typed, type] = useState('');
  const word = t('forgot_erase_word');
  const meant = typed.trim().toLowerCase() === word;
  const erase = () =>
    keeping(async () => {
      if (meant) await eraseForgotten();
    });
  return (
    <Screen
      mask
      low
      back={{ words: t('back'), act: back }}
      foot={
        <Dock>
          {failed && <NotKept />}
          <button type="button" class="btn main final" aria-disabled={!meant || busy} onClick={() => void erase()}>
            {meant ? t('forgot_erase_yes') : t('forgot_erase_type', { word })}
          </button>
          <button type="button" class="btn wide" onClick={back}>
            {t('forgot_erase_no')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('forgot_erase_title')}</h1>
      <div class="notice danger">
        <Icon name="warning" />
        <p>{t('forgot_erase_read')}</p>
      </div>
      {copied && <p class="read">{t('forgot_erase_server')}</p>}
      <Field id="erase" label={t('forgot_erase_type', { word })} value={typed} change={type} />
    </Screen>
  );
}
