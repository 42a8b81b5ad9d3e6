/** The open console of one coach: the inbox, the threads, and what is written there. */
import { type Bytes, base64, equal, fromBase64, fromHex, hex, random } from '../bytes.ts';
import { noted } from '../faults.ts';
import { isRecord } from '../model/codec.ts';
import type { VaultEnvironment } from '../vault/environment.ts';
import { codeOf } from '../vault/recovery.ts';
import { type BoxKey, type Root, Unreadable } from '../vault/seal.ts';
import type { CoachPage, SealedLine } from './answers.ts';
import type { Called, Refused, ThreadApi } from './api.ts';
import { type Met, weigh } from './colleagues.ts';
import { isWithdrawal, readContent } from './contents.ts';
import { DeskRest, withoutName } from './desk-rest.ts';
import { type DeskStore, type SealedBlob, unwrap, wrap } from './desk-store.ts';
import { DeskThread, openingOf } from './desk-thread.ts';
import { plainly } from './exchange.ts';
import type { Pair } from './hpke.ts';
import { betweenCoaches } from './keys.ts';
import { markOf, openOpening, openThreadKey, ThreadSeals } from './message.ts';
import { answeredEvenSo } from './owed.ts';
import type { Fresh } from './trust.ts';
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
  type OrganisationKeys,
  SHORTEST_PASSWORD,
} from './types.ts';

const IV = 12;
/** Colleagues write notes too: so many numbers are tried in a row. */
const TRIES = 50;
/** Lines that are opened before they are shown: as many as a laptop's screen holds, then as many as it draws at once. */
const FIRST = 12;
const SCREEN = 40;
/** Milliseconds in which nothing is opened, so that the first of them are drawn. */
const FRAME = 40;
/** Milliseconds after which a refresh asks anew who the colleagues are. */
const RENEWED = 180_000;

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
  /** The number of the last note, whoever it is for; and what it was when the page last said that it has kept what they say. */
  lastNote: number;
  notes: number;
  /** The numbers of the notes that were ever opened here. */
  had?: number[];
  line: Omit<InboxLine, 'opening' | 'thread'>;
}

type InboxPage = Called<{ lines: SealedLine[]; cursor: string | null }>;

interface Cache {
  threads: [string, Cached][];
}

export const cacheBlob: SealedBlob<Cache> = {
  name: 'cache',
  is: (it): it is Cache => isRecord(it) && Array.isArray(it.threads),
};

export interface DeskKeys {
  secret: Bytes;
  box: BoxKey;
  pair: Pair;
}

export class OpenDesk implements Desk {
  inbox: readonly InboxLine[] = [];
  reached = false;
  known: CoachStanding | null = null;
  private readonly environment: VaultEnvironment;
  private readonly api: ThreadApi;
  private readonly store: DeskStore;
  private organisation: OrganisationKeys;
  private readonly fresh: Fresh;
  private opened: DeskKeys | null;
  private readonly cached = new Map<string, Cached>();
  private readonly files = new Map<string, DeskThread>();
  private readonly listeners = new Set<() => void>();
  private readonly gone = new Set<string>();
  /** The threads as they are shown once that may be. */
  private order: string[] = [];
  /** The highest place that was fetched of each thread. */
  private readonly seen = new Map<string, number>();
  private readonly shared = new Map<string, Promise<Root>>();
  private readonly rest: DeskRest;
  private trusted = true;
  /** Milliseconds since 1970 at which the colleagues were verified last. */
  private weighed = Number.NEGATIVE_INFINITY;
  /** Readers of threads who were none of the verified when they were asked about. */
  private readonly strangers = new Set<string>();
  /** The server has said that this coach is revoked: nothing of a thread is kept or shown. */
  private revoked = false;
  /** Settled when the first lines that are being fetched stand: what can wait for that does. */
  private drawing: Promise<void> = Promise.resolve();
  private drawn: () => void = () => undefined;
  private weighing: ReturnType<Desk['standing']> | null = null;
  private line: Promise<unknown> = Promise.resolve();
  private writing: Promise<void> = Promise.resolve();
  readonly id: string;

