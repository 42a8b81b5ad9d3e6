/** What lies below the first screenful comes with the frame after it: help and the next step, or the first figure, do not wait for it. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { stood } from './state.ts';

/** When the app opens. */
export const Below = ({ children }: { children: ComponentChildren }) => stood.value && children;

/** Whether what lies further down may be drawn: not in the frame in which the screen opens. */
export function useFurtherDown(): boolean {
  const [drawn, draw] = useState(false);
  useEffect(() => {
    const next = setTimeout(() => draw(true));
    return () => clearTimeout(next);
  }, []);
  return drawn;
}

/** Whenever the screen opens, and after what was pressed meanwhile. */
export const FurtherDown = ({ children }: { children: ComponentChildren }) => useFurtherDown() && children;
