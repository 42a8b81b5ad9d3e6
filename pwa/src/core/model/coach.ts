/** What the screens of a coach thread are drawn from: days, what was agreed on, what has to be said, what goes along. No DOM, no clock, no keys. */
import { agreementKey } from './coach-reminders.ts';
import type { PlanPart } from './plan.ts';

/** As the vault shows a thread (core/thread/types.ts), as far as it is needed here. */
interface Shown {
  key: string;
  from: 'u' | 'c';
  n: number | null;
  day: string;
  proven: boolean;
  read: boolean;
  earlier: boolean;
  sent: 'sent' | 'waiting' | 'refused';
  content: { kind: string; agreement?: number; text?: string; date?: string; time?: string | null } | null;
}

export interface LetterDay<L> {
  day: string;
  letters: L[];
}

/**
 * Letters in their order, those of a day together. Days never go back: his own is the day where he is, and a coach's the server's,
 * which around midnight may still be the one before.
 */
export function byDay<L extends Pick<Shown, 'day'>>(letters: readonly L[]): LetterDay<L>[] {
  const days: LetterDay<L>[] = [];
  for (const letter of letters) {
    const last = days.at(-1);
    if (last && letter.day <= last.day) last.letters.push(letter);
    else days.push({ day: letter.day, letters: [letter] });
  }
  return days;
}

/** So many letters stand there at once; a thread may be a year long. */
const AT_ONCE = 8;

/** The last letters, with every unread one among them; how many stand before them. */
export function recentLetters<L extends Pick<Shown, 'from' | 'read' | 'earlier'>>(
  letters: readonly L[],
): { shown: L[]; hidden: number } {
  const unread = letters.findIndex((it) => it.from === 'c' && !it.read && !it.earlier);
  const usual = Math.max(0, letters.length - AT_ONCE);
  const hidden = unread < 0 ? usual : Math.min(unread, usual);
  return { shown: letters.slice(hidden), hidden };
}

/** The first answer that was not shown yet: where the thread opens. */
export const firstNew = (
  letters: readonly Pick<Shown, 'key' | 'from' | 'read' | 'earlier' | 'proven' | 'content'>[],
): string | null =>
  letters.find((it) => it.from === 'c' && !it.read && !it.earlier && it.proven && it.content !== null)?.key ?? null;

/** Answers beside those that are `known`: what came meanwhile. */
export const cameSince = (
  letters: readonly Pick<Shown, 'key' | 'from' | 'earlier' | 'proven' | 'content'>[],
  known: ReadonlySet<string>,
): string[] =>
  letters.flatMap(({ key, from, earlier, proven, content }) =>
    from === 'c' && !earlier && proven && content !== null && !known.has(key) ? [key] : [],
  );

/** Of first messages with the same words, which a thread that was made anew takes along, all but the one that stands first. */
export function repeated(letters: readonly Pick<Shown, 'key' | 'content'>[]): ReadonlySet<string> {
  const said = new Set<string>();
  const again = new Set<string>();
  for (const { key, content } of letters) {
    if (content?.kind !== 'opening' || !content.text) continue;
    if (said.has(content.text)) again.add(key);
    said.add(content.text);
  }
  return again;
}

/** The last of the person's own that a coach has read: where it is said. */
export const lastRead = (
  letters: readonly Pick<Shown, 'key' | 'from' | 'read' | 'earlier' | 'content'>[],
): string | null =>
  letters.findLast((it) => it.from === 'u' && it.read && !it.earlier && it.content !== null)?.key ?? null;

/** The thread that a letter of an earlier one stands in. */
export const threadOf = ({ key }: Pick<Shown, 'key'>): string => key.slice(0, key.indexOf('/'));

/** The agreements that were said yes to in `thread` and in those it took the place of, as their reminders are called. */
export const accepted = (
  letters: readonly Pick<Shown, 'key' | 'content' | 'earlier'>[],
  thread: string,
): ReadonlySet<string> =>
  new Set(
    letters.flatMap((it) =>
      it.content?.kind === 'accepted' && it.content.agreement !== undefined
        ? [agreementKey(it.earlier ? threadOf(it) : thread, it.content.agreement)]
        : [],
    ),
  );

/** A finding as it is said; several codes may be one thing to a person. */
export type SaidFinding =
  | 'organisation'
  | 'coach'
  | 'gone'
  | 'added'
  | 'order'
  | 'missing'
  | 'unreadable'
  | 'older'
  | 'unproven'
  | 'withdrawal'
  | 'ended';

const saidOf: Readonly<Record<string, SaidFinding>> = {
  'organisation-changed': 'organisation',
  'forged-certificate': 'coach',
  'expired-certificate': 'coach',
  'coach-key-changed': 'coach',
  'coach-repeated': 'coach',
  'coach-gone': 'gone',
  'envelope-added': 'added',
  unreadable: 'unreadable',
  missing: 'missing',
  repeated: 'order',
  reordered: 'order',
  changed: 'order',
  'older-thread': 'older',
  'unknown-coach': 'unproven',
  'expired-coach': 'unproven',
  'foreign-withdrawal': 'withdrawal',
  'thread-gone': 'ended',
};

/** Each thing once, in the order in which it was found; not what the reason to begin anew says already. */
export function toSay(codes: readonly string[], renewal: string | null): SaidFinding[] {
  const above: Record<string, SaidFinding> = { 'coach-gone': 'gone', 'older-thread': 'older', ended: 'ended' };
  const told = renewal === null ? undefined : above[renewal];
  return [...new Set(codes.flatMap((code) => saidOf[code] ?? []))].filter((it) => it !== told);
}

/** The plan as lines of a message: the names of chosen places, what stands there, and no telephone number. */
export function planLines(
  parts: readonly PlanPart[],
  chosen: readonly string[],
  nameOf: (place: PlanPart['place']) => string,
): string[] {
  return parts
    .filter(({ place }) => chosen.includes(place))
    .flatMap(({ place, lines }) => [
      nameOf(place),
      ...[...new Set(lines.map(({ words, when }) => `– ${when ? `${when.words}: ${words}` : words}`))],
    ]);
}
