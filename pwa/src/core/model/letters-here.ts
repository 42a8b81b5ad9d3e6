/** Messages to coaches that the server may not have. By itself: who leaves a device asks, and needs nothing else of a thread. */
import { ofKind } from './kinds.ts';
import type { Entry, Fields } from './plain.ts';

/** Begins the name of what waits on this phone to be sent to a coach. */
export const letterQueueRecord = 'thread-queue';

/** How many wait on this phone alone. No other phone can send them. */
export const queuedHere = (device: ReadonlyMap<string, Fields>): number =>
  [...device.keys()].filter((name) => name.startsWith(`${letterQueueRecord}/`)).length;

/** Those, and the first messages of threads that are still being made. */
export const unsentLetters = (entries: ReadonlyMap<string, Entry>, device: ReadonlyMap<string, Fields>): number =>
  queuedHere(device) + ofKind(entries, 'thread').filter(({ fields }) => fields.state === 'making').length;
