/** Earlier answers to look over and change. When the diary has no code yet, how not to lose them. */

import { makerOf } from '../../core/model/answers.ts';
import type { Exercise } from '../../core/model/content.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { codeWanted } from '../../shared/codeWanted.ts';
import { Part } from '../../shared/Screen.tsx';
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
  // What never leaves this phone cannot be saved by a code either.
  const synced = exercise.show.some((name) => makerOf(pack(), name)?.exercise.keep === 'sync');
  return (
    <div class="exercise">
      <ShownAnswers show={exercise.show} change />
      {synced && codeWanted() && (
        <Part name={t('keep_answers')} after>
          <p>{t('keep_answers_why')}</p>
          <a class="btn after" href={to('code')}>
            {t('keep_answers_go')}
          </a>
        </Part>
      )}
    </div>
  );
}
