/** Boxes to write in: a balance or a thought record. A chain is drawn link by link, see Chain.tsx. */
import { useId } from 'preact/hooks';
import { Blocks } from '../../parts/Words.tsx';
import { Writing } from '../../parts/Writing.tsx';
import type { StepProps } from './Body.tsx';
import { Chain } from './Chain.tsx';

export function Table(props: StepProps<'table'>) {
  const { exercise, answer, change, around } = props;
  const id = useId();
  if (exercise.form === 'chain') return <Chain {...props} />;
  return (
    <div class={`exercise boxes ${exercise.form}`}>
      {exercise.ask && <p class="asked">{exercise.ask}</p>}
      {exercise.hint && <p class="meta">{exercise.hint}</p>}
      {exercise.boxes.map((box) => (
        <div class="field" key={box.code}>
          <label for={`${id}-${box.code}`}>{box.label}</label>
          <Writing
            id={`${id}-${box.code}`}
            rows={2}
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
  );
}
