/** A screen that turns a page within itself starts where every screen starts: at the top, with the title in focus. */
import { useLayoutEffect, useRef } from 'preact/hooks';

export function useTop(page: string): void {
  const first = useRef(true);
  // Before anybody can have gone to a field of the new page: what is typed there must not miss it.
  useLayoutEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    scrollTo(0, 0);
    const title = document.querySelector<HTMLElement>('h1');
    title?.setAttribute('tabindex', '-1');
    title?.focus({ preventScroll: true });
  }, [page]);
}
