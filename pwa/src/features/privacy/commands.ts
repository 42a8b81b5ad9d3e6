/** What a press in privacy does: with the figures for the organisation, and with all that is kept. */

import { type Answers, answeredFields, type Wave } from '../../core/model/outcomes.ts';
import { reportQueueRecord, withoutWave } from '../../core/model/outcomes-queue.ts';
import { forgetCopy } from '../../shared/consents.ts';
import { forgetCount } from '../../shared/notices/pending.ts';
import { face, keep, opened, today, vault } from '../../shared/state.ts';
import { forgetHere } from '../reminders/index.ts';

/** Lays the answers of a wave by to be sent; the way back, until tomorrow. */
export async function giveFigures(wave: Wave, answers: Answers): Promise<() => Promise<void>> {
  const open = await keep();
  await open.giveFigures({ wave, face: face.value, answers, date: today.value });
  return async () => {
    // In this order: what is taken back is never sent, whatever becomes of the app between the two.
    await open.changeDevice(reportQueueRecord, (queue) => withoutWave(queue, wave));
    await open.write('outcomes', 'outcomes', answeredFields(wave, ''));
  };
}

/**
 * Deletes the diary. What is here goes first, in one transaction with the note of what is left of it on the server; that, and what the
 * phone still shows, go now or at the next start (core/vault/pending-deletions.ts, `startReminders`).
 */
export async function deleteAll(): Promise<void> {
  forgetCount();
  await vault.peek()?.deleteEverything();
  await forgetHere();
  opened(null);
}

/**
 * Goes on with the diary of this phone after its copy was deleted elsewhere. The consent goes first: until the diary is a new one, it
 * is still asked about.
 */
export async function keepWithoutCopy(): Promise<void> {
  await forgetCopy();
  await vault.peek()?.keepAsNew();
}
