/** The plan card, where tonight's plan does not stand above. The day after it was made it asks whether it still holds. */
import { madeYesterday, planCard } from '../../core/model/plan.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Card } from '../../shared/Card.tsx';
import { Part } from '../../shared/Screen.tsx';
import { entries, facePack, today } from '../../shared/state.ts';
import { eveningNow, tonightNow } from './now.ts';

export function PlanCard() {
  const card = planCard(entries.value, facePack());
  const fresh = madeYesterday(entries.value, today.value);
  const tonight = eveningNow.value !== null || (tonightNow.value?.plans.length ?? 0) > 0;
  if (card.length === 0 || (tonight && !fresh)) return null;
  return (
    <Part name={fresh ? t('plan_yesterday') : t('plan_title')}>
      <Card pairs={card} />
      {fresh && <p class="own-gap">{t('plan_still')}</p>}
      <a class="link" href={to('plan')}>
        {fresh ? t('plan_change') : t('plan_whole')}
      </a>
    </Part>
  );
}
