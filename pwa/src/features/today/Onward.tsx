/** The pace on Today: one next thing first, the rest behind it. */
import { programmeRest } from '../../core/model/pace.ts';
import { entries, today } from '../../shared/state.ts';
import { offered, offeredFirst } from '../programme/index.ts';
import { FiguresDue } from './Figures.tsx';
import { practiceNow, slippedLately, somethingDue } from './now.ts';
import { PracticePart } from './PracticePart.tsx';
import { RestPart } from './RestPart.tsx';
import { Next } from './Steps.tsx';
import { StepUp } from './StepUp.tsx';
import { WhenTimePart } from './WhenTimePart.tsx';

/** The practice of this week before the next module; one that is older, or was tried on a day of before, after it, as where a module comes first. */
function steps() {
  const [next, first] = [offered(), offeredFirst()];
  const module = next || first ? [<Next key="next" next={next} first={first} />] : [];
  const now = practiceNow.value;
  const practised = now ? [<PracticePart key="practice" practice={now} />] : [];
  const waits = now?.thisWeek && !(now.state === 'tried' && now.at < today.value);
  return waits && !first ? [...practised, ...module] : [...module, ...practised];
}

/** Advice to talk to somebody, the pause, and the one next thing where nothing else is due. */
export function Onward() {
  const resting = programmeRest(entries.value, today.value);
  return (
    <>
      <StepUp />
      {resting && <RestPart rest={resting} />}
      {!somethingDue() && steps()[0]}
    </>
  );
}

/** What can wait; what asks for time waits longer while something after a purchase may be urgent. */
export function Behind() {
  return (
    <>
      {somethingDue() ? steps() : steps().slice(1)}
      <WhenTimePart />
      {!slippedLately.value && <FiguresDue />}
    </>
  );
}
