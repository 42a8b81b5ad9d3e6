/** What other features may use of this one. */
export { fortnightDraft, goOn } from './commands.ts';
export { offered, offeredFirst } from './offered.ts';
export { HowDidItGo } from './text/HowDidItGo.tsx';
