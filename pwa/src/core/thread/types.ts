/**
 * What the person's screens and the coach console know of a thread. Plaintext in memory; nothing here touches the network.
 * Days are ISO dates, ids are lower-case hex. Source: docs/engineers/protocol.md, "Threads".
 */
import type { Locale } from '../model/content.ts';

/** The organisation as the content pack names it. */
export interface OrganisationKeys {
  /** P-256 public key, 65 bytes in base64; empty: no coaches here. */
  key: string;
  /** Each newer key, signed by the one before. */
  succession?: { key: string; signature: string }[];
}

/** A coach whose certificate this device has verified. */
export interface Coach {
  id: string;
  /** 65 bytes in base64 */
  key: string;
  /** seconds since 1970 */
  expires: number;
  /** By the thread's id: the last place at which this coach can have written there: where it stood when it was found that they could read no more. */
  until?: Readonly<Record<string, number>>;
}

/** Bytes of a message as JSON: about 25 000 letters. */
export const LONGEST_MESSAGE = 30_000;

export type ProgrammeId = 'stop' | 'near';
export type Every = 'week' | 'fortnight';

/** One message of a carried history. `from` as in `Letter`. */
export interface Carried {
  from: 'u' | 'c';
  name?: string;
  day: string;
  text: string;
  /** Of an agreement: its date and hour as in `FromCoach`, and whether the person said yes to it. */
  agreement?: { date: string; time: string | null; accepted: boolean };
  /** Of an absence: its last day. */
  until?: string;
}

/** What a person sends. */
export type FromPerson =
  /** `programme`, `locale`: null where the person chose not to tell it. */
  | {
      kind: 'opening';
      alias: string;
      programme: ProgrammeId | null;
      locale: Locale | null;
      about: string[];
      text: string;
    }
  | { kind: 'text'; text: string }
  /** `how`: 0–10 */
  | { kind: 'checkin'; how: number; practice_text: string; question_text: string }
  | { kind: 'summary'; lines: string[] }
  | { kind: 'plan'; lines: string[] }
  | { kind: 'rhythm'; every: Every | null }
  /** `agreement`: number of the coach's message */
  | { kind: 'accepted'; agreement: number }
  | { kind: 'carried'; messages: Carried[] };

/**
 * What a coach sends. `name` is what the coach signs with. `answers`: the place up to which the thread had been shown to the coach, put
 * in by the desk; answers of an older console have none.
 */
export type FromCoach =
  | { kind: 'text'; name: string; text: string; answers?: number }
  /** `time`: `18:30`, or null for no hour */
  | { kind: 'agreement'; name: string; text: string; date: string; time: string | null; answers?: number }
  | { kind: 'absence'; name: string; until: string; text: string };

/** Something that this app cannot show: of a newer one, or half written. */
export interface Unknown {
  kind: 'unknown';
}

/**
 * What the server did that an honest one never does, or what an honest one does when a coach has left.
 * Of the organisation and its coaches:
 * `organisation-changed`: another key than the pinned one, not signed by it: nobody is shown as a coach ·
 * `forged-certificate`: not signed by the organisation · `expired-certificate`: shown as active, and over ·
 * `coach-key-changed`: a known coach with another key · `coach-repeated`: one id or key twice ·
 * `coach-gone`: one who could read is not among those who can any more ·
 * `envelope-added`: somebody was let in whom this device did not let in.
 * Of the messages:
 * `unreadable`: not sealed at this place: renumbered, moved from another thread, or damaged ·
 * `missing`: a gap in the numbers · `repeated`: one number twice · `reordered`: numbers that go back ·
 * `changed`: another message at a number that was seen with one, or another key under a thread's id · `older-thread`: less than was seen before ·
 * `unknown-coach`: an answer of somebody this device has not verified · `expired-coach`: written after the certificate was over, or after the coach had left ·
 * `foreign-withdrawal`: one coach withdrew another's message · `thread-gone`: the server says that it is deleted or not there.
 */
