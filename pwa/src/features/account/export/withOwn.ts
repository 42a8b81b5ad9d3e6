/** Whether the answers that are kept on this phone only come along in what can be read: asked anew whenever one comes here. */
import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { route } from '../../../platform/router.ts';
import { vault } from '../../../shared/state.ts';

export const withOwn: ReadonlySignal<boolean> = signal(false);

export function includeOwn(on: boolean): void {
  (withOwn as Signal<boolean>).value = on;
}

/** Asks anew whenever one comes back. */
export function watchWithOwn(): void {
  effect(() => {
    if (route.value.name !== 'export' || vault.value === null) (withOwn as Signal<boolean>).value = false;
  });
}
