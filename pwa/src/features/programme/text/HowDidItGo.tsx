/** «Hvordan gikk øvelsen?» in three answers, on Today and where the next module opens with it. */
import { useState } from 'preact/hooks';
import { type TakenPractice, triedUntil } from '../../../core/model/practice.ts';
import { countsAsDone, type PracticeState } from '../../../core/model/progress.ts';
import { t } from '../../../platform/i18n.ts';
import { useKeeping } from '../../../shared/keeping.ts';
import { soonWords } from '../../../shared/moments.ts';
import { NotKept } from '../../../shared/NotKept.tsx';
import { tell } from '../../../shared/Saved.tsx';
import { today } from '../../../shared/state.ts';
import { Three } from '../../../ui/Choices.tsx';
import { answerPractice } from '../commands.ts';

interface Props {
  practice: TakenPractice;
  /** «Gjort» takes the practice off the screen, which says so and can be taken back; «Prøvd» does when its week is over. */
  leaves?: boolean;
}

export function HowDidItGo({ practice, leaves }: Props) {
  const { failed, keeping } = useKeeping();
  /** What was pressed, until it is kept or could not be. */
  const [pressed, press] = useState<PracticeState | null>(null);
  const chosen = pressed ?? practice.state;
  const choose = async (state: PracticeState): Promise<void> => {
    const undo = await answerPractice(practice, state);
    if (state === 'done' && leaves) tell(() => t('practice_saved'), undo, { line: !countsAsDone(practice.state) });
  };
  return (
    <>
      <Three
        name="practice"
        label={t('practice_ask')}
        options={(['done', 'tried', 'notyet'] as const).map((code) => ({ code, label: t(`practice_${code}`) }))}
        chosen={chosen ? [chosen] : []}
        choose={([state]) => {
          if (!state) return;
          press(state);
          void keeping(() => choose(state)).then(() => press(null));
        }}
      />
      {leaves && (
        <div role="status">
          {chosen === 'tried' && (
            <p class="meta own-gap">
              {t('practice_tried_where', { day: soonWords(triedUntil(practice, today.value)) })}
            </p>
          )}
        </div>
      )}
      {failed && <NotKept />}
    </>
  );
}
