/** What other features may use of this one. */
export { writeSomebody } from './begun.ts';
export { parts } from './lines.ts';
