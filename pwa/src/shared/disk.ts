/** Whether this phone keeps what is written, by what the disk has said: nothing is asked of it before the first screen stands. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { keepingRefused, openingRefused, type Refusal } from '../core/model/warnings.ts';
import { vaults } from '../platform/vaults.ts';

/** Nothing is kept in this browser, or what is kept does not open. */
export const refusal: ReadonlySignal<Refusal | null> = signal(null);
/** The last thing that was to be kept found no room. */
export const phoneFull: ReadonlySignal<boolean> = signal(false);

/** Then nobody is asked how it should be kept. */
export const keepsNothing = computed(() => refusal.value === 'storage' || refusal.value === 'keys');

/** Something came to rest. */
export function kept(): void {
  (phoneFull as Signal<boolean>).value = false;
}

/** Something could not be kept. */
export function notKept(fault: unknown): void {
  const why = keepingRefused(fault);
  if (why === 'full') (phoneFull as Signal<boolean>).value = true;
  else if (why === 'newer') (refusal as Signal<Refusal | null>).value = 'newer';
  else void checkStorage();
}

/** The disk has not answered in the time that a start waits for it. */
export function diskIsSilent(): void {
  (refusal as Signal<Refusal | null>).value = 'storage';
}

export function notOpened(fault: unknown): void {
  (refusal as Signal<Refusal | null>).value = openingRefused(fault);
}

/** Asks the browser whether it would keep a diary, and leaves nothing behind. A diary that did not open stays told of. */
export async function checkStorage(): Promise<void> {
  if (refusal.peek() === 'newer' || refusal.peek() === 'lost-key') return;
  const answer = await vaults.supported();
  if (answer !== true) (refusal as Signal<Refusal | null>).value = answer === 'storage' ? 'storage' : 'keys';
  else (refusal as Signal<Refusal | null>).value = null;
}

/** Looks again whenever the person comes back: he may have changed the settings meanwhile. */
export function watchDisk(): void {
  void checkStorage();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && refusal.peek()) void checkStorage();
  });
}
