/** The numbers a month is looked back on with: kind and true, and none that counts purchases. */
import type { Entries } from './answers.ts';
import type { Bundle, Face } from './content.ts';
import { addDays, type Moment } from './dates.ts';
import { type Diary, diary } from './diary.ts';
import { beyondDiary } from './fortnight.ts';
import { programmeFor } from './programme.ts';
import { doneOn } from './progress.ts';
import { FOUR_WEEKS, type Free, purchases } from './purchases.ts';
import type { What } from './records.ts';
import { count } from './summary.ts';

/** The longest time without a purchase; null where it is not told yet, or the fortnight's answer says that the diary holds too few. */
export function longestTold(entries: Entries, bundle: Bundle, face: Face, date: string, read: Diary): Free | null {
  const { best } = purchases(read, date);
  return beyondDiary(entries, bundle, face, date, read) === null ? best : null;
}

export interface MonthNumbers {
  /** Modules of the programme that are done. */
  modules: number;
  /** What the diary says of the last four weeks; null for those close to him. */
  diary: {
    passed: number;
    times: number;
    /** Dates with an entry. */
    days: number;
    /** Days of the longest time without, where it is told and the four weeks say anything. */
    best: number | null;
  } | null;
}

export function monthNumbers(
  entries: Entries,
  bundle: Bundle,
  what: readonly What[],
  face: Face,
  date: string,
  running: Moment,
): MonthNumbers {
  const modules = programmeFor(bundle, what)?.modules.filter((id) => doneOn(entries, id)).length ?? 0;
  if (face === 'near') return { modules, diary: null };
  const read = { ...diary(entries.values()), running };
  const { passed, times, days } = count(read, addDays(date, 1 - FOUR_WEEKS), date);
  const best = days > 0 ? longestTold(entries, bundle, face, date, read) : null;
  return { modules, diary: { passed, times, days, best: best?.days ?? null } };
}