export type FindingCode =
  | 'organisation-changed'
  | 'forged-certificate'
  | 'expired-certificate'
  | 'coach-key-changed'
  | 'coach-repeated'
  | 'coach-gone'
  | 'envelope-added'
  | 'unreadable'
  | 'missing'
  | 'repeated'
  | 'reordered'
  | 'changed'
  | 'older-thread'
  | 'unknown-coach'
  | 'expired-coach'
  | 'foreign-withdrawal'
  | 'thread-gone';

/** One thing to be said. `coach`, `from`, `n`: whom or which message it is about. */
export interface Finding {
  code: FindingCode;
  coach?: string;
  from?: 'u' | 'c';
  n?: number;
}

/** One message as a screen shows it. */
export interface Letter {
  /** Stable, for lists and for `withdraw`. */
  key: string;
  /** `u`: of the person · `c`: of a coach */
  from: 'u' | 'c';
  /** Its number in its direction; null while it waits to be sent. */
  n: number | null;
  /** Its place in the thread; null while it waits. */
  seq: number | null;
  day: string;
  /** Of `c`: the coach as the server names it. */
  coach: string | null;
  /** Of `c`: false when that coach is none this device has verified. Never show it as a coach's then. */
  proven: boolean;
  /** Of the thread before this one, which was renewed; it is on this person's devices only. */
  earlier: boolean;
  /** Null: withdrawn. */
  content: FromPerson | FromCoach | Unknown | null;
  /** The other side's device has shown it. */
  read: boolean;
  /** `waiting`: on this device, sent by itself · `refused`: the server will not take it; `withdraw` clears it away */
  sent: 'sent' | 'waiting' | 'refused';
}

/**
 * Why a call did nothing. `offline`: no answer · `gone`: an answer that is not our server's, or a fault · `deleted`: the thread is
 * no more on the server · `wait`: too many today · `many`: too many new ones from this address, for an hour · `full`: the thread
 * takes no more · `newer`: the server does not know what this app asks.
 */
export type CallFailure = 'offline' | 'gone' | 'deleted' | 'wait' | 'many' | 'full' | 'newer';
export type Done = { ok: true } | { ok: false; why: CallFailure };

/**
 * `making`: on its way to the server · `open` · `moved`: the keys were rotated and the old thread is being erased: begin anew
 * with `renew` · `ended`: the server has it no more; what was written is still here, and `renew` begins anew
 */
export type ThreadState = 'making' | 'open' | 'moved' | 'ended';

export interface Thread {
  /** 16 bytes in hex */
  id: string;
  /** Id of the thread that it goes back to, renewal by renewal; its own when it took nobody's place. */
  first: string;
  state: ThreadState;
  alias: string;
  /** What the first message tells of the app; null for what it does not. */
  programme: ProgrammeId | null;
  locale: Locale | null;
  about: string[];
  /** The local date it was begun. */
  made: string;
  consent: { version: string; date: string };
  /** Everyone this person's devices have verified for it: also those who have left or are over, whose answers stay theirs. */
  coaches: Coach[];
  /** Those of them who can read now, as far as the server can be believed. */
  readers: string[];
  /** Active coaches who are not in the thread; `admit` lets them in. */
  newcomers: Coach[];
  /**
   * Why the thread should be made anew (`renew`): `coach-gone`: one who could read was let out · `moved`: the diary has moved
   * house · `older-thread`: the server has lost a part and takes nothing on top of it · `full`: it takes no more · `ended`
   */
  renewal: 'coach-gone' | 'moved' | 'older-thread' | 'full' | 'ended' | null;
  rhythm: { every: Every; since: string } | null;
  /** The earlier ones, the whole thread in order, and what waits to be sent. */
  letters: Letter[];
  /** Letters of coaches that were not shown yet. */
  unread: number;
  /** Whether the server tells this or another channel of the person of answers. */
  told: boolean;
  /** The day (UTC) on which the server was last asked with success; empty for never. */
  asked: string;
  findings: Finding[];
}

