/**
 * The browser's own question whether to install. Chrome and its kin hand it over when they have read the manifest; it is held
 * until our button is pressed, and no banner comes by itself.
 */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Mask } from '../core/model/mask.ts';
import { mask } from './mask.ts';

interface InstallEvent extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

/** `worn`: whose manifest had been read; under another mask it would install the wrong name. */
const held = signal<{ event: InstallEvent; worn: Mask } | null>(null);
export const canPrompt = (): boolean => held.value !== null && held.value.worn === mask.value;

/** The app was put on the home screen while this page was open. */
export const added: ReadonlySignal<boolean> = signal(false);

export function holdPrompt(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    held.value = { event: event as InstallEvent, worn: mask.peek() };
  });
  addEventListener('appinstalled', () => {
    held.value = null;
    (added as Signal<boolean>).value = true;
  });
}

/** True when the person said yes. It can be asked once; the browser hands over another when it likes. */
export async function promptInstall(): Promise<boolean> {
  const asked = held.value?.event;
  held.value = null;
  const { outcome } = (await asked?.prompt()) ?? { outcome: 'dismissed' };
  return outcome === 'accepted';
}