  private constructor(
    environment: VaultEnvironment,
    api: ThreadApi,
    store: DeskStore,
    organisation: OrganisationKeys,
    fresh: Fresh,
    opened: DeskKeys,
  ) {
    this.environment = environment;
    this.api = api;
    this.store = store;
    this.organisation = organisation;
    this.fresh = fresh;
    this.opened = opened;
    this.id = opened.box.id;
    this.rest = new DeskRest(store, opened.secret, () => this.tell());
  }

  /** With what the laptop has kept; nothing is fetched yet, and nothing shown. */
  static async open(
    ...given: [VaultEnvironment, ThreadApi, DeskStore, OrganisationKeys, Fresh, DeskKeys]
  ): Promise<OpenDesk> {
    const desk = new OpenDesk(...given);
    const { secret } = desk.here();
    const [cache] = await Promise.all([desk.store.blob(cacheBlob, secret), desk.rest.reload()]);
    await desk.rest.letGo(desk.environment.now());
    for (const [thread, cached] of cache?.threads ?? []) desk.cached.set(thread, cached);
    desk.show([...desk.cached.keys()]);
    return desk;
  }

  subscribe(told: () => void): () => void {
    this.listeners.add(told);
    return () => this.listeners.delete(told);
  }

  get wasActive(): boolean {
    return this.rest.met.active === true;
  }

  get unkept(): boolean {
    return this.rest.failed;
  }

  standing(): ReturnType<Desk['standing']> {
    this.weighing ??= this.weigh().finally(() => {
      this.weighing = null;
    });
    return this.weighing;
  }

  refresh(): Promise<Answered> {
    return this.inTurn(async () => {
      const drawing = new Promise<void>((drawn) => {
        this.drawn = drawn;
      });
      this.drawing = drawing;
      const fetched = await this.fetchInbox().finally(() => this.drawn());
      // The inbox is here without it, and the next refresh asks again.
      if (fetched.ok && this.environment.now() - this.weighed >= RENEWED) await this.standing().catch(() => undefined);
      return fetched;
    });
  }

  private async fetchInbox(): Promise<Answered> {
    const listed = new Set<string>();
    const pages = await this.fetchPages(listed);
    if (typeof pages !== 'number') return pages;
    // A thread that was written in meanwhile may have moved from a page that was to come to one that had been fetched.
    if (pages > 1 && [...this.cached.keys()].some((thread) => !listed.has(thread))) {
      const again = await this.fetchPages(listed);
      if (typeof again !== 'number') return again;
    }
    if (this.order.length !== listed.size || listed.size === 0) this.show([...listed]);
    for (const thread of [...this.cached.keys()]) if (!listed.has(thread)) this.drop(thread);
    await this.keepCache((threads) => {
      const kept = new Map(threads);
      return [...listed].flatMap((thread): [string, Cached][] => {
        const cached = this.cached.get(thread);
        return cached ? [[thread, newest(kept.get(thread), cached)]] : [];
      });
    });
    await this.lookAfter(listed);
    return { ok: true };
  }

  /** Takes in every page of the inbox, and adds its threads to those that are `listed`. How many pages there were. */
  private async fetchPages(listed: Set<string>): Promise<number | Exclude<Answered, { ok: true }>> {
    let pages = 0;
    let coming: Promise<InboxPage> | null = this.api.inbox(this.here().box, null);
    while (coming) {
      const page: InboxPage = await coming;
      if (!page.ok) return refusal(page.why);
      pages += 1;
      if (!this.reached) {
        this.reached = true;
        // What was fetched last stands before anything of this is opened.
        if (this.cached.size > 0) {
          this.show();
          await new Promise((go) => setTimeout(go, FRAME));
          this.drawn();
        }
      }
      const { lines } = page.value;
      const cursor: string | null = page.value.cursor;
      if (cursor !== null && lines.length === 0) return { ok: false, why: 'gone' };
      // The next page is on its way while this one is opened.
      coming = cursor === null ? null : this.api.inbox(this.here().box, cursor);
      for (let from = 0; from < lines.length; ) {
        const isFirst = listed.size === 0;
        const some = lines.slice(from, from + (isFirst ? FIRST : SCREEN));
        from += some.length;
        await Promise.all(some.map((line) => this.takeLine(line)));
        for (const { thread } of some) listed.add(thread);
        // What was there before stands below until its page has come.
        this.show([...listed, ...[...this.cached.keys()].filter((thread) => !listed.has(thread))]);
        if (!isFirst) continue;
        await new Promise((go) => setTimeout(go, FRAME));
        this.drawn();
      }
    }
    return pages;
  }

