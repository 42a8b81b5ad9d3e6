/** What other features may use of this one. */
export { Later, type Missing } from './Later.tsx';
export { FourWeeksSheet } from './Summary.tsx';
export { SummaryLink } from './SummaryLink.tsx';
export { asText } from './summary/sheet.ts';
