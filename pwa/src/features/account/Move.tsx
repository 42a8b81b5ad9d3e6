/** Moving the diary to another place by a file under a password, and erasing it here afterwards. */
import { useState } from 'preact/hooks';
import type { UnsentCounts } from '../../core/vault/types.ts';
import { t } from '../../platform/i18n.ts';
import { back, go, root, type ScreenProps, to } from '../../platform/router.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { vault } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { leaveDevice } from './commands.ts';
import { LettersStay } from './export/LettersStay.tsx';
import { MadeFile, NotMade } from './export/MadeFile.tsx';
import { useMaking } from './export/making.ts';

export function Move({ args: [stage] }: ScreenProps) {
  return stage === 'erase' ? <EraseHere /> : <Guide />;
}

const steps = ['move_step_1', 'move_step_2', 'move_step_3', 'move_step_4'] as const;

function Guide() {
  const { made, busy, failed, make } = useMaking();
  const open = vault.value;
  if (made) return <MadeFile {...made} next={<Next />} />;
  return (
    <Screen
      low
      back={true}
      foot={
        <Dock>
          {failed && <NotMade />}
          {open ? (
            <button type="button" class="btn main" aria-disabled={busy} onClick={() => void make(null)}>
              {t(busy ? 'sealed_making' : 'move_make')}
            </button>
          ) : (
            <p class="lead">{t('more_no_diary')}</p>
          )}
          {open && (
            <div class="aside">
              <a class="link" href={to('move', 'erase')}>
                {t('move_done')}
              </a>
            </div>
          )}
        </Dock>
      }
    >
      <h1 class="title">{t('move_title')}</h1>
      <p class="read">{t('move_read')}</p>
      <ol class="steps-list push">
        {steps.map((it) => (
          <li key={it}>{t(it, { link: t('first_code') })}</li>
        ))}
      </ol>
      {open?.hasCode && <p class="meta">{t('move_with_code')}</p>}
      <LettersStay />
    </Screen>
  );
}

function Next() {
  return (
    <>
      <p class="meta">{t('move_next')}</p>
      <button type="button" class="btn main" onClick={() => go('move', 'erase')}>
        {t('move_done')}
      </button>
      <button type="button" class="btn wide" onClick={() => root('today')}>
        {t('move_keep')}
      </button>
    </>
  );
}

function EraseHere() {
  const { busy, failed, keeping } = useKeeping();
  const [kept, setKept] = useState<UnsentCounts | null>(null);
  const open = vault.value;
  const erase = (anyway: boolean) =>
    keeping(async () => {
      const unsent = await leaveDevice(anyway, true);
      if (unsent) setKept(unsent);
      else root('first');
    });
  return (
    <Screen
      low
      back={true}
      foot={
        <Dock>
          {failed && (
            <div class="notice danger" role="alert">
              <Icon name="warning" />
              <p>{t('delete_failed')}</p>
            </div>
          )}
          {kept && kept.letters > 0 && !failed && (
            <div class="notice danger" role="alert">
              <Icon name="warning" />
              <p>{t('move_erase_letters', { n: kept.letters })}</p>
            </div>
          )}
          {kept && kept.unsent > 0 && !failed && (
            <div class="notice danger" role="alert">
              <Icon name="warning" />
              <p>{t('move_erase_unsent', { n: kept.unsent })}</p>
            </div>
          )}
          <button
            type="button"
            class="btn main"
            aria-disabled={busy || !open}
            onClick={() => open && void erase(false)}
          >
            {t(busy ? 'delete_deleting' : kept ? 'leave_again' : 'move_erase_now')}
          </button>
          {kept && (
            <button type="button" class="btn wide" aria-disabled={busy} onClick={() => void erase(true)}>
              {t('move_erase_anyway')}
            </button>
          )}
          <button type="button" class="btn wide" onClick={() => back('more')}>
            {t('leave_not')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('move_erase_title')}</h1>
      <p class="read">{t('move_erase_read')}</p>
      <dl class="plan part-gap">
        <div>
          <dt>{t('delete_here')}</dt>
          <dd class="read">{t('move_erase_here')}</dd>
        </div>
        {open?.hasCode && (
          <div>
            <dt>{t('delete_server')}</dt>
            <dd class="read">{t('move_erase_copy')}</dd>
          </div>
        )}
        <div>
          <dt>{t('delete_icon')}</dt>
          <dd class="read">{t('delete_icon_text')}</dd>
        </div>
      </dl>
      <div class="notice danger push-notice">
        <Icon name="warning" />
        <p>{t('delete_warning')}</p>
      </div>
    </Screen>
  );
}
