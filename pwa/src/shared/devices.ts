/** The devices of the diary that is open here, and what each is called. */
import { computed } from '@preact/signals';
import { deviceNumber } from '../core/model/device-number.ts';
import { type Device, devicesIn, knownRecord } from '../core/model/devices.ts';
import { t } from '../platform/i18n.ts';
import { deviceRecords, entriesOfKind, vault } from './state.ts';

export const devices = computed<Device[]>(() =>
  devicesIn(entriesOfKind('device'), deviceRecords.value.get(knownRecord), vault.value?.tag ?? ''),
);

/** The first one that nobody has said yes to on this phone. */
export const unknownDevice = computed(() => devices.value.find(({ known }) => !known) ?? null);

/** What it is, the browser on it, and which of several that are alike. */
export function deviceName(device: Device): string {
  const name = [t(`device_${device.what}`), t(`browser_${device.browser}`)].filter(Boolean).join(' · ');
  const number = deviceNumber(device, devices.value);
  return number > 0 ? `${name} (${number})` : name;
}
