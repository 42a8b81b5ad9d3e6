/** Whether the way to the home screen has been shown or put aside on this phone: it is offered once. */

import { noted } from '../core/faults.ts';
import { insideApp, installed, onIphone } from '../platform/storage.ts';
import { deviceRecords, vault } from './state.ts';

const record = 'install';

/** Remembered in the diary of this phone; before there is one there is nowhere to. */
export async function installShown(): Promise<void> {
  const open = vault.peek();
  if (open && !deviceRecords.peek().has(record))
    await open.writeDevice(record, { shown: true }).catch(noted('install hint'));
}

/** An iPhone has been shown it before anything was kept. */
export const offersInstall = (): boolean =>
  vault.value !== null && !onIphone() && !installed() && !insideApp() && !deviceRecords.value.has(record);
