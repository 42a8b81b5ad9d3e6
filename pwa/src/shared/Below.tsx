/** What lies below the first screenful comes with the frame after it: help and the next step, or the first figure, do not wait for it. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { stood } from './state.ts';

/** When the app opens. */
export const Below = ({ children }: { children: ComponentChildren }) => stood.value && children;

/** Whenever the screen opens, and after what was pressed meanwhile. */
export function FurtherDown({ children }: { children: ComponentChildren }) {
  const [drawn, draw] = useState(false);
  useEffect(() => {
    const next = setTimeout(() => draw(true));
    return () => clearTimeout(next);
  }, []);
  return drawn && children;
}
