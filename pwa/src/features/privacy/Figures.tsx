/** Figures for the organisation: what they are, yes or no, the few questions when their time has come, and how far it is. */
import { agreed, openWave } from '../../core/model/outcomes.ts';
import { entries, today } from '../../shared/state.ts';
import { useTop } from '../../ui/top.ts';
import { AskConsent } from './outcomes/AskConsent.tsx';
import { Far } from './outcomes/Far.tsx';
import { Questions } from './outcomes/Questions.tsx';

export { addFigureWords } from './outcomes/words.ts';

export function Figures() {
  const yes = agreed(entries.value);
  const wave = openWave(entries.value, today.value);
  useTop(yes ? (wave ?? 'far') : 'ask');
  if (!yes) return <AskConsent />;
  return wave ? <Questions key={wave} wave={wave} /> : <Far />;
}
