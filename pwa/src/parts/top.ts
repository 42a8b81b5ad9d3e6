/** A screen that turns a page within itself starts where every screen starts: at the top, with the title in focus. */
import { useEffect, useRef } from 'preact/hooks';

export function useTop(page: string): void {
  const first = useRef(true);
  useEffect(() => {
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
