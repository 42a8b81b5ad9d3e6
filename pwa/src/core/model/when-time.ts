/** What Today offers for when there is time: one thing, and nothing of it nags. */
import type { Entries } from './answers.ts';
import type { Bundle, Face, Text } from './content.ts';
import { fortnightDue, fortnightly } from './fortnight.ts';
import { sideOffer } from './offers.ts';
import { type Booster, boosterDue, boosters, monthDue, programmeRest } from './pace.ts';
import type { What } from './records.ts';

export type WhenTime =
  | { kind: 'booster'; booster: Booster }
  /** `questions`: of the fortnight, where that is due too */
  | { kind: 'month'; questions: number | null }
  | { kind: 'fortnight'; questions: number }
  | { kind: 'side'; text: Text };

/**
 * What is offered first, of what is due: a follow-up, the look back on a month, which waits for as long as it takes and therefore
 * leaves room for the fortnight, else the one side path that fits. After the end only follow-ups are left, and in a pause nothing. The
 * order is chosen by us; no source.
 */
export function whenTime(
  entries: Entries,
  bundle: Bundle,
  what: readonly What[],
  face: Face,
  date: string,
): WhenTime | null {
  const resting = programmeRest(entries, date);
  const booster = resting?.kind === 'pause' ? null : boosterDue(boosters(entries, bundle, what, date));
  if (booster) return { kind: 'booster', booster };
  const questions = fortnightDue(entries, bundle, face, date) ? fortnightly(bundle, face).length : null;
  if (monthDue(entries, date)) return { kind: 'month', questions };
  if (questions !== null) return { kind: 'fortnight', questions };
  const text = resting ? null : sideOffer(entries, bundle, what, date);
  return text && { kind: 'side', text };
}
