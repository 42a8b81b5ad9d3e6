/** What other features may use of this one. */
export { Later } from './Later.tsx';
export { FourWeeksSheet } from './Summary.tsx';
export { SummaryLink } from './SummaryLink.tsx';
export { asText } from './summary/sheet.ts';
