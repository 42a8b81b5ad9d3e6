/**
 * What goes between this device and the server for one thread: made when it is not there yet, read and held against what was seen,
 * and what waits is sent. Everything is on the disk before it leaves, and is sent again unchanged until the answer is known.
 */

import { fromBase64, fromHex, hex, random } from '../bytes.ts';
import { isProven } from '../model/coach-proof.ts';
import { toFields } from '../model/codec.ts';
import { localDate } from '../model/dates.ts';
import type { Fields } from '../model/plain.ts';
import type { Vault } from '../vault/types.ts';
import type { ThreadPage } from './answers.ts';
import type { Called, Envelope, Refused, ThreadApi } from './api.ts';
import { isQuiet, isWithdrawal, readContent } from './contents.ts';
import {
  coachFields,
  type HeldLetter,
  type HeldThread,
  letterKind,
  letterName,
  letterQueueRecord,
  lettersOf,
  type Queued,
  queuedFields,
  queuedIn,
  readHeld,
  seenOf,
  withFindings,
  withoutCoaches,
  withPlaces,
} from './held.ts';
import { threadKey } from './keys.ts';
import { markOf, openingIv, sealThreadKey, ThreadSeals } from './message.ts';
import { type OpenedMessage, ThreadReader } from './sequence.ts';
import type { Trust } from './trust.ts';
import type { CallFailure, Coach, Done, Finding } from './types.ts';
import { readersOf } from './view.ts';

const IV = 12;
/** Another device of the person's sends too: so many times in one exchange, then the next one tries. */
const TRIES = 5;
/** Places that hold nothing, in one reading: no honest server has one. */
const MOST_BAD = 500;
/** Milliseconds: who is a coach is asked anew after so long before anything is sealed for them. */
const LONG_AGO = 3_600_000;

export type ThreadVault = Pick<Vault, 'entries' | 'device' | 'write' | 'edit' | 'writeDevice' | 'changeDevice'>;

interface Queueing {
  /** Before all that was written. */
  ahead?: boolean;
  /** The record of this phone that it was written in: it goes in the same transaction. */
  ends?: string | undefined;
}

export class Exchange {
  /** Names of what was taken out of the queue: it may be on its way already. */
  readonly dropped = new Set<string>();
  private readonly vault: ThreadVault;
  private readonly api: ThreadApi;
  private readonly trust: Trust;
  private readonly now: () => number;
  private queued = 0;
  private met: { coaches: Coach[]; at: number } | null = null;

  constructor(vault: ThreadVault, api: ThreadApi, trust: Trust, now: () => number) {
    this.vault = vault;
    this.api = api;
    this.trust = trust;
    this.now = now;
  }

  /** Active coaches as they were verified last; null before. */
  get active(): Coach[] | null {
    return this.met?.coaches ?? null;
  }

  set active(coaches: Coach[]) {
    this.met = { coaches, at: this.now() };
  }

  private get isRecent(): boolean {
    return this.met !== null && this.now() - this.met.at < LONG_AGO;
  }

  /** The whole exchange for one thread. `anew`: everything is read from the first message. */
  async run(entry: string, anew: boolean): Promise<Done> {
    const held = this.held(entry);
    if (!held || held.state === 'moved') return { ok: true };
    if (held.state === 'making') {
      const made = await this.make(entry);
      if (!made.ok) return made;
    }
    const fetched = await this.fetch(entry, anew);
    if (!fetched.ok) return fetched;
    const sent = await this.send(entry);
    if (!sent.ok && sent.why === 'full') await this.vault.edit(entry, { full: true });
    return sent;
  }

  /** Gives the server an envelope for each of these coaches, and for nobody else. */
  async seal(
    { id, secret, auth }: Pick<HeldThread, 'id' | 'secret' | 'auth'>,
    coaches: Coach[],
  ): Promise<Called<true>> {
    const key = await threadKey(fromHex(secret));
    const envelopes: Envelope[] = [];
    for (const coach of coaches) {
      envelopes.push({ coach: coach.id, sealed: await sealThreadKey(fromBase64(coach.key), id, key) });
    }
    return this.api.putThread({ id, auth }, envelopes);
  }

  held(entry: string): HeldThread | null {
    const found = this.vault.entries.get(entry);
    return found ? readHeld(found) : null;
  }