  open(thread: string): Promise<{ ok: true; case: Case } | Exclude<Answered, { ok: true }>> {
    return this.inTurn(() => this.look(thread));
  }

  answer(thread: string, content: FromCoach, shown?: number): Promise<Answered> {
    return this.inTurn(() => this.send(thread, content, shown ?? this.seen.get(thread)));
  }

  withdraw(thread: string, n: number): Promise<Answered> {
    return this.inTurn(async () => {
      const file = await this.file(thread);
      if (!(file instanceof DeskThread)) return file;
      return file.owns(this.id, n) ? this.send(thread, { withdrew: n }) : { ok: true };
    });
  }

  note(thread: string, note: Note): Promise<Answered> {
    return this.inTurn(async () => {
      const looked = await this.look(thread);
      const file = this.files.get(thread);
      if (!looked.ok || !file) return looked.ok ? { ok: false, why: 'gone' } : looked;
      // A colleague who came later is given it too.
      if (looked.case.readers.some((id) => !this.coaches().some((it) => it.id === id))) await this.standing();
      const words = JSON.stringify(note);
      const readers = this.coaches().filter(({ id, expires }) => {
        const over = expires * 1000 <= this.environment.now();
        return looked.case.readers.includes(id) && !(over && id !== this.id);
      });
      const start = Math.max(file.lastNote, this.cached.get(thread)?.lastNote ?? 0);
      for (let n = start + 1; n <= start + TRIES; n += 1) {
        const envelopes = await Promise.all(
          readers.map(async ({ id, key }) => {
            const between = await this.between(id, key);
            return { coach: id, sealed: await file.seals.sealNote(fromBase64(key), n, note, this.id, between) };
          }),
        );
        const sent = await this.api.note(this.here().box, thread, n, envelopes);
        if (sent.ok) {
          await this.look(thread);
          return { ok: true };
        }
        if (sent.why !== 'taken') return this.refused(thread, sent.why);
        // It may be this very one, whose answer was lost.
        const again = await this.look(thread);
        if (!again.ok) return again;
        if (file.hasNote(this.id, n, words)) return { ok: true };
      }
      return { ok: false, why: 'gone' };
    });
  }

  async notesSeen(thread: string, lastNote: number): Promise<void> {
    const cached = this.cached.get(thread);
    if (!cached || lastNote <= cached.notes) return;
    const line = { ...cached.line, newNotes: cached.lastNote > lastNote };
    await this.keepThread(thread, { ...cached, notes: lastNote, line });
  }

  async read(thread: string, seq: number): Promise<Answered> {
    const read = await this.api.readByCoach(this.here().box, thread, seq);
    if (!read.ok) return this.refused(thread, read.why);
    const cached = this.cached.get(thread);
    if (cached && seq >= cached.line.seq) {
      this.cached.set(thread, { ...cached, line: { ...cached.line, unread: false } });
      this.show();
    }
    return { ok: true };
  }

  draft(thread: string): string {
    return this.opened ? this.rest.draft(thread) : '';
  }

  async keepDraft(thread: string, text: string): Promise<void> {
    this.here();
    // What is written in a thread that is no more is kept no longer than it stands on the screen.
    if (this.gone.has(thread)) return;
    await (text === this.draft(thread) ? this.rest.write() : this.rest.keepDraft(thread, text));
    if (this.revoked) await this.rest.setAside(this.environment.now());
  }

  flush(): Promise<void> {
    return this.rest.write();
  }

  async code(password: string): Promise<string | null> {
    return (await this.holds(password)) ? codeOf(this.here().secret) : null;
  }

  async changePassword(present: string, next: string): Promise<boolean> {
    if (next.normalize('NFKC').length < SHORTEST_PASSWORD || !(await this.holds(present))) return false;
    await this.store.keepWrapped(await wrap(this.environment, next, this.here().secret, false));
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
    this.shared.clear();
    this.rest.close();
    this.store.shut();
    this.show([]);
    this.listeners.clear();
  }

  private here(): DeskKeys {
    if (!this.opened) throw new Error('the desk is locked');
    return this.opened;
  }

