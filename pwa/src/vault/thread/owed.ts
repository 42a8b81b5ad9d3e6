/** What becomes of a wait when a coach takes back what had ended it. */
import { isQuiet } from './contents.ts';
import type { Letter } from './types.ts';

/**
 * The place up to which the person is answered even so when the coaches' message `n` is taken back; null when nobody waits by that:
 * it answered nothing, another answer comes after, or nothing that wants an answer came before.
 */
export function answeredEvenSo(letters: readonly Letter[], n: number): number | null {
  const answers = letters.filter(({ from, content }) => from === 'c' && content !== null && content.kind !== 'absence');
  if (!answers.some((it) => it.n === n)) return null;
  const last = Math.max(0, ...answers.map((it) => (it.n === n ? 0 : (it.seq ?? 0))));
  const owed = letters.find(
    ({ from, seq, content }) => from === 'u' && (seq ?? 0) > last && content !== null && !isQuiet(content),
  );
  return owed?.seq ? owed.seq - 1 : null;
}
