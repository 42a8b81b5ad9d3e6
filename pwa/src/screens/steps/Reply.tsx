/** What the text says back to a choice, and the button it may bring. Stands in a region that is there before it. */
import type { Block, Target } from '../../domain/content.ts';
import { belongs } from '../../domain/face.ts';
import { type Around, Blocks, hrefOf, titleOf } from '../../parts/Words.tsx';
import { face, pack } from '../../state.ts';

interface Props {
  reply?: Block[] | undefined;
  go?: Target | undefined;
  around: Around;
}

export function Reply({ reply, go, around }: Props) {
  const leads = go && belongs(pack(), face.value, go);
  if (!reply && !leads) return null;
  return (
    <div class="reply">
      {reply && <Blocks blocks={reply} around={around} />}
      {leads && (
        <a class="btn" href={hrefOf(go, around)}>
          {titleOf(go, around)}
        </a>
      )}
    </div>
  );
}