  /** Whether this is the password. */
  private async holds(password: string): Promise<boolean> {
    const wrapped = await this.store.wrapped();
    if (!wrapped) return false;
    const secret = await unwrap(this.environment, password, wrapped).catch((fault) => {
      if (fault instanceof Unreadable) return null;
      throw fault;
    });
    return secret !== null && equal(secret.slice(0, this.here().secret.length), this.here().secret);
  }

  /** Everybody who was ever verified, and oneself. */
  private coaches(): Coach[] {
    const key = base64(this.here().pair.publicKey);
    // What this laptop wrote is known to be its own, whenever that was.
    return [...this.rest.met.coaches.filter(({ id }) => id !== this.id), { id: this.id, key, expires: 2 ** 32 - 1 }];
  }

  private async weigh(): ReturnType<Desk['standing']> {
    const { box } = this.here();
    const own = await this.api.own(box);
    if (!own.ok) return { ok: false, why: plainly(own.why) };
    await this.drawing;
    const { pair } = this.here();
    const before = this.rest.met;
    const now = this.environment.now();
    const held = (organisation: OrganisationKeys) =>
      weigh(this.id, pair.publicKey, own.value, organisation, before, now);
    const found = await held(this.organisation);
    const { standing, met } = (await this.isNewer(found.standing)) ? await held(this.organisation) : found;
    this.trusted = !standing.findings.some(({ code }) => code === 'organisation-changed');
    this.weighed = now;
    this.revoked = standing.state === 'revoked';
    if (JSON.stringify(met) !== JSON.stringify(before))
      await this.rest.change((rest) => ({ ...rest, met: together(rest.met, met) }));
    if (JSON.stringify(standing) !== JSON.stringify(this.known)) {
      this.known = standing;
      this.tell();
    }
    await this.rest.letGo(now);
    if (this.revoked) await this.clearAway(now);
    else if (standing.state === 'active' && standing.certified) {
      await this.rest.bringBack();
      if (!this.reached) {
        this.reached = true;
        this.show();
      }
    }
    return { ok: true, standing };
  }

  /** The page may stand open since before the organisation's key was changed: then the pack names another by now. */
  private async isNewer({ findings }: CoachStanding): Promise<boolean> {
    if (!findings.some(({ code }) => code === 'forged-certificate' || code === 'organisation-changed')) return false;
    // Offline: what is kept here counts.
    const newer = await this.fresh().catch(() => null);
    if (!newer || JSON.stringify(newer) === JSON.stringify(this.organisation)) return false;
    this.organisation = newer;
    return true;
  }

  /** Nothing that was fetched stays on the laptop of one who is no coach any more. What was written is not the server's to erase. */
  private async clearAway(now: number): Promise<void> {
    this.cached.clear();
    this.files.clear();
    this.shared.clear();
    this.show([]);
    await Promise.all([this.rest.setAside(now), this.keepCache(() => [])]);
  }

