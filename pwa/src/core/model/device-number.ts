/** Which of several devices that would be called the same one is. */
import type { Device } from './devices.ts';

const inTime = (a: Device, b: Device): number => a.first.localeCompare(b.first) || (a.tag < b.tag ? -1 : 1);

/** Counted from the one used first; 0 where it is the only one of its kind. The same on every device. */
export function deviceNumber({ tag, what, browser }: Device, all: readonly Device[]): number {
  const alike = all.filter((it) => it.what === what && it.browser === browser).sort(inTime);
  return alike.length > 1 ? alike.findIndex((it) => it.tag === tag) + 1 : 0;
}
