/** Notices that were shown and not pressed yet: they stand on the lock screen of the phone, with their words and the app's name. */
import { noted } from '../core/faults.ts';
import { environment } from '../platform/environment.ts';

/** Takes them away. Never throws. */
export async function closeNotices(): Promise<void> {
  const shown = await environment()
    .worker?.getRegistration()
    .then((worker) => worker?.getNotifications?.())
    .catch(noted('notices closing'));
  for (const notice of shown ?? []) notice.close();
}
