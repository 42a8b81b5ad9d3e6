/** A screen that turns a page within itself starts where every screen starts: at the top, with the title in focus. */
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Where one was on a page: how far down, and the id of what led away. */
export interface PageLeft {
  y: number;
  id: string;
}

/** `left`: of a page that one comes back to. */
export function useTop(page: string, left?: PageLeft | null): void {
  const first = useRef(true);
  // Before anybody can have gone to a field of the new page: what is typed there must not miss it.
  useLayoutEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    scrollTo(0, left?.y ?? 0);
    const title = document.querySelector<HTMLElement>('h1');
    title?.setAttribute('tabindex', '-1');
    const start = (left && document.getElementById(left.id)) ?? title;
    start?.focus({ preventScroll: true });
  }, [page]);
}
