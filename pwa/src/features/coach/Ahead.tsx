/** What Today and More know of coaches without any of their code: where the pack has none, nothing is fetched and nothing stands here. */
import { effect, untracked } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { noted } from '../../core/faults.ts';
import { bundle, coming, deviceRecords, vault } from '../../shared/state.ts';
import { hasThread, leftBehind } from './here.ts';

/** Whatever screen the app opens on: a withdrawal that was cut short goes on, and what is left is cleared away, once a start. */
export function watchCoaches(): void {
  let cleared: unknown = null;
  effect(() => {
    const [open, texts] = [vault.value, bundle.value];
    if (!open || cleared === open || coming.value || texts === null || texts === 'missing') return;
    if (!leftBehind() || (hasThread() && !deviceRecords.value.has('thread-leaving'))) return;
    cleared = open;
    untracked(() => void import('./threads.ts').then((it) => it.refreshThreads()).catch(noted('coach clearing')));
  });
}

/** Sends what waits for coaches, as far as it can be sent now. Never throws. */
export const sendLetters = (): Promise<void> =>
  import('./threads.ts').then((it) => it.refreshThreads()).catch(noted('coach sending'));

export function CoachNews() {
  const [News, show] = useState<ComponentType | null>(null);
  const wanted = hasThread();
  useEffect(() => {
    if (wanted)
      import('./News.tsx')
        .then((it) => {
          it.addCoachWords();
          show(() => it.News);
        })
        .catch(noted('coach news'));
  }, [wanted]);
  return wanted && News ? <News /> : null;
}
