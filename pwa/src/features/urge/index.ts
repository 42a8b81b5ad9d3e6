/** What other features may use of this one. */

export { brokenOff, settleLeft } from './ride.ts';
export { rideWords, wayInWords, wayName } from './rideWords.ts';
export { OneStep } from './Steps.tsx';
export { UrgeScreen } from './UrgeScreen.tsx';
export { Way } from './Way.tsx';
