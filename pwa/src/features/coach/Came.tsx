/** What comes while a thread stands open: it is said, and led to by a press; who reads or writes stays where they are. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { cameSince } from '../../core/model/coach.ts';
import type { Letter } from '../../core/thread/index.ts';
import { t } from '../../platform/i18n.ts';
import { placeOf, stepTo } from './place.ts';
import { threads } from './threads.ts';

const keysOf = (letters: readonly Letter[]): ReadonlySet<string> => new Set(letters.map(({ key }) => key));

/** In a dock. The server, and through it the coach, is told of an answer as read when the reader has come to it. */
export function Came({ letters }: { letters: readonly Letter[] }) {
  const [first] = useState(() => keysOf(letters));
  const [met, meet] = useState(first);
  const n = cameSince(letters, first).length;
  const unmet = cameSince(letters, met);
  const [next] = unmet;
  // Whoever comes to it without a press has found it.
  useEffect(() => {
    const heading = next && document.getElementById(placeOf(next))?.firstElementChild;
    if (!heading) return;
    const under = foot()?.height ?? 0;
    const watch = new IntersectionObserver(([seen]) => seen?.isIntersecting && meet(keysOf(letters)), {
      rootMargin: `0px 0px -${under}px 0px`,
      threshold: 1,
    });
    watch.observe(heading);
    return () => watch.disconnect();
  }, [next]);
  // Nobody has read what nobody has come to. Also what is no letter, such as a word that was taken back: the server counts from there.
  useEffect(() => {
    const open = threads.peek();
    // What has come since these were drawn is for the next time.
    if (next === undefined && open?.current?.letters === letters) void open.read();
  }, [letters, next]);
  return (
    <>
      <p class="hide" role="status">
        {n > 0 && t('coach_news', { n })}
      </p>
      {next && (
        <button
          type="button"
          class="btn"
          onClick={() => {
            meet(keysOf(letters));
            stepTo(next, 'start');
          }}
        >
          {t('coach_came', { n: unmet.length })}
        </button>
      )}
    </>
  );
}

const foot = (): DOMRect | undefined => document.querySelector('.foot')?.getBoundingClientRect();

/** Where the field that is written in stands: its upper edge, and how far its lower one is above the foot. */
function stands(id: string): { top: number; above: number } | null {
  const field = document.activeElement?.id === id ? document.activeElement.getBoundingClientRect() : null;
  if (!field || field.bottom <= 0 || field.top >= innerHeight) return null;
  return { top: field.top, above: (foot()?.top ?? innerHeight) - field.bottom };
}

/** A field that is written in stays where it stands on the screen when `what` is another; some browsers push it down. */
export function useStay(id: string, what: unknown): void {
  const last = useRef(what);
  const before = useRef<ReturnType<typeof stands>>(null);
  if (last.current !== what) {
    last.current = what;
    before.current = stands(id);
  }
  useLayoutEffect(() => {
    const then = before.current;
    before.current = null;
    const field = document.getElementById(id)?.getBoundingClientRect();
    if (!then || !field) return;
    const moved = field.top - then.top;
    // Nor does the foot, which may be higher now, lie over more of it.
    const above = (foot()?.top ?? innerHeight) - (field.bottom - moved);
    scrollBy(0, moved + Math.max(0, Math.min(then.above, 0) - above));
  }, [what]);
}
