/** The recovery code: agreed to, shown once, typed back. Also «Ny kode», and the choice of no copy at all. */
import { useState } from 'preact/hooks';
import { choose } from '../consents.ts';
import { t } from '../i18n.ts';
import { Icon } from '../parts/Icon.tsx';
import { Dock, Screen } from '../parts/Screen.tsx';
import { useTop } from '../parts/top.ts';
import { back } from '../router.ts';
import { keep, vault } from '../state.ts';
import { askStorage, forgetsAfterSevenDays } from '../storage.ts';
import { ShowCode } from './code/ShowCode.tsx';
import { TypeCode } from './code/TypeCode.tsx';

type Stage = 'ask' | 'show' | 'type' | 'here' | 'done';

export function Code() {
  const [stage, setStage] = useState<Stage>('ask');
  const [code, setCode] = useState('');
  useTop(stage);
  // Fixed when the screen opens: confirming the code changes what the vault says.
  const [again] = useState(vault.value?.hasCode ?? false);

  async function make() {
    const open = await keep();
    setCode(await open.makeCode());
    setStage('show');
  }

  async function confirm() {
    await choose('copy', true);
    await vault.value?.confirmCode();
    void askStorage();
    setCode('');
    setStage('done');
  }

  async function stayHere() {
    await choose('copy', false);
    void askStorage();
    back('today');
  }

  if (stage === 'show')
    return <ShowCode code={code} have={() => setStage('type')} here={again ? null : () => setStage('here')} />;
  if (stage === 'type')
    return <TypeCode code={code} showAgain={() => setStage('show')} confirmed={() => void confirm()} />;
  if (stage === 'here')
    return <Here back={() => setStage(code ? 'show' : 'ask')} stay={() => void stayHere()} make={() => void make()} />;
  if (stage === 'done') return <Done again={again} />;
  return <Ask again={again} make={() => void make()} here={() => setStage('here')} />;
}

function Ask({ again, make, here }: { again: boolean; make: () => void; here: () => void }) {
  return (
    <Screen
      back={true}
      low
      foot={
        <Dock>
          <button type="button" class="btn main" onClick={make}>
            {t(again ? 'code_make_new' : 'code_make')}
          </button>
          {!again && (
            <div class="aside">
              <button type="button" class="link plainbtn" onClick={here}>
                {t('code_only_here')}
              </button>
            </div>
          )}
        </Dock>
      }
    >
      <h1 class="title">{t(again ? 'code_new_title' : 'code_ask_title')}</h1>
      <p class="read">{t(again ? 'code_new' : 'code_ask')}</p>
      {!again && (
        <section class="part push-part">
          <h2>{t('code_consent')}</h2>
          <p>{t('consent_copy_text')}</p>
        </section>
      )}
    </Screen>
  );
}

function Here({ back, stay, make }: { back: () => void; stay: () => void; make: () => void }) {
  return (
    <Screen
      back={{ words: t('back'), act: back }}
      low
      foot={
        <Dock>
          <button type="button" class="btn main" onClick={stay}>
            {t('here_choose')}
          </button>
          <div class="aside">
            <button type="button" class="link plainbtn" onClick={make}>
              {t('here_code')}
            </button>
          </div>
        </Dock>
      }
    >
      <h1 class="title">{t('here_title')}</h1>
      <p class="read">{t('here_text')}</p>
      <p class="read">{t('here_later')}</p>
      {forgetsAfterSevenDays() && (
        <div class="notice push-notice">
          <Icon name="warning" />
          <p>{t('here_safari')}</p>
        </div>
      )}
    </Screen>
  );
}

function Done({ again }: { again: boolean }) {
  return (
    <Screen
      low
      foot={
        <Dock>
          <button type="button" class="btn main" onClick={() => back('today')}>
            {t('continue')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('code_done_title')}</h1>
      <p class="read" role="status">
        {t(again ? 'code_done_new' : 'code_done')}
      </p>
    </Screen>
  );
}
