/** The vault as the screens hold it: records in memory, sealed on the disk, brought to the server by itself. */
import { editHere, settleHere } from '../domain/here.ts';
import { Api } from './api.ts';
import { Closed } from './book.ts';
import { type Bytes, hex, random } from './bytes.ts';
import type { Database, Goodbye, Meta } from './database.ts';
import { type By, Diary } from './diary.ts';
import { wipe, workOff } from './goodbye.ts';
import { freshMeta, type House, houseOf } from './house.ts';
import { recordId } from './keys.ts';
import { moveTo } from './move.ts';
import { decide, moveOut, undecide } from './moving.ts';
import { codeOf, newSecret } from './recovery.ts';
import { ownBoxes, pendingSlot, sealPending } from './slots.ts';
import { alone, type Surroundings } from './surroundings.ts';
import { Sync } from './sync.ts';
import { Tabs, type Word } from './tabs.ts';
import { Tempo } from './tempo.ts';
import type { Entry, Exported, Fields, Json, Moving, SyncState, Trouble, Vault } from './types.ts';

export class OpenVault implements Vault {
  private readonly surroundings: Surroundings;
  private readonly diary: Diary;
  private readonly syncing: Sync;
  private readonly api: Api;
  private readonly tabs: Tabs;
  private readonly tempo: Tempo;
  private readonly listeners = new Set<() => void>();
  private meta: Meta;
  /** The secret of a code that is shown but not confirmed yet. Never on the disk. */
  private shownSecret: Bytes | null = null;
  private running: Promise<void> | null = null;
  private again: Promise<void> | null = null;
  private closed = false;
  replaced = false;

  private constructor(surroundings: Surroundings, house: House, meta: Meta) {
    this.surroundings = surroundings;
    this.meta = meta;
    this.api = new Api(surroundings);
    this.diary = new Diary(house, surroundings.now, (by) => this.changed(by));
    this.syncing = new Sync(this.diary, this.api, surroundings, () => this.tell());
    this.tempo = new Tempo(() => void this.sync());
    this.tabs = new Tabs(surroundings.database, (word) => this.heard(word));
  }

  static async open(surroundings: Surroundings, house: House): Promise<OpenVault> {
    const meta = await house.book.meta();
    const vault = new OpenVault(surroundings, house, meta);
    await vault.diary.load();
    await vault.packUp();
    vault.syncing.become(restingState(vault.meta));
    await vault.syncing.lookHowFar();
    if (meta.older === (surroundings.app ?? '')) vault.syncing.troubles.add('newer');
    return vault;
  }

  get tag(): string {
    return this.meta.tag;
  }

  get entries(): ReadonlyMap<string, Entry> {
    return this.diary.entries;
  }

  get device(): ReadonlyMap<string, Fields> {
    return this.diary.here;
  }

  get state(): SyncState {
    return this.syncing.state === 'idle' && this.tempo.waiting ? 'waiting' : this.syncing.state;
  }

  get troubles(): ReadonlySet<Trouble> {
    return this.syncing.troubles;
  }

  get rolledBack(): boolean {
    return this.meta.rolledBack || this.troubles.has('rollback');
  }

  get clock(): number | null {
    return this.api.clock;
  }

  get syncedAt(): number | null {
    return this.meta.syncedAt ?? null;
  }

  async seen(): Promise<void> {
    await this.diary.house.book.commit([], () => ({ rolledBack: false }));
    for (const trouble of ['rollback', 'unreadable', 'refused'] as const) this.syncing.troubles.delete(trouble);
    await this.reread();
  }

  get hasCode(): boolean {
    return this.meta.hasCode;
  }

  get codeWaits(): boolean {
    return this.meta.pendingCode !== null;
  }

  subscribe(told: () => void): () => void {
    this.listeners.add(told);
    return () => this.listeners.delete(told);
  }

  create(kind: string, fields: Fields): Promise<string> {
    return this.minding(this.diary.create(kind, fields));
  }

  write(name: string, kind: string, fields: Fields, shown?: Fields): Promise<string> {
    return this.minding(this.diary.write(name, kind, fields, shown));
  }

  named(name: string): Promise<string> {
    return recordId(this.diary.house.master, name);
  }

  edit(id: string, fields: Fields, shown?: Fields): Promise<void> {
    return this.minding(this.diary.edit(id, fields, shown));
  }

  remove(id: string): Promise<void> {
    return this.minding(this.diary.remove(id));
  }

