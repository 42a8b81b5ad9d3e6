/** What every kind of exercise is given. */
import type { ComponentChildren } from 'preact';
import type { AskingExercise } from '../../core/model/answers.ts';
import type { Exercise } from '../../core/model/content.ts';
import type { Answer } from '../../core/model/records.ts';
import type { ChangeAnswer } from '../../shared/answering.ts';
import type { Around } from '../../shared/Words.tsx';

/** What the dock's main button does while an exercise has more to ask. */
export type Lead = { words: string; act: () => void } | null;

export interface StepProps<K extends AskingExercise['kind']> {
  exercise: Extract<Exercise, { kind: K }> & AskingExercise;
  answer: Partial<Answer>;
  change: ChangeAnswer;
  around: Around;
  /** Given where the exercise may speak through the dock. */
  lead?: ((lead: Lead) => void) | undefined;
  /** That it was kept. It stands under the choices: under an own field that is empty it would speak of nothing. */
  kept?: ComponentChildren;
}
