/** Figures for the organisation: what they are, yes or no, the few questions when their time has come, and how far it is. */
import './figures/words.ts';
import { agreed, openWave } from '../domain/outcomes.ts';
import { useTop } from '../parts/top.ts';
import { entries, today } from '../state.ts';
import { AskConsent } from './figures/AskConsent.tsx';
import { Far } from './figures/Far.tsx';
import { Questions } from './figures/Questions.tsx';

export function Figures() {
  const yes = agreed(entries.value);
  const wave = openWave(entries.value, today.value);
  useTop(yes ? (wave ?? 'far') : 'ask');
  if (!yes) return <AskConsent />;
  return wave ? <Questions key={wave} wave={wave} /> : <Far />;
}
