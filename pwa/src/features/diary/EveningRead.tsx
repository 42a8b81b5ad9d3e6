/** An evening that was planned and is over: what was planned, and how it went, which is said and changed here. */
import { useState } from 'preact/hooks';
import { heldAnswers, isOver, type KeptEvening } from '../../core/model/evening.ts';
import type { EveningHeld } from '../../core/model/records.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { labelOf } from '../../shared/codes.ts';
import { answerEvening } from '../../shared/evenings.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { tell } from '../../shared/Saved.tsx';
import { Part } from '../../shared/Screen.tsx';
import { running } from '../../shared/today.ts';
import { Three } from '../../ui/Choices.tsx';
import { EntryWords, Facts } from './Facts.tsx';

/** One that is over is read; before that it opens as the plan that it is. */
export const eveningHref = ({ id, date, part }: Pick<KeptEvening, 'id' | 'date' | 'part'>): string =>
  isOver({ date, part }, running.value) ? to('entry', id) : to('plan', 'evening', date, part);

const own = (words: string | undefined) => (words ? <EntryWords words={words} /> : null);

export function EveningRead({ evening }: { evening: KeptEvening }) {
  const { place, place_text, person_text, first_text } = evening;
  return (
    <>
      <Part name={t('diary_evening')}>
        <Facts
          facts={[
            { name: t('evening_place'), said: own(place_text) ?? (place ? labelOf('places', place) : null) },
            { name: t('evening_person'), said: own(person_text) },
            { name: t('evening_first'), said: own(first_text) },
          ]}
        />
      </Part>
      <Went {...evening} />
    </>
  );
}

function Went({ id, held }: KeptEvening) {
  const { failed, keeping } = useKeeping();
  const [pressed, press] = useState<EveningHeld | null>(null);
  const chosen = pressed ?? held;
  const answer = async (next: EveningHeld): Promise<void> => {
    const undo = await answerEvening(id, next);
    tell(() => t('evening_answered', { answer: t(`evening_held_${next}`) }), undo);
  };
  return (
    <Part name={t('entry_went')}>
      <Three
        name="held"
        label={t('entry_went')}
        options={heldAnswers.map((code) => ({ code, label: t(`evening_held_${code}`) }))}
        chosen={chosen ? [chosen] : []}
        choose={([next]) => {
          if (!next) return;
          press(next);
          void keeping(() => answer(next)).then(() => press(null));
        }}
      />
      {failed && <NotKept />}
    </Part>
  );
}
