/** The mask that is worn: what the title bar, the icons, the manifest and the prints say. It rests outside every seal. */
import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { noted } from '../core/faults.ts';
import { icons, type Mask, manifestOf, markPath, maskIn, maskNames, plainMask } from '../core/model/mask.ts';
import { locale } from '../platform/i18n.ts';
import { vaults } from '../platform/vaults.ts';
import { closeNotices } from './notices.ts';

export const mask: ReadonlySignal<Mask> = signal(plainMask);

/** The app's name as the person chose it to be seen; nothing outside the screens says more than this. */
export const appName = (): string => maskNames[mask.value];

/** A browser fetches anew what is set anew, also where nothing has changed. */
function point(link: string, address: string): void {
  const there = document.querySelector(`link[rel="${link}"]`);
  if (there?.getAttribute('href') !== address) there?.setAttribute('href', address);
}

/** The page's head says what the mask says. A browser reads the manifest anew when its address changes. */
function dress(worn: Mask): void {
  document.title = maskNames[worn];
  document.querySelector('meta[name="apple-mobile-web-app-title"]')?.setAttribute('content', maskNames[worn]);
  point('icon', markPath(worn));
  point('apple-touch-icon', icons[worn].home);
  point('manifest', manifestOf(worn, locale.value));
}

/**
 * Puts on what was chosen on this phone; before anything was, what the opened icon says, which is then kept. An icon keeps
 * the name it was made with, so it never overrules a choice.
 */
export async function applyMask(search: string): Promise<void> {
  // The start, which opens the same disk, tells when it does not open.
  const outside = await vaults.unsealedPrefs().catch(() => null);
  const opened = maskIn(search);
  (mask as Signal<Mask>).value = outside?.mask ?? opened ?? plainMask;
  if (outside && !outside.mask && opened) vaults.writeUnsealedPrefs({ mask: opened }).catch(noted('mask write'));
  effect(() => dress(mask.value));
}

/** The person's choice. It shows at once; rejects when this browser could not keep it. */
export async function wear(next: Mask): Promise<void> {
  (mask as Signal<Mask>).value = next;
  // They carry the name of before.
  void closeNotices();
  await vaults.writeUnsealedPrefs({ mask: next });
  vaults.lock.tell('masked');
}

/** Another tab has put on another one. */
export async function wearTheSame(): Promise<void> {
  const outside = await vaults.unsealedPrefs().catch(noted('mask look', null));
  if (outside?.mask) (mask as Signal<Mask>).value = outside.mask;
}
