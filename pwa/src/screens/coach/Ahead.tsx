/** What Today and More know of coaches without any of their code: where the pack has none, nothing is fetched and nothing stands here. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { coachIn } from '../../domain/coach-here.ts';
import { deviceRecords, ofKind, pack } from '../../state.ts';

export const hasCoaches = (): boolean => coachIn(pack()) !== null;

/** A thread was begun on one of the person's devices. */
export const hasThread = (): boolean => ofKind('thread').length > 0;

/** What another device's closing of a thread has left on this phone. */
export const leftBehind = (): boolean =>
  [...deviceRecords.value.keys()].some((name) => name.startsWith('thread-') || name === 'coach-draft/checkin');

export function CoachNews() {
  const [News, show] = useState<ComponentType | null>(null);
  const wanted = hasThread() || leftBehind();
  useEffect(() => {
    if (wanted) import('./News.tsx').then((it) => show(() => it.News)).catch(() => undefined);
  }, [wanted]);
  return wanted && News ? <News /> : null;
}
