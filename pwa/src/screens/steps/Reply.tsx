/** What the text says back to a choice, and the button it may bring. Stands in a region that is there before it. */
import type { Block, Target } from '../../domain/content.ts';
import { type Around, Blocks, hrefOf, titleOf } from '../../parts/Words.tsx';

interface Props {
  reply?: Block[] | undefined;
  go?: Target | undefined;
  around: Around;
}

export function Reply({ reply, go, around }: Props) {
  if (!reply && !go) return null;
  return (
    <div class="reply">
      {reply && <Blocks blocks={reply} around={around} />}
      {go && (
        <a class="btn" href={hrefOf(go, around)}>
          {titleOf(go, around)}
        </a>
      )}
    </div>
  );
}
