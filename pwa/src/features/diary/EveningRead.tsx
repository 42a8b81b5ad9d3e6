/** An evening that was planned and is over: what was planned, and how it went, which is said and changed here. */
import { isOver, type KeptEvening } from '../../core/model/evening.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { labelOf } from '../../shared/codes.ts';
import { HowItWent } from '../../shared/HowItWent.tsx';
import { Part } from '../../shared/Screen.tsx';
import { running } from '../../shared/today.ts';
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
      <Part name={t('entry_went')}>
        <HowItWent evening={evening} label={t('entry_went')} />
      </Part>
    </>
  );
}
