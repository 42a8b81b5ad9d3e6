/** Whether there are coaches at all. By itself, because every start asks. */
import type { Bundle, CoachTexts, Organisation } from './content.ts';

/** The organisation and the texts; null where the pack has no coaches: then no screen speaks of any. */
export function coachIn({ organisation, coach }: Bundle): { organisation: Organisation; texts: CoachTexts } | null {
  return organisation?.key && coach ? { organisation, texts: coach } : null;
}
