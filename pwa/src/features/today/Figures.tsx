/** The questions for the organisation, when their time has come; before that, once, whether one wants to be asked. */

import { offersFigures, waveDue } from '../../core/model/outcomes.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { setConsent } from '../../shared/consents.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { lacksCode } from '../../shared/notices/situation.ts';
import { Part } from '../../shared/Screen.tsx';
import { entries, today } from '../../shared/state.ts';
import { StepLink } from '../../ui/StepLink.tsx';
import { asksToInstall } from './OfferInstall.tsx';

export const figuresDue = (): boolean => waveDue(entries.value, today.value) !== null;

export const FiguresDue = () =>
  figuresDue() && (
    <Part name={t('consent_figures')}>
      <StepLink href={to('figures')} title={t('figures_due')} small={t('figures_due_small')} />
    </Part>
  );

/** One offer at a time: what he has written comes first. */
export const OfferFigures = () =>
  !lacksCode() && !asksToInstall() && offersFigures(entries.value, today.value) ? <Offer /> : null;

function Offer() {
  const { failed, keeping } = useKeeping();
  return (
    <Part name={t('figures_offer')}>
      <p>{t('figures_offer_text')}</p>
      {failed && <NotKept />}
      <div class="pair2 own-gap">
        <a class="btn" href={to('figures')}>
          {t('figures_offer_read')}
        </a>
        <button type="button" class="btn quiet" onClick={() => void keeping(() => setConsent('figures', false))}>
          {t('figures_offer_no')}
        </button>
      </div>
    </Part>
  );
}
