/**
 * Quick exit: blank and quiet at once, keys dropped, the only history entry replaced. It says nothing about other history.
 * What stands half-written in a field is written to the diary first, as when one goes to another screen; the keys go when it
 * rests there. The other tabs leave with it. What was never to be kept (an answer under 18, a ride that was not saved, a code) goes with the page.
 */
import { awayNear, awayTo } from '../core/model/away.ts';
import { environment } from '../platform/environment.ts';
import { locale, t } from '../platform/i18n.ts';
import { installed } from '../platform/storage.ts';
import { vaults } from '../platform/vaults.ts';
import { Icon } from '../ui/Icon.tsx';
import { endAll, hasLeft } from '../ui/leaving.ts';
import { flush } from './drafts.ts';
import { vault } from './state.ts';

/** Milliseconds that a blank page may wait for the other site where the connection is a bad one. */
const patience = 4000;

const kept = (): boolean => Boolean(environment().worker?.controller);
const away = (): string => awayTo(locale.value, { installed: installed(), online: navigator.onLine, kept: kept() });

/** `everywhere`: no other tab stays behind with the diary on it. */
export function leave(everywhere = true): void {
  if (everywhere) vaults.lock.tell('left');
  endAll();
  // Whatever is drawn from now on, by a start that was under way or by a word from another tab, is not seen.
  document.documentElement.classList.add('left');
  document.body.replaceChildren();
  document.title = ' ';
  void flush().finally(() => {
    // Perhaps made just now, for what was typed last.
    vault.value?.close();
    vaults.lock.shut(false);
  });
  history.replaceState(null, '', '/');
  location.replace(away());
  if (kept()) setTimeout(() => location.replace(awayNear[locale.value]), patience);
}

/** Shift three times within five seconds does the same (GOV.UK «Exit this page»); a page that is shown again stays left. */
export function watchLeaving(): void {
  let times: number[] = [];
  addEventListener('keydown', (event) => {
    if (event.key !== 'Shift' || event.repeat) {
      if (event.key !== 'Shift') times = [];
      return;
    }
    times = [...times.filter((at) => event.timeStamp - at < 5000), event.timeStamp];
    if (times.length >= 3) leave();
  });
  // Where a window over the app was closed, or the browser took the page out of its memory.
  addEventListener('pageshow', () => {
    if (hasLeft()) location.replace(away());
  });
}

export function Leave() {
  return (
    <a
      class="leave"
      href={away()}
      rel="noreferrer"
      onClick={(event) => {
        event.preventDefault();
        leave();
      }}
    >
      <Icon name="close" />
      {t('leave')}
    </a>
  );
}
