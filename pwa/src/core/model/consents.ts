/** What a person may agree to. Each agreement is kept with the version of its text: change what it means, change its version. */
import { recordIn } from './codec.ts';
import type { Consent } from './records.ts';

/** The date on which the text last changed, and after a dot which change of that day it was. A test holds each to its words. */
export const consentVersions = { copy: '2026-12-01.2', push: '2026-12-01.2', figures: '2026-12-01.2' } as const;

export const dateOfVersion = (version: string): string => version.slice(0, 10);

export type ConsentName = keyof typeof consentVersions;
/** Writing to a coach: its text, and so its version, comes with the pack. */
export type AnyConsent = ConsentName | 'coach';
export const consentNames: readonly ConsentName[] = ['copy', 'push', 'figures'];

/** The fields of the one `consents` record after a choice: one field a consent, so that choices on two devices both stand. */
export const consentFields = (
  name: ConsentName,
  given: boolean,
  date: string,
): Record<string, { version: string; date: string; given: boolean }> => ({
  [name]: { version: consentVersions[name], date, given },
});

/** The same for the text of the pack. `version`: the pack's. */
export const coachConsentFields = (
  version: string,
  given: boolean,
  date: string,
): Record<'coach', { version: string; date: string; given: boolean }> => ({ coach: { version, date, given } });

/** The copy on the server is being given up (`withdrawCopy`): a record of this phone only, with the fields of the consent as it will be. */
export const copyLeavingRecord = 'copy-leaving';

/** What was chosen, or null. Half a record is no agreement. */
export function consentOf(fields: Record<string, unknown> | undefined, name: AnyConsent): Consent | null {
  const { version, date, given } = recordIn(fields?.[name]);
  return typeof version === 'string' && typeof date === 'string' && typeof given === 'boolean'
    ? { version, date, given }
    : null;
}
