/** The pace on Today: the practice of the week first while the next module waits, else the next module; or the pause. */
import { rest } from '../../core/model/pace.ts';
import { entries, today } from '../../shared/state.ts';
import { offered } from '../programme/index.ts';
import { Figures } from './Figures.tsx';
import { Practice } from './Practice.tsx';
import { Rest } from './Rest.tsx';
import { Next } from './Steps.tsx';
import { StepUp } from './StepUp.tsx';
import { WhenTime } from './WhenTime.tsx';

export function Onward() {
  const resting = rest(entries.value, today.value);
  const next = offered();
  const waits = next?.from !== undefined;
  return (
    <>
      <StepUp />
      {resting && <Rest rest={resting} />}
      {next && !waits && <Next next={next} />}
      {!resting && <Practice />}
      {next && waits && <Next next={next} />}
      <WhenTime />
      <Figures />
    </>
  );
}
