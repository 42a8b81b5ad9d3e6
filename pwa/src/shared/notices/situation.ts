/** What the phone, the server and the app have said, as `warnings` asks for it. */

import { nearDays } from '../../core/model/near.ts';
import { planCard } from '../../core/model/plan.ts';
import { clockWrong, newest, type Situation, warnings } from '../../core/model/warnings.ts';
import { movedRecord } from '../../core/vault/devices.ts';
import { wallClock } from '../../platform/environment.ts';
import { consent } from '../consents.ts';
import { unknownDevice } from '../devices.ts';
import { phoneFull, refusal } from '../disk.ts';
import { deviceRecords, entries, face, facePack, moving, serverSays, syncState, vault } from '../state.ts';
import { updateReady } from '../updates.ts';
import { deletionsLeft } from './pending.ts';

/** On this phone only: up to which moment the person has said that its date is right. */
export const clockRecord = 'clock';

export const newestEntry = (): number => newest(entries.value.values());

/** A code is asked for once the first exercise has made a plan, or a day of theirs is answered; never again after a no. */
function codeIsDue(): boolean {
  if (!vault.value || consent('copy')?.given === false) return false;
  return face.value === 'near'
    ? nearDays(entries.value.values()).length > 0
    : planCard(entries.value, facePack()).length > 0;
}

export function situation(): Situation {
  const now = wallClock.now();
  const said = serverSays.value;
  const right = Number(deviceRecords.value.get(clockRecord)?.right ?? 0);
  return {
    refusal: refusal.value,
    phoneFull: phoneFull.value,
    sync: syncState.value,
    ...said,
    clock: clockWrong(now, said.clock, newestEntry(), right),
    // Whoever has just said no is told how far the move is.
    unknownDevice: unknownDevice.value !== null && !moving.value,
    moving: moving.value !== null || deviceRecords.value.has(movedRecord),
    now,
    update: updateReady.value,
    codeIsDue: codeIsDue(),
    deletionsLeft: deletionsLeft.value ?? 0,
  };
}

/** Whether all that is written is on this phone alone, and he has not said that it shall be. */
export const lacksCode = (): boolean => warnings(situation()).includes('no-code');
