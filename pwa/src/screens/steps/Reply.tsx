/**
 * What the text says back to a choice, and the button it may bring. The region is there before the words, so that a screen
 * reader says them; and nothing that can be pressed moves when they come or go, because they stand under it.
 */
import { useEffect, useRef } from 'preact/hooks';
import type { Block, Target } from '../../domain/content.ts';
import { type Around, Blocks, hrefOf, titleOf } from '../../parts/Words.tsx';

interface Props {
  reply?: Block[] | undefined;
  go?: Target | undefined;
  around: Around;
  /** Under one of several choices, each with its own. */
  beneath?: boolean;
}

/** Wholly under the foot, so that nobody would know it was there. */
function hidden(box: Element): boolean {
  const foot = document.querySelector('.foot')?.getBoundingClientRect().top ?? innerHeight;
  return box.getBoundingClientRect().top >= foot;
}

export function Reply({ reply, go, around, beneath }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  useEffect(() => {
    // Not when the screen opens on an earlier answer: then the question is what to see.
    if (!first.current && (reply || go) && box.current && hidden(box.current))
      box.current.scrollIntoView({ block: 'nearest' });
    first.current = false;
  }, [reply, go]);
  return (
    <div ref={box} class={beneath ? 'reply beneath' : 'reply'} role="status">
      {reply && <Blocks blocks={reply} around={around} />}
      {go && (
        <a class="btn" href={hrefOf(go, around)}>
          {titleOf(go, around)}
        </a>
      )}
    </div>
  );
}