/** Who could be written to. */
export type Coaches =
  | { ok: true; coaches: Coach[]; findings: Finding[] }
  /** `none`: the pack names no organisation, or it has no active coach · `untrusted`: see `findings`; show nobody as a coach */
  | { ok: false; why: 'none' | 'untrusted' | 'offline' | 'gone' | 'newer'; findings: Finding[] };

export interface Beginning {
  alias: string;
  /** Null: the person would rather not say. */
  programme: ProgrammeId | null;
  locale: Locale | null;
  about: string[];
  text: string;
  /** The version and local date of the text that was agreed to (core/model/consents.ts has the versions). */
  consent: { version: string; date: string };
}

export type Renewed = Done | { ok: false; why: 'strangers'; coaches: Coach[] } | Extract<Coaches, { ok: false }>;

/**
 * The person's side. Made by `threadsOf` (core/thread/index.ts). Everything that is written rests sealed in the vault before it is
 * sent, and is sent by itself until the server has it.
 */
export interface Threads {
  /** The thread that is written in; null for none. Replaced at every change, so that a signal may hold it. */
  readonly current: Thread | null;
  /** Others that came with another diary of the person's (signing in, taking in a file), or were begun at once on another phone: fetched like it, to be read and closed. */
  readonly others: readonly Thread[];
  /** Called after every change of `current`. Returns the unsubscriber. */
  subscribe(told: () => void): () => void;

  /** Asks the server who is active and verifies each; nothing is written but the pinned key, at the first time. */
  coaches(): Promise<Coaches>;
  /** An alias in two words and a number, made on the device. */
  alias(locale: Locale): string;
  /**
   * Makes a thread for every coach who is verified now, with its first message. Resolves when it rests on the disk: without a
   * connection it refuses, since coaches must be verified first. `held`: there is one, of another phone perhaps.
   */
  begin(beginning: Beginning): Promise<Done | { ok: false; why: 'held' } | Extract<Coaches, { ok: false }>>;
  /** Puts a message into the sealed queue, and sends when it can. Resolves when it rests on the disk; throws `TooLong` over `LONGEST_MESSAGE`. `ends`: as in `Written` of the vault, what it was written in. */
  write(content: Exclude<FromPerson, { kind: 'opening' | 'carried' | 'rhythm' }>, ends?: string): Promise<void>;
  /** Takes a letter of the person's own back: before it is sent, or with a message that says so. Its words go from the vault. */
  withdraw(key: string): Promise<void>;
  /** Sends what waits and fetches what is new; safe to call at any time, and called by itself after `write`. */
  refresh(): Promise<Done>;
  /** Everything is opened and held against what was seen once more, from the first message. */
  recheck(): Promise<Done>;
  /** What is there now (of the current one) has been shown. Told to the server when it can be. */
  read(id?: string): Promise<void>;
  /** Ties the channel of this phone's reminders to the thread, or unties whichever is; needs a connection. `no-channel`: reminders are off here. */
  tell(on: boolean): Promise<Done | { ok: false; why: 'no-channel' }>;
  /** Agrees to a rhythm, or ends it; the coaches are told by a message. */
  setRhythm(every: Every | null): Promise<void>;
  /** The local date on which the next check-in is due; null without a rhythm. */
  readonly due: string | null;
  /** Lets those of the newcomers in whom the person has said yes to (ids): their envelopes are added. Needs a connection. Without an answer it is not known whether they are in until the next one. */
  admit(agreed: readonly string[]): Promise<Done>;
  /**
   * A new thread with its own keys for those of its coaches who are active; the old one is erased on the server and its letters
   * stay here (`earlier`). `carry`: the coaches are given what was written, as this device has it. What waited to be sent goes to
   * the new one. Needs a connection. `strangers`: none of its coaches is active; nothing was done, and `agreed` (ids) says which
   * of the others the person wants.
   */
  renew(carry: boolean, agreed?: readonly string[]): Promise<Renewed>;
  /** Erases a thread (the current one) with its letters: here at once, on the server as soon as it can be reached. */
  close(id?: string): Promise<void>;
  /** The consent (to this version of the text) is withdrawn, and every thread goes with it. What a kill leaves of it is done at the next start. */
  leave(version: string): Promise<void>;
  /** What is being written, sealed on this phone only. */
  readonly draft: string;
  keepDraft(text: string): Promise<void>;
  /** The person has read the findings: the same ones are not said again. */
  seen(): Promise<void>;
  /** Stops listening to the vault. */
  stop(): void;
}

