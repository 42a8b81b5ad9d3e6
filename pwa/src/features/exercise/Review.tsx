/** Earlier answers to look over and change. */
import { makerOf } from '../../core/model/answers.ts';
import type { Exercise } from '../../core/model/content.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { pack } from '../../shared/state.ts';
import { hasShown, ShownAnswers } from './ShownAnswers.tsx';

export function Review({ exercise }: { exercise: Extract<Exercise, { kind: 'review' }> }) {
  const maker = makerOf(pack(), exercise.show[0] ?? '');
  if (!hasShown(exercise.show))
    return (
      <div class="exercise empty">
        <p class="lead">{exercise.empty ?? t('nothing_answered')}</p>
        {maker && (
          <a class="btn exercise-go" href={to('text', maker.kind, maker.text.id, maker.step.id)}>
            {maker.step.title}
          </a>
        )}
      </div>
    );
  return (
    <div class="exercise">
      <ShownAnswers show={exercise.show} change />
    </div>
  );
}
