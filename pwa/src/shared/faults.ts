/** The last faults of this phone, for «Om appen»: in a sealed record that never leaves it, before there is a diary in memory alone. */
import { effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals';
import { hearFaults, noteFault } from '../core/faults.ts';
import { dayPart } from '../core/model/dates.ts';
import {
  type Fault,
  faultFields,
  isOrdinary,
  kindOf,
  mostFaults,
  readFaults,
  withFault,
} from '../core/model/faults.ts';
import type { Vault } from '../core/vault/types.ts';
import { wallClock } from '../platform/environment.ts';
import { route } from '../platform/router.ts';
import { holdPage } from './drafts.ts';
import { vault } from './state.ts';

/** Name of the record. */
const record = 'faults';
/** Milliseconds: faults that come together are written together. */
const settling = 2000;

/** Oldest first. */
export const faults: ReadonlySignal<readonly Fault[]> = signal([]);

let timer: ReturnType<typeof setTimeout> | undefined;

function write(open: Vault): void {
  // A disk that does not take this would be one more fault, and so on without end.
  open.writeDevice(record, faultFields(faults.peek())).catch(() => undefined);
}

function heard(code: string, fault: unknown): void {
  if (isOrdinary(fault, navigator.onLine)) return;
  (faults as Signal<readonly Fault[]>).value = withFault(faults.peek(), {
    code: `${code} ${kindOf(fault)}`,
    screen: route.peek().name,
    part: dayPart(wallClock.date()),
  });
  clearTimeout(timer);
  timer = setTimeout(() => {
    const open = vault.peek();
    if (open) write(open);
  }, settling);
}

/** Follows every fault from here on, also those that nothing catches. What an opened diary has kept of earlier ones goes before. */
export function watchFaults(): void {
  hearFaults(heard);
  addEventListener('error', ({ error }) => noteFault('uncaught', error));
  addEventListener('unhandledrejection', ({ reason }) => noteFault('rejected', reason));
  let before: Vault | null = null;
  effect(() => {
    const open = vault.value;
    if (open === before) return;
    // Those of a diary that is closed or gone are not the next one's.
    if (before) (faults as Signal<readonly Fault[]>).value = [];
    before = open;
    if (!open) return;
    const early = untracked(() => faults.peek());
    (faults as Signal<readonly Fault[]>).value = [...readFaults(open.device.get(record)), ...early].slice(-mostFaults);
    if (early.length > 0) write(open);
  });
}

/** Puts the list away. */
export async function forgetFaults(): Promise<void> {
  (faults as Signal<readonly Fault[]>).value = [];
  clearTimeout(timer);
  const gone = vault.peek()?.writeDevice(record, null);
  if (gone) holdPage(gone);
  await gone;
}
