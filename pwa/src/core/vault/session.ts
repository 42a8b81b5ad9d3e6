/** What an open vault is made of, and word of what becomes of it, to the screens and to the other tabs. */

import { noted } from '../faults.ts';
import { Api } from './api.ts';
import type { Database, Meta } from './database.ts';
import { type By, VaultDiary } from './diary.ts';
import type { VaultEnvironment } from './environment.ts';
import { flushDeletions } from './pending-deletions.ts';
import { Closed } from './record-store.ts';
import { Sync } from './sync.ts';
import { SyncSchedule } from './sync-schedule.ts';
import { alone, type TabMessage, Tabs } from './tabs.ts';
import type { SyncState } from './types.ts';
import type { FoundVault, UnlockedVault } from './unlocked.ts';

export class Session {
  readonly environment: VaultEnvironment;
  readonly database: Database;
  readonly diary: VaultDiary;
  readonly api: Api;
  readonly syncing: Sync;
  readonly tabs: Tabs;
  readonly schedule: SyncSchedule;
  /** The vault's own row as it was read last. */
  meta: Meta;
  /** Told of every change. */
  readonly listeners = new Set<() => void>();
  private readonly leave: () => void;

  /** `sync`: called whenever it is time for one. `leave`: called when another vault lives here now, or none. */
  constructor(
    environment: VaultEnvironment,
    { meta, ...unlocked }: FoundVault,
    { sync, leave }: { sync: () => void; leave: () => void },
  ) {
    this.environment = environment;
    this.database = unlocked.store.database;
    this.meta = meta;
    this.api = new Api(environment);
    this.leave = leave;
    this.diary = new VaultDiary(unlocked, environment.now, (by) => this.changed(by), leave);
    this.syncing = new Sync(this.diary, this.api, environment, () => this.tell());
    this.schedule = new SyncSchedule(sync);
    this.tabs = new Tabs(environment.database, (word) => this.heard(word), environment.channel);
  }

  tell(): void {
    for (const listener of this.listeners) listener();
  }

  /** Runs `work` while no other tab of this device talks to the server. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return alone(lockName(this.environment), work);
  }

  /** Erases on the server what this device has left, if it can be reached; else at the next start. */
  flushDeletionsSoon(): void {
    this.alone(() => flushDeletions(this.database, this.api)).catch(noted('box erasing'));
  }

  /** `known`: the vault's own row, where it was read just now. */
  async reread(known?: Meta): Promise<void> {
    try {
      this.meta = known ?? (await this.diary.unlocked.store.meta());
      await this.syncing.readProgress(this.meta);
    } catch (fault) {
      if (!(fault instanceof Closed)) throw fault;
      this.leave();
    }
    this.tell();
  }

  /** Another tab has written. */
  async refreshFromTab(): Promise<void> {
    await this.diary.refresh('tab');
    await this.reread();
  }

  /** Goes on in the vault that `make` has made of this phone's; not when it makes none. */
  switchVault(make: () => Promise<UnlockedVault | null>): Promise<void> {
    return this.alone(() =>
      this.diary.serial(async () => {
        const next = await make();
        if (!next) return;
        await this.diary.load(next);
        this.meta = await next.store.meta();
        this.syncing.troubles.clear();
        this.syncing.become(restingState(this.meta));
        await this.syncing.readProgress();
        this.tabs.tell('wiped');
        this.tell();
      }),
    );
  }

  private changed(by: By): void {
    if (by !== 'tab') this.tabs.tell('changed');
    if (by === 'person') this.schedule.changed();
    this.tell();
  }

  private heard(word: TabMessage): void {
    if (word === 'changed') void this.refreshFromTab().catch(noted('tab follow'));
    // What else is said is for the lock, which closes this vault when what was typed rests on the disk.
    if (word === 'wiped') this.leave();
  }
}

export function lockName({ database }: VaultEnvironment): string {
  return `${database} server`;
}

export function restingState(meta: Meta): SyncState {
  if (!meta.hasCode) return 'local';
  return meta.erased ? 'erased' : 'idle';
}
