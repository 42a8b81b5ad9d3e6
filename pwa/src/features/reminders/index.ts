/** What other features may use of this one. */
export { channel, forgetHere, state, turnOff, usualReminderTime } from './channel.ts';
export { reminderWords } from './delivery.ts';
export { agreedHere, askedOwn, ownChoice, ownList, switchedOwn } from './personal.ts';
