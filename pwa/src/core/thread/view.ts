/** A thread as the screens show it, from what rests in the vault. */
import { isProven } from '../model/coach-proof.ts';
import { addDays } from '../model/dates.ts';
import type { Entry, Fields } from '../model/plain.ts';
import { isWithdrawal, readContent } from './contents.ts';
import { type HeldLetter, type HeldThread, lettersOf, type Queued, queuedIn } from './held.ts';
import type { Coach, Letter, Thread } from './types.ts';

/** What is known beside the vault. */
export interface ThreadContext {
  entries: ReadonlyMap<string, Entry>;
  device: ReadonlyMap<string, Fields>;
  /** Milliseconds since 1970. */
  now: number;
  /** False: the organisation is another one than was pinned, and nobody is shown as a coach. */
  trusted: boolean;
  newcomers: Coach[];
}

const later = (a: string, b: string): string => (a > b ? a : b);

export function viewOf(held: HeldThread, around: ThreadContext): Thread {
  const letters = lettersOf(around.entries, held.id);
  const queue = queuedIn(around.device).filter(({ thread }) => thread === held.id);
  const taken = new Set(queue.flatMap(({ plain }) => withdrawnBy(plain)));
  const waits = queue.filter((it) => !isAmong(letters, it));
  const shown = (letter: HeldLetter, earlier: boolean): Letter => ({
    key: `${letter.thread}/${letter.from}/${letter.n}`,
    from: letter.from,
    n: letter.n,
    seq: letter.seq,
    day: letter.day,
    coach: letter.coach,
    proven: isProven(held.coaches, letter) && (letter.from === 'u' || around.trusted),
    earlier,
    content: !earlier && letter.from === 'u' && taken.has(letter.n) ? null : letter.content,
    read: earlier || letter.seq <= (letter.from === 'u' ? held.readByCoach : held.read),
    sent: 'sent',
  });
  // The oldest first; they are kept the other way round.
  const before = held.before
    .toReversed()
    .flatMap((id) => lettersOf(around.entries, id).map((it) => ({ it, earlier: true })));
  const present = ordered(letters).map((it) => ({ it, earlier: false }));
  const sent = [...before, ...present]
    .filter(({ it }) => it.withdrew === null)
    .map(({ it, earlier }) => shown(it, earlier));
  const readers = readersOf(held, around.now);
  return {
    id: held.id,
    first: held.before.at(-1) ?? held.id,
    state: held.state,
    alias: held.alias,
    programme: held.programme,
    locale: held.locale,
    about: held.about,
    made: held.begun,
    consent: held.consent,
    coaches: held.coaches,
    readers,
    // Where it must be made anew, those who are new are let in there.
    newcomers: held.state === 'open' && renewalOf(held) === null ? around.newcomers : [],
    renewal: renewalOf(held),
    rhythm: held.rhythm,
    letters: [...sent, ...opening(held, taken), ...waits.flatMap(waiting)],
    unread: sent.filter(({ from, read, content, proven }) => from === 'c' && !read && content !== null && proven)
      .length,
    told: held.told,
    asked: held.asked,
    findings: held.findings.filter(({ away }) => !away).map(({ away: _, ...finding }) => finding),
  };
}

/** By place; within one direction by number, whatever the server says. */
function ordered(letters: HeldLetter[]): HeldLetter[] {
  const [u, c] = (['u', 'c'] as const).map((from) =>
    letters.filter((it) => it.from === from).sort((a, b) => a.n - b.n),
  );
  const all: HeldLetter[] = [];
  while (u?.[0] || c?.[0]) {
    const [mine, theirs] = [u?.[0], c?.[0]];
    const next = mine && (!theirs || mine.seq < theirs.seq) ? u?.shift() : c?.shift();
    if (next) all.push(next);
  }
  return all;
}

function withdrawnBy(plain: string): number[] {
  const content: unknown = JSON.parse(plain);
  return isWithdrawal(content) ? [content.withdrew] : [];
}

function opening({ id, state, opening: first, ...held }: HeldThread, taken: ReadonlySet<number>): Letter[] {
  if (state !== 'making' || !first) return [];
  const { alias, programme, locale, about, begun } = held;
  const content = { kind: 'opening' as const, alias, programme, locale, about, text: first.text };
  return [{ ...unsent, key: `${id}/u/1`, day: begun, content: first.gone || taken.has(1) ? null : content }];
}

const unsent = {
  from: 'u',
  n: null,
  seq: null,
  coach: null,
  proven: true,
  earlier: false,
  read: false,
  sent: 'waiting',
} as const;

/** It has just been sent, and rests as a letter; it is about to leave the queue. */
function isAmong(letters: HeldLetter[], { n, plain }: Queued): boolean {
  const there = letters.find((it) => it.from === 'u' && it.n === n);
  return there !== undefined && JSON.stringify(there.content) === JSON.stringify(readContent('u', JSON.parse(plain)));
}

function waiting({ name, plain, day, refused, gone }: Queued): Letter[] {
  const content: unknown = JSON.parse(plain);
  if (gone || isWithdrawal(content)) return [];
  return [{ ...unsent, key: name, day, content: readContent('u', content), sent: refused ? 'refused' : 'waiting' }];
}

/** Who can read what is written now, as far as the server can be believed. */
export function readersOf({ coaches, readers, out, unsure }: HeldThread, now: number): string[] {
  return coaches
    .filter(
      ({ id, expires }) =>
        expires * 1000 > now && !out.includes(id) && (readers === null ? !unsure.includes(id) : readers.includes(id)),
    )
    .map(({ id }) => id);
}

export function renewalOf(held: HeldThread): Thread['renewal'] {
  if (held.state === 'moved' || held.state === 'ended') return held.state;
  if (held.behind) return 'older-thread';
  if (held.full) return 'full';
  const { readers } = held;
  const known = [...(readers ?? []), ...held.out, ...held.unsure];
  const gone = readers !== null && held.coaches.some(({ id }) => !known.includes(id));
  return gone ? 'coach-gone' : null;
}

/** The local date on which the next check-in is due; null without a rhythm. */
export function dueOf(held: HeldThread, letters: Letter[]): string | null {
  if (!held.rhythm) return null;
  const since = letters
    .filter(({ content }) => content?.kind === 'checkin')
    .reduce((day, letter) => later(day, letter.day), held.rhythm.since);
  return addDays(since, held.rhythm.every === 'week' ? 7 : 14);
}
