/**
 * What the app itself opens in front of it: the choice of a file, the share sheet, the print dialog. Whoever comes back from
 * there comes back to what they were doing, within the time that autolock.ts gives them.
 */

let sent = false;

/** Whether somebody is where the app itself sent them. */
export const inExternalActivity = (): boolean => sent;

/** A press led out of the app. */
export function beginExternalActivity(): void {
  sent = true;
}

/** Back, or never gone: the app is in front again, or is touched. */
export function endExternalActivity(): void {
  sent = false;
}

export function printPage(): void {
  beginExternalActivity();
  print();
}
