/** What is put away once it has been read. It rests on this phone. */
import { signal } from '@preact/signals';
import { noted } from '../../core/faults.ts';
import { movedRecord } from '../../core/vault/devices.ts';
import { deviceRecords, vault } from '../state.ts';
import { clockRecord, newestEntry } from './situation.ts';

/** Which notice of the operator was put away. The next one takes its place. */
const operatorRecord = 'notice';
/** The same where nothing is kept yet: until the app is closed, so that the phone shows no trace of it. */
const away = signal('');

/** Id of the notice of the operator that was put away. */
export const operatorAway = (): unknown => (vault.value ? deviceRecords.value.get(operatorRecord)?.away : away.value);

export async function putOperatorAway(id: string): Promise<void> {
  if (vault.value) await vault.value.writeDevice(operatorRecord, { away: id });
  else away.value = id;
}

/** The end of a rotation was read, and need not be said once more. */
export const moveSeen = (): void => void vault.peek()?.writeDevice(movedRecord, null).catch(noted('move seen'));

/** The clock of this phone is right, and what the entries say of it is not. */
export async function dateIsRight(): Promise<void> {
  await vault.value?.writeDevice(clockRecord, { right: newestEntry() });
}
