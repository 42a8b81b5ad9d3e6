/** The person's side of a thread: what the screens call, over the vault that everything rests in. */

import { hex, random, utf8 } from '../bytes.ts';
import { noted } from '../faults.ts';
import { coachConsentFields as consentFields, consentOf } from '../model/consents.ts';
import { localDate } from '../model/dates.ts';
import { ofKind } from '../model/kinds.ts';
import type { Fields } from '../model/plain.ts';
import { channelRecord } from '../vault/channel.ts';
import type { VaultEnvironment } from '../vault/environment.ts';
import { TooLong } from '../vault/seal.ts';
import { alone } from '../vault/tabs.ts';
import type { SyncState, Vault } from '../vault/types.ts';
import { newAlias } from './alias.ts';
import { type Refused, ThreadApi } from './api.ts';
import { carriedFrom } from './carry.ts';
import { isWithdrawal } from './contents.ts';
import { Exchange, plainly } from './exchange.ts';
import {
  checkinRecord,
  closingRecord,
  coachFields,
  draftRecord,
  type HeldThread,
  heldThreads,
  leavingRecord,
  letterKind,
  letterQueueRecord,
  lettersOf,
  queuedFields,
  queuedIn,
  readHeld,
  threadKind,
  threadName,
  toldRecord,
  withoutCoaches,
  withPlaces,
} from './held.ts';
import { threadBox } from './keys.ts';
import { type Fresh, Trust } from './trust.ts';
import {
  type Beginning,
  type Coach,
  type Coaches,
  type Done,
  type Every,
  type FromPerson,
  type Letter,
  LONGEST_MESSAGE,
  type OrganisationKeys,
  type Renewed,
  type Thread,
  type Threads,
} from './types.ts';
import { dueOf, renewalOf, viewOf } from './view.ts';

const SECRET = 32;
const IV = 12;

const fine: Done = { ok: true };

export type PersonVault = Pick<
  Vault,
  | 'entries'
  | 'device'
  | 'state'
  | 'coming'
  | 'write'
  | 'edit'
  | 'remove'
  | 'removeBox'
  | 'writeDevice'
  | 'changeDevice'
  | 'subscribe'
  | 'sync'
>;

export type ThreadEnvironment = Pick<VaultEnvironment, 'database' | 'server' | 'fetch' | 'now'>;

export class PersonThreads implements Threads {
  current: Thread | null = null;
  others: readonly Thread[] = [];
  due: string | null = null;
  private readonly vault: PersonVault;
  private readonly environment: ThreadEnvironment;
  private readonly api: ThreadApi;
  private readonly trust: Trust;
  private readonly exchange: Exchange;
  private readonly listeners = new Set<() => void>();
  private readonly unheard: () => void;
  private line: Promise<unknown> = Promise.resolve();

  private constructor(
    vault: PersonVault,
    environment: ThreadEnvironment,
    organisation: OrganisationKeys,
    fresh?: Fresh,
  ) {
    this.vault = vault;
    this.environment = environment;
    this.api = new ThreadApi(environment);
    this.trust = new Trust(vault, this.api, organisation, environment.now, fresh);
    this.exchange = new Exchange(vault, this.api, this.trust, environment.now);
    this.unheard = vault.subscribe(() => this.show());
  }

  static async over(
    vault: PersonVault,
    environment: ThreadEnvironment,
    organisation: OrganisationKeys,
    fresh?: Fresh,
  ): Promise<PersonThreads> {
    const threads = new PersonThreads(vault, environment, organisation, fresh);
    await threads.trust.weigh();
    await threads.closeOn().catch(noted('thread closing'));
    await threads.leaveOn().catch(noted('thread leaving'));
    threads.show();
    return threads;
  }

  subscribe(told: () => void): () => void {
    this.listeners.add(told);
    return () => this.listeners.delete(told);
  }

  stop(): void {
    this.unheard();
    this.listeners.clear();
  }

  alias(locale: 'nb' | 'en'): string {
    return newAlias(locale);
  }

  coaches(): Promise<Coaches> {
    return this.inTurn(async () => {
      const found = await this.trust.look(heldThreads(this.vault.entries).flatMap(({ coaches }) => coaches));
      if (found.ok) this.exchange.active = found.coaches;
      this.show();
      return found;
    });
  }

