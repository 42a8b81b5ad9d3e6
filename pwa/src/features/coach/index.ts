/** What other features may use of this one. */
export { CoachNews, sendLetters, watchCoaches } from './Ahead.tsx';
export { CoachConsent } from './ConsentPart.tsx';
export { hasCoaches, hasThread } from './here.ts';
