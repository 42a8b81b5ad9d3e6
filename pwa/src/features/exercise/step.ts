/** What every kind of exercise is given. */
import type { Asking } from '../../core/model/answers.ts';
import type { Exercise } from '../../core/model/content.ts';
import type { Answer } from '../../core/model/records.ts';
import type { Change } from '../../shared/answering.ts';
import type { Around } from '../../shared/Words.tsx';

/** What the dock's main button does while an exercise has more to ask. */
export type Lead = { words: string; act: () => void } | null;

export interface StepProps<K extends Asking['kind']> {
  exercise: Extract<Exercise, { kind: K }> & Asking;
  answer: Partial<Answer>;
  change: Change;
  around: Around;
  /** Given where the exercise may speak through the dock. */
  lead?: ((lead: Lead) => void) | undefined;
}