  async begin(beginning: Beginning): Promise<Done | { ok: false; why: 'held' } | Extract<Coaches, { ok: false }>> {
    short(JSON.stringify(beginning));
    const found = await this.coaches();
    if (!found.ok) return found;
    const done = await this.inTurn(async () => {
      // Another phone of the person's may have been quicker.
      await this.vault.sync();
      if (this.held()) return { ok: false, why: 'held' } as const;
      await this.put(beginning, { left: [], chosen: found.coaches }, {});
      return fine;
    });
    this.soon();
    return done;
  }

  async write(content: FromPerson, ends?: string): Promise<void> {
    const held = this.present();
    short(JSON.stringify(content));
    await this.exchange.queue(held.id, content, { ends });
    this.soon();
  }

  async withdraw(key: string): Promise<void> {
    const held = this.present();
    const waits = queuedIn(this.vault.device).find(({ name }) => name === key);
    if (waits) {
      this.exchange.dropped.add(key);
      // Sent once and not answered: the server may have it.
      return this.vault.writeDevice(key, waits.n > 0 ? queuedFields({ ...waits, gone: true }) : null);
    }
    const first = key === `${held.id}/u/1`;
    const letter = lettersOf(this.vault.entries, held.id).find(
      ({ thread, from, n }) => `${thread}/${from}/${n}` === key,
    );
    if (!letter && first && held.opening) {
      if (held.opening.gone) return;
      // The server may have it already: another message of the same number then shows which of them is there.
      const opening = { text: '', iv: hex(random(IV)), gone: true };
      await this.vault.edit(held.entry, { opening, about: [] });
      await this.exchange.takeBackFirst(held.id);
    }
    if (letter?.from === 'u' && !letter.withdrawn) {
      await this.exchange.queue(held.id, { withdrew: letter.n });
      await this.exchange.empty(letter);
      if (first) {
        await this.vault.edit(held.entry, { about: [] });
        // Its words stood in the threads before, too.
        for (const thread of held.before)
          for (const it of lettersOf(this.vault.entries, thread))
            if (it.from === 'u' && it.n === 1) await this.exchange.empty(it);
      }
    }
    this.soon();
  }

  refresh(): Promise<Done> {
    return this.inTurn(() => this.once(false));
  }

  recheck(): Promise<Done> {
    return this.inTurn(() => this.once(true));
  }

  async read(id?: string): Promise<void> {
    const held = this.held(id);
    if (!held) return;
    const seq = Math.max(0, ...lettersOf(this.vault.entries, held.id).map((it) => it.seq));
    if (seq <= held.read) return;
    await this.vault.edit(held.entry, { read: seq });
    // Else with the next exchange.
    void this.api.read({ id: held.id, auth: held.auth }, seq);
  }

  tell(on: boolean): Promise<Done | { ok: false; why: 'no-channel' }> {
    return this.inTurn(async () => {
      const held = this.present();
      const id = this.channel;
      if (on && !id) return { ok: false, why: 'no-channel' };
      const told = await this.api.tell({ id: held.id, auth: held.auth }, on ? id : null);
      // The server does not know it yet, or not any more.
      if (!told.ok && told.why === 'invalid') return { ok: false, why: 'no-channel' };
      if (!told.ok) return { ok: false, why: plainly(told.why) };
      await this.vault.edit(held.entry, { told: on });
      await this.vault.writeDevice(toldRecord, on ? { thread: held.id } : null);
      return fine;
    });
  }

  async setRhythm(every: Every | null): Promise<void> {
    const held = this.present();
    const rhythm = every && { every, since: this.today };
    await this.vault.write(
      threadName(held.id),
      threadKind,
      { rhythm },
      { local: this.exchange.waiting(held.id, { kind: 'rhythm', every }) },
    );
    this.soon();
  }

