/** «Noen kjenner koden min»: what moving house does, the new code once, one part typed back, then how far the move is. */
import { useState } from 'preact/hooks';
import { movedRecord } from '../../core/vault/devices.ts';
import { t } from '../../platform/i18n.ts';
import { back, type ScreenProps } from '../../platform/router.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Dock, Part, Screen } from '../../shared/Screen.tsx';
import { deviceRecords, entries, moving, vault } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useTop } from '../../ui/top.ts';
import { ShowCode } from './code/ShowCode.tsx';
import { TypeCode } from './code/TypeCode.tsx';
import { makeCode, moveToNewCode } from './commands.ts';
import { HowFar } from './devices/HowFar.tsx';

type Stage = 'why' | 'show' | 'type' | 'moving';

/** Records that a server takes of a new diary in its first month, where nobody has set it otherwise (docs/operators/settings.md). */
const newVault = 2000;

/** With `device` as argument somebody has just said that a new device is not hers or his. */
export function KnownCode({ args: [from] }: ScreenProps) {
  // Whoever comes here in the middle of a move, or just after one, is told how far it is.
  const [came] = useState(moving.peek() !== null || deviceRecords.peek().has(movedRecord));
  const [stage, setStage] = useState<Stage>(came ? 'moving' : 'why');
  const [code, setCode] = useState('');
  const { busy, failed, keeping } = useKeeping();
  useTop(stage);

  const make = () =>
    keeping(async () => {
      setCode(await makeCode());
      setStage('show');
    });

  const move = () =>
    keeping(async () => {
      await moveToNewCode();
      setCode('');
      setStage('moving');
    });

  if (stage === 'moving') return <HowFar came={came} />;
  if (stage === 'show') return <ShowCode code={code} have={() => setStage('type')} here={null} />;
  if (stage === 'type')
    return (
      <TypeCode
        code={code}
        failed={failed}
        failedWords={t('known_failed')}
        busy={busy ? t('known_packing') : null}
        showAgain={() => setStage('show')}
        confirmed={() => void move()}
      />
    );
  if (!vault.value?.hasCode) return <NoCode />;
  return (
    <Screen
      back={true}
      low
      floats
      foot={
        <Dock>
          {failed && <NotKept />}
          <button type="button" class="btn main" onClick={() => void make()}>
            {t('known_make')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('known_title')}</h1>
      {from === 'device' && (
        <div class="notice">
          <Icon name="warning" />
          <p>{t('known_device')}</p>
        </div>
      )}
      <p class="read">{t('known_read')}</p>
      {entries.value.size > newVault && <p>{t('known_long')}</p>}
      <Part name={t('known_others')}>
        <p>{t('known_others_text')}</p>
      </Part>
      <Part name={t('known_seen')}>
        <p>{t('known_seen_text')}</p>
      </Part>
    </Screen>
  );
}

function NoCode() {
  return (
    <Screen
      back={true}
      low
      foot={
        <Dock>
          <button type="button" class="btn main" onClick={() => back('more')}>
            {t('continue')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('known_title')}</h1>
      <p class="read">{t('known_none')}</p>
    </Screen>
  );
}
