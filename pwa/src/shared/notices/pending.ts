/** Boxes that are still to be erased on the server: how many, counted and tried anew until none is left. */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { noted } from '../../core/faults.ts';
import { vaults } from '../../platform/vaults.ts';

const often = 5000;

/** Boxes that are still to be erased on the server; null until it has been counted, or when it cannot be. */
export const deletionsLeft: ReadonlySignal<number | null> = signal(null);

/** How often boxes have joined the list in this visit. */
let joined = 0;

/** More boxes are about to join: what was counted before, or is being counted now, says nothing about them. */
export function forgetCount(): void {
  joined++;
  (deletionsLeft as Signal<number | null>).value = null;
}

/** Tries to erase what is left; it is no fault when nothing can be erased now. */
export const eraseNow = async (): Promise<void> => {
  const before = joined;
  // The list cannot be read: that is no sign that it is empty.
  const left = await vaults.finishDeletions().catch(noted('deletions count', null));
  if (before === joined) (deletionsLeft as Signal<number | null>).value = left;
};

/** Counts now and, until it is known that nothing is left, again every few seconds. Returns what ends it. */
export function countDeletions(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const count = async () => {
    await eraseNow();
    if (!ended && deletionsLeft.value !== 0) timer = setTimeout(() => void count(), often);
  };
  void count();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
