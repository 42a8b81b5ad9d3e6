/** The copy on the server was deleted somewhere else. Nothing happens here before the person has chosen. */
import { useState } from 'preact/hooks';
import { forgetCopy } from '../consents.ts';
import { t } from '../i18n.ts';
import { Icon } from '../parts/Icon.tsx';
import { useKeeping } from '../parts/keeping.ts';
import { NotKept } from '../parts/NotKept.tsx';
import { Dock, Screen } from '../parts/Screen.tsx';
import { useTop } from '../parts/top.ts';
import { forgetHere } from '../reminders.ts';
import { go, instead, root, standing } from '../router.ts';
import { opened, vault } from '../state.ts';

async function keepIt(): Promise<void> {
  const still = standing();
  await vault.value?.keepAsNew();
  await forgetCopy();
  if (still()) instead('code');
}

async function eraseIt(): Promise<void> {
  const open = vault.value;
  await forgetHere();
  await open?.eraseHere();
  opened(null);
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
            <button type="button" class="btn main" onClick={() => void keeping(eraseIt)}>
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