  /** What this laptop shares with a coach whom it has verified. */
  private between(id: string, key: string): Promise<Root> {
    const shared = this.shared.get(id) ?? betweenCoaches(this.here().pair.privateKey, fromBase64(key));
    this.shared.set(id, shared);
    return shared;
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
    this.gone.delete(line.thread);
    if (before && before.key !== key) this.files.delete(line.thread);
    this.cached.set(line.thread, {
      mark: other && before ? before.mark : mark,
      key,
      first,
      opening,
      seq: Math.max(before?.seq ?? 0, line.seq),
      lastNote: line.notes,
      notes,
      ...(before?.had && { had: before.had }),
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
  private async file(thread: string): Promise<DeskThread | Exclude<Answered, { ok: true }>> {
    if (this.revoked) return { ok: false, why: 'not-active' };
    const known = this.files.get(thread);
    if (known) return known;
    const cached = this.cached.get(thread);
    if (!cached) return { ok: false, why: 'deleted' };
    if (cached.key === '') return { ok: false, why: 'unopened' };
    const file = new DeskThread(thread, await ThreadSeals.of(thread, fromHex(cached.key)), cached.seq);
    this.files.set(thread, file);
    return file;
  }

  private async look(thread: string): Promise<{ ok: true; case: Case } | Exclude<Answered, { ok: true }>> {
    const file = await this.file(thread);
    if (!(file instanceof DeskThread)) return file;
    const { box, pair } = this.here();
    const reader = file.reader();
    let page: CoachPage;
    do {
      const [after, before] = [reader.after, file.lastNote];
      const answer = await this.api.coachPage(box, thread, after, before);
      if (!answer.ok) return this.refused(thread, answer.why);
      page = answer.value;
      if (!(await reader.take(page))) return { ok: false, why: 'gone' };
      await file.takeNotes(page.notes, pair.privateKey);
      if (page.moreNotes && file.lastNote <= before) return { ok: false, why: 'gone' };
    } while (page.more || page.moreNotes);
    file.take(reader, page, box.id);
    const known = () => new Map(this.coaches().map(({ id: coach, key }) => [coach, key]));
    const before = known();
    const newcomers = page.coaches.filter((id) => !before.has(id) && !this.strangers.has(id));
    const isWeighed = this.weighed > Number.NEGATIVE_INFINITY;
    if (!isWeighed || newcomers.length > 0 || file.authors.some((author) => !before.has(author))) await this.standing();
    const after = known();
    for (const id of newcomers) if (!after.has(id)) this.strangers.add(id);
    await file.weighNotes(async (coach) => {
      const key = after.get(coach);
      return key === undefined ? null : this.between(coach, key);
    });
    const had = this.cached.get(thread)?.had ?? [];
    await this.looked(thread, file, page);
    const lastNote = this.cached.get(thread)?.lastNote ?? 0;
    const found = file.view(this.coaches(), this.trusted, had, lastNote);
    this.seen.set(thread, found.seq);
    return { ok: true, case: found };
  }

  /** Notes what was seen of it. */
  private async looked(thread: string, file: DeskThread, { seq, readByCoach }: CoachPage): Promise<void> {
    const cached = this.cached.get(thread);
    if (!cached) return;
    const lastNote = Math.max(cached.lastNote, file.lastNote);
    const line = { ...cached.line, seq, unread: seq > readByCoach, newNotes: lastNote > cached.notes };
    const had = [...new Set([...(cached.had ?? []), ...file.noted])].sort((a, b) => a - b);
    const next = { ...cached, seq: Math.max(cached.seq, seq), lastNote, had, line };
    if (JSON.stringify(next) !== JSON.stringify(cached)) await this.keepThread(thread, next);
  }

  private async keepThread(thread: string, next: Cached): Promise<void> {
    this.cached.set(thread, next);
    this.show();
    await this.keepCache((threads) => {
      const kept = new Map(threads);
      return [...kept.set(thread, newest(kept.get(thread), next))];
    });
  }

  /** A thread that the server has no more, or not for this coach: nothing of it stays here. */
  private async forget(thread: string): Promise<void> {
    this.drop(thread);
    this.show(this.order.filter((it) => it !== thread));
    await Promise.all([this.rest.forget(thread), this.keepCache((threads) => threads.filter(([it]) => it !== thread))]);
  }

  private drop(thread: string): void {
    this.cached.delete(thread);
    this.files.delete(thread);
    this.seen.delete(thread);
  }

  /** Drafts of threads that the inbox has no more. One that only slipped between two pages is asked for by its name. */
  private async lookAfter(listed: ReadonlySet<string>): Promise<void> {
    const unlisted = this.rest.names.filter((name) => /^[0-9a-f]{32}$/.test(name) && !listed.has(name));
    for (const thread of unlisted) {
      const answer = await this.api.coachPage(this.here().box, thread, 0, 0);
      if (!answer.ok) await this.refused(thread, answer.why);
    }
  }

  private async refused(thread: string, why: Refused): Promise<Exclude<Answered, { ok: true }>> {
    if (why === 'deleted') {
      this.gone.add(thread);
      await this.forget(thread);
    }
    return refusal(why);
  }

  /** `shown`: the highest place that the coach knew when this was written; by default everything is. */
  private async send(
    thread: string,
    content: FromCoach | { withdrew: number },
    shown = Number.POSITIVE_INFINITY,
  ): Promise<Answered> {
    const file = await this.file(thread);
    if (!(file instanceof DeskThread)) return file;
    const present = await this.look(thread);
    if (!present.ok) return present;
    const plain = JSON.stringify(content);
    const before = this.rest.outgoing[thread];
    const answers = isWithdrawal(content) || content.kind === 'absence' ? {} : { answers: present.case.seq };
    // Sent again, it is the same to the last byte.
    const item = before?.plain === plain ? before : { n: file.next, plain, iv: hex(random(IV)), ...answers };
    // Under a number that is taken nothing is added: the same again only asks whether it is this.
    if (item.n >= file.next) {
      const since = present.case.letters.filter(({ seq, content }) => content && seq !== null && seq > shown);
      if (since.some(({ from }) => from === 'u')) return { ok: false, why: 'written' };
      if (since.length > 0) return { ok: false, why: 'answered' };
    }
    const to = isWithdrawal(content)
      ? { quiet: true as const, answers: answeredEvenSo(present.case.letters, content.withdrew) }
      : { answers: content.kind === 'absence' ? 0 : (item.answers ?? present.case.seq) };
    await this.rest.change((rest) => ({ ...rest, outgoing: { ...rest.outgoing, [thread]: item } }));
    const words = item.answers === undefined ? plain : JSON.stringify({ ...content, answers: item.answers });
    const sealed = await file.seals.seal('c', item.n, words, fromHex(item.iv));
    const sent = await this.api.answer(this.here().box, thread, item.n, sealed, to);
    // Without an answer it is sent again unchanged, if it is sent again.
    if (!sent.ok && (sent.why === 'offline' || sent.why === 'gone')) return refusal(sent.why);
    // Another tab may have one of its own on the way by now.
    await this.rest.change((rest) =>
      rest.outgoing[thread]?.iv === item.iv ? { ...rest, outgoing: withoutName(rest.outgoing, thread) } : rest,
    );
    if (!sent.ok && sent.why === 'deleted') return this.refused(thread, sent.why);
    const looked = await this.look(thread);
    if (sent.ok) return { ok: true };
    if (sent.why === 'taken') return looked.ok ? { ok: false, why: 'answered' } : looked;
    return refusal(sent.why);
  }

  /** A cache that finds no room is fetched again the next time. */
  private async keepCache(change: (threads: [string, Cached][]) => [string, Cached][]): Promise<void> {
    const { secret } = this.here();
    const write = () =>
      this.store.change(cacheBlob, secret, (kept) => ({
        threads: this.revoked ? [] : change(kept?.threads ?? []),
      }));
    this.writing = this.writing.then(write).then(() => undefined, noted('desk cache'));
    await this.writing;
  }

  private show(threads = this.order): void {
    this.order = threads;
    this.inbox = threads.flatMap((thread): InboxLine[] => {
      const cached = this.reached && !this.revoked ? this.cached.get(thread) : undefined;
      return cached ? [{ thread, opening: cached.opening, ...cached.line }] : [];
    });
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  /** One thing at a time: what is read is what is answered to. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.line.then(work);
    // Whoever asked hears of it.
    this.line = mine.catch(() => undefined);
    return mine;
  }
}

async function openFirst({ thread, opening }: SealedLine, key: string): Promise<InboxLine['opening']> {
  if (!opening || key === '') return null;
  // Whoever asks finds it unreadable.
  const content = await openOpening(thread, fromHex(key), opening).catch(() => null);
  return openingOf(readContent('u', content));
}

/** Two tabs' memories of one thread: what either has seen was seen. */
function newest(kept: Cached | undefined, mine: Cached): Cached {
  if (!kept || kept.key !== mine.key) return mine;
  const had = [...new Set([...(kept.had ?? []), ...(mine.had ?? [])])].sort((a, b) => a - b);
  return { ...mine, seq: Math.max(kept.seq, mine.seq), notes: Math.max(kept.notes, mine.notes), had };
}

/** Whom either tab has met. */
function together(kept: Met, mine: Met): Met {
  const others = kept.coaches.filter(({ id }) => !mine.coaches.some((it) => it.id === id));
  return { ...mine, pinned: [...new Set([...kept.pinned, ...mine.pinned])], coaches: [...others, ...mine.coaches] };
}

function refusal(why: Refused): Exclude<Answered, { ok: true }> {
  return why === 'not-active' ? { ok: false, why } : { ok: false, why: plainly(why) };
}
