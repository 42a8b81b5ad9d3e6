/** What the inbox shows: which lines, in which order, and what is said of each. Days are ISO dates. */
import { daysBetween } from '../domain/dates.ts';
import type { Case, InboxLine, Letter } from '../vault/thread/types.ts';

export const views = ['waiting', 'aside', 'all'] as const;
export type View = (typeof views)[number];

/** How many are drawn at first, and more each time more is asked for. */
export const DRAWN = 40;

/** What the notes of a thread say of it, for the thread's line. */
export interface Marks {
  aside: boolean;
  handed: string | null;
}
export type MarksOf = (thread: string) => Marks | undefined;

/** Whole days that somebody has waited for an answer; null when nobody does. */
export const waited = (line: InboxLine, today: string): number | null =>
  line.waitsSince === null ? null : Math.max(0, daysBetween(line.waitsSince, today));

/** Whether nothing in this thread opens here. One of which only the first message does not can be read and answered. */
export const isShut = ({ findings }: Pick<InboxLine, 'findings'>): boolean =>
  findings.some(({ code, from }) => code === 'unreadable' && from === undefined);

/** What is put aside waits again from the first word that no coach has read. */
export function inView(line: InboxLine, view: View, marks: MarksOf): boolean {
  const aside = marks(line.thread)?.aside ?? false;
  if (view === 'all') return true;
  if (view === 'aside') return aside;
  return line.waitsSince !== null && !isShut(line) && (!aside || line.unread);
}

/** Up to which place a coach has read it, when what the coach knew ended at `shown`: before the first word that came since. */
export function readUpTo({ seq, letters }: Pick<Case, 'seq' | 'letters'>, shown: number): number {
  const since = letters.find((it) => it.from === 'u' && it.seq !== null && it.seq > shown);
  return since?.seq ? since.seq - 1 : seq;
}

/** The lines of a view whose alias holds the words; the server's order, which is by waiting time, stays. */
export function shown(lines: readonly InboxLine[], view: View, search: string, marks: MarksOf): InboxLine[] {
  const words = search.trim().toLowerCase();
  return lines.filter(
    (line) => inView(line, view, marks) && (words === '' || (line.opening?.alias ?? '').toLowerCase().includes(words)),
  );
}

/** The thread after (`by` 1) or before (−1) this one in a row of threads; null at its end. */
export function beside(row: readonly string[], thread: string, by: 1 | -1): string | null {
  const at = row.indexOf(thread);
  return at < 0 ? (by === 1 ? (row[0] ?? null) : null) : (row[at + by] ?? null);
}

const every = { week: 7, fortnight: 14 } as const;

/** The day of the person's last message, when a check-in was agreed on and that day is longer ago than its rhythm. */
export function quietSince(found: Pick<Case, 'letters' | 'rhythm'>, today: string): string | null {
  if (!found.rhythm) return null;
  const last = found.letters.filter((it) => it.from === 'u').at(-1);
  return last && daysBetween(last.day, today) > every[found.rhythm] ? last.day : null;
}

/** The name under which each coach has written, newest last. */
export function namesIn(letters: readonly Letter[]): Record<string, string> {
  const names: Record<string, string> = {};
  for (const { coach, proven, content } of letters)
    if (coach && proven && content && 'name' in content && content.name) names[coach] = content.name;
  return names;
}

const WARNED_DAYS = 14;

/** Whole days left of a certificate, from the fourteenth before its end; null while it is longer. `expires` in seconds, `now` in ms. */
export function daysToRenew(expires: number | null, now: number): number | null {
  if (expires === null) return null;
  const left = Math.floor((expires * 1000 - now) / 86_400_000);
  return left <= WARNED_DAYS && left >= 0 ? left : null;
}
