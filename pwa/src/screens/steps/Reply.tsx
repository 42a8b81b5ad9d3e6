/** What the text says back to a choice, and the button it may bring. Said to a screen reader when it comes. */
import { useEffect, useRef } from 'preact/hooks';
import type { Block, Target } from '../../domain/content.ts';
import { type Around, Blocks, hrefOf, titleOf } from '../../parts/Words.tsx';

interface Props {
  reply?: Block[] | undefined;
  go?: Target | undefined;
  around: Around;
}

export function Reply({ reply, go, around }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  useEffect(() => {
    // Not when the screen opens on an earlier answer: then the question is what to see.
    if (!first.current && (reply || go)) box.current?.scrollIntoView({ block: 'nearest' });
    first.current = false;
  }, [reply, go]);
  return (
    <div ref={box} class="reply" role="status">
      {reply && <Blocks blocks={reply} around={around} />}
      {go && (
        <a class="btn" href={hrefOf(go, around)}>
          {titleOf(go, around)}
        </a>
      )}
    </div>
  );
}
