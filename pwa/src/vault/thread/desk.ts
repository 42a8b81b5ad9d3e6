/** The open console of one coach: the inbox, the threads, and what is written there. */
import { type Bytes, base64, equal, fromBase64, fromHex, hex, random } from '../bytes.ts';
import type { BoxKey } from '../keys.ts';
import { codeOf } from '../recovery.ts';
import { Unreadable } from '../seal.ts';
import type { Surroundings } from '../surroundings.ts';
import type { CoachPage, SealedLine } from './answers.ts';
import type { Called, Refused, ThreadApi } from './api.ts';
import { CaseFile, openingOf } from './case.ts';
import { type Met, weigh } from './colleagues.ts';
import { readContent } from './contents.ts';
import { type DeskStore, passphraseKey, unwrap, wrap } from './desk-store.ts';
import { plainly } from './exchange.ts';
import type { Pair } from './hpke.ts';
import { markOf, openThreadKey, ThreadSeals } from './message.ts';
import {
  type Answered,
  type Case,
  type Coach,
  type CoachStanding,
  type Desk,
  type Done,
  type Finding,
  type FromCoach,
  type InboxLine,
  type Note,
  type Organisation,
  SHORTEST_PASSPHRASE,
  type Why,
} from './types.ts';

const IV = 12;
const SALT = 16;
/** Colleagues write notes too: so many numbers are tried in a row. */
const TRIES = 50;
/** Lines that are opened before they are shown: as many as a laptop draws at once. */
const SCREEN = 40;

/** What is opened once and kept sealed: an inbox of thousands opens no envelope twice. */
interface Cached {
  /** Of the envelope. */
  mark: string;
  /** CK in hex; empty for an envelope that does not open. */
  key: string;
  /** Of the first message. */
  first: string;
  opening: InboxLine['opening'];
  /** The highest place that was seen. */
  seq: number;
  /** The number of the last note, whoever it is for; and what it was when this laptop opened the thread. */
  lastNote: number;
  notes: number;
  line: Omit<InboxLine, 'opening' | 'thread'>;
}

interface Cache {
  threads: [string, Cached][];
}

/** What only this laptop has. */
interface Rest {
  met: Met;
  drafts: Record<string, string>;
  /** Answers whose outcome is not known: sent again unchanged. */
  outgoing: Record<string, { n: number; plain: string; iv: string }>;
}

export interface Opened {
  secret: Bytes;
  box: BoxKey;
  pair: Pair;
}

export class OpenDesk implements Desk {
  inbox: readonly InboxLine[] = [];
  private readonly surroundings: Surroundings;
  private readonly api: ThreadApi;
  private readonly store: DeskStore;
  private readonly organisation: Organisation;
  private opened: Opened | null;
  private readonly cached = new Map<string, Cached>();
  private readonly files = new Map<string, CaseFile>();
  private readonly listeners = new Set<() => void>();
  private rest: Rest = { met: { pinned: [], coaches: [] }, drafts: {}, outgoing: {} };
  private trusted = true;
  private weighed = false;
  private line: Promise<unknown> = Promise.resolve();
  private writing: Promise<void> = Promise.resolve();
  readonly id: string;

  private constructor(
    surroundings: Surroundings,
    api: ThreadApi,
    store: DeskStore,
    organisation: Organisation,
    opened: Opened,
  ) {
    this.surroundings = surroundings;
    this.api = api;
    this.store = store;
    this.organisation = organisation;
    this.opened = opened;
    this.id = opened.box.id;
  }

  /** With what the laptop has kept; nothing is fetched yet. */
  static async open(...given: [Surroundings, ThreadApi, DeskStore, Organisation, Opened]): Promise<OpenDesk> {
    const desk = new OpenDesk(...given);
    const { secret } = desk.here();
    const [rest, cache] = await Promise.all([
      desk.store.parcel<Rest>('desk', secret),
      desk.store.parcel<Cache>('cache', secret),
    ]);
    if (rest) desk.rest = rest;
    for (const [thread, cached] of cache?.threads ?? []) desk.cached.set(thread, cached);
    desk.show([...desk.cached.keys()]);
    return desk;
  }

  subscribe(told: () => void): () => void {
    this.listeners.add(told);
    return () => this.listeners.delete(told);
  }