  /** Adds what was found to the thread's record. */
  async say(entry: string, findings: Finding[]): Promise<void> {
    const held = this.held(entry);
    if (held && findings.length > 0) await this.vault.edit(entry, withFindings(held, findings));
  }

  private async make(entry: string): Promise<Done> {
    const held = this.held(entry);
    if (!held) return { ok: true };
    const chosen = held.coaches.filter(({ id }) => !held.out.includes(id));
    const over = chosen.some(({ expires }) => expires * 1000 <= this.now());
    let put: Called<true> = this.isRecent && !over ? await this.seal(held, chosen) : { ok: false, why: 'invalid' };
    if (!put.ok && put.why === 'invalid') {
      // Somebody who was active when the thread was written may be so no more.
      const found = await this.trust.look(held.coaches);
      await this.say(entry, found.findings);
      if (!found.ok && found.why === 'none') await this.vault.edit(entry, { readers: [] });
      if (!found.ok) return { ok: false, why: found.why === 'offline' || found.why === 'newer' ? found.why : 'gone' };
      this.active = found.coaches;
      const still = found.coaches.filter(({ id }) => chosen.some((it) => it.id === id));
      const left = chosen.filter(({ id }) => !still.some((it) => it.id === id)).map(({ id }) => id);
      if (still.length === 0) {
        await this.vault.edit(entry, { readers: [] });
        return { ok: false, why: 'gone' };
      }
      await this.vault.edit(entry, { ...withoutCoaches(left), ...coachFields(withPlaces(still, held.coaches)) });
      put = await this.seal(held, still);
    }
    if (!put.ok) return put.why === 'deleted' ? this.end(entry) : { ok: false, why: plainly(put.why) };
    // Withdrawn meanwhile: those words are not sent.
    const present = this.held(entry);
    if (!present) return { ok: true };
    const { opening, alias, programme, locale, about, begun } = present;
    if (opening) {
      const plain = JSON.stringify({ kind: 'opening', alias, programme, locale, about, text: opening.text });
      const name = `${held.id}/opening`;
      const iv = hex(await openingIv(fromHex(opening.iv), plain));
      const first = { name, thread: held.id, plain, day: begun, n: 1, iv, refused: false, gone: false };
      const sent = await this.sendOne(held, first);
      // Taken: another device of the person's was quicker, and what it sent is fetched.
      if (!sent.ok && sent.why !== 'taken') return { ok: false, why: plainly(sent.why) };
      if (this.held(entry)?.opening?.gone) await this.takeBackFirst(held.id);
    }
    await this.vault.edit(entry, { state: 'open', opening: null });
    return { ok: true };
  }

  /** What was the first message may be on the server with its words. */
  async takeBackFirst(thread: string): Promise<void> {
    const waits = queuedIn(this.vault.device).some((it) => it.thread === thread && takenBackBy(it) === 1);
    if (!waits) await this.queue(thread, { withdrew: 1 });
  }

  private async fetch(entry: string, anew: boolean): Promise<Done> {
    const held = this.held(entry);
    if (!held) return { ok: true };
    const box = { id: held.id, auth: held.auth };
    const seals = await ThreadSeals.of(held.id, await threadKey(fromHex(held.secret)));
    const seen = seenOf(held, lettersOf(this.vault.entries, held.id));
    const reader = new ThreadReader(seals, seen, anew ? 0 : seen.whole);
    let page: ThreadPage;
    do {
      const answer = await this.api.page(box, reader.after);
      if (!answer.ok) return answer.why === 'deleted' ? this.end(entry) : { ok: false, why: plainly(answer.why) };
      page = answer.value;
      if (!(await reader.take(page)) || reader.bad.length > MOST_BAD) return { ok: false, why: 'gone' };
    } while (page.more);
    await this.keep(entry, reader, page);
    await this.arrive(entry, seals);
    return { ok: true };
  }