// ——— the coach's side ———

/** What the console shows before it is open. `enrolling`: the invitation was not taken up by the server yet, `unlock` tries again. */
export type DeskState = 'none' | 'enrolling' | 'shut';

/** Why a coach's key pair could not be enrolled, brought in or opened. */
export type UnlockFailure =
  | { ok: false; why: 'code' | 'password' | 'weak' | 'invitation' | 'unknown' }
  | { ok: false; why: Extract<CallFailure, 'offline' | 'gone' | 'newer'> };

/** Fewest characters of a password (`weak`). */
export const SHORTEST_PASSWORD = 12;

/** So many days rests what a coach had not sent when the server said `revoked`: it may have been a lie, or a mistake. */
export const ASIDE_DAYS = 14;

/** The way into the console. Made by `consoleOf` (console/desk.ts). */
export interface Console {
  standing(): Promise<DeskState>;
  /** Whether the server says that an invitation is used or over: false also without an answer. */
  isSpent(invitation: string): Promise<boolean>;
  /**
   * Makes the key pair in the browser, wraps it by the password, and takes the invitation (64 hex) up. `code`: to be printed; it
   * opens everything on another laptop and is shown once (and again by `Desk.code`).
   */
  enrol(invitation: string, password: string): Promise<{ ok: true; desk: Desk; code: string } | UnlockFailure>;
  /** The printed code on this laptop, under a password of its own. */
  restore(code: string, password: string): Promise<{ ok: true; desk: Desk } | UnlockFailure>;
  unlock(password: string): Promise<{ ok: true; desk: Desk } | UnlockFailure>;
  /** Erases what this laptop holds; the coach stays what it is on the server. */
  forget(): Promise<void>;
}

/** What the server says of this coach. `expired`: certified, and over. */
export interface CoachStanding {
  state: 'waiting' | 'active' | 'revoked' | 'expired';
  /** seconds since 1970; null before the first certificate */
  expires: number | null;
  /** Whether the certificate verifies with the organisation's key for this very key pair; false as well when there is none. */
  certified: boolean;
  /** SHA-256 of the public key, first 16 bytes in hex in groups of four: read it to whoever certifies. */
  fingerprint: string;
  /** Colleagues whose certificates verify: those to whom notes can be sealed. */
  others: Coach[];
  /** In how many threads somebody waits for an answer that none of the others can read, as the server says. */
  alone: number;
  findings: Finding[];
}

/** A thread in the inbox. */
export interface InboxLine {
  thread: string;
  /** From its first message; null when that cannot be opened, see `findings`. */
  opening: Pick<Extract<FromPerson, { kind: 'opening' }>, 'alias' | 'programme' | 'locale' | 'about'> | null;
  /** The day of the first message that was not answered yet; null: nobody waits. */
  waitsSince: string | null;
  /** Of its last message. */
  day: string;
  seq: number;
  /** Something is there that no coach has read. */
  unread: boolean;
  /** The coach who answered last; null for nobody. */
  answeredBy: string | null;
  /** Notes of colleagues that this laptop has not opened yet. */
  newNotes: boolean;
  findings: Finding[];
}

/** `name`: what its author signs with; notes of an older console have none. */
export type Note = { name?: string } & (
  | { kind: 'note'; text: string }
  /** `seq`: the place up to which its author had seen the thread; notes of an older console have none. */
  | { kind: 'waiting'; on: boolean; seq?: number }
  /** null: back to everybody */
  | { kind: 'handed'; to: string | null }
);

export interface NoteLine {
  n: number;
  /** The coach as the server names it. */
  author: string;
  day: string;
  content: Note | Unknown;
  /** False: not shown to be by that coach, or by none whom this laptop has verified. Never show it as a colleague's then. */
  proven: boolean;
}

