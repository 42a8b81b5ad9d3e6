/** 0–10 with its ends in words; a range may say something back. */
import { Ten } from '../../parts/Ten.tsx';
import type { StepProps } from './Body.tsx';
import { Reply } from './Reply.tsx';

export function Scale({ exercise, answer, change, around }: StepProps<'scale'>) {
  const value = answer.scale ?? null;
  const range = value === null ? undefined : exercise.ranges.find((it) => it.from <= value && value <= it.to);
  return (
    <div class="exercise">
      <p class="asked">{exercise.ask}</p>
      {exercise.hint && <p class="meta">{exercise.hint}</p>}
      <Ten
        label={exercise.ask ?? ''}
        name={exercise.answer}
        value={value}
        low={exercise.low}
        high={exercise.high}
        choose={(scale) => change({ scale })}
      />
      <Reply reply={range?.reply} go={range?.go} around={around} />
    </div>
  );
}
