/** What other features may use of this one. */
export { delay } from './autolock.ts';
