/** The thread ends: this screen is the one confirmation, and says afterwards what is not gone yet. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { root } from '../../platform/router.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useTop } from '../../ui/top.ts';
import { closeThread } from './commands.ts';
import { hasCoaches, hasThread } from './here.ts';
import { toThread } from './leave.ts';

/** `id`: another one than is written in; the consent stays then. */
export function Close({ id }: { id?: string }) {
  const [closed, setClosed] = useState(false);
  const { busy, failed, keeping } = useKeeping();
  // An old link, where there is nothing to erase.
  const [had] = useState(() => hasCoaches() || hasThread());
  useEffect(() => {
    if (!had) root('today');
  }, [had]);
  useTop(closed ? 'closed' : 'asked');
  if (!had) return null;
  if (closed)
    return (
      <Screen
        low
        foot={
          <Dock>
            <button type="button" class="btn main" onClick={() => root('today')}>
              {t('done')}
            </button>
          </Dock>
        }
      >
        <h1 class="title">{t('coach_closed_title')}</h1>
        <p class="read">{t('coach_closed_text')}</p>
      </Screen>
    );
  const close = () =>
    keeping(async () => {
      await closeThread(id);
      setClosed(true);
    });
  return (
    <Screen
      back
      low
      foot={
        <Dock>
          {failed && <NotKept />}
          <button type="button" class="btn main final" aria-disabled={busy} onClick={() => void close()}>
            {t('coach_close_yes')}
          </button>
          <button type="button" class="btn wide" onClick={toThread}>
            {t('coach_close_no')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('coach_close_title')}</h1>
      <p class="read">{t(id ? 'coach_close_that' : 'coach_close_text')}</p>
      <div class="notice danger push-notice">
        <Icon name="warning" />
        <p>{t('coach_close_read')}</p>
      </div>
    </Screen>
  );
}
