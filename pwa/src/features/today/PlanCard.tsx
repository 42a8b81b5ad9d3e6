/** The plan card, without what stands above as tonight's. The day after it was made it asks whether it still holds. */
import { type CardPair, madeYesterday, planCard } from '../../core/model/plan.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Card } from '../../shared/Card.tsx';
import { Part } from '../../shared/Screen.tsx';
import { entries, facePack, today } from '../../shared/state.ts';
import { toldTonight } from './now.ts';

export function PlanCard() {
  const fresh = madeYesterday(entries.value, today.value);
  const told = toldTonight.value;
  const isTold = (pair: CardPair | undefined): boolean => pair?.words.every((it) => told.has(it)) ?? false;
  const card = planCard(entries.value, facePack()).filter(
    (pair, at, all) => fresh || !(isTold(pair) || (pair.leads && isTold(all[at + 1]))),
  );
  if (card.length === 0) return null;
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
