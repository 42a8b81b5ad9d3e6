/** The copy on the server was deleted somewhere else. Nothing happens here before the person has chosen. */
import { useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { go, instead, root, stillHere } from '../../platform/router.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useTop } from '../../ui/top.ts';
import { deleteAll, keepWithoutCopy } from './commands.ts';

async function keepIt(): Promise<void> {
  const still = stillHere();
  await keepWithoutCopy();
  if (still()) instead('code');
}

async function eraseIt(): Promise<void> {
  await deleteAll();
  root('first');
}

export function Erased() {
  const [asked, setAsked] = useState(false);
  const { failed, keeping } = useKeeping();
  useTop(String(asked));
  if (asked)
    return (
      <Screen
        low
        back={{ words: t('back'), act: () => setAsked(false) }}
        foot={
          <Dock>
            <button type="button" class="btn main final" onClick={() => void keeping(eraseIt)}>
              {t('erased_yes')}
            </button>
            <button type="button" class="btn wide" onClick={() => setAsked(false)}>
              {t('erased_no')}
            </button>
          </Dock>
        }
      >
        <h1 class="title">{t('erased_sure_title')}</h1>
        <div class="notice danger">
          <Icon name="warning" />
          <p>{t('erased_sure')}</p>
        </div>
      </Screen>
    );
  return (
    <Screen
      low
      back={{ words: t('tab_today'), to: 'today' }}
      foot={
        <Dock>
          {failed && <NotKept />}
          <button type="button" class="btn main" onClick={() => go('signin', 'moved')}>
            {t('erased_code')}
          </button>
          <button type="button" class="btn wide" onClick={() => void keeping(keepIt)}>
            {t('erased_keep')}
          </button>
          <button type="button" class="btn wide" onClick={() => setAsked(true)}>
            {t('erased_here')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('erased_title')}</h1>
      <p class="read">{t('erased_read')}</p>
      <p class="read">{t('erased_code_small')}</p>
      <p class="read">{t('erased_keep_small')}</p>
    </Screen>
  );
}
