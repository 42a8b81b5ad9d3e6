/** What other features may use of this one. */

export { CalmRow } from './CalmRow.tsx';
export { FromYourself } from './FromYourself.tsx';
