/** A diary that is open: its records in memory, sealed on the disk, brought to the server by itself, and followed in other tabs. */

import { noted, noteFault } from '../faults.ts';
import { editHere, settleHere } from '../model/here.ts';
import type { Entry, Fields, Json } from '../model/plain.ts';
import { Api, Unanswered } from './api.ts';
import { Closed } from './book.ts';
import type { Meta } from './database.ts';
import { Diary } from './diary.ts';
import { workOff } from './goodbye.ts';
import type { House } from './house.ts';
import { recordId } from './keys.ts';
import type { By } from './pages.ts';
import type { Trouble } from './records.ts';
import { alone, type Surroundings } from './surroundings.ts';
import { Sync } from './sync.ts';
import { Tabs, type Word } from './tabs.ts';
import { Tempo } from './tempo.ts';
import type { Coming, Moving, SyncState } from './types.ts';

export abstract class OpenDiary {
  protected readonly surroundings: Surroundings;
  protected readonly diary: Diary;
  protected readonly syncing: Sync;
  protected readonly api: Api;
  protected readonly tabs: Tabs;
  private readonly tempo: Tempo;
  private readonly listeners = new Set<() => void>();
  protected meta: Meta;
  private running: Promise<void> | null = null;
  private again: Promise<void> | null = null;
  protected closed = false;
  /** It is being erased from here: whoever finds it gone meanwhile leaves the rest to that. */
  protected erasing = false;
  replaced = false;

  protected constructor(surroundings: Surroundings, house: House, meta: Meta) {
    this.surroundings = surroundings;
    this.meta = meta;
    this.api = new Api(surroundings);
    this.diary = new Diary(house, surroundings.now, (by) => this.changed(by));
    this.syncing = new Sync(this.diary, this.api, surroundings, () => this.tell());
    this.tempo = new Tempo(() => void this.sync());
    this.tabs = new Tabs(surroundings.database, (word) => this.heard(word));
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

  get moving(): Moving | null {
    return this.syncing.moving;
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

  changeDevice(name: string, next: (stored: Fields) => Fields | null): Promise<void> {
    return this.minding(this.diary.changeHere(name, next));
  }

  settleDevice(name: string, field: string, chosen: Json, shown: Json[]): Promise<void> {
    return this.minding(this.diary.changeHere(name, (stored) => settleHere(stored, field, chosen, shown)));
  }

  get coming(): Coming | null {
    if (this.meta.coming) return 'fetching';
    return this.diary.partial ? 'opening' : null;
  }

  get older(): boolean {
    return this.diary.older;
  }

  whole(): Promise<void> {
    return this.diary.whole();
  }

  /** Syncs; resolves when the first part of a long diary is here, and the rest comes by itself. */
  begin(): Promise<void> {
    return Promise.race([this.syncing.begun, this.sync()]);
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

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.tempo.stop();
    this.tabs.close();
    this.diary.close();
  }

  /** Called when a sync has come to its end. */
  protected abstract leaveCopy(): Promise<void>;

  private async syncOnce(): Promise<void> {
    try {
      await alone(lockName(this.surroundings), async () => {
        if (this.closed) return;
        await this.syncing.run();
        if (!this.closed) await workOff(this.diary.house.book.database, this.api);
      });
      await this.reread();
      await this.leaveCopy();
    } catch (fault) {
      // A part of the app could not be fetched: the next sync tries again.
      if (this.closed || this.erasing || fault instanceof Unanswered) return;
      // The disk fails, which the next edit tells the person; or the app is wrong, which whoever wrote it is to hear of.
      this.syncing.become('failed');
      if (fault instanceof DOMException) noteFault('sync disk', fault);
      else globalThis.reportError?.(fault);
    }
  }

  protected async reread(): Promise<void> {
    try {
      this.meta = await this.diary.house.book.meta();
      await this.syncing.lookHowFar(this.meta);
    } catch (fault) {
      if (!(fault instanceof Closed)) throw fault;
      this.leaveHouse();
    }
    this.tell();
  }

  /** A write that finds another vault here, or none, is the first to know when the other tab's word was missed. */
  protected async minding<T>(writing: Promise<T>): Promise<T> {
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

  protected leaveHouse(): void {
    if (this.closed || this.erasing) return;
    this.replaced = true;
    this.close();
  }

  private changed(by: By): void {
    if (by !== 'tab') this.tabs.tell('changed');
    if (by === 'person') this.tempo.changed();
    this.tell();
  }

  private heard(word: Word): void {
    if (word === 'changed') return void this.follow().catch(noted('tab follow'));
    // What else is said is for the lock, which closes this vault when what was typed rests on the disk.
    if (word !== 'wiped') return;
    this.leaveHouse();
    this.tell();
  }

  /** Another tab has written. */
  protected async follow(): Promise<void> {
    await this.diary.refresh('tab');
    await this.reread();
  }

  protected tell(): void {
    for (const listener of this.listeners) listener();
  }
}

export function lockName({ database }: Surroundings): string {
  return `${database} server`;
}

export function restingState(meta: Meta): SyncState {
  if (!meta.hasCode) return 'local';
  return meta.erased ? 'erased' : 'idle';
}
