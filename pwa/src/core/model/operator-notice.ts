/** When the operator's notice is shown: worked out on the phone, so that texts kept from before never show one that is over. */
import type { OperatorNotice } from './content.ts';

/** The notice if it is shown at `now`, in milliseconds; null before, after, and once the person has put away this one. */
export function currentNotice(notice: OperatorNotice | undefined, now: number, away: unknown): OperatorNotice | null {
  if (!notice || (noticeGoesAway(notice) && away === notice.id)) return null;
  return Date.parse(notice.from) <= now && now < Date.parse(notice.until) ? notice : null;
}

/** What is important stays until it is over. */
export const noticeGoesAway = (notice: OperatorNotice): boolean => notice.level === 'info';

/** What the worker says to the pages that are open when it has taken in other texts. */
export const newTexts = 'new texts';
