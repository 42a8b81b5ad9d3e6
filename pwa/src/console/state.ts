/** What the console shows and holds while it is open. Everything here goes when it locks. */
import { computed, effect, signal } from '@preact/signals';
import { noted } from '../core/faults.ts';
import { localDate } from '../core/model/dates.ts';
import type { Case, CoachStanding, Console, Desk, InboxLine } from '../core/thread/types.ts';
import type { Key } from '../platform/i18n.ts';
import { type Marks, toLookAt } from './lines.ts';
import { lookAnew } from './looking.ts';
import { learnt, met, type Own, only, readOwn, writeOwn } from './own.ts';

/** Where one is. `page`: a text of the app, opened from the guide. */
export type DeskRoom =
  | {
      at:
        | 'start'
        | 'unreached'
        | 'closed'
        | 'none'
        | 'spent'
        | 'taken'
        | 'invited'
        | 'restore'
        | 'unlock'
        | 'enrolling';
    }
  | { at: 'backup'; code: string }
  | { at: 'standing' | 'inbox' | 'guide' | 'keys' | 'device' }
  | { at: 'thread'; thread: string }
  | { at: 'page'; kind: 'page' | 'tool' | 'module'; id: string };

export const room = signal<DeskRoom>({ at: 'start' });
export const desk = signal<Desk | null>(null);
export const standing = signal<CoachStanding | null>(null);
export const inbox = signal<readonly InboxLine[]>([]);
/** The server has said that this coach may read: until then nothing of the inbox is shown. */
export const reached = signal(false);
/** The inbox is on its way. */
export const fetching = signal(false);
/** When the inbox was fetched last, in milliseconds since 1970; null for not since it was unlocked. */
export const fetchedAt = signal<number | null>(null);
/** Why the inbox could not be fetched; null when it could. */
export const unfetched = signal<Key | null>(null);
/** One line about what was done last; a live region. */
export const told = signal('');
/** What is being written cannot be put on the disk: it stands on the screen only. */
export const unkeptDraft = signal(false);
/** What the coach keeps on this machine: own name, names of colleagues, whether single letters are keys. */
export const own = signal<Own>(readOwn(''));

export function showRoom(next: DeskRoom): void {
  room.value = next;
  told.value = '';
}

/** In the line about what was done last; empty words take it away. */
export function say(words: string): void {
  told.value = words;
}

export function foundStanding(now: CoachStanding): void {
  standing.value = now;
}

export function startFetching(): void {
  fetching.value = true;
}

export function stopFetching(): void {
  fetching.value = false;
}

export function showInbox(lines: readonly InboxLine[]): void {
  inbox.value = lines;
}

/** `at`: when it was fetched, in milliseconds since 1970. */
export function foundInbox(lines: readonly InboxLine[], at: number): void {
  showInbox(lines);
  unfetched.value = null;
  fetchedAt.value = at;
}

export function missedInbox(why: Key): void {
  unfetched.value = why;
}

export const localToday = (): string => localDate(new Date());
/** The server's days are UTC's. */
export const utcToday = (): string => new Date().toISOString().slice(0, 10);

/** What is known of colleagues' names: given here, else what they have signed with. */
export const names = computed<Readonly<Record<string, string>>>(() => ({ ...own.value.met, ...own.value.names }));

/** The last day on which a colleague is away, as told in a thread that was read here; null for one who is there. */
export function awayUntil(coach: string): string | null {
  const until = own.value.away[coach];
  return until !== undefined && until >= localToday() ? until : null;
}

/** What a thread's notes say of it, as far as this machine has read them. */
export const marksOf = (thread: string): Marks | undefined => own.value.marks[thread];
/** Notes of colleagues that this coach has not looked at: the desk counts them as opened when the page has kept the marks in them. */
export const hasNews = (line: InboxLine): boolean => line.newNotes || own.value.news.includes(line.thread);

/** Remembers what an opened thread says of marks and names; its notes are new until that rests. `seen`: a coach looks at it. */
export async function learn(found: Case, seen: boolean): Promise<void> {
  const { thread, waiting: aside, handed, seq } = found;
  const next = met(learnt(own.peek(), thread, { aside, handed, seq }, seen), found);
  if (next !== own.peek()) void keepOwn(next);
  const at = desk.peek();
  await at
    ?.flush()
    .then(() => at.notesSeen(thread, found.lastNote))
    // The notes stay new, and are looked at again.
    .catch(() => undefined);
}

/** Its place among what is sealed for each thread: no thread is called so. */
const OWN = 'own';

/** As it was kept here, or by another tab, last. */
let ownKept = '';

/** Resolves when it rests on the disk or could not be put there (`unkept`). */
export async function keepOwn(next: Partial<Own>): Promise<void> {
  own.value = { ...own.peek(), ...next };
  ownKept = writeOwn(own.peek());
  await desk
    .peek()
    ?.keepDraft(OWN, ownKept)
    // It is in memory, and `unkept` says so.
    .catch(() => undefined);
}

/** What another tab has kept is shown here too. */
function follow(at: Desk): void {
  inbox.value = at.inbox;
  reached.value = at.reached;
  unkeptDraft.value = at.unkept;
  if (at.known) standing.value = at.known;
  const kept = at.draft(OWN);
  if (kept === ownKept || kept === '') return;
  ownKept = kept;
  own.value = readOwn(kept);
}

/** Marks of threads that are no more. */
export function tidy(): void {
  const here = new Set(inbox.peek().map(({ thread }) => thread));
  const next = only(own.peek(), here);
  if (next !== own.peek()) void keepOwn(next);
}

/** Milliseconds after which it is tried once more to keep what found no room. */
const AGAIN = 5_000;
/** Tries once more to keep what found no room, again and again, while there is any. */
export function watchUnkept(): void {
  effect(() => {
    if (!unkeptDraft.value) return;
    const timer = setInterval(
      () =>
        void desk
          .peek()
          ?.flush()
          // `unkept` stands, and the next round tries again.
          .catch(() => undefined),
      AGAIN,
    );
    return () => clearInterval(timer);
  });
}

/** A desk was opened. */
export function sitDown(at: Desk): void {
  desk.value = at;
  ownKept = '';
  own.value = readOwn('');
  follow(at);
  at.subscribe(() => {
    if (desk.peek() === at) follow(at);
  });
}

/** Nothing of anybody is left on the screen or here. */
export function standUp(): void {
  desk.peek()?.lock();
  desk.value = null;
  standing.value = null;
  inbox.value = [];
  reached.value = false;
  fetchedAt.value = null;
  unfetched.value = null;
  told.value = '';
  lookAnew();
  unkeptDraft.value = false;
  own.value = readOwn('');
  ownKept = '';
}

/** Reads what colleagues' notes and new messages make of the marks, one thread after the other: the inbox shows it. */
export async function lookThrough(): Promise<void> {
  const at = desk.peek();
  for (const { thread, newNotes } of toLookAt(inbox.peek(), marksOf)) {
    if (!at || desk.peek() !== at) return;
    const found = await at.open(thread).catch(noted('marks look', null));
    if (desk.peek() !== at) return;
    if (found?.ok) await learn(found.case, !newNotes && !own.peek().news.includes(thread));
  }
}

let way: Console | null = null;
export const hasWay = (): boolean => way !== null;

/** The way into the console; set once, at the start. */
export function setWay(next: Console): void {
  way = next;
}

export function currentConsole(): Console {
  if (!way) throw new Error('the console was used before it began');
  return way;
}
