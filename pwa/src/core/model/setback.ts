/** How far back something may be dated, and that it is never ahead. */
import { addDays } from './dates.ts';

/** Ten years. What is further back is more likely a year that was typed wrongly than something to remember by the day. */
const FURTHEST = 3652;

export const earliestDate = (today: string): string => addDays(today, -FURTHEST);

/** Why something cannot be given this date; null when it can. What stands already may stay, however old it is. */
export function whyNotDate(date: string, today: string, stands = today): 'ahead' | 'old' | null {
  if (date > today) return 'ahead';
  return date < earliestDate(today) && date < stands ? 'old' : null;
}
