/** Own words in one field. */
import { useId } from 'preact/hooks';
import type { StepProps } from './Body.tsx';

export function Write({ exercise, answer, change }: StepProps<'write'>) {
  const id = useId();
  return (
    <div class="field exercise">
      <label for={id}>{exercise.ask}</label>
      <textarea
        id={id}
        rows={Math.max(2, exercise.lines)}
        maxLength={4000}
        aria-describedby={exercise.hint ? `${id}-hint` : undefined}
        value={answer.own_text ?? ''}
        onInput={(event) => change({ own_text: event.currentTarget.value })}
      />
      {exercise.hint && (
        <p class="help" id={`${id}-hint`}>
          {exercise.hint}
        </p>
      )}
    </div>
  );
}
