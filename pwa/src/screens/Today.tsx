/** The day: help at the foot, above it the one next step, the week's practice, the plan and how the week went. */
import { Below } from '../parts/Below.tsx';
import { headingWords } from '../parts/moments.ts';
import { Notices } from '../parts/Notices.tsx';
import { FromOperator } from '../parts/notices/FromOperator.tsx';
import { Saved } from '../parts/Saved.tsx';
import { Screen } from '../parts/Screen.tsx';
import { Week } from '../parts/Week.tsx';
import { coming, face, today } from '../state.ts';
import { part } from '../today.ts';
import { CoachNews } from './coach/Ahead.tsx';
import { NearToday } from './near/NearToday.tsx';
import { BrokenOff } from './today/BrokenOff.tsx';
import { OfferFigures } from './today/Figures.tsx';
import { Hold } from './today/Hold.tsx';
import { OfferInstall } from './today/OfferInstall.tsx';
import { Onward } from './today/Onward.tsx';
import { PlanCard } from './today/PlanCard.tsx';
import { Standing } from './today/Standing.tsx';
import { Day, Due } from './today/Steps.tsx';
import { Tonight } from './today/Tonight.tsx';

export const Today = () => (face.value === 'near' ? <NearToday /> : <OwnToday />);

function OwnToday() {
  // What asks, offers or counts goes by what is missing too.
  const all = coming.value === null;
  return (
    <Screen heading={headingWords(today.value, part.value)} tab="today" foot={<Hold />}>
      <Saved />
      <Notices />
      <FromOperator />
      <BrokenOff />
      <Standing />
      {all && <Tonight />}
      {all && <Due />}
      {all && <CoachNews />}
      {all && <Onward />}
      <Below>
        <PlanCard />
        {all && <OfferInstall />}
        {all && <Day />}
        {all && <Week />}
        {all && <OfferFigures />}
      </Below>
    </Screen>
  );
}