  async standing(): Promise<{ ok: true; standing: CoachStanding } | { ok: false; why: Why }> {
    const own = await this.api.own(this.here().box);
    if (!own.ok) return { ok: false, why: plainly(own.why) };
    const { pair } = this.here();
    const now = this.surroundings.now();
    const { standing, met } = await weigh(this.id, pair.publicKey, own.value, this.organisation, this.rest.met, now);
    this.trusted = !standing.findings.some(({ code }) => code === 'organisation-changed');
    this.weighed = true;
    if (JSON.stringify(met) !== JSON.stringify(this.rest.met)) await this.keep({ met });
    return { ok: true, standing };
  }

  refresh(): Promise<Answered> {
    return this.inTurn(async () => {
      const listed: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Called<{ lines: SealedLine[]; cursor: string | null }> = await this.api.inbox(
          this.here().box,
          cursor,
        );
        if (!page.ok) return refusal(page.why);
        if (page.value.cursor !== null && page.value.lines.length === 0) return { ok: false, why: 'gone' };
        const { lines } = page.value;
        for (let from = 0; from < lines.length; from += SCREEN) {
          const some = lines.slice(from, from + SCREEN);
          await Promise.all(some.map((line) => this.takeLine(line)));
          listed.push(...some.map(({ thread }) => thread).filter((thread) => !listed.includes(thread)));
          // What was there before stands below until its page has come.
          this.show([...listed, ...[...this.cached.keys()].filter((thread) => !listed.includes(thread))]);
        }
        cursor = page.value.cursor;
      } while (cursor !== null);
      if (this.inbox.length !== listed.length || listed.length === 0) this.show(listed);
      const kept = listed.flatMap((thread): [string, Cached][] => {
        const cached = this.cached.get(thread);
        return cached ? [[thread, cached]] : [];
      });
      this.cached.clear();
      for (const [thread, cached] of kept) this.cached.set(thread, cached);
      await this.keepCache();
      return { ok: true };
    });
  }

  open(thread: string): Promise<{ ok: true; case: Case } | Exclude<Answered, { ok: true }>> {
    return this.inTurn(() => this.look(thread));
  }

  answer(thread: string, content: FromCoach): Promise<Answered> {
    return this.inTurn(() => this.send(thread, content));
  }

  withdraw(thread: string, n: number): Promise<Answered> {
    return this.inTurn(async () => {
      const file = await this.file(thread);
      if (!(file instanceof CaseFile)) return file;
      return file.owns(this.id, n) ? this.send(thread, { withdrew: n }) : { ok: true };
    });
  }

  note(thread: string, note: Note): Promise<Answered> {
    return this.inTurn(async () => {
      const looked = await this.look(thread);
      const file = this.files.get(thread);
      if (!looked.ok || !file) return looked.ok ? { ok: false, why: 'gone' } : looked;
      const words = JSON.stringify(note);
      const readers = this.coaches().filter(({ id, expires }) => {
        const over = expires * 1000 <= this.surroundings.now();
        return looked.case.readers.includes(id) && !(over && id !== this.id);
      });
      const start = Math.max(file.lastNote, this.cached.get(thread)?.lastNote ?? 0);
      for (let n = start + 1; n <= start + TRIES; n += 1) {
        const envelopes = await Promise.all(
          readers.map(async ({ id, key }) => ({
            coach: id,
            sealed: await file.seals.sealNote(fromBase64(key), n, note),
          })),
        );
        const sent = await this.api.note(this.here().box, thread, n, envelopes);
        if (sent.ok) {
          await this.look(thread);
          return { ok: true };
        }
        if (sent.why !== 'taken') return refusal(sent.why);
        // It may be this very one, whose answer was lost.
        const again = await this.look(thread);
        if (!again.ok) return again;
        if (file.hasNote(this.id, n, words)) return { ok: true };
      }
      return { ok: false, why: 'gone' };
    });
  }

  async read(thread: string, seq: number): Promise<Answered> {
    const read = await this.api.readByCoach(this.here().box, thread, seq);
    if (!read.ok) return refusal(read.why);
    const cached = this.cached.get(thread);
    if (cached && seq >= cached.line.seq) {
      cached.line = { ...cached.line, unread: false };
      this.show(this.inbox.map((line) => line.thread));
    }
    return { ok: true };
  }

  draft(thread: string): string {
    return this.rest.drafts[thread] ?? '';
  }

  async keepDraft(thread: string, text: string): Promise<void> {
    const { [thread]: _, ...others } = this.rest.drafts;
    await this.keep({ drafts: text === '' ? others : { ...others, [thread]: text } });
  }

  async code(passphrase: string): Promise<string | null> {
    return (await this.holds(passphrase)) ? codeOf(this.here().secret) : null;
  }

  async changePassphrase(present: string, next: string): Promise<boolean> {
    if (next.normalize('NFKC').length < SHORTEST_PASSPHRASE || !(await this.holds(present))) return false;
    const salt = random(SALT);
    const key = await passphraseKey(this.surroundings, next, salt);
    await this.store.keepWrapped({ salt, sealed: await wrap(key, this.here().secret), enrolling: false });
    return true;
  }

  async resign(): Promise<Done> {
    const done = await this.api.resign(this.here().box);
    if (!done.ok && done.why !== 'deleted') return { ok: false, why: plainly(done.why) };
    this.lock();
    await this.store.clear();
    return { ok: true };
  }

  lock(): void {
    this.opened = null;
    this.cached.clear();
    this.files.clear();
    this.rest = { met: { pinned: [], coaches: [] }, drafts: {}, outgoing: {} };
    this.show([]);
    this.listeners.clear();
  }

  private here(): Opened {
    if (!this.opened) throw new Error('the desk is locked');
    return this.opened;
  }

  /** Whether this is the passphrase. */
  private async holds(passphrase: string): Promise<boolean> {
    const wrapped = await this.store.wrapped();
    if (!wrapped) return false;
    const key = await passphraseKey(this.surroundings, passphrase, wrapped.salt);
    const secret = await unwrap(key, wrapped).catch(() => null);
    return secret !== null && equal(secret.slice(0, this.here().secret.length), this.here().secret);
  }

  /** Everybody who was ever verified, and oneself. */
  private coaches(): Coach[] {
    const key = base64(this.here().pair.publicKey);
    // What this laptop wrote is known to be its own, whenever that was.
    return [...this.rest.met.coaches.filter(({ id }) => id !== this.id), { id: this.id, key, expires: 2 ** 32 - 1 }];
  }

  private async takeLine(line: SealedLine): Promise<void> {
    const before = this.cached.get(line.thread);
    const findings: Finding[] = [];
    const mark = await markOf(line.envelope);
    const opened = before?.mark === mark ? before.key : await this.openEnvelope(line);
    // A thread's id and its key come of one secret: another key under the same id is somebody else's.
    const other = Boolean(before?.key) && opened !== before?.key;
    const key = other && before ? before.key : opened;
    if (other) findings.push({ code: opened === '' ? 'unreadable' : 'changed' });
    const first = line.opening ? await markOf(line.opening) : '';
    const same = before?.first === first && before.key === key;
    const opening = same ? before.opening : await openFirst(line, key);
    if (key === '') findings.push({ code: 'unreadable' });
    else if (line.opening && !opening) findings.push({ code: 'unreadable', from: 'u', n: 1 });
    if (line.seq < (before?.seq ?? 0)) findings.push({ code: 'older-thread' });
    const notes = before?.notes ?? 0;
    if (before && before.key !== key) this.files.delete(line.thread);
    this.cached.set(line.thread, {
      mark: other && before ? before.mark : mark,
      key,
      first,
      opening,
      seq: Math.max(before?.seq ?? 0, line.seq),
      lastNote: line.notes,
      notes,
      line: {
        waitsSince: line.waitsSince,
        day: line.day,
        seq: line.seq,
        unread: line.seq > line.readByCoach,
        answeredBy: line.answeredBy,
        newNotes: line.notes > notes,
        findings,
      },
    });
  }

  private async openEnvelope({ thread, envelope }: SealedLine): Promise<string> {
    try {
      return hex(await openThreadKey(this.here().pair.privateKey, thread, envelope));
    } catch (fault) {
      if (fault instanceof Unreadable) return '';
      throw fault;
    }
  }

  /** The file of a thread, new ones from the inbox. */
  private async file(thread: string): Promise<CaseFile | Exclude<Answered, { ok: true }>> {
    const known = this.files.get(thread);
    if (known) return known;
    const cached = this.cached.get(thread);
    if (!cached || cached.key === '') return { ok: false, why: 'deleted' };
    const file = new CaseFile(thread, await ThreadSeals.of(thread, fromHex(cached.key)), cached.seq);
    this.files.set(thread, file);
    return file;
  }

  private async look(thread: string): Promise<{ ok: true; case: Case } | Exclude<Answered, { ok: true }>> {
    const file = await this.file(thread);
    if (!(file instanceof CaseFile)) return file;
    const { box, pair } = this.here();
    const reader = file.reader();
    let page: CoachPage;
    do {
      const [after, before] = [reader.after, file.lastNote];
      const answer = await this.api.coachPage(box, thread, after, before);
      if (!answer.ok) return refusal(answer.why);
      page = answer.value;
      if (!(await reader.take(page))) return { ok: false, why: 'gone' };
      await file.takeNotes(page.notes, pair.privateKey);
      if (page.moreNotes && file.lastNote <= before) return { ok: false, why: 'gone' };
    } while (page.more || page.moreNotes);
    file.take(reader, page, box.id);
    const strangers = reader.opened.some(
      ({ from, coach }) => from === 'c' && !this.coaches().some(({ id }) => id === coach),
    );
    if (!this.weighed || strangers) await this.standing();
    await this.looked(thread, file, page);
    return { ok: true, case: file.view(this.coaches(), this.trusted) };
  }

  /** Notes what was seen of it. */
  private async looked(thread: string, file: CaseFile, { seq, readByCoach }: CoachPage): Promise<void> {
    const cached = this.cached.get(thread);
    if (!cached) return;
    const line = { ...cached.line, seq, unread: seq > readByCoach, newNotes: false };
    const lastNote = Math.max(cached.lastNote, file.lastNote);
    const next = { ...cached, seq: Math.max(cached.seq, seq), lastNote, notes: lastNote, line };
    if (JSON.stringify(next) === JSON.stringify(cached)) return;
    this.cached.set(thread, next);
    this.show(this.inbox.map((it) => it.thread));
    await this.keepCache();
  }

  private async send(thread: string, content: FromCoach | { withdrew: number }): Promise<Answered> {
    const file = await this.file(thread);
    if (!(file instanceof CaseFile)) return file;
    if (!file.page) {
      const looked = await this.look(thread);
      if (!looked.ok) return looked;
    }
    const plain = JSON.stringify(content);
    const before = this.rest.outgoing[thread];
    const item = before?.plain === plain ? before : { n: file.next, plain, iv: hex(random(IV)) };
    await this.keep({ outgoing: { ...this.rest.outgoing, [thread]: item } });
    const sealed = await file.seals.seal('c', item.n, plain, fromHex(item.iv));
    const sent = await this.api.answer(this.here().box, thread, item.n, sealed);
    // Without an answer it is sent again unchanged, if it is sent again.
    if (!sent.ok && (sent.why === 'offline' || sent.why === 'gone')) return refusal(sent.why);
    const { [thread]: _, ...outgoing } = this.rest.outgoing;
    await this.keep({ outgoing });
    const looked = await this.look(thread);
    if (sent.ok) return { ok: true };
    if (sent.why === 'taken') return looked.ok ? { ok: false, why: 'answered' } : looked;
    return refusal(sent.why);
  }

  private keep(change: Partial<Rest>): Promise<void> {
    const { secret } = this.here();
    const rest = { ...this.rest, ...change };
    this.rest = rest;
    return this.inOrder(() => this.store.keepParcel('desk', secret, rest));
  }

  private keepCache(): Promise<void> {
    const { secret } = this.here();
    const content: Cache = { threads: [...this.cached] };
    return this.inOrder(() => this.store.keepParcel('cache', secret, content));
  }

  /** What is written later comes to rest later. */
  private inOrder(write: () => Promise<void>): Promise<void> {
    const mine = this.writing.then(write);
    this.writing = mine.catch(() => undefined);
    return mine;
  }

  private show(threads: string[]): void {
    this.inbox = threads.flatMap((thread): InboxLine[] => {
      const cached = this.cached.get(thread);
      return cached ? [{ thread, opening: cached.opening, ...cached.line }] : [];
    });
    for (const listener of this.listeners) listener();
  }

  /** One thing at a time: what is read is what is answered to. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.line.then(work);
    this.line = mine.catch(() => undefined);
    return mine;
  }
}

async function openFirst({ thread, opening }: SealedLine, key: string): Promise<InboxLine['opening']> {
  if (!opening || key === '') return null;
  const seals = await ThreadSeals.of(thread, fromHex(key));
  const content = await seals.open('u', 1, opening).catch(() => null);
  return openingOf(readContent('u', content));
}

function refusal(why: Refused): Exclude<Answered, { ok: true }> {
  return why === 'not-active' ? { ok: false, why } : { ok: false, why: plainly(why) };
}
