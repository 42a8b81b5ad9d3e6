/** Blurred answers for the organisation, sent one by one while the app is open, when their day has come. */
import { computed, effect } from '@preact/signals';
import { noted } from '../../../core/faults.ts';
import { reportQueueRecord } from '../../../core/model/outcomes-queue.ts';
import { deviceRecords, vault } from '../../../shared/state.ts';

const SECOND = 1000;
/** The first look comes this long after the diary is open, and up to two minutes later, so that it is not at once with the sync. */
const FIRST = 10 * SECOND;
const SPREAD = 120 * SECOND;
const AGAIN = 3600 * SECOND;

const waits = computed(() => vault.value !== null && deviceRecords.value.has(reportQueueRecord));

export function watchFigures(): void {
  effect(() => {
    if (!waits.value) return;
    let over = false;
    let next = setTimeout(send, FIRST + Math.random() * SPREAD);
    async function send(): Promise<void> {
      await vault.peek()?.sendFigure().catch(noted('figure sending'));
      // The last one may be gone, or the diary shut, since it was asked.
      if (!over) next = setTimeout(send, AGAIN);
    }
    return () => {
      over = true;
      clearTimeout(next);
    };
  });
}