  revive(entry: Entry): Promise<void> {
    return this.minding(this.diary.revive(entry));
  }

  settle(id: string, field: string, chosen: Json, shown?: Json[]): Promise<void> {
    return this.minding(this.diary.settle(id, field, chosen, shown));
  }

  writeDevice(name: string, fields: Fields | null): Promise<void> {
    return this.minding(this.diary.writeHere(name, fields));
  }

  editDevice(name: string, fields: Fields, shown?: Fields): Promise<void> {
    return this.minding(this.diary.changeHere(name, (stored) => editHere(stored, fields, shown)));
  }

  settleDevice(name: string, field: string, chosen: Json, shown: Json[]): Promise<void> {
    return this.minding(this.diary.changeHere(name, (stored) => settleHere(stored, field, chosen, shown)));
  }

  async makeCode(): Promise<string> {
    this.shownSecret = newSecret();
    return codeOf(this.shownSecret);
  }

  async confirmCode(): Promise<void> {
    const secret = this.shownSecret;
    if (!secret) throw new Error('no code is being shown');
    await this.diary.serial(async () => {
      if (this.shownSecret !== secret) return;
      const { house } = this.diary;
      const pendingCode = await sealPending(house, secret);
      // A confirmed code whose slot may be half made already is replaced: that slot must go.
      const before = await pendingSlot(house);
      await house.book.commit([], () => ({ pendingCode, hasCode: true, slotChecked: false }), before);
      // Only now: a press that failed can be made again.
      this.shownSecret = null;
    });
    await this.reread();
    this.tabs.tell('changed');
    await persist();
    void this.sync();
  }

  get moving(): Moving | null {
    return this.syncing.moving;
  }

  async moveHouse(): Promise<void> {
    const secret = this.shownSecret;
    if (!secret) throw new Error('no code is being shown');
    const { database } = this.diary.house.book;
    await this.diary.serial(() => decide(this.diary, secret));
    try {
      await alone(lockName(this.surroundings), () => this.diary.serial(() => this.into(() => moveOut(this.diary))));
    } catch (fault) {
      // Nothing has happened, and nothing will by itself: the person is told so.
      await undecide(this.diary).catch(() => undefined);
      throw fault;
    }
    this.shownSecret = null;
    this.workOffSoon(database);
    void this.sync();
  }

  /** A house move that was decided on when the app died. */
  private async packUp(): Promise<void> {
    if (!this.meta.leaving) return;
    try {
      await alone(lockName(this.surroundings), () => this.into(() => moveOut(this.diary)));
    } catch (fault) {
      // Another tab was quicker: what lives here now is opened instead.
      if (fault instanceof Closed) this.leaveHouse();
      // A full disk, say: the diary stands as it was, and the next start tries again.
    }
  }

  /** Goes on in the house that `make` has made of this phone's; not when it makes none. */
  private async into(make: () => Promise<House | null>): Promise<void> {
    const next = await make();
    if (!next) return;
    await this.diary.load(next);
    this.meta = await next.book.meta();
    this.syncing.troubles.clear();
    this.syncing.become(restingState(this.meta));
    await this.syncing.lookHowFar();
    this.tabs.tell('wiped');
    this.tell();
  }

  sync(): Promise<void> {
    if (this.closed) return Promise.resolve();
    if (!this.running) {
      this.running = this.syncOnce().finally(() => {
        this.running = null;
      });
      return this.running;
    }
    // What changed since the running one began is for the next one.
    this.again ??= this.running.then(() => {
      this.again = null;
      return this.sync();
    });
    return this.again;
  }

  keepSynced(): void {
    if (!this.closed) this.tempo.start();
  }

  eraseHere(): Promise<void> {
    return this.deleteEverything();
  }

  async exportFile(code: string | null): Promise<Exported> {
    // Fetched when it is needed: the first screen must not wait for it.
    const { exportFile } = await import('./export.ts');
    return this.diary.serial(() => exportFile(this.diary, code));
  }

  deleteEverything(): Promise<void> {
    return this.wipeHere(() => true);
  }

  leaveHere(): Promise<void> {
    return this.wipeHere(({ kind }) => kind === 'channel');
  }

