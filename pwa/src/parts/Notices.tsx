/** What Today and More say before anything else: news from the server's side and from the app itself. Nothing when all is well. */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../i18n.ts';
import { to } from '../router.ts';
import { syncState, vault } from '../state.ts';
import { vaults } from '../vault/index.ts';
import { Icon } from './Icon.tsx';
import { MoveNotice } from './MoveNotice.tsx';
import { NewDevice } from './NewDevice.tsx';
import { UpdateNotice } from './Update.tsx';

const often = 5000;

/** Boxes that are still to be erased on the server; null until it has been counted, or when it cannot be. */
export const goodbye = signal<number | null>(null);

/** Counts now and, until it is known that nothing is left, again every few seconds. Returns what ends it. */
export function countGoodbye(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const count = async () => {
    // The list cannot be read: that is no sign that it is empty.
    const left = await vaults.goodbye().catch(() => null);
    if (ended) return;
    goodbye.value = left;
    if (left !== 0) timer = setTimeout(() => void count(), often);
  };
  void count();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}

/** «… er ikke slettet på serveren ennå», until the list of goodbyes is empty. */
export function Goodbye() {
  useEffect(countGoodbye, []);
  const left = goodbye.value ?? 0;
  return (
    <div role="status">
      {left > 0 && (
        <div class="notice">
          <Icon name="warning" />
          <p>{t('goodbye', { n: left })}</p>
        </div>
      )}
    </div>
  );
}

export function Notices() {
  return (
    <>
      <UpdateNotice />
      {syncState.value === 'erased' && (
        <div class="notice">
          <Icon name="warning" />
          <p>
            {t('erased_notice')} <a href={to('erased')}>{t('erased_choose')}</a>
          </p>
        </div>
      )}
      {vault.value?.rolledBack && (
        <div class="notice">
          <Icon name="warning" />
          <p>{t('rolled_back')}</p>
        </div>
      )}
      <NewDevice />
      <MoveNotice />
      <Goodbye />
    </>
  );
}
