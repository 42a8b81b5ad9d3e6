/** A thread as it rests in the vault: its record, its letters, and what waits on this phone. Half a record is borne. */
import { coachesIn } from '../model/coach-proof.ts';
import { ofKind } from '../model/kinds.ts';
import { letterQueueRecord } from '../model/letters-here.ts';
import type { Entry, Fields, Json } from '../model/plain.ts';
import { type Content, readContent } from './contents.ts';
import type { Direction } from './keys.ts';
import { keyOf, type SeenMessage, type SeenThread } from './sequence.ts';
import type { Coach, Every, Finding, FindingCode, ProgrammeId, ThreadState } from './types.ts';

type Entries = ReadonlyMap<string, Entry>;

export const threadKind = 'thread';
export const letterKind = 'letter';
export const threadName = (id: string): string => `${threadKind}/${id}`;
export const letterName = (thread: string, from: Direction, n: number): string =>
  `${letterKind}/${thread}/${from}/${n}`;

/** Names of what rests on this phone only. */
export { letterQueueRecord };
export const draftRecord = 'thread-draft';
/** The thread that tells this phone's channel of answers: the one that takes its place is to do so too. */
export const toldRecord = 'thread-told';
/** The consent is being withdrawn: `version`. */
export const leavingRecord = 'thread-leaving';
/** A thread is being ended; `thread`: its id. */
export const closingRecord = 'thread-closing';
/** The check-in that is being written (features/coach/drafts.ts); `thread`: for which. */
export const checkinRecord = 'coach-draft/checkin';

export interface HeldThread {
  /** Id of the record. */
  entry: string;
  made: number;
  id: string;
  /** TS in hex; empty once the keys were rotated. */
  secret: string;
  auth: string;
  state: ThreadState;
  alias: string;
  programme: ProgrammeId | null;
  locale: 'nb' | 'en' | null;
  about: string[];
  begun: string;
  consent: { version: string; date: string };
  /** The first message until it is on the server; `iv` is what `openingIv` makes its iv of. `gone`: it was withdrawn, and had other words. */
  opening: { text: string; iv: string; gone: boolean } | null;
  coaches: Coach[];
  /** Who held an envelope when the server was asked last. */
  readers: string[] | null;
  rhythm: { every: Every; since: string } | null;
  /** The highest place that was ever seen. */
  seq: number;
  read: number;
  readByCoach: number;
  told: boolean;
  asked: string;
  bad: number[];
  /** Verified coaches who were left out when others were let in. */
  out: string[];
  /** Who was let in, or left out meanwhile, without an answer yet: what the server says of them next is neither of its own doing. */
  unsure: string[];
  /** The server has lost a part of it. */
  behind: boolean;
  /** It takes no more. */
  full: boolean;
  findings: (Finding & { away?: boolean })[];
  /** Ids of the threads that this one took the place of. */
  before: string[];
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const count = (value: Json | undefined): number => (Number.isSafeInteger(value) ? Number(value) : 0);
const list = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
const texts = (value: Json | undefined): string[] => list(value).filter((it): it is string => typeof it === 'string');
const object = (value: Json | undefined): Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};

/** Null for what is no thread, or half of one. */
export function readHeld({ id: entry, fields, made }: Entry): HeldThread | null {
  const { state, programme, locale } = fields;
  const id = text(fields.thread);
  const [secret, auth] = [text(fields.secret), text(fields.auth)];
  const moved = state === 'moved';
  if (id === '' || (!moved && (!/^[0-9a-f]{64}$/.test(secret) || !/^[0-9a-f]{64}$/.test(auth)))) return null;
  const opening = object(fields.opening);
  const rhythm = object(fields.rhythm);
  const consent = object(fields.consent);
  return {
    entry,
    made: made ?? 0,
    id,
    secret,
    auth,
    state: state === 'open' || moved || state === 'ended' ? state : 'making',
    alias: text(fields.alias),
    programme: programme === null ? null : programme === 'near' ? 'near' : 'stop',
    locale: locale === null ? null : locale === 'en' ? 'en' : 'nb',
    about: texts(fields.about),
    begun: text(fields.begun),
    consent: { version: text(consent.version), date: text(consent.date) },
    opening:
      typeof opening.iv === 'string' ? { text: text(opening.text), iv: opening.iv, gone: opening.gone === true } : null,
    coaches: coachesIn(fields),
    readers: fields.readers === undefined ? null : texts(fields.readers),
    rhythm:
      rhythm.every === 'week' || rhythm.every === 'fortnight'
        ? { every: rhythm.every, since: text(rhythm.since) }
        : null,
    seq: count(fields.seq),
    read: count(fields.read),
    readByCoach: count(fields.read_c),
    told: fields.told === true,
    asked: text(fields.asked),
    bad: list(fields.bad).map(count),
    out: texts(fields.out),
    unsure: texts(fields.unsure),
    behind: fields.behind === true,
    full: fields.full === true,
    findings: list(fields.findings).flatMap((it) => finding(object(it))),
    before: texts(fields.before),
  };
}

