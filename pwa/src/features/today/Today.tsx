/** The day: help at the foot, above it the one next step, the week's practice, the plan and how the week went. */
import { Below } from '../../shared/Below.tsx';
import { headingWords } from '../../shared/moments.ts';
import { FromOperator } from '../../shared/notices/FromOperator.tsx';
import { Notices } from '../../shared/notices/Notices.tsx';
import { Saved } from '../../shared/Saved.tsx';
import { Screen } from '../../shared/Screen.tsx';
import { coming, today } from '../../shared/state.ts';
import { part } from '../../shared/today.ts';
import { Week } from '../../shared/Week.tsx';
import { CoachNews } from '../coach/index.ts';
import { BrokenOff } from './BrokenOff.tsx';
import { OfferFigures } from './Figures.tsx';
import { Hold } from './Hold.tsx';
import { NewDiary } from './NewDiary.tsx';
import { OfferInstall } from './OfferInstall.tsx';
import { Onward } from './Onward.tsx';
import { PlanCard } from './PlanCard.tsx';
import { RodePart } from './RodePart.tsx';
import { StandingPart } from './StandingPart.tsx';
import { CheckinStep, DueStep } from './Steps.tsx';
import { TonightPart } from './TonightPart.tsx';

export function Today() {
  // What asks, offers or counts goes by what is missing too.
  const all = coming.value === null;
  return (
    <Screen heading={headingWords(today.value, part.value)} tab="today" foot={<Hold />}>
      <Saved />
      <Notices />
      <FromOperator />
      <BrokenOff />
      <RodePart />
      <NewDiary />
      <StandingPart />
      {all && <TonightPart />}
      {all && <DueStep />}
      {all && <CoachNews />}
      {all && <Onward />}
      <Below>
        <PlanCard />
        {all && <OfferInstall />}
        {all && <CheckinStep />}
        {all && <Week />}
        {all && <OfferFigures />}
      </Below>
    </Screen>
  );
}
