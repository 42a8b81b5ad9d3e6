/** Whether somebody waits for an answer: after an answer was taken back, and in a thread that a coach has set aside. */
import { isQuiet } from './contents.ts';
import type { Letter, Note } from './types.ts';

/** Whether the person waits for an answer to it. */
const asks = ({ from, content }: Letter): boolean => from === 'u' && content !== null && !isQuiet(content);

/** The place up to which an answer answers: what an older console sent does not say it, and is taken to answer all before it. */
const answeredUpTo = ({ seq, content }: Letter): number =>
  Math.min(seq ?? 0, (content && 'answers' in content ? content.answers : undefined) ?? Number.POSITIVE_INFINITY);

/**
 * The place up to which the person is answered even so when the coaches' message `n` is taken back; null when nobody waits by that:
 * it answered nothing, another answer comes after, or nothing that wants an answer came before.
 */
export function answeredEvenSo(letters: readonly Letter[], n: number): number | null {
  const answers = letters.filter(({ from, content }) => from === 'c' && content !== null && content.kind !== 'absence');
  if (!answers.some((it) => it.n === n)) return null;
  const last = Math.max(0, ...answers.map((it) => (it.n === n ? 0 : answeredUpTo(it))));
  const owed = letters.find((it) => (it.seq ?? 0) > last && asks(it));
  return owed?.seq ? owed.seq - 1 : null;
}

/** The last note of a thread that sets it aside or takes it up; `day`: when it was written. */
export type SetAside = Extract<Note, { kind: 'waiting' }> & { day: string };

/**
 * Whether a thread is set aside: a note says so, and the person has written nothing since that wants an answer. `shut`: places at which
 * something stands that does not open, which may be the person's. A note of an older console names no place: it sets aside what was
 * written before its day.
 */
export function isAside(letters: readonly Letter[], shut: readonly number[], note: SetAside | undefined): boolean {
  if (!note?.on) return false;
  const { seq, day } = note;
  if (seq === undefined) return shut.length === 0 && !letters.some((it) => asks(it) && it.day >= day);
  return !letters.some((it) => asks(it) && (it.seq ?? 0) > seq) && !shut.some((place) => place > seq);
}

/** What a laptop knows of a thread from its notes: it was set aside as far as `seq`, the place up to which that was looked at. */
export interface AsideMark {
  aside: boolean;
  seq: number;
}

/**
 * The list in which a thread stands. Somebody waits until they are answered, or until a coach sets the thread aside after their last
 * message; to have read it is neither. Null: nobody waits, and nobody has set it aside.
 */
export function standsIn(
  { waitsSince, seq }: { waitsSince: string | null; seq: number },
  mark: AsideMark | undefined,
): 'waiting' | 'aside' | null {
  if (mark?.aside && seq <= mark.seq) return 'aside';
  return waitsSince === null ? null : 'waiting';
}
