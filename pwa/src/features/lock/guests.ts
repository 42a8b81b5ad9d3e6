/** «Bruk appen uten å låse opp»: whether the lock offers it. The choice rests outside every seal, where the lock can read it. */

import { noted } from '../../core/faults.ts';
import { vaults } from '../../platform/vaults.ts';
import { hasLock } from '../../shared/session.ts';
import { outside, setOutside } from '../../shared/state.ts';

export const takesGuests = (): boolean => outside.value.guests ?? true;

/** What stands chosen under a lock that is being made: no, and under one that is changed what it was. */
export const guestsAtFirst = (): boolean => hasLock.peek() && takesGuests();

/** Rejects when this browser could not keep it. */
export async function takeGuests(guests: boolean): Promise<void> {
  await vaults.writeUnsealedPrefs({ guests });
  setOutside({ ...outside.peek(), guests });
}

/** What another tab has chosen since this page was opened. */
export async function askAboutGuests(): Promise<void> {
  const seen = await vaults.unsealedPrefs().catch(noted('guests look', null));
  if (seen) setOutside(seen);
}