  private async keep(entry: string, reader: ThreadReader, page: ThreadPage): Promise<void> {
    const held = this.held(entry);
    if (!held) return;
    const known = new Map(lettersOf(this.vault.entries, held.id).map((it) => [`${it.from}/${it.n}`, it]));
    for (const opened of reader.opened) {
      const before = known.get(`${opened.from}/${opened.n}`);
      if (before) await this.vault.edit(before.entry, { seq: opened.seq });
      else await this.write(held, opened);
    }
    const findings = [...reader.findings, ...(await this.verify(entry, reader.opened, page, reader.after))];
    findings.push(...(await this.takeBack(entry)));
    const bad = [...new Set([...held.bad, ...reader.bad])].sort((a, b) => a - b);
    const present = this.held(entry) ?? held;
    await this.vault.edit(entry, {
      state: present.state === 'ended' ? 'open' : present.state,
      readers: page.coaches.filter((id) => present.coaches.some((it) => it.id === id)).sort(),
      // Not what it says there is: only what it has shown.
      seq: Math.max(present.seq, reader.after),
      read_c: Math.max(present.readByCoach, page.readByCoach),
      told: page.tell,
      asked: new Date(this.now()).toISOString().slice(0, 10),
      bad,
      ...letIn(present, page.coaches),
      behind: reader.findings.some(({ code }) => code === 'older-thread'),
      ...withFindings(present, findings),
    });
    if (page.readByPerson < Math.min(present.read, page.seq)) {
      await this.api.read({ id: held.id, auth: held.auth }, Math.min(present.read, page.seq));
    }
  }

  private async write(held: HeldThread, { seq, from, n, coach, day, mark, content }: OpenedMessage): Promise<void> {
    const inside: Fields = isWithdrawal(content) ? { withdrew: content.withdrew } : { content: toFields(content) };
    const fields: Fields = { thread: held.id, from, n, seq, day, mark, since: held.asked, ...inside };
    if (coach) fields.coach = coach;
    await this.vault.write(letterName(held.id, from, n), letterKind, fields);
  }

  /** Who wrote, and who can read: held against what this device has verified itself. */
  private async verify(
    entry: string,
    opened: OpenedMessage[],
    { coaches }: ThreadPage,
    place: number,
  ): Promise<Finding[]> {
    const findings: Finding[] = [];
    const answers = opened.filter(({ from }) => from === 'c');
    const held = this.held(entry);
    if (!held) return [];
    const since = held.asked;
    const proven = (it: OpenedMessage) => isProven(this.held(entry)?.coaches ?? [], { ...it, since, thread: held.id });
    const over = held.coaches.filter(({ id, expires }) => !held.out.includes(id) && expires * 1000 <= this.now());
    if (this.active === null || (over.length > 0 && !this.isRecent) || answers.some((it) => !proven(it)))
      findings.push(...(await this.look(entry)));
    const present = this.held(entry) ?? held;
    for (const it of answers.filter((answer) => !proven(answer))) {
      const known = present.coaches.some(({ id }) => id === it.coach);
      const code = known ? 'expired-coach' : 'unknown-coach';
      findings.push({ code, ...(it.coach && { coach: it.coach }), from: 'c', n: it.n });
    }
    for (const id of coaches) {
      if (present.unsure.includes(id)) continue;
      if (present.out.includes(id) || !present.coaches.some((it) => it.id === id))
        findings.push({ code: 'envelope-added', coach: id });
    }
    const expected = [...coaches, ...present.out, ...present.unsure];
    const gone = present.coaches.filter(({ id }) => !expected.includes(id));
    findings.push(...gone.map(({ id }): Finding => ({ code: 'coach-gone', coach: id })));
    // Whoever has the thread's key could be given a word by a server that lies: from here on it is not theirs.
    const left = gone
      .filter(({ until }) => until?.[held.id] === undefined)
      .map((coach) => ({ ...coach, until: { ...coach.until, [held.id]: place } }));
    if (left.length > 0) await this.vault.edit(entry, coachFields(left));
    return findings;
  }

  /** The coaches' newer certificates. */
  private async look(entry: string): Promise<Finding[]> {
    const held = this.held(entry);
    const found = await this.trust.look(held?.coaches ?? []);
    if (!found.ok) return found.findings;
    this.active = found.coaches;
    const renewed = found.coaches.filter(({ id, expires }) =>
      held?.coaches.some((it) => it.id === id && it.expires < expires),
    );
    if (renewed.length > 0) await this.vault.edit(entry, coachFields(withPlaces(renewed, held?.coaches ?? [])));
    return found.findings;
  }

