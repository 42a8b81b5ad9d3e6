/** Boxes to write in. A balance is two columns, whose boxes go in pairs; a chain and a thought record are filled one at a time. */
import { useId } from 'preact/hooks';
import { Blocks } from '../../shared/Words.tsx';
import { Writing } from '../../shared/Writing.tsx';
import { Stepwise } from './Stepwise.tsx';
import type { StepProps } from './step.ts';

export const Table = (props: StepProps<'table'>) =>
  props.exercise.form === 'balance' ? <Balance {...props} /> : <Stepwise {...props} />;

function Balance({ exercise, answer, change, around }: StepProps<'table'>) {
  const id = useId();
  return (
    <fieldset class="exercise balance">
      <legend class="asked">{exercise.ask}</legend>
      {exercise.hint && <p class="meta">{exercise.hint}</p>}
      <div class="columns">
        {exercise.boxes.map((box) => (
          <div class="field column" key={box.code}>
            <h2>
              <label for={`${id}-${box.code}`}>{box.label}</label>
            </h2>
            <Writing
              id={`${id}-${box.code}`}
              rows={3}
              most={2000}
              describedby={box.help ? `${id}-${box.code}-help` : undefined}
              value={answer[`box_${box.code}_text`] ?? ''}
              change={(text, shown) => change({ [`box_${box.code}_text`]: text }, { [`box_${box.code}_text`]: shown })}
            />
            {box.help && (
              <div class="help" id={`${id}-${box.code}-help`}>
                <Blocks blocks={box.help} around={around} small />
              </div>
            )}
          </div>
        ))}
      </div>
    </fieldset>
  );
}
