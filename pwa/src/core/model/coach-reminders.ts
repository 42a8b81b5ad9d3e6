/** What of a thread can become a reminder of one's own: agreements that a coach has proposed, and the next check-in. */

import type { Entries } from './answers.ts';
import { recordIn } from './codec.ts';
import { addDays, isDate } from './dates.ts';
import { ofKind } from './kinds.ts';
import { isTime } from './reminders.ts';

/** What a reminder of one's own is called that came of an agreement, and of the rhythm; `first`: the thread that a renewed one goes back to. */
export const agreementKey = (thread: string, n: number): string => `coach/${thread}/${n}`;
export const rhythmKey = (first: string): string => `coach/${first}/checkin`;

/** One thing of a thread that can be a reminder; `at` null: at the usual hour. */
export interface Remindable {
  key: string;
  /** Null: the check-in. */
  words: string | null;
  date: string;
  at: string | null;
}

/** Days from one check-in with a coach to the next. */
export const checkinEvery = { week: 7, fortnight: 14 } as const;

/** Ids of the threads that another took the place of. */
function replaced(entries: Entries): Set<unknown> {
  return new Set(
    ofKind(entries, 'thread').flatMap(({ fields }) => (Array.isArray(fields.before) ? fields.before : [])),
  );
}

/** Agreements that stand, and the next check-in, of the thread that is written in and of those that it took the place of. */
export function remindable(entries: Entries): Remindable[] {
  const gone = replaced(entries);
  const found: Remindable[] = [];
  for (const { fields } of ofKind(entries, 'thread')) {
    const { thread, rhythm, before } = fields;
    if (typeof thread !== 'string' || gone.has(thread) || typeof fields.secret !== 'string') continue;
    const all = [thread, ...(Array.isArray(before) ? before : [])].filter((it) => typeof it === 'string');
    const letters = ofKind(entries, 'letter')
      .map((it) => it.fields)
      .filter((it) => all.includes(String(it.thread)));
    for (const letter of letters) {
      const { kind, text, date, time } = recordIn(letter.content);
      if (letter.from !== 'c' || letter.withdrawn === true || kind !== 'agreement') continue;
      if (!isDate(date) || typeof text !== 'string' || typeof letter.n !== 'number') continue;
      const key = agreementKey(String(letter.thread), letter.n);
      found.push({ key, words: text, date, at: isTime(time) ? time : null });
    }
    const { every, since } = recordIn(rhythm);
    if ((every !== 'week' && every !== 'fortnight') || !isDate(since)) continue;
    const last = letters
      .filter((it) => it.from === 'u' && recordIn(it.content).kind === 'checkin')
      .reduce((day, it) => (isDate(it.day) && it.day > day ? it.day : day), since);
    const key = rhythmKey(all.at(-1) ?? thread);
    found.push({ key, words: null, date: addDays(last, checkinEvery[every]), at: null });
  }
  return found;
}
