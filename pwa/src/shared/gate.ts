/**
 * What stands between the person and the screens: the lock, and the one question that is asked before anything is kept. The
 * acts are in lock.ts; what everybody may know of them is here.
 */
import { computed, signal } from '@preact/signals';
import type { LockKind } from '../core/model/lockwords.ts';

/** A lock is set on this phone and nobody has opened it. */
export const locked = signal(false);
/** «Åpne uten å logge inn»: the lock stays shut, and nothing is kept. */
export const guest = signal(false);
/** The diary that is open has a lock. */
export const hasLock = signal(false);
/** What opens the lock of this phone, where there is one. */
export const lockKind = signal<LockKind>('pin');
/** The PIN that opened it is one of those that are tried first. Known in this visit alone. */
export const weakLock = signal(false);

/** «Kan andre åpne denne telefonen?», in this visit: a lock was chosen, or none. A diary that exists has been asked about. */
export const answered = signal<'lock' | 'none' | null>(null);

/** Nothing is kept before the question has been answered, and here it was not the time to ask it. */
export class NotAsked extends Error {
  override name = 'NotAsked';
}

interface Waiting {
  go: () => void;
  not: () => void;
}
const waiting = signal<readonly Waiting[]>([]);

/** Something is to be kept, and the question stands in place of the screen that wanted it. */
export const asking = computed(() => waiting.value.length > 0);

/** Resolves when the question has been answered; rejects when the person went back from it. */
export function ask(): Promise<void> {
  return new Promise((resolve, reject) => {
    waiting.value = [...waiting.peek(), { go: resolve, not: () => reject(new NotAsked('went back')) }];
  });
}

export function answer(how: 'lock' | 'none'): void {
  answered.value = how;
  settle('go');
}

/** The person went back from the question. */
export const unasked = (): void => settle('not');

function settle(how: keyof Waiting): void {
  const all = waiting.peek();
  waiting.value = [];
  for (const it of all) it[how]();
}