  admit(agreed: readonly string[]): Promise<Done> {
    return this.inTurn(async () => {
      const held = this.present();
      // Who has left still has this thread's key: the new ones are let into the thread that takes its place.
      if (renewalOf(held) !== null) return { ok: false, why: 'gone' };
      const found = await this.trust.look(held.coaches);
      if (!found.ok) return { ok: false, why: found.why === 'offline' || found.why === 'newer' ? found.why : 'gone' };
      this.exchange.active = found.coaches;
      const stays = held.coaches.filter(({ id }) => !held.out.includes(id)).map(({ id }) => id);
      const chosen = found.coaches.filter(({ id }) => stays.includes(id) || agreed.includes(id));
      const ids = chosen.map(({ id }) => id);
      if (chosen.length === 0) return { ok: false, why: 'gone' };
      const now = this.environment.now();
      if (held.coaches.some((it) => stays.includes(it.id) && !ids.includes(it.id) && it.expires * 1000 > now)) {
        // Somebody has left since the server was asked last.
        await this.exchange.run(held.entry, false);
        return { ok: false, why: 'gone' };
      }
      const fresh = ids.filter((id) => !held.coaches.some((it) => it.id === id));
      const out = held.coaches.map(({ id }) => id).filter((id) => !ids.includes(id));
      const changed = [...ids.filter((id) => !stays.includes(id)), ...stays.filter((id) => !ids.includes(id))];
      // First written, then sealed for: whoever holds an envelope is known to every device of the person.
      await this.vault.edit(held.entry, {
        ...coachFields(withPlaces(chosen, held.coaches).map((it) => mayWrite(it, held.id))),
        unsure: [...new Set([...held.unsure, ...changed])],
      });
      const put = await this.exchange.seal(held, chosen);
      if (!put.ok) {
        // Else the server may have them.
        if (REFUSED.has(put.why))
          await this.vault.edit(held.entry, {
            ...coachFields(held.coaches),
            ...withoutCoaches(fresh),
            unsure: held.unsure,
          });
        return { ok: false, why: plainly(put.why) };
      }
      await this.vault.edit(held.entry, { out, unsure: [], readers: ids.sort() });
      return fine;
    });
  }

  renew(carry: boolean, agreed: readonly string[] = []): Promise<Renewed> {
    return this.inTurn(async () => {
      const old = this.present();
      const found = await this.trust.look(old.coaches);
      if (!found.ok) return found;
      this.exchange.active = found.coaches;
      const same = found.coaches.filter(({ id }) => old.coaches.some((it) => it.id === id) && !old.out.includes(id));
      // What the person wrote is given to nobody who was not asked about.
      const chosen = same.length > 0 ? same : found.coaches.filter(({ id }) => agreed.includes(id));
      if (chosen.length === 0) return { ok: false, why: 'strangers', coaches: found.coaches };
      const { alias, programme, locale, about, consent } = old;
      const { text, messages } = carriedFrom(old.id, carry ? (this.current?.letters ?? []) : []);
      // A first message that was never sent is nothing of before.
      const unsent = (old.before.length === 0 && old.opening?.text) || '';
      // What the others wrote stays theirs.
      const left = old.coaches.filter((coach) => !chosen.some((it) => it.id === coach.id));
      const id = await this.put(
        { alias, programme, locale, about, consent, text: text || unsent },
        { left, chosen: withPlaces(chosen, old.coaches) },
        {
          before: [old.id, ...old.before],
          ...(old.rhythm && { rhythm: { ...old.rhythm } }),
        },
        async (thread) => {
          for (const message of messages) await this.exchange.queue(thread, message, { ahead: true });
          if (old.rhythm)
            await this.exchange.queue(thread, { kind: 'rhythm', every: old.rhythm.every }, { ahead: true });
        },
      );
      await this.moveQueue(id, old.id);
      await this.eraseThread(old);
      this.show();
      this.soon();
      return fine;
    });
  }

  async close(id?: string): Promise<void> {
    const held = this.held(id);
    if (!held) return;
    // Noted first: what a kill has left of it goes at the next start.
    await this.vault.writeDevice(`${closingRecord}/${held.id}`, { thread: held.id });
    await this.closeOn();
  }

  /** Ends the threads that are being ended. */
  private async closeOn(): Promise<void> {
    for (const [name, { thread }] of this.vault.device) {
      if (!name.startsWith(`${closingRecord}/`)) continue;
      await this.end(String(thread));
      await this.vault.writeDevice(name, null);
    }
  }

  private async end(id: string): Promise<void> {
    const held = this.held(id);
    if (!held) return;
    const all = [held.id, ...held.before];
    await this.forget((thread) => all.includes(thread));
    // What is on its way arrives first: a thread that the server makes after it was asked to erase it stayed there for ever.
    await this.inTurn(async () => {
      // The letters first: while the thread is known, what was left of them would be seen.
      for (const { entry } of all.flatMap((thread) => lettersOf(this.vault.entries, thread)))
        await this.vault.remove(entry);
      const present = heldThreads(this.vault.entries).find((it) => it.id === held.id);
      if (present) await this.eraseThread(present);
    });
  }

  async leave(version: string): Promise<void> {
    await this.vault.writeDevice(leavingRecord, { version });
    await this.leaveOn();
  }

