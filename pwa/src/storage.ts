/** Whether this browser will keep what is written, and which browser it is where that matters. */
import { signal } from '@preact/signals';

/** True: kept until the person deletes it. False: may go when the phone runs full. Null: the browser does not say. */
export const storageKept = signal<boolean | null>(null);

export async function readStorage(): Promise<void> {
  storageKept.value = (await navigator.storage?.persisted?.().catch(() => null)) ?? null;
}

/** Asks the browser to keep it; true when it will. */
export async function askStorage(): Promise<boolean> {
  const kept = (await navigator.storage?.persist?.().catch(() => false)) ?? false;
  storageKept.value = kept;
  return kept;
}

/** Opened from the home screen. */
export const installed = (): boolean => matchMedia('(display-mode: standalone)').matches;

/** Safari in a tab erases what a page keeps after seven days of use without a visit to it. */
export const forgetsAfterSevenDays = (): boolean =>
  !installed() && /^((?!chrome|chromium|android|crios|fxios|edg).)*safari/i.test(navigator.userAgent);

/** A phone on which every browser is Safari underneath, and only an app on the home screen gets pushes. */
export const onIphone = (): boolean => /iPhone|iPad/.test(navigator.userAgent);
