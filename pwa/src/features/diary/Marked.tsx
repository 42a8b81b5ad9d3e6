/** A stretch of own words, or of what was chosen, with what was searched for marked in it. */
import type { Excerpt } from '../../core/model/excerpt.ts';
import { isChosen } from './searching.ts';

export function Marked({ of: { field, pieces } }: { of: Excerpt }) {
  return (
    <span class={isChosen(field) ? 'read' : 'own'}>
      {pieces.map(({ words, hit }, at) => (hit ? <mark key={at}>{words}</mark> : <span key={at}>{words}</span>))}
    </span>
  );
}
