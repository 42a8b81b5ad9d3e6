/** The recovery code: agreed to, shown once, typed back. Also «Ny gjenopprettingskode», and the choice of no copy at all. */
import { useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { back, stillHere } from '../../platform/router.ts';
import { forgetsAfterSevenDays } from '../../platform/storage.ts';
import { Agreed } from '../../shared/Agreed.tsx';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { codeWaits, vault } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useTop } from '../../ui/top.ts';
import { ShowCode } from './code/ShowCode.tsx';
import { TypeCode } from './code/TypeCode.tsx';
import { confirmCode, keepHereOnly, makeCode } from './commands.ts';

type Stage = 'ask' | 'show' | 'type' | 'here' | 'done';

export function CodeScreen() {
  const [stage, setStage] = useState<Stage>('ask');
  const [code, setCode] = useState('');
  useTop(stage);
  // Fixed when the screen opens: confirming the code changes what the vault says.
  const [again] = useState(vault.value?.hasCode ?? false);

  const { failed, keeping } = useKeeping();

  const make = () =>
    keeping(async () => {
      setCode(await makeCode());
      setStage('show');
    });

  const confirm = () =>
    keeping(async () => {
      await confirmCode();
      setCode('');
      setStage('done');
    });

  const stayHere = () =>
    keeping(async () => {
      const still = stillHere();
      await keepHereOnly();
      if (still()) back('today');
    });

  if (stage === 'show')
    return <ShowCode code={code} have={() => setStage('type')} here={again ? null : () => setStage('here')} />;
  if (stage === 'type')
    return <TypeCode code={code} failed={failed} showAgain={() => setStage('show')} confirmed={() => void confirm()} />;
  if (stage === 'here')
    return (
      <Here
        failed={failed}
        back={() => setStage(code ? 'show' : 'ask')}
        stay={() => void stayHere()}
        make={() => void make()}
      />
    );
  if (stage === 'done') return <Done again={again} />;
  return <Ask failed={failed} again={again} make={() => void make()} here={() => setStage('here')} />;
}

interface AskProps {
  failed: boolean;
  again: boolean;
  make: () => void;
  here: () => void;
}

function Ask({ failed, again, make, here }: AskProps) {
  return (
    <Screen
      back={true}
      low
      floats
      foot={
        <Dock>
          {failed && <NotKept />}
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
          <Agreed name="copy" />
        </section>
      )}
    </Screen>
  );
}

interface HereProps {
  failed: boolean;
  back: () => void;
  stay: () => void;
  make: () => void;
}

function Here({ failed, back, stay, make }: HereProps) {
  return (
    <Screen
      back={{ words: t('back'), act: back }}
      low
      foot={
        <Dock>
          {failed && <NotKept />}
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

/** The code opens nothing before its slot is on the server, and until then an older one still does: said as it is, and anew when it changes. */
function Done({ again }: { again: boolean }) {
  const waits = codeWaits.value;
  return (
    <Screen
      back
      low
      foot={
        <Dock>
          <button type="button" class="btn main" onClick={() => back('today')}>
            {t('continue')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t(waits ? 'code_made_title' : 'code_done_title')}</h1>
      <p class="read" role="status">
        {waits ? t(again ? 'code_waits_new' : 'code_waits') : t(again ? 'code_done_new' : 'code_done')}
      </p>
    </Screen>
  );
}
