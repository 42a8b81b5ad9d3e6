/** A tool tried now, while it is calm. The tool takes the screen for its minutes and comes back here. */
import type { Exercise } from '../../core/model/content.ts';
import { t } from '../../platform/i18n.ts';

interface Props {
  exercise: Extract<Exercise, { kind: 'practise' }>;
  /** true after a ride in this visit */
  done: boolean;
  start?: (() => void) | undefined;
}

export function Practise({ exercise, done, start }: Props) {
  return (
    <div class="exercise" role="status">
      {done && <p class="lead">{exercise.done ?? t('practise_done')}</p>}
      {start && (
        <button type="button" class="btn exercise-go" onClick={start}>
          {done ? t('practise_again') : t('practise_start', { n: exercise.minutes })}
        </button>
      )}
    </div>
  );
}
