/** A table that was filled in, drawn as it was while it was filled: links of a chain, two columns, or a form. Empty boxes are left out. */
import type { AskingExercise } from '../../core/model/answers.ts';
import type { Answer } from '../../core/model/records.ts';

interface Props {
  exercise: Extract<AskingExercise, { kind: 'table' }>;
  answer: Answer;
}

export function Drawn({ exercise, answer }: Props) {
  const boxes = exercise.boxes.map((box) => ({ ...box, words: (answer[`box_${box.code}_text`] ?? '').trim() }));
  if (exercise.form === 'balance')
    return (
      <dl class="columns drawn-columns">
        {boxes.map((box) => (
          <div key={box.code}>
            <dt>{box.label}</dt>
            <dd class={box.words ? 'answer' : 'answer none'}>{box.words || '–'}</dd>
          </div>
        ))}
      </dl>
    );
  const given = boxes.filter((it) => it.words);
  return (
    <ol class={exercise.form === 'chain' ? 'chain given' : 'form given'}>
      {given.map((box) => (
        <li key={box.code}>
          <span class="link-ring" aria-hidden="true" />
          <h3>{box.label}</h3>
          <p class="answer">{box.words}</p>
        </li>
      ))}
    </ol>
  );
}
