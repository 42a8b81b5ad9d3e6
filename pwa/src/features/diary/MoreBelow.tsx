/** The end of what is drawn: more comes before one has scrolled down to it, and by a press where scrolling is not noticed. */
import { useEffect, useRef } from 'preact/hooks';

/** So far below the screen is far enough for what comes to be there in time. */
const AHEAD = '900px';

const ROWS = 'main a.row';

interface Props {
  words: string;
  more: () => void;
}

export function MoreBelow({ words, more }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const next = useRef<number | null>(null);
  useEffect(() => {
    const end = button.current;
    if (!end || typeof IntersectionObserver === 'undefined') return;
    const watch = new IntersectionObserver(([seen]) => seen?.isIntersecting && more(), {
      rootMargin: `0px 0px ${AHEAD}`,
    });
    watch.observe(end);
    return () => watch.disconnect();
  });
  // Whoever pressed goes on with the first of what has come.
  useEffect(() => {
    if (next.current === null) return;
    document.querySelectorAll<HTMLElement>(ROWS)[next.current]?.focus();
    next.current = null;
  });
  return (
    <button
      type="button"
      class="btn wide"
      ref={button}
      onClick={() => {
        next.current = document.querySelectorAll(ROWS).length;
        more();
      }}
    >
      {words}
    </button>
  );
}
