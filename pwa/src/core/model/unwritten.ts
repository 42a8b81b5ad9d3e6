/**
 * The lock (Web Locks) that a page holds while somebody's words are on their way to the disk: the service worker lets the next
 * page wait for it, since the old one lives, and writes, until the next one comes.
 */
export const unwritten = 'unwritten';
/** Milliseconds that the next page waits at most. */
export const patience = 2000;
