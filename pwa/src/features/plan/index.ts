/** What other features may use of this one. */

export { planParts } from './lines.ts';
export { writeSomebody } from './personDrafts.ts';
