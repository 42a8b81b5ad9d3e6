/** What other features may use of this one. */

export { AddNumber } from './AddNumber.tsx';
export { planParts } from './lines.ts';
export { writeSomebody } from './personDrafts.ts';