  private async leaveOn(): Promise<void> {
    const { entries, device } = this.vault;
    const version = device.get(leavingRecord)?.version;
    if (typeof version !== 'string') return;
    const [consents] = ofKind(entries, 'consents');
    if (consentOf(consents?.fields, 'coach')?.given !== false)
      await this.vault.write('consents', 'consents', consentFields(version, false, this.today));
    for (const { id } of heldThreads(this.vault.entries)) await this.end(id);
    await this.forget(() => true);
    await this.vault.writeDevice(leavingRecord, null);
  }

  get draft(): string {
    const { text } = this.vault.device.get(`${draftRecord}/${this.held()?.id}`) ?? {};
    return typeof text === 'string' ? text : '';
  }

  async keepDraft(text: string): Promise<void> {
    const { id } = this.present();
    await this.vault.writeDevice(`${draftRecord}/${id}`, text === '' ? null : { text });
  }

  async seen(): Promise<void> {
    const held = this.held();
    if (held) await this.vault.edit(held.entry, { findings: held.findings.map((it) => ({ ...it, away: true })) });
  }

  /** Of this phone's reminders, when they are on. */
  private get channel(): string | null {
    const { on, id } = this.vault.device.get(channelRecord) ?? {};
    return on === true && typeof id === 'string' ? id : null;
  }

  private get today(): string {
    return localDate(new Date(this.environment.now()));
  }

  /** The newest, or the one that is asked for. */
  private held(id?: string): HeldThread | null {
    const all = heldThreads(this.vault.entries);
    return (id === undefined ? all.at(-1) : all.find((it) => it.id === id)) ?? null;
  }

  private present(): HeldThread {
    const held = this.held();
    if (!held) throw new Error('no thread was begun');
    return held;
  }

  /** The record of a new thread; `left` wrote in the one before, and cannot in this one. `ahead` writes what waits for it, which must rest before it. Its id. */
  private async put(
    { consent, text, ...opening }: Beginning,
    { left, chosen }: Record<'left' | 'chosen', Coach[]>,
    more: Fields,
    ahead: (id: string) => Promise<void> = async () => undefined,
  ): Promise<string> {
    const secret = random(SECRET);
    const { id, auth } = await threadBox(secret);
    await ahead(id);
    await this.vault.write(threadName(id), threadKind, {
      thread: id,
      secret: hex(secret),
      auth,
      state: 'making',
      ...opening,
      begun: this.today,
      consent: { ...consent },
      opening: { text, iv: hex(random(IV)) },
      ...coachFields([...left.map((it) => ({ ...it, until: { ...it.until, [id]: 0 } })), ...chosen]),
      out: left.map((it) => it.id),
      ...more,
    });
    return id;
  }

  private async once(anew: boolean): Promise<Done> {
    await this.vault.sync();
    await this.tidy();
    const held = this.held();
    if (!held) return fine;
    const done = await this.exchange.run(held.entry, anew);
    if (done.ok) await this.tellOn();
    for (const { entry, id } of done.ok || done.why !== 'offline' ? heldThreads(this.vault.entries) : []) {
      if (id !== held.id) await this.exchange.run(entry, anew);
    }
    this.show();
    return done;
  }

  /** What told this phone of answers was renewed: the new one does so too, as soon as the server knows the channel. */
  private async tellOn(): Promise<void> {
    const held = this.held();
    const told = this.vault.device.get(toldRecord)?.thread;
    if (held?.state !== 'open' || !this.channel || !held.before.includes(String(told))) return;
    const tied = await this.api.tell({ id: held.id, auth: held.auth }, this.channel);
    if (!tied.ok) return;
    await this.vault.edit(held.entry, { told: true });
    await this.vault.writeDevice(toldRecord, { thread: held.id });
  }

  /** What a kill, or another device, has left half done. */
  private async tidy(): Promise<void> {
    const { entries } = this.vault;
    const held = this.held();
    const all = ofKind(entries, threadKind);
    for (const entry of all) {
      const it = readHeld(entry);
      if (it && held?.before.includes(it.id)) await this.eraseThread(it);
      // A word of another device about a thread that was closed meanwhile.
      else if (!it && this.settled) await this.vault.remove(entry.id);
    }
    for (const before of held?.before ?? []) {
      if (held) await this.moveQueue(held.id, before);
    }
    for (const { id } of heldThreads(entries)) {
      if (held && id !== held.id) await this.draftTo(held.id, id);
    }
    if (!this.settled) return;
    const known = new Set(all.flatMap((entry) => readHeld(entry) ?? []).flatMap(({ id, before }) => [id, ...before]));
    await this.forget((thread) => !known.has(thread));
    for (const { id, fields } of ofKind(entries, letterKind)) {
      if (!known.has(String(fields.thread))) await this.vault.remove(id);
    }
  }