  /** Removes the words of what was withdrawn. */
  private async takeBack(entry: string): Promise<Finding[]> {
    const held = this.held(entry);
    if (!held) return [];
    const letters = lettersOf(this.vault.entries, held.id);
    const findings: Finding[] = [];
    for (const by of letters) {
      if (by.withdrew === null) continue;
      const target = letters.find(({ from, n }) => from === by.from && n === by.withdrew);
      if (!target) continue;
      if (!mayTakeBack(held.coaches, by, target)) {
        findings.push({ code: 'foreign-withdrawal', ...(by.coach && { coach: by.coach }), from: 'c', n: target.n });
      } else await this.empty(target);
    }
    return findings;
  }

  async empty({ entry, withdrawn, content }: HeldLetter): Promise<void> {
    const rests = this.vault.entries.get(entry)?.fields.content ?? null;
    if (!withdrawn || content !== null || rests !== null)
      await this.vault.edit(entry, { withdrawn: true, content: null });
  }

  private async send(entry: string): Promise<Done> {
    let sentAny = false;
    for (let tries = 0; tries < TRIES; ) {
      const held = this.held(entry);
      const isRead = held !== null && readersOf(held, this.now()).length > 0;
      // What nobody can read is not called sent; what takes something back is for the server too.
      const [next] = queuedIn(this.vault.device).filter(
        (it) => it.thread === held?.id && !it.refused && (isRead || it.gone || takenBackBy(it) !== null),
      );
      if (!held || !next) return sentAny ? this.settle(entry) : { ok: true };
      if (this.isDone(held, next)) {
        await this.vault.writeDevice(next.name, null);
        continue;
      }
      const item = await this.numbered(held, next);
      if (!item) continue;
      const sent = await this.sendOne(held, item);
      if (sent.ok) {
        sentAny = true;
        if (this.isGone(item)) await this.queue(held.id, { withdrew: item.n });
        await this.vault.writeDevice(item.name, null);
        continue;
      }
      if (sent.why === 'deleted') return this.end(entry);
      if (sent.why !== 'taken' && sent.why !== 'invalid') return { ok: false, why: plainly(sent.why) };
      tries += 1;
      // What has the number is another device's: it is fetched, and this one takes the next.
      const fetched = await this.fetch(entry, false);
      if (!fetched.ok) return fetched;
      // A server that has lost a part takes nothing on top of it; all waits for the thread to be made anew.
      if (this.held(entry)?.behind) return { ok: false, why: 'gone' };
      const refused = sent.why === 'invalid' && tries === TRIES - 1;
      const again = { ...item, n: 0, iv: '', refused };
      await this.vault.writeDevice(item.name, this.isGone(item) ? null : queuedFields(again));
    }
    return { ok: false, why: 'gone' };
  }

  /** Puts a message of the person's where it waits to be sent. */
  async queue(thread: string, content: object, { ahead = false, ends }: Queueing = {}): Promise<void> {
    const { name, fields } = this.waiting(thread, content, ahead);
    await this.vault.changeDevice(ends === undefined ? [name] : [name, ends], (_, it) => (it === name ? fields : null));
  }

  /** The record of this phone in which such a message waits. */
  waiting(thread: string, content: object, ahead = false): { name: string; fields: Fields } {
    const plain = JSON.stringify(content);
    const at = String(this.now()).padStart(15, '0');
    // One after the other, also within one millisecond.
    this.queued += 1;
    const name = `${letterQueueRecord}/${ahead ? 0 : 1}-${at}-${String(this.queued).padStart(6, '0')}-${hex(random(4))}`;
    const day = localDate(new Date(this.now()));
    return { name, fields: queuedFields({ name, thread, plain, day, n: 0, iv: '', refused: false, gone: false }) };
  }

  /** What was sent without an answer, and is there after all; another message under its number sends it on to the next. */
  private async arrive(entry: string, seals: ThreadSeals): Promise<void> {
    const id = this.held(entry)?.id ?? '';
    const own = new Map(lettersOf(this.vault.entries, id).map((it) => [`${it.from}/${it.n}`, it.mark]));
    for (const item of queuedIn(this.vault.device)) {
      const there = own.get(`u/${item.n}`);
      if (item.thread !== id || !there) continue;
      const same = (await markOf(await seals.seal('u', item.n, item.plain, fromHex(item.iv)))) === there;
      const gone = this.isGone(item);
      if (same && gone) await this.queue(id, { withdrew: item.n });
      await this.vault.writeDevice(item.name, same || gone ? null : queuedFields({ ...item, n: 0, iv: '' }));
    }
  }

