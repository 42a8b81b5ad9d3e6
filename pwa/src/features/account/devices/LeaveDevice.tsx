/** «Logg ut på denne enheten»: what goes and what stays, and a warning when something is here only. */
import { useState } from 'preact/hooks';
import type { UnsentCounts } from '../../../core/vault/types.ts';
import { t } from '../../../platform/i18n.ts';
import { root } from '../../../platform/router.ts';
import { useKeeping } from '../../../shared/keeping.ts';
import { NotKept } from '../../../shared/NotKept.tsx';
import { PendingDeletionsNotice } from '../../../shared/notices/PendingDeletionsNotice.tsx';
import { Dock, Screen } from '../../../shared/Screen.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useTop } from '../../../ui/top.ts';
import { leaveDevice } from '../commands.ts';

export function LeaveDevice({ stay }: { stay: () => void }) {
  const [kept, setKept] = useState<UnsentCounts | null>(null);
  const [left, setLeft] = useState(false);
  const { busy, failed, keeping } = useKeeping();
  useTop(left ? 'left' : kept ? 'unsent' : 'asked');

  const leave = (anyway: boolean) =>
    keeping(async () => {
      const unsent = await leaveDevice(anyway);
      if (unsent) setKept(unsent);
      else setLeft(true);
    });

  if (left) return <Left />;
  return (
    <Screen
      back={{ words: t('back'), act: stay }}
      low
      foot={
        <Dock>
          {failed && <NotKept />}
          <button type="button" class="btn main" aria-disabled={busy} onClick={() => void leave(false)}>
            {t(busy ? 'leave_leaving' : kept ? 'leave_again' : 'leave_now')}
          </button>
          {kept && (
            <button type="button" class="btn wide" aria-disabled={busy} onClick={() => void leave(true)}>
              {t('leave_anyway')}
            </button>
          )}
          <div class="aside">
            <button type="button" class="link plainbtn" onClick={stay}>
              {t('leave_not')}
            </button>
          </div>
        </Dock>
      }
    >
      <h1 class="title">{t('leave_title')}</h1>
      <p class="read">{t('leave_read')}</p>
      <div role="alert">
        {kept && kept.letters > 0 && (
          <div class="notice danger part-gap">
            <Icon name="warning" />
            <p>{t('leave_letters', { n: kept.letters })}</p>
          </div>
        )}
        {kept && kept.unsent > 0 && (
          <div class="notice danger part-gap">
            <Icon name="warning" />
            <p>{t('leave_unsent', { n: kept.unsent })}</p>
          </div>
        )}
      </div>
      <div class="notice push-notice">
        <Icon name="warning" />
        <p>{t('leave_only_here')}</p>
      </div>
    </Screen>
  );
}

function Left() {
  return (
    <Screen
      low
      foot={
        <Dock>
          <button type="button" class="btn main" onClick={() => root('first')}>
            {t('left_home')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('left_title')}</h1>
      <p class="read">{t('left_read')}</p>
      <PendingDeletionsNotice />
    </Screen>
  );
}
