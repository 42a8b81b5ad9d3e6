/** The questions for the organisation, when their time has come; before that, once, whether one wants to be asked. */
import { choose } from '../../consents.ts';
import { offersFigures, waveDue } from '../../domain/outcomes.ts';
import { t } from '../../i18n.ts';
import { useKeeping } from '../../parts/keeping.ts';
import { NotKept } from '../../parts/NotKept.tsx';
import { Part } from '../../parts/Screen.tsx';
import { Step } from '../../parts/Step.tsx';
import { to } from '../../router.ts';
import { entries, today } from '../../state.ts';

export const Figures = () =>
  waveDue(entries.value, today.value) && (
    <Part name={t('consent_figures')}>
      <Step href={to('figures')} title={t('figures_due')} small={t('figures_due_small')} />
    </Part>
  );

export const OfferFigures = () => (offersFigures(entries.value, today.value) ? <Offer /> : null);

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
        <button type="button" class="btn quiet" onClick={() => void keeping(() => choose('figures', false))}>
          {t('figures_offer_no')}
        </button>
      </div>
    </Part>
  );
}
