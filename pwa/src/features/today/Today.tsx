/** The day: what has been done so far at its head, help at the foot, above it the one next thing, how the week went, the mood and the plan; what can wait is below. */
import { useState } from 'preact/hooks';
import { Below } from '../../shared/Below.tsx';
import { nowWords } from '../../shared/moments.ts';
import { FromOperator } from '../../shared/notices/FromOperator.tsx';
import { Notices } from '../../shared/notices/Notices.tsx';
import { Saved } from '../../shared/Saved.tsx';
import { Screen } from '../../shared/Screen.tsx';
import { SoFarLink } from '../../shared/SoFarLink.tsx';
import { coming, today } from '../../shared/state.ts';
import { part } from '../../shared/today.ts';
import { Week, weekSays } from '../../shared/Week.tsx';
import { CoachNews } from '../coach/index.ts';
import { BrokenOff } from './BrokenOff.tsx';
import { EveningAsk, EveningsAhead, PlanHeld } from './EveningPart.tsx';
import { figuresDue, OfferFigures } from './Figures.tsx';
import { Hold } from './Hold.tsx';
import { MoodPart } from './MoodPart.tsx';
import { AskAboutPhone, AskWhat } from './NewDiary.tsx';
import { LapsePage, NextHourPart } from './NextHourPart.tsx';
import { slippedLately } from './now.ts';
import { OfferCode } from './OfferCode.tsx';
import { OfferInstall } from './OfferInstall.tsx';
import { Behind, Onward } from './Onward.tsx';
import { PlanCard } from './PlanCard.tsx';
import { RodePart } from './RodePart.tsx';
import { StandingPart } from './StandingPart.tsx';
import { DueStep } from './Steps.tsx';
import { TonightPart } from './TonightPart.tsx';
import { whenTimeNow } from './WhenTimePart.tsx';

export function Today() {
  // What asks, offers or counts goes by what is missing too.
  const all = coming.value === null;
  // What waits for an answer comes before an offer.
  const offers = all && !whenTimeNow() && !figuresDue() && !slippedLately.value;
  return (
    <Screen heading={nowWords(today.value, part.value)} tab="today" floats foot={<Hold />}>
      <SoFarLink />
      <Saved />
      <Notices />
      <FromOperator />
      <NextHourPart />
      <BrokenOff />
      <RodePart />
      {all && <PlanHeld />}
      <StandingPart />
      {all && <TonightPart />}
      <LapsePage />
      {all && <DueStep />}
      {all && <EveningAsk />}
      {all && <CoachNews />}
      {all && <Onward />}
      <AskWhat />
      <Below>
        {all && <WeekAndMood />}
        <PlanCard />
        {all && <EveningsAhead />}
        {all && <Behind />}
        <AskAboutPhone />
        {all && <OfferCode />}
        {offers && <OfferInstall />}
        {offers && <OfferFigures />}
      </Below>
    </Screen>
  );
}

/** The week above the mood; one that an answer to the mood brings stands below the finger. */
function WeekAndMood() {
  const [stood] = useState(weekSays);
  return (
    <>
      {stood && <Week />}
      <MoodPart />
      {!stood && <Week />}
    </>
  );
}
