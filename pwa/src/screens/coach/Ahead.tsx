/** What Today and More know of coaches without any of their code: where the pack has none, nothing is fetched and nothing stands here. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { coachIn } from '../../domain/coach-here.ts';
import { ofKind, pack } from '../../state.ts';

export const hasCoaches = (): boolean => coachIn(pack()) !== null;

/** A thread was begun on one of the person's devices. */
export const hasThread = (): boolean => ofKind('thread').length > 0;

export function CoachNews() {
  const [News, show] = useState<ComponentType | null>(null);
  const wanted = hasCoaches() && hasThread();
  useEffect(() => {
    if (wanted) import('./News.tsx').then((it) => show(() => it.News)).catch(() => undefined);
  }, [wanted]);
  return wanted && News ? <News /> : null;
}
