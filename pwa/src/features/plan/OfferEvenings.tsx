/**
 * The evenings that are planned, the way to plan this one, and whether a plan is suggested before it gets difficult: what «Spør meg ikke
 * om dette» on Today turned off is turned on here.
 */
import { addDays } from '../../core/model/dates.ts';
import { evenings } from '../../core/model/evening.ts';
import { offerField, offersEvenings } from '../../core/model/hard-evening.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { planLine } from '../../shared/evenings.ts';
import { Fold } from '../../shared/Fold.tsx';
import { headingWords } from '../../shared/moments.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Part } from '../../shared/Screen.tsx';
import { entries, face, today } from '../../shared/state.ts';
import { LinkRow } from '../../ui/LinkRow.tsx';
import { decided, decidePlan, planNotKept } from './lines.ts';

export function OfferEvenings() {
  if (face.value !== 'stop') return null;
  const waits = decided()[offerField];
  return (
    <>
      <PlannedEvenings />
      <label class="choice no-print">
        <input
          autocomplete="off"
          type="checkbox"
          checked={waits === undefined ? offersEvenings(entries.value) : waits === true}
          onChange={(event) => decidePlan({ [offerField]: event.currentTarget.checked })}
        />
        <span>
          {t('evening_offer')}
          <small>{t('evening_offer_small')}</small>
        </span>
      </label>
      {planNotKept() && <NotKept />}
    </>
  );
}

/** So many evenings can be planned from here, this one with them. */
const WEEK = 7;

/** The evenings that are planned, from today on; and the way to plan this one, or another one of the week. */
function PlannedEvenings() {
  const planned = evenings(entries.value).filter(({ date }) => date >= today.value);
  const [tonight, ...others] = Array.from({ length: WEEK }, (_, days) => addDays(today.value, days));
  const free = (day: string | undefined) => planned.every(({ date }) => date !== day);
  return (
    <div class="no-print">
      <Part name={t('evening_planned')}>
        <ul class="rows">
          {planned.map((it) => (
            <LinkRow
              key={it.id}
              href={to('plan', 'evening', it.date, it.part)}
              name={headingWords(it.date, it.part)}
              small={planLine(it)}
            />
          ))}
          {free(tonight) && (
            <LinkRow
              href={to('plan', 'evening', today.value, 'evening')}
              name={t('evening_plan_for', { when: t('this_evening') })}
            />
          )}
        </ul>
      </Part>
      <Fold id="other-evenings" name={t('evening_plan_another')}>
        <ul class="rows">
          {others.filter(free).map((day) => (
            <LinkRow key={day} href={to('plan', 'evening', day, 'evening')} name={headingWords(day, 'evening')} />
          ))}
        </ul>
      </Fold>
    </div>
  );
}
