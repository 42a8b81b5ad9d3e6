/** What this phone has of coaches: whether the pack names any, whether a thread was begun, what is left of one that was closed. */
import { coachIn } from '../../core/model/coach-here.ts';
import { deviceRecords, entriesOfKind, pack } from '../../shared/state.ts';

export const hasCoaches = (): boolean => coachIn(pack()) !== null;

/** A thread was begun on one of the person's devices. */
export const hasThread = (): boolean => entriesOfKind('thread').length > 0;

/** What another device's closing of a thread has left on this phone. */
export const leftBehind = (): boolean =>
  [...deviceRecords.value.keys()].some((name) => name.startsWith('thread-') || name === 'coach-draft/checkin');
