/** Where the question «Kan andre åpne denne telefonen?» stands, while nothing is kept on a phone yet. */
import { asks } from './answers.ts';
import type { Bundle } from './content.ts';

/** Screens on which one comes to keep something: it is asked before they open. */
const keeping: readonly string[] = [
  'log',
  'checkin',
  'fortnight',
  'plan',
  'calm',
  'code',
  'import',
  'reminders',
  'consents',
  'figures',
];

/** Whether the question comes before this screen. Help in a hard moment, and what is only read, opens at once. */
export function askedBefore(bundle: Bundle, name: string, [kind, id = '', step]: readonly string[]): boolean {
  if (keeping.includes(name)) return true;
  if (name !== 'text') return false;
  if (kind === 'module') return true;
  // A page is read; a step of it that is opened by itself is to be written in.
  const exercise = kind === 'page' && step ? bundle.pages[id]?.steps.find((it) => it.id === step)?.exercise : undefined;
  return asks(exercise) && exercise.keep !== 'none';
}

/** Whether it may come in the middle of this screen, when the first thing is kept there: never over help. */
export const asksHere = (name: string, [kind, id, step]: readonly string[]): boolean =>
  name !== 'urge' && !(name === 'text' && (kind === 'tool' || (id === 'safety' && !step)));