  /** Another device has taken the same back. */
  private isDone(held: HeldThread, item: Queued): boolean {
    const n = takenBackBy(item);
    if (n === null || item.n > 0) return false;
    return lettersOf(this.vault.entries, held.id).some(({ from, withdrew }) => from === 'u' && withdrew === n);
  }

  private isGone({ name }: Queued): boolean {
    return this.dropped.has(name) || this.vault.device.get(name)?.gone === true;
  }

  /** With the number and iv it is sent with, however often: they rest before it leaves. Null: it was withdrawn meanwhile. */
  private async numbered(held: HeldThread, item: Queued): Promise<Queued | null> {
    if (item.n > 0) return item;
    if (this.isGone(item)) {
      await this.vault.writeDevice(item.name, null);
      return null;
    }
    const own = lettersOf(this.vault.entries, held.id).filter(({ from }) => from === 'u');
    const fresh = { ...item, n: 1 + Math.max(0, ...own.map(({ n }) => n)), iv: hex(random(IV)) };
    let next: Queued | null = null;
    await this.vault.changeDevice(item.name, (stored) => {
      const [rests] = queuedIn(new Map([[item.name, stored]]));
      // Another tab has sent it, or has given it its number.
      next = !rests?.plain ? null : rests.n > 0 ? rests : fresh;
      return next === fresh ? queuedFields(fresh) : next ? stored : null;
    });
    return next;
  }

  /** Sends one message, and keeps it as a letter once the server has it. */
  private async sendOne(held: HeldThread, { plain, n, iv }: Queued): Promise<Called<number>> {
    const seals = await ThreadSeals.of(held.id, await threadKey(fromHex(held.secret)));
    const sealed = await seals.seal('u', n, plain, fromHex(iv));
    const content: unknown = JSON.parse(plain);
    const sent = await this.api.send({ id: held.id, auth: held.auth }, n, sealed, isQuiet(content));
    if (!sent.ok) return sent;
    const day = localDate(new Date(this.now()));
    const inside = isWithdrawal(content) ? content : readContent('u', content);
    const mark = await markOf(sealed);
    await this.write(held, { seq: sent.value, from: 'u', n, coach: null, day, mark, content: inside });
    return sent;
  }

  /** Once everything is sent: what it took back is emptied, and what was written by others in between is fetched. */
  private async settle(entry: string): Promise<Done> {
    const held = this.held(entry);
    if (!held) return { ok: true };
    await this.takeBack(entry);
    const { whole, seq } = seenOf(held, lettersOf(this.vault.entries, held.id));
    return whole < seq ? this.fetch(entry, false) : { ok: true };
  }

  private async end(entry: string): Promise<Done> {
    await this.vault.edit(entry, { state: 'ended' });
    await this.say(entry, [{ code: 'thread-gone' }]);
    return { ok: false, why: 'deleted' };
  }
}

function takenBackBy({ plain }: Queued): number | null {
  const content: unknown = JSON.parse(plain);
  return isWithdrawal(content) ? content.withdrew : null;
}

/** Those who were let in without an answer have an envelope: so it was done, and whoever has none was left out. */
function letIn({ out, unsure, readers }: HeldThread, coaches: string[]): Fields {
  if (!unsure.some((id) => coaches.includes(id) && !readers?.includes(id))) return {};
  const open = unsure.filter((id) => coaches.includes(id));
  return { unsure: [], out: [...new Set([...out, ...unsure])].filter((id) => !open.includes(id)) };
}

/** A coach takes back only what is the same coach's own. */
function mayTakeBack(coaches: Coach[], by: HeldLetter, target: HeldLetter): boolean {
  if (by.from === 'u') return true;
  return by.coach !== null && by.coach === target.coach && isProven(coaches, by);
}

export const plainly = (why: Refused): CallFailure =>
  why === 'taken' || why === 'invalid' || why === 'not-active' || why === 'no-invitation' ? 'gone' : why;
