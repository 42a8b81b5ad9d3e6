/** What a press at the lock does that takes more than one step. */
import { eraseLocked } from '../../shared/lock.ts';
import { forgetHere } from '../reminders/index.ts';

/** Nobody can open the diary: it goes from this phone first, in one transaction; what the phone still shows goes now or at the next start. */
export async function eraseForgotten(): Promise<void> {
  await eraseLocked();
  await forgetHere();
}
