/** The plan card, without what stands above as tonight's or in the practice. The day after it was made it asks whether it still holds. */
import { addDays } from '../../core/model/dates.ts';
import { evenings } from '../../core/model/evening.ts';
import { hardEvening, nextHardOf, offersEvenings } from '../../core/model/hard-evening.ts';
import { programmeRest } from '../../core/model/pace.ts';
import { type CardPair, madeYesterday, planCard } from '../../core/model/plan.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Card } from '../../shared/Card.tsx';
import { eveningSituation } from '../../shared/evenings.ts';
import { dayPartWords } from '../../shared/moments.ts';
import { PlanNext } from '../../shared/PlanNext.tsx';
import { Part } from '../../shared/Screen.tsx';
import { entries, face, facePack, today } from '../../shared/state.ts';
import { running } from '../../shared/today.ts';
import { LinkRow } from '../../ui/LinkRow.tsx';
import { practiceNow, toldTonight } from './now.ts';

export function PlanCard() {
  const fresh = madeYesterday(entries.value, today.value);
  const told = new Set([...(fresh ? [] : toldTonight.value), ...(practiceNow.value?.shown ?? [])]);
  const untold = ({ words }: CardPair): string[] => words.filter((it) => !told.has(it));
  const isTold = (pair: CardPair | undefined): boolean => pair !== undefined && untold(pair).length === 0;
  const card = planCard(entries.value, facePack())
    .filter((pair, at, all) => !(isTold(pair) || (pair.leads && isTold(all[at + 1]))))
    .map((pair) => ({ ...pair, words: untold(pair) }));
  if (card.length === 0) return null;
  return (
    <Part name={fresh ? t('plan_yesterday') : t('plan_title')}>
      <Card pairs={card} />
      {fresh && <p class="own-gap">{t('plan_still')}</p>}
      <a class="link" href={to('plan')}>
        {fresh ? t('plan_change') : t('plan_whole')}
      </a>
      {couldPlan() && <PlanEvening />}
    </Part>
  );
}

/** Whether he may want to plan an evening that nothing suggests: none is planned from today on, and he has not turned the offer off. */
const couldPlan = (): boolean =>
  face.value === 'stop' &&
  offersEvenings(entries.value) &&
  !programmeRest(entries.value, today.value) &&
  evenings(entries.value).every(({ date }) => date < today.value) &&
  !hardEvening(eveningSituation());

/** The way to plan what is hard now or next; where nothing is, this evening until it begins, then the next. */
function PlanEvening() {
  const hard = nextHardOf(eveningSituation());
  if (hard) return <PlanNext {...hard} />;
  const { date, part } = running.value;
  const [day, when] =
    part === 'evening' ? [addDays(date, 1), dayPartWords(addDays(date, 1), 'evening')] : [date, t('this_evening')];
  return (
    <ul class="rows">
      <LinkRow href={to('plan', 'evening', day, 'evening')} name={t('evening_plan_for', { when })} />
    </ul>
  );
}
