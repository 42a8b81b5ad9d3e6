/** Whether this browser will keep what is written, and which browser it is where that matters. */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type Browser, browserOf, forgets } from '../core/model/browser.ts';

/** True: kept until the person deletes it. False: may go when the phone runs full. Null: the browser does not say. */
export const storageKept: ReadonlySignal<boolean | null> = signal(null);
/** Bytes that the app takes up here; null when the browser does not say. */
export const storageUsed: ReadonlySignal<number | null> = signal(null);

export async function readStorage(): Promise<void> {
  // Null, for «the browser does not say», when it refuses to answer either.
  (storageKept as Signal<boolean | null>).value = (await navigator.storage?.persisted?.().catch(() => null)) ?? null;
  (storageUsed as Signal<number | null>).value =
    (await navigator.storage?.estimate?.().catch(() => null))?.usage ?? null; // As above.
}

/** Asks the browser to keep it; true when it will. */
export async function askStorage(): Promise<boolean> {
  // A browser that throws has not said yes.
  const kept = (await navigator.storage?.persist?.().catch(() => false)) ?? null;
  (storageKept as Signal<boolean | null>).value = kept;
  return kept ?? false;
}

/** Opened from the home screen. */
export const installed = (): boolean =>
  ['standalone', 'fullscreen', 'minimal-ui'].some((mode) => matchMedia(`(display-mode: ${mode})`).matches) ||
  (navigator as { standalone?: boolean }).standalone === true;

let seen: Browser | null = null;

/** The browser of this page, which stays the same one. */
export function thisBrowser(): Browser {
  seen ??= browserOf(navigator.userAgent, navigator.maxTouchPoints, installed());
  return seen;
}

/** The app in whose own window this page stands; there nothing is kept. */
export const insideApp = (): string | null => thisBrowser().inside;

/** Safari in a tab erases what a page keeps after seven days of use without a visit to it. */
export const forgetsAfterSevenDays = (): boolean => !installed() && forgets(thisBrowser());

/** A phone on which every browser is Safari underneath, and only an app on the home screen gets pushes. */
export const onIphone = (): boolean => thisBrowser().system === 'iphone';

/** What the browser does with what rests here, in the word that the screens say it by. */
export function storageState(): 'kept' | 'loose' | 'seven' | 'unknown' {
  if (forgetsAfterSevenDays()) return 'seven';
  if (storageKept.value === null) return 'unknown';
  return storageKept.value ? 'kept' : 'loose';
}
