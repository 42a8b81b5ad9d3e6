/**
 * The way to a plan for this evening, and whether one is suggested before it gets difficult: what «Spør meg ikke om dette» on Today
 * turned off is turned on here.
 */
import { offerField, offersEvenings } from '../../core/model/hard-evening.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { entries, face, today } from '../../shared/state.ts';
import { decided, decidePlan, planNotKept } from './lines.ts';

export function OfferEvenings() {
  if (face.value !== 'stop') return null;
  const waits = decided()[offerField];
  return (
    <>
      <p class="no-print">
        <a class="link" href={to('plan', 'evening', today.value, 'evening')}>
          {t('evening_plan_for', { when: t('this_evening') })}
        </a>
      </p>
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
