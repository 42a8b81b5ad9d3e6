/** What a press in privacy does with the figures for the organisation. */

import { type Answers, answeredFields, type Wave } from '../../core/model/outcomes.ts';
import { reportQueueRecord, withoutWave } from '../../core/model/outcomes-queue.ts';
import { face, keep, today } from '../../shared/state.ts';

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
