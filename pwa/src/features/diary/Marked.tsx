/** A stretch of own words with what was searched for marked in it. */
import type { Excerpt } from '../../core/model/excerpt.ts';

export function Marked({ of: { pieces } }: { of: Excerpt }) {
  return (
    <span class="own">
      {pieces.map(({ words, hit }, at) => (hit ? <mark key={at}>{words}</mark> : <span key={at}>{words}</span>))}
    </span>
  );
}
