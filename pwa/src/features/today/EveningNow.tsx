/** A planned evening while it runs: what he does first and whom he rings are one press away, and so is that it is done. */
import { useState } from 'preact/hooks';
import type { KeptEvening } from '../../core/model/evening.ts';
import { eveningChoices, personMeant } from '../../core/model/evening-plan.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { answerEvening, eveningSituation, whereOf } from '../../shared/evenings.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { capital, dayPartWords } from '../../shared/moments.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { PersonRow } from '../../shared/PersonRow.tsx';
import { tell } from '../../shared/Saved.tsx';
import { StepLink } from '../../ui/StepLink.tsx';
import { HeldWords } from './EveningPart.tsx';

export function EveningNow({ evening }: { evening: KeptEvening }) {
  const { failed, keeping } = useKeeping();
  /** It was done on this screen a moment ago. */
  const [pressed, press] = useState(false);
  const { id, date, part, person_text, first_text, held } = evening;
  if (held)
    return (
      <HeldWords
        said={t(held === 'yes' ? 'evening_did' : `evening_told_${held}`)}
        evening={evening}
        held={held}
        focus={pressed}
      />
    );
  const where = whereOf(evening);
  const person =
    person_text &&
    (personMeant(eveningChoices(eveningSituation()).people, person_text) ?? { key: person_text, words: person_text });
  const done = async (): Promise<void> => {
    press(true);
    const undo = await answerEvening(id, 'yes');
    tell(() => t('evening_answered', { answer: t('evening_done') }), undo);
  };
  return (
    <>
      {where && <p class="meta">{where}</p>}
      <ul class="rows">
        {/* What help opens with now is what he has planned to do first. */}
        {first_text && (
          <li>
            <StepLink href={to('urge')} title={capital(first_text)} small={t('evening_begin')} />
          </li>
        )}
        {person && (
          <li>
            <PersonRow line={person} small={t('evening_call')} />
          </li>
        )}
      </ul>
      {failed && <NotKept />}
      <div class="offer-links after">
        <button type="button" class="btn" onClick={() => void keeping(done)}>
          {t('evening_done')}
        </button>
        <a
          class="link"
          href={to('plan', 'evening', date, part)}
          aria-label={t('change_this', { what: t('evening_title', { when: dayPartWords(date, part) }) })}
        >
          {t('change')}
        </a>
      </div>
    </>
  );
}
