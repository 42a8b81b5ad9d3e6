/** 0–10 with its ends in words; a range may say something back, and where it leads on is then the main thing to press. */
import { useEffect } from 'preact/hooks';
import { go as goOn, parse } from '../../platform/router.ts';
import { hrefOf, titleOf } from '../../shared/Words.tsx';
import { Ten } from '../../ui/Ten.tsx';
import { ExerciseReply } from './ExerciseReply.tsx';
import type { StepProps } from './step.ts';

export function Scale({ exercise, answer, change, around, lead }: StepProps<'scale'>) {
  const value = answer.scale ?? null;
  const range = value === null ? undefined : exercise.ranges.find((it) => it.from <= value && value <= it.to);
  const go = range?.go;
  const onward = go && parse(hrefOf(go, around));
  useEffect(() => {
    if (go && onward) lead?.({ words: titleOf(go, around), act: () => goOn(onward.name, ...onward.args) });
    return () => lead?.(null);
  }, [go]);
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
      <ExerciseReply reply={range?.reply} go={lead && onward ? undefined : go} around={around} />
    </div>
  );
}
