/** Own words in one field. */
import { useId } from 'preact/hooks';
import { Writing } from '../../shared/Writing.tsx';
import type { StepProps } from './step.ts';

export function Write({ exercise, answer, change }: StepProps<'write'>) {
  const id = useId();
  return (
    <div class="field exercise">
      <label for={id}>{exercise.ask}</label>
      <Writing
        id={id}
        rows={Math.max(2, exercise.lines)}
        most={4000}
        describedby={exercise.hint ? `${id}-hint` : undefined}
        value={answer.own_text ?? ''}
        change={(own_text, shown) => change({ own_text }, { own_text: shown })}
      />
      {exercise.hint && (
        <p class="help" id={`${id}-hint`}>
          {exercise.hint}
        </p>
      )}
    </div>
  );
}
