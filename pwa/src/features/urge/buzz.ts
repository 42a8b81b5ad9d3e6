/** A short buzz of the phone as a timed tool moves on. Only where the phone can, and only once it was chosen here. */
import { computed, effect, signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { noted } from '../../core/faults.ts';
import { holdPage } from '../../shared/drafts.ts';
import { guest } from '../../shared/session.ts';
import { deviceRecords, vault } from '../../shared/state.ts';

/** Name of the record on this phone; another phone of the same person is asked by itself. */
const record = 'vibration';

/** What was chosen in this visit, kept or not. */
const pressed = signal<boolean | null>(null);

/** Forgets the choice of this visit when the visit is over. */
export function watchBuzz(): void {
  /** Whoever comes after has chosen nothing: behind the lock, in a visit without logging in, in another diary. */
  effect(() => {
    if (vault.value === null || guest.value) pressed.value = null;
  });
}

export const buzzes = computed<boolean>(() => pressed.value ?? deviceRecords.value.get(record)?.on === true);

export const canBuzz = (): boolean => typeof navigator.vibrate === 'function';

/** Feels it at once when it is switched on. Before anything is kept it is remembered for this visit. */
export function chooseBuzz(on: boolean): void {
  pressed.value = on;
  if (on) buzz(beat);
  else buzz(0);
  const written = vault.peek()?.writeDevice(record, { on }).catch(noted('vibration'));
  if (written) holdPage(written);
}

const beat = 60;
const end = [60, 120, 60, 120, 60];

/** A phone that refuses stays still; the words say the same. */
function buzz(pattern: number | number[]): void {
  try {
    navigator.vibrate?.(pattern);
  } catch {
    // Some browsers throw where a page has not been touched yet.
  }
}

/** Buzzes each time `step` becomes another, and three times when it is over; never while it is paused. */
export function useBuzz(step: string, { over, paused }: { over: boolean; paused: boolean }): void {
  const before = useRef(step);
  const ended = useRef(over);
  useEffect(() => {
    const moved = before.current !== step;
    const ends = over && !ended.current;
    before.current = step;
    ended.current = over;
    if (!buzzes.peek() || paused) return;
    if (ends) buzz(end);
    else if (moved && !over) buzz(beat);
  }, [step, over, paused]);
  useEffect(() => () => (buzzes.peek() ? buzz(0) : undefined), []);
}
