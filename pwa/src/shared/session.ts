/**
 * What stands between the person and the screens: the lock, and the one question that is asked before anything is kept. The
 * acts are in lock.ts; what everybody may know of them is here.
 */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { LockKind } from '../core/model/lockwords.ts';

/** A lock is set on this phone and nobody has opened it. */
export const locked: ReadonlySignal<boolean> = signal(false);
/** «Bruk appen uten å låse opp»: the lock stays shut, and nothing is kept. */
export const guest: ReadonlySignal<boolean> = signal(false);
/** The diary that is open has a lock. */
export const hasLock: ReadonlySignal<boolean> = signal(false);
/** What opens the lock of this phone, where there is one. */
export const lockKind: ReadonlySignal<LockKind> = signal('pin');
/** The PIN that opened it is one of those that are tried first. Known in this visit alone. */
export const weakLock: ReadonlySignal<boolean> = signal(false);

/** «Kan andre åpne denne telefonen?», in this visit: a lock was chosen, or none. A diary that exists has been asked about. */
export const answered: ReadonlySignal<'lock' | 'none' | null> = signal(null);

/** The lock that the disk told of, before anything was opened. */
export function lockFound(shut: boolean, kind: LockKind): void {
  (locked as Signal<boolean>).value = shut;
  (lockKind as Signal<LockKind>).value = kind;
}

/** What opens the lock of this phone, as it was found just now. */
export function opensWith(kind: LockKind): void {
  (lockKind as Signal<LockKind>).value = kind;
}

/** The diary that is open has this lock, or none. */
export function diaryHasLock(kind: LockKind | null): void {
  (hasLock as Signal<boolean>).value = kind !== null;
  if (kind) (lockKind as Signal<LockKind>).value = kind;
}

/** A lock was set or changed. */
export function lockSet(kind: LockKind): void {
  batch(() => {
    diaryHasLock(kind);
    (weakLock as Signal<boolean>).value = false;
  });
}

/** The lock of the diary that is open was taken away. */
export function lockRemoved(): void {
  batch(() => {
    (hasLock as Signal<boolean>).value = false;
    (weakLock as Signal<boolean>).value = false;
  });
}

/** The lock stands before everything. */
export function shutLock(): void {
  batch(() => {
    (locked as Signal<boolean>).value = true;
    (guest as Signal<boolean>).value = false;
    (weakLock as Signal<boolean>).value = false;
  });
}

/** Nothing stands before the screens any more. */
export function liftLock(): void {
  batch(() => {
    (locked as Signal<boolean>).value = false;
    (guest as Signal<boolean>).value = false;
  });
}

/** Whether a lock stands, as another tab has left it. */
export function lockStands(shut: boolean): void {
  (locked as Signal<boolean>).value = shut;
}

/** A visit without logging in begins or ends. */
export function visit(visiting: boolean): void {
  (guest as Signal<boolean>).value = visiting;
}

/** Whether the PIN that opened the lock is one of those that are tried first. */
export function noteWeak(weak: boolean): void {
  (weakLock as Signal<boolean>).value = weak;
}

/** The next diary is asked about anew. */
export function forgetAnswer(): void {
  (answered as Signal<'lock' | 'none' | null>).value = null;
}

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
  (answered as Signal<'lock' | 'none' | null>).value = how;
  settle('go');
}

/** The person went back from the question. */
export const unasked = (): void => settle('not');

function settle(how: keyof Waiting): void {
  const all = waiting.peek();
  waiting.value = [];
  for (const it of all) it[how]();
}
