/** Boxes that are still to be erased on the server: their ids and secrets, no key. Retried at every start until empty. */
import { forgetRecordings } from '../content/manifest.ts';
import { noted } from '../faults.ts';
import { type Api, Unanswered } from './api.ts';
import { compactFiles } from './compact.ts';
import { type Database, PERSONAL, type PendingDeletion, SURELY } from './database.ts';
import { dropLock } from './lockkey.ts';

export async function noteDeletions(database: Database, box: PendingDeletion): Promise<void> {
  await database.put('goodbye', box);
}

/** Erases what can be erased now; returns how many boxes are left. */
export async function flushDeletions(database: Database, api: Api): Promise<number> {
  const boxes = await database.getAll('goodbye');
  for (const box of boxes) {
    try {
      await api.erase(box);
    } catch (fault) {
      if (!(fault instanceof Unanswered)) throw fault;
      if (fault.why === 'offline') break;
      // Deleted already, or never made: nothing is left either way.
      if (fault.why === 'gone' || fault.why === 'newer') continue;
    }
    await database.delete('goodbye', box.id);
  }
  return boxes.length === 0 ? 0 : database.count('goodbye');
}

/** Clears everything personal and notes the boxes, in one transaction: neither can happen without the other. */
export async function wipe(database: Database, boxes: PendingDeletion[]): Promise<void> {
  // First: once the diary is gone, nothing may be left that shows what was listened to.
  await forgetRecordings().catch(noted('recordings forget'));
  const write = database.transaction(['goodbye', 'outside', ...PERSONAL], 'readwrite', SURELY);
  for (const box of boxes) void write.objectStore('goodbye').put(box);
  for (const store of PERSONAL) void write.objectStore(store).clear();
  // The mask stays, or the app would wear another name than its icon. All else goes: the lock with what it kept, the looks.
  const { mask } = (await write.objectStore('outside').get('outside')) ?? {};
  void write.objectStore('outside').put({ ...(mask && { mask }), sweep: true }, 'outside');
  await write.done;
  dropLock(database);
  await compactFiles(database);
}