  /** What rests on this phone alone of the threads that `which` says yes to. */
  private async forget(which: (thread: string) => boolean): Promise<void> {
    const some = this.held() !== null;
    for (const [name, { thread }] of this.vault.device) {
      // Of an earlier version, which did not write down whose it is.
      if (name === checkinRecord && thread === undefined && some) continue;
      const own = name.startsWith(`${letterQueueRecord}/`) || name === toldRecord || name === checkinRecord;
      const of = name.startsWith(`${draftRecord}/`) ? name.slice(draftRecord.length + 1) : own && String(thread);
      if (typeof of === 'string' && which(of)) await this.vault.writeDevice(name, null);
    }
  }

  /** Everything that other devices have written is here. */
  private get settled(): boolean {
    return HEARD.has(this.vault.state) && this.vault.coming === null;
  }

  /** What waited to be sent in one thread goes to the one that took its place. */
  private async moveQueue(id: string, before: string): Promise<void> {
    for (const item of queuedIn(this.vault.device)) {
      if (item.thread !== before) continue;
      const content: unknown = JSON.parse(item.plain);
      // What it takes back or says yes to is of the old thread, and what it carries the new one was given, or not.
      const fields =
        isWithdrawal(content) || STAYS.has((content as { kind?: unknown }).kind)
          ? null
          : { ...item, thread: id, n: 0, iv: '', refused: false };
      await this.vault.writeDevice(item.name, fields && queuedFields(fields));
    }
    await this.draftTo(id, before);
  }

  private async draftTo(id: string, before: string): Promise<void> {
    const draft = this.vault.device.get(`${draftRecord}/${before}`);
    // One that was begun in the new thread is not overwritten.
    if (!draft || this.vault.device.get(`${draftRecord}/${id}`)) return;
    await this.vault.writeDevice(`${draftRecord}/${id}`, draft);
    await this.vault.writeDevice(`${draftRecord}/${before}`, null);
  }

  private async eraseThread({ entry, id, auth, state }: HeldThread): Promise<void> {
    // One that the diary has moved away from has been erased by the move.
    if (state === 'moved') await this.vault.remove(entry);
    else await this.vault.removeBox(entry, { kind: 'thread', id, auth });
  }

  /** One thing at a time, in all tabs. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.line.then(() => alone(`${this.environment.database} thread`, work));
    // Whoever asked hears of it.
    this.line = mine.catch(() => undefined);
    return mine;
  }

  /** By itself; a failure shows in what is not sent yet. */
  private soon(): void {
    this.refresh().catch(noted('thread sending'));
  }

  private show(): void {
    const all = heldThreads(this.vault.entries);
    const shown = all.map((held) =>
      viewOf(held, {
        entries: this.vault.entries,
        device: this.vault.device,
        now: this.environment.now(),
        trusted: this.trust.standing !== 'changed',
        newcomers: (this.exchange.active ?? []).filter(
          ({ id }) => [...held.out, ...held.unsure].includes(id) || !held.coaches.some((it) => it.id === id),
        ),
      }),
    );
    this.current = shown.at(-1) ?? null;
    this.others = shown.slice(0, -1);
    const held = all.at(-1);
    this.due = held ? dueOf(held, this.current?.letters as Letter[]) : null;
    for (const listener of this.listeners) listener();
  }
}

/** What waited to be sent in a thread and means nothing in another. */
const STAYS: ReadonlySet<unknown> = new Set(['carried', 'accepted']);

/** What the diary is when it has heard everything, whether or not the server took all of its own. */
const HEARD: ReadonlySet<SyncState> = new Set(['idle', 'local', 'full', 'refused']);

/** The server has not done what it was asked, and will not. */
const REFUSED: ReadonlySet<Refused> = new Set(['invalid', 'deleted', 'full', 'newer', 'wait', 'many']);

/** Whoever is let in anew can write in this thread again. */
function mayWrite({ until, ...coach }: Coach, thread: string): Coach {
  const { [thread]: _, ...others } = until ?? {};
  return Object.keys(others).length > 0 ? { ...coach, until: others } : coach;
}

/** Throws `TooLong` for what no message can hold. */
function short(plain: string): void {
  const { length } = utf8(plain);
  if (length > LONGEST_MESSAGE) throw new TooLong(`${length} bytes; at most ${LONGEST_MESSAGE}`);
}