function finding({ code, coach, from, n, away }: Fields): HeldThread['findings'] {
  if (typeof code !== 'string') return [];
  return [
    {
      code: code as FindingCode,
      ...(typeof coach === 'string' && { coach }),
      ...((from === 'u' || from === 'c') && { from }),
      ...(typeof n === 'number' && { n }),
      ...(away === true && { away }),
    },
  ];
}

/** One field a coach, so that what two devices have verified stands side by side. */
export const coachFields = (coaches: Coach[]): Fields =>
  Object.fromEntries(
    coaches.map(({ id, until, ...rest }) => [`coach_${id}`, { ...rest, ...(until && { until: { ...until } }) }]),
  );

/** Those who were not let in after all, or were left out. */
export const withoutCoaches = (ids: string[]): Fields => Object.fromEntries(ids.map((id) => [`coach_${id}`, null]));

/** Coaches as they were verified now, with what is known of where each could write last. */
export function withPlaces(coaches: Coach[], known: Coach[]): Coach[] {
  return coaches.map((coach) => {
    const { until } = known.find(({ id }) => id === coach.id) ?? {};
    return { ...coach, ...(until && { until }) };
  });
}

/** All threads, the newest last: those that another took the place of are not among them. */
export function heldThreads(entries: Entries): HeldThread[] {
  const all = ofKind(entries, threadKind).flatMap((entry) => readHeld(entry) ?? []);
  const replaced = new Set(all.flatMap(({ before }) => before));
  return all.filter(({ id }) => !replaced.has(id)).sort((a, b) => a.made - b.made || (a.id < b.id ? -1 : 1));
}

/** More than anybody reads; what a server thinks up must not fill the record. */
const MOST_FINDINGS = 100;

/** The findings of a thread with these beside them, each once. */
export function withFindings({ findings }: HeldThread, more: Finding[]): Fields {
  const known = new Set(findings.map(keyOf));
  const fresh = more.filter((it) => !known.has(keyOf(it)) && known.add(keyOf(it)));
  return { findings: [...findings, ...fresh].slice(0, MOST_FINDINGS).map((it) => ({ ...it })) };
}

/** A letter as it rests. */
export interface HeldLetter {
  /** Id of the record. */
  entry: string;
  thread: string;
  from: Direction;
  n: number;
  seq: number;
  day: string;
  coach: string | null;
  mark: string;
  /** The day on which the server had been asked before it was fetched: it was not written earlier. */
  since: string;
  withdrawn: boolean;
  /** It only takes another one back. */
  withdrew: number | null;
  content: Content | null;
}

export function readLetter({ id: entry, fields }: Entry): HeldLetter | null {
  const { from } = fields;
  const n = count(fields.n);
  if ((from !== 'u' && from !== 'c') || n < 1) return null;
  const withdrew = count(fields.withdrew) || null;
  const withdrawn = fields.withdrawn === true;
  return {
    entry,
    thread: text(fields.thread),
    from,
    n,
    seq: count(fields.seq),
    day: text(fields.day),
    coach: text(fields.coach) || null,
    mark: text(fields.mark),
    since: text(fields.since),
    withdrawn,
    withdrew,
    content: withdrawn || withdrew ? null : readContent(from, fields.content),
  };
}

export const lettersOf = (entries: Entries, thread: string): HeldLetter[] =>
  ofKind(entries, letterKind)
    .flatMap((entry) => (entry.fields.thread === thread ? (readLetter(entry) ?? []) : []))
    .sort((a, b) => a.seq - b.seq);

/** What the vault knows of a thread: for the reader, and up to where it is whole. */
export function seenOf(held: HeldThread, letters: HeldLetter[]): SeenThread & { whole: number } {
  const known = new Map<string, SeenMessage>(letters.map(({ from, n, seq, mark }) => [`${from}/${n}`, { seq, mark }]));
  const places = new Set([...letters.map(({ seq }) => seq), ...held.bad]);
  let whole = 0;
  while (places.has(whole + 1)) whole += 1;
  return { known, seq: Math.max(held.seq, 0, ...letters.map(({ seq }) => seq)), whole };
}

/** A message of the person's that waits on this phone. */
export interface Queued {
  /** Name of the record. */
  name: string;
  thread: string;
  /** JSON */
  plain: string;
  day: string;
  /** The number and iv it was first sent with, so that it is sent again unchanged; 0 and empty before. */
  n: number;
  iv: string;
  /** The server will not take it. */
  refused: boolean;
  /** Withdrawn when the server may have had it already: it is sent again, and then taken back. */
  gone: boolean;
}

/** In the order in which they were written. */
export function queuedIn(device: ReadonlyMap<string, Fields>): Queued[] {
  return [...device]
    .filter(([name]) => name.startsWith(`${letterQueueRecord}/`))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, fields]) => ({
      name,
      thread: text(fields.thread),
      plain: text(fields.plain),
      day: text(fields.day),
      n: count(fields.n),
      iv: text(fields.iv),
      refused: fields.refused === true,
      gone: fields.gone === true,
    }));
}

export const queuedFields = ({ name: _, ...rest }: Queued): Fields => ({ ...rest });