  async leave(anyway: boolean): Promise<{ left: true } | { left: false; unsent: number }> {
    await this.sync();
    if (!anyway) {
      const unsent = await this.unsent();
      if (unsent > 0) return { left: false, unsent };
    }
    this.syncing.leaves = true;
    try {
      const own = await this.named(`device/${this.tag}`);
      if (this.entries.has(own)) await this.remove(own);
      await this.sync();
      await this.leaveHere();
    } finally {
      this.syncing.leaves = false;
    }
    return { left: true };
  }

  /** How many records are on this phone only. While the code opens nothing, or the move is under way, all of them count. */
  private async unsent(): Promise<number> {
    const { book } = this.diary.house;
    const { all, unsent } = await book.count();
    const { hasCode, pendingCode, left, leaving, erased } = await book.meta();
    return !hasCode || pendingCode || left || leaving || erased ? all : unsent;
  }

  async keepAsNew(): Promise<void> {
    const { database } = this.diary.house.book;
    await alone(lockName(this.surroundings), () =>
      this.diary.serial(() =>
        this.into(async () => {
          const { house } = this.diary;
          const master = random(32);
          const fresh = async () => ({ ...(await freshMeta(database, master)), epoch: next.epoch, tag: next.tag });
          const next = await houseOf(database, { epoch: hex(random(8)), tag: house.tag }, master);
          // The channel goes on: it belongs to this device, and its secret moves along.
          const left = (await ownBoxes(this.diary)).filter(({ kind }) => kind !== 'channel');
          await moveTo(house, next, left, fresh);
          return next;
        }),
      ),
    );
    this.workOffSoon(database);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.shownSecret = null;
    this.tempo.stop();
    this.tabs.close();
    this.diary.close();
  }

  /** Erases what is here; `goes` tells which of its boxes on the server go too. */
  private async wipeHere(goes: (box: Goodbye) => boolean): Promise<void> {
    const { database } = this.diary.house.book;
    await this.diary.serial(async () => wipe(database, (await ownBoxes(this.diary)).filter(goes)));
    this.tabs.tell('wiped');
    this.syncing.become('local');
    this.close();
    this.tell();
    this.workOffSoon(database);
  }

  /** Erases on the server what this device has left, if it can be reached; else at the next start. */
  private workOffSoon(database: Database): void {
    alone(lockName(this.surroundings), () => workOff(database, this.api)).catch(() => undefined);
  }

  private async syncOnce(): Promise<void> {
    try {
      await alone(lockName(this.surroundings), async () => {
        if (this.closed) return;
        await this.syncing.run();
        if (!this.closed) await workOff(this.diary.house.book.database, this.api);
      });
      await this.reread();
    } catch {
      if (this.closed) return;
      // The disk itself fails. The next sync tries again, and an edit says so to the person.
      this.syncing.become('gone');
    }
  }

  private async reread(): Promise<void> {
    try {
      this.meta = await this.diary.house.book.meta();
      await this.syncing.lookHowFar();
    } catch (fault) {
      if (!(fault instanceof Closed)) throw fault;
      this.leaveHouse();
    }
    this.tell();
  }

  /** A write that finds another vault here, or none, is the first to know when the other tab's word was missed. */
  private async minding<T>(writing: Promise<T>): Promise<T> {
    try {
      return await writing;
    } catch (fault) {
      if (fault instanceof Closed && !this.closed) {
        this.leaveHouse();
        this.tell();
      }
      throw fault;
    }
  }

  private leaveHouse(): void {
    if (this.closed) return;
    this.replaced = true;
    this.close();
  }

  private changed(by: By): void {
    if (by !== 'tab') this.tabs.tell('changed');
    if (by === 'person') this.tempo.changed();
    this.tell();
  }

  private heard(word: Word): void {
    if (word === 'changed') return void this.follow().catch(() => undefined);
    // What else is said is for the lock, which closes this vault when what was typed rests on the disk.
    if (word !== 'wiped') return;
    this.leaveHouse();
    this.tell();
  }

  /** Another tab has written. */
  private async follow(): Promise<void> {
    await this.diary.refresh('tab');
    await this.reread();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

export function lockName({ database }: Surroundings): string {
  return `${database} server`;
}

function restingState(meta: Meta): SyncState {
  if (!meta.hasCode) return 'local';
  return meta.erased ? 'erased' : 'idle';
}

/** Asks the browser not to evict this origin's storage under pressure; a refusal changes nothing. */
async function persist(): Promise<void> {
  const page = globalThis as { navigator?: { storage?: { persist?: () => Promise<boolean> } } };
  await page.navigator?.storage?.persist?.().catch(() => false);
}
