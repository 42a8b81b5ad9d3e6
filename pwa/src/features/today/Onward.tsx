/** The pace on Today: the practice of the week first while the next module waits, else the next module; or the pause. */
import { programmeRest } from '../../core/model/pace.ts';
import { entries, today } from '../../shared/state.ts';
import { offered } from '../programme/index.ts';
import { FiguresDue } from './Figures.tsx';
import { PracticePart } from './PracticePart.tsx';
import { RestPart } from './RestPart.tsx';
import { Next } from './Steps.tsx';
import { StepUp } from './StepUp.tsx';
import { WhenTimePart } from './WhenTimePart.tsx';

export function Onward() {
  const resting = programmeRest(entries.value, today.value);
  const next = offered();
  const waits = next?.from !== undefined;
  return (
    <>
      <StepUp />
      {resting && <RestPart rest={resting} />}
      {next && !waits && <Next next={next} />}
      {!resting && <PracticePart />}
      {next && waits && <Next next={next} />}
      <WhenTimePart />
      <FiguresDue />
    </>
  );
}
