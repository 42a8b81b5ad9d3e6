/** What the inbox shows: which lines, in which order, and what is said of each. Days are ISO dates. */
import { checkinEvery } from '../core/model/coach-reminders.ts';
import { daysBetween } from '../core/model/dates.ts';
import { type AsideMark, standsIn } from '../core/thread/owed.ts';
import type { Case, InboxLine, Letter } from '../core/thread/types.ts';

export const views = ['waiting', 'mine', 'aside', 'all'] as const;
export type View = (typeof views)[number];

/** How many are drawn at first, and more each time more is asked for. */
export const DRAWN = 40;

/** What the notes of a thread say of it, for the thread's line; as of the place `seq`. */
export interface Marks extends AsideMark {
  handed: string | null;
}
export type MarksOf = (thread: string) => Marks | undefined;

/** Whole days that somebody has waited for an answer; null when nobody does. */
export const waited = (line: InboxLine, today: string): number | null =>
  line.waitsSince === null ? null : Math.max(0, daysBetween(line.waitsSince, today));

/**
 * Whether nothing in this thread opens here. One of which only the first message does not can be read and answered, and so can one
 * that was opened here before its envelope was damaged.
 */
export const isShut = ({ opening, findings }: Pick<InboxLine, 'opening' | 'findings'>): boolean =>
  opening === null && findings.some(({ code, from }) => code === 'unreadable' && from === undefined);

/** `me`: this coach's id. */
export function inView(line: InboxLine, view: View, marks: MarksOf, me: string): boolean {
  const its = marks(line.thread);
  if (view === 'all') return true;
  if (view === 'mine') return its?.handed === me;
  return standsIn(line, its) === view && !(view === 'waiting' && isShut(line));
}

/** The lines whose notes or messages have to be looked at before their marks can be believed. */
export const toLookAt = (lines: readonly InboxLine[], marks: MarksOf): InboxLine[] =>
  lines.filter((line) => line.newNotes || line.seq > (marks(line.thread)?.seq ?? Number.POSITIVE_INFINITY));

/** The person's first message that no coach had read and that has not been on this screen; `seen`: the keys of those that have. */
export const firstUnseen = ({ letters }: Pick<Case, 'letters'>, seen: ReadonlySet<string>): Letter | undefined =>
  letters.find((it) => it.from === 'u' && !it.read && !seen.has(it.key));

/** Up to which place a coach has read it: before the first message that has not been on the screen. */
export function readUpTo(found: Pick<Case, 'seq' | 'letters'>, seen: ReadonlySet<string>): number {
  const first = firstUnseen(found, seen);
  return first?.seq ? first.seq - 1 : found.seq;
}

/** Where a thread opens: at the first message that nobody has read, else at the first that nobody has answered, else at its end. */
export function opensAt(letters: readonly Letter[]): Letter | undefined {
  const last = letters.findLastIndex((it) => it.from === 'c');
  return (
    letters.find((it) => it.from === 'u' && !it.read) ??
    letters.slice(last + 1).find((it) => it.from === 'u') ??
    letters.at(-1)
  );
}

/** The lines of a view whose alias holds the words; the server's order, which is by waiting time, stays. */
export function shownLines(
  lines: readonly InboxLine[],
  view: View,
  search: string,
  marks: MarksOf,
  me: string,
): InboxLine[] {
  const words = search.trim().toLowerCase();
  return lines.filter(
    (line) =>
      inView(line, view, marks, me) && (words === '' || (line.opening?.alias ?? '').toLowerCase().includes(words)),
  );
}

/** The thread after (`by` 1) or before (−1) this one in a row of threads; null at its end. */
export function beside(row: readonly string[], thread: string, by: 1 | -1): string | null {
  const at = row.indexOf(thread);
  return at < 0 ? (by === 1 ? (row[0] ?? null) : null) : (row[at + by] ?? null);
}

/** The day of the person's last message, when a check-in was agreed on and that day is longer ago than its rhythm. */
export function quietSince(found: Pick<Case, 'letters' | 'rhythm'>, today: string): string | null {
  if (!found.rhythm) return null;
  const last = found.letters.filter((it) => it.from === 'u').at(-1);
  return last && daysBetween(last.day, today) > checkinEvery[found.rhythm] ? last.day : null;
}

/** The name under which each coach has written to colleagues or, which counts for more, to the person; the newest. */
export function namesIn({ letters, notes }: Pick<Case, 'letters' | 'notes'>): Record<string, string> {
  const names: Record<string, string> = {};
  for (const { author, proven, content } of notes)
    if (proven && 'name' in content && content.name !== undefined) names[author] = content.name;
  for (const { coach, proven, content } of letters)
    if (coach && proven && content && 'name' in content && content.name) names[coach] = content.name;
  return names;
}

/** The last day of each coach's last absence. */
export const absencesIn = (letters: readonly Letter[]): Record<string, string> =>
  Object.fromEntries(
    letters.flatMap(({ coach, proven, content }): [string, string][] =>
      coach && proven && content?.kind === 'absence' ? [[coach, content.until]] : [],
    ),
  );

const WARNED_DAYS = 14;

/** Whole days left of a certificate, from the fourteenth before its end; null while it is longer. `expires` in seconds, `now` in ms. */
export function daysToRenew(expires: number | null, now: number): number | null {
  if (expires === null) return null;
  const left = Math.floor((expires * 1000 - now) / 86_400_000);
  return left <= WARNED_DAYS && left >= 0 ? left : null;
}