/** A thread as the coach reads it. */
export interface Case {
  thread: string;
  /** The highest place that was seen, also of what is no letter: what is told as read. */
  seq: number;
  opening: InboxLine['opening'];
  letters: Letter[];
  notes: NoteLine[];
  /** Numbers of notes that are not here: sealed to others only, or held back by the server. */
  lostNotes: number[];
  /** The number of the last note, whoever it is for: what `Desk.notesSeen` is told. */
  lastNote: number;
  /** From the notes: set aside, and nothing was written since that wants an answer; handed over to. */
  waiting: boolean;
  handed: string | null;
  rhythm: Every | null;
  /** The coaches who hold an envelope, as the server says. */
  readers: string[];
  findings: Finding[];
}

export type Answered =
  | Done
  /** Somebody else answered meanwhile: nothing was sent. Show the thread anew and let the coach decide. */
  | { ok: false; why: 'answered' }
  /** The person has written since what the coach was shown: nothing was sent. Show the thread anew. */
  | { ok: false; why: 'written' }
  /** The envelope does not open: damaged, or never made by the app. */
  | { ok: false; why: 'unopened' }
  /** Waiting, expired, revoked, or let out of this thread. */
  | { ok: false; why: 'not-active' };

/** The open console. */
export interface Desk {
  /** This coach's id. */
  readonly id: string;
  /** As it was fetched last, waiting ones first; from the sealed cache before that, and empty until `reached`. */
  readonly inbox: readonly InboxLine[];
  /** Whether the server has said since this desk was opened that this coach may read: nothing that rests here is shown before. */
  readonly reached: boolean;
  subscribe(told: () => void): () => void;
  /** Once it says `revoked`, the inbox and the threads are gone from this laptop, and drafts are out of sight (`ASIDE_DAYS`). */
  standing(): Promise<{ ok: true; standing: CoachStanding } | { ok: false; why: CallFailure }>;
  /** What `standing` said last while this desk was open; asked anew by the desk itself when somebody unknown can read a thread, and now and then with `refresh`. */
  readonly known: CoachStanding | null;
  /** Whether this coach could read when `standing` was known last, on this laptop. */
  readonly wasActive: boolean;
  /** Fetches the inbox page by page; `inbox` grows with each. */
  refresh(): Promise<Answered>;
  /** Fetches one thread from where this desk has it. */
  open(thread: string): Promise<{ ok: true; case: Case } | Exclude<Answered, { ok: true }>>;
  /** `shown`: `Case.seq` of what the coach has been shown; by default of what this desk fetched last. */
  answer(thread: string, content: FromCoach, shown?: number): Promise<Answered>;
  /** Takes back one of this coach's own. */
  withdraw(thread: string, n: number): Promise<Answered>;
  note(thread: string, note: Note): Promise<Answered>;
  /** What the notes up to this number say is kept by the page: until it says so they are new (`newNotes`), also after a lock. */
  notesSeen(thread: string, lastNote: number): Promise<void>;
  /** What is there now has been shown to a coach. */
  read(thread: string, seq: number): Promise<Answered>;
  /** Sealed on this laptop; what other tabs have written is in it. `subscribe` tells of changes. */
  draft(thread: string): string;
  /** Resolves when it rests on the disk; throws when it could not be put there (`unkept`). */
  keepDraft(thread: string, text: string): Promise<void>;
  /** Something that was written could not be put on the disk: it is in memory only. */
  readonly unkept: boolean;
  /** Tries once more what could not be put there. */
  flush(): Promise<void>;
  /** The printed code once more; null when the password is wrong. */
  code(password: string): Promise<string | null>;
  /** Another password for the same key pair; false when the present one is wrong. */
  changePassword(present: string, next: string): Promise<boolean>;
  /** This device stops being a coach: the server forgets its envelopes, and this laptop everything. */
  resign(): Promise<Done>;
  /** Keys out of memory. */
  lock(): void;
}
