/** The vault as the screens hold it: its records, its code, and the ways in which it moves or leaves. */

import { type Bytes, hex, random } from '../bytes.ts';
import { noted, noteFault } from '../faults.ts';
import { copyLeavingRecord } from '../model/consents.ts';
import { deviceLeavingRecord } from '../model/devices.ts';
import { unsentLetters } from '../model/letters-here.ts';
import { editLocal, settleLocal } from '../model/local-record.ts';
import { blank, edit, remove, revive, settle } from '../model/merge.ts';
import type { Entry, Fields, Json, Plain } from '../model/plain.ts';
import { scripted, Unanswered } from './api.ts';
import type { BootData } from './boot-read.ts';
import { channelRecord } from './channel.ts';
import type { PendingDeletion } from './database.ts';
import type { VaultDiary } from './diary.ts';
import type { VaultEnvironment } from './environment.ts';
import { sealLocal } from './local-records.ts';
import type { MoveChanges } from './move.ts';
import { flushDeletions, wipe } from './pending-deletions.ts';
import type { Trouble } from './records.ts';
import { codeOf, newSecret } from './recovery.ts';
import { localId, recordId, Unreadable } from './seal.ts';
import { restingState, Session } from './session.ts';
import { channelBoxes, ownBoxes, pendingSlot, sealPending } from './slots.ts';
import { alone } from './tabs.ts';
import type {
  Coming,
  Exported,
  Leaving,
  RecordChange,
  Revived,
  RotationProgress,
  SyncState,
  Vault,
  Written,
} from './types.ts';
import type { FoundVault } from './unlocked.ts';

/** Fetched when somebody moves: the first screen must not wait for it. */
const forRotation = () => import('./rotation.ts');
/** The same for who keeps a photo or a recording. */
const forFiles = () => import('./together.ts');
/** The same for who gives figures. */
const forFigures = () => import('./outcomes.ts');

export class OpenVault implements Vault {
  private readonly session: Session;
  readonly diary: VaultDiary;
  replaced = false;
  private closed = false;
  /** It is being erased from here: whoever finds it gone meanwhile leaves the rest to that. */
  private erasing = false;
  /** The secret of a code that is shown but not confirmed yet. Never on the disk. */
  private shownSecret: Bytes | null = null;
  private running: Promise<void> | null = null;
  private again: Promise<void> | null = null;

  private constructor(environment: VaultEnvironment, unlocked: FoundVault) {
    this.session = new Session(environment, unlocked, {
      sync: () => void this.sync(),
      leave: () => this.leaveVault(),
    });
    this.diary = this.session.diary;
  }

  static async open(environment: VaultEnvironment, unlocked: FoundVault, bootData?: BootData): Promise<OpenVault> {
    const vault = new OpenVault(environment, unlocked);
    const { session, diary } = vault;
    const { syncing } = session;
    await diary.loadFirst(bootData);
    // Another tab has written after the look at the disk, and perhaps before this vault was listening.
    if (bootData?.stale()) await session.refreshFromTab();
    // Begun ahead: whoever shows older entries asks again, and hears of it.
    if (diary.partial) void diary.whole().catch(() => undefined);
    await vault.resumeRotation();
    syncing.become(restingState(session.meta));
    if (session.meta.left || session.meta.leaving) await syncing.readProgress();
    if (unlocked.meta.older === (environment.app ?? '')) syncing.troubles.add('newer');
    return vault;
  }

  get tag(): string {
    return this.session.meta.tag;
  }

  get entries(): ReadonlyMap<string, Entry> {
    return this.diary.entries;
  }

  get device(): ReadonlyMap<string, Fields> {
    return this.diary.locals;
  }

  get state(): SyncState {
    const { syncing, schedule } = this.session;
    return syncing.state === 'idle' && schedule.waiting ? 'waiting' : syncing.state;
  }

  get troubles(): ReadonlySet<Trouble> {
    return this.session.syncing.troubles;
  }

  get rolledBack(): boolean {
    return this.session.meta.rolledBack || this.troubles.has('rollback');
  }

  get clock(): number | null {
    return this.session.api.clock;
  }

  get syncedAt(): number | null {
    return this.session.meta.syncedAt ?? null;
  }

  get copySince(): string | null {
    return this.session.meta.copySince ?? null;
  }

  get hasCode(): boolean {
    return this.session.meta.hasCode;
  }

  get codeWaits(): boolean {
    return this.session.meta.pendingCode !== null;
  }

  get rotation(): RotationProgress | null {
    return this.session.syncing.moving;
  }

  get coming(): Coming | null {
    if (this.session.meta.coming) return 'fetching';
    return this.diary.partial ? 'opening' : null;
  }

  get older(): boolean {
    return this.diary.older;
  }

  async seen(): Promise<void> {
    await this.diary.unlocked.store.commit([], () => ({ rolledBack: false }));
    for (const trouble of ['rollback', 'unreadable', 'refused'] as const) this.session.syncing.troubles.delete(trouble);
    await this.session.reread();
  }

  async create(kind: string, fields: Fields): Promise<string> {
    const { diary } = this;
    const id = hex(random(16));
    await diary.serial(() => diary.rewrite(id, () => ({ plain: edit(blank(kind), diary.stamper(), fields) }), true));
    return id;
  }

  write(name: string, kind: string, fields: Fields, { shown, ends, local }: Written = {}): Promise<string> {
    const { diary } = this;
    return diary.serial(async () => {
      const id = await this.named(name);
      const next = (plain: Plain | null) => ({
        plain: edit(plain ?? blank(kind), diary.stamper(), fields, shown),
        ends,
        local,
      });
      await diary.rewrite(id, next, !diary.entries.has(id));
      return id;
    });
  }

  named(name: string): Promise<string> {
    return recordId(this.diary.unlocked.master, name);
  }

  edit(id: string, fields: Fields, shown?: Fields): Promise<void> {
    return this.change(id, (plain) => edit(existing(plain, id), this.diary.stamper(), fields, shown));
  }

  remove(id: string): Promise<void> {
    return this.change(id, (plain) => remove(existing(plain, id), this.diary.stamper()));
  }

  async removeBox(id: string, box: PendingDeletion): Promise<void> {
    const { diary } = this;
    await diary.serial(() =>
      diary.rewrite(id, (plain) => ({ plain: remove(existing(plain, id), diary.stamper()), deletions: [box] })),
    );
    this.session.flushDeletionsSoon();
  }

  revive({ id, kind, fields, also }: Revived): Promise<void> {
    return this.change(id, (plain) => revive(plain ?? blank(kind), this.diary.stamper(), fields, also));
  }

  settle(id: string, field: string, chosen: Json, shown?: Json[]): Promise<void> {
    return this.change(id, (plain) => settle(existing(plain, id), this.diary.stamper(), field, chosen, shown));
  }

  async writeAll(records: readonly RecordChange[]): Promise<void> {
    const { writeAll } = await forFiles();
    await this.diary.serial(() => writeAll(this.diary, records));
  }

  async stored(ids: readonly string[]): Promise<(Fields | null)[]> {
    const { stored } = await forFiles();
    return stored(this.diary, ids);
  }

  async sealedBytes(): Promise<number> {
    const { sealedBytes } = await forFiles();
    return sealedBytes(this.diary);
  }

  private change(id: string, next: (plain: Plain | null) => Plain): Promise<void> {
    return this.diary.serial(() => this.diary.rewrite(id, (plain) => ({ plain: next(plain) })));
  }

  writeDevice(name: string, fields: Fields | null): Promise<void> {
    const { diary } = this;
    return diary.serial(async () => {
      const { store, master } = diary.unlocked;
      const sealed = fields && (await sealLocal(master, name, fields)).sealed;
      await store.changeLocals({ id: await localId(master, name), sealed });
      diary.showLocal(name, fields);
    });
  }

  editDevice(name: string, fields: Fields, shown?: Fields): Promise<void> {
    return this.diary.changeLocals([name], (stored) => editLocal(stored, fields, shown));
  }

  changeDevice(name: string | readonly string[], next: (stored: Fields, name: string) => Fields | null): Promise<void> {
    return this.diary.changeLocals(typeof name === 'string' ? [name] : name, next);
  }

  settleDevice(name: string, field: string, chosen: Json, shown: Json[]): Promise<void> {
    return this.diary.changeLocals([name], (stored) => settleLocal(stored, field, chosen, shown));
  }

  async giveFigures(given: Parameters<Vault['giveFigures']>[0]): Promise<void> {
    const { give } = await forFigures();
    await give(this, this.diary.unlocked.master, given, this.session.environment.now());
  }

  async sendFigure(): Promise<boolean> {
    // Whether it was agreed to may not have come yet.
    if (this.coming) return true;
    const { environment, api } = this.session;
    const { sendOne } = await forFigures();
    // Of two tabs one sends: the other finds it gone.
    return alone(`${environment.database} outcomes`, async () => {
      // A withdrawal in another tab may not have been heard of yet.
      await this.session.refreshFromTab();
      return sendOne(this, api, environment.now());
    });
  }

  subscribe(told: () => void): () => void {
    const { listeners } = this.session;
    listeners.add(told);
    return () => listeners.delete(told);
  }

  /** Syncs; resolves when the first part of a long diary is here, and the rest comes by itself. */
  begin(): Promise<void> {
    return Promise.race([this.session.syncing.begun, this.sync()]);
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

  private async syncOnce(): Promise<void> {
    const { session } = this;
    try {
      const rest = await session.alone(async () => {
        if (this.closed) return null;
        const found = await session.syncing.run();
        if (!this.closed && found?.deletions !== 0) await flushDeletions(session.database, session.api);
        return found;
      });
      await session.reread(rest?.meta);
      await this.leaveCopy();
    } catch (fault) {
      // A part of the app could not be fetched: the next sync tries again.
      if (this.closed || this.erasing || fault instanceof Unanswered) return;
      // The disk fails, which the next edit tells the person; or the app is wrong, which whoever wrote it is to hear of.
      session.syncing.become('failed');
      if (fault instanceof DOMException) noteFault('sync disk', fault);
      else globalThis.reportError?.(fault);
    }
  }

  keepSynced(): void {
    if (!this.closed) this.session.schedule.start();
  }

  /** Another vault lives here now, or none. A write that finds it so knows it first when the other tab's word was missed. */
  private leaveVault(): void {
    if (this.closed || this.erasing) return;
    this.replaced = true;
    this.close();
    this.session.tell();
  }

  close(): void {
    this.shownSecret = null;
    if (this.closed) return;
    this.closed = true;
    this.session.schedule.stop();
    this.session.tabs.close();
    this.diary.close();
  }

  async makeCode(): Promise<string> {
    this.shownSecret = newSecret();
    return codeOf(this.shownSecret);
  }

  async confirmCode(consents: Fields = {}): Promise<void> {
    const { session, diary } = this;
    const secret = this.shownSecret;
    if (!secret) throw new Error('no code is being shown');
    // A rotation that found no room comes first: its code would take the place of this one.
    await this.resumeRotation();
    if (session.meta.leaving) throw new Error('a rotation waits for room on this phone');
    await diary.serial(async () => {
      if (this.shownSecret !== secret) return;
      const { unlocked } = diary;
      const pendingCode = await sealPending(unlocked, secret);
      // A confirmed code whose slot may be half made already is replaced: that slot must go.
      const before = await pendingSlot(unlocked);
      const patch = () => ({ pendingCode, hasCode: true, slotChecked: false });
      const agreed = (plain: Plain | null) => edit(plain ?? blank('consents'), diary.stamper(), consents);
      if (Object.keys(consents).length === 0) await unlocked.store.commit([], patch, before);
      else await diary.rewrite(await this.named('consents'), (it) => ({ plain: agreed(it), patch, deletions: before }));
      // Only now: a press that failed can be made again.
      this.shownSecret = null;
    });
    await session.reread();
    session.tabs.tell('changed');
    void this.sync();
  }

  async rotateMasterKey(): Promise<void> {
    const { session, diary } = this;
    const secret = this.shownSecret;
    if (!secret) throw new Error('no code is being shown');
    const { epoch } = diary.unlocked;
    const { decideRotation, rotateKeys, undecideRotation } = await forRotation();
    await diary.serial(() => decideRotation(diary, secret));
    try {
      await session.switchVault(() => rotateKeys(diary));
    } catch (fault) {
      // It was made, and could not be shown from here: whoever holds this vault opens what is there now.
      if ((await session.database.get('meta', 'vault'))?.epoch !== epoch) return this.leaveVault();
      // Nothing has happened, and nothing will by itself: the person is told so.
      await undecideRotation(diary).catch(noted('move undoing'));
      throw fault;
    }
    this.shownSecret = null;
    session.flushDeletionsSoon();
    void this.sync();
  }

  /** A rotation that was decided on when the app died. */
  private async resumeRotation(): Promise<void> {
    if (!this.session.meta.leaving) return;
    try {
      const { rotateKeys } = await forRotation();
      await this.session.switchVault(() => rotateKeys(this.diary));
    } catch (fault) {
      // Another tab was quicker: what lives here now is opened instead. Else a full disk, say: the diary stands as it was, and the
      // next start tries again.
      if (!this.replaced) noteFault('move packing', fault);
    }
  }

  async withdrawCopy(fields: Fields): Promise<void> {
    await this.writeDevice(copyLeavingRecord, fields);
    await this.leaveCopy();
  }

  /** Gives up the copy on the server once that was decided on. */
  private async leaveCopy(): Promise<void> {
    const fields = this.device.get(copyLeavingRecord);
    if (!fields || (await this.diary.unlocked.store.meta()).coming) return;
    const stamper = this.diary.stamper();
    await this.startAnew(
      (name, stored) => (name === copyLeavingRecord ? null : stored),
      (plain) => (plain.kind === 'consents' ? edit(plain, stamper, fields) : plain),
    );
  }

  keepAsNew(): Promise<void> {
    return this.startAnew();
  }

  private async startAnew(...changed: MoveChanges): Promise<void> {
    const { session, diary } = this;
    const { startAnew } = await scripted(import('./move.ts'));
    // The copy on the server holds what has not come yet.
    if ((await diary.unlocked.store.meta()).coming) throw new Error('a part of the diary is still to come');
    await session.switchVault(() => startAnew(diary, ...changed));
    session.flushDeletionsSoon();
  }

  async exportFile(code: string | null): Promise<Exported> {
    // Fetched when it is needed: the first screen must not wait for it.
    const { exportFile } = await import('./export.ts');
    return this.diary.serial(() => exportFile(this.diary, code));
  }

  async leave(anyway: boolean, { send, inFile = false }: Leaving = {}): ReturnType<Vault['leave']> {
    const letters = () => unsentLetters(this.entries, this.device);
    await this.diary.whole();
    if (!anyway && letters() > 0) await send?.();
    // What was sent to a coach is a record now, and goes to the server too.
    await this.sync();
    if (!anyway) {
      const waiting = letters();
      const unsent = inFile && !this.hasCode ? 0 : await this.unsent();
      if (unsent + waiting > 0) return { left: false, unsent, letters: waiting };
    }
    // Noted first: what a kill leaves of it is done at the next start.
    await this.writeDevice(deviceLeavingRecord, { anyway: anyway || (inFile && !this.hasCode) });
    try {
      await this.leaveNow();
    } catch (fault) {
      // The person is told, and the diary stands as it was.
      await this.cancelLeaving().catch(noted('leaving undoing'));
      throw fault;
    }
    return { left: true };
  }

  private async leaveNow(): Promise<void> {
    const own = await this.named(`device/${this.tag}`);
    if (this.entries.has(own)) await this.remove(own);
    await this.sync();
    await this.leaveHere();
  }

  /** Goes on with a leaving that was cut short. Whether this phone has left; not with what was written since and is nowhere else. */
  async resumeLeaving(): Promise<boolean> {
    const note = this.device.get(deviceLeavingRecord);
    if (!note) return false;
    await this.diary.whole();
    if (note.anyway !== true) {
      await this.sync();
      const unsent = await this.unsent(await this.named(`device/${this.tag}`));
      if (unsent + unsentLetters(this.entries, this.device) > 0) {
        await this.cancelLeaving();
        return false;
      }
    }
    await this.leaveNow();
    return true;
  }

  /** This phone does not leave. */
  async cancelLeaving(): Promise<void> {
    if (this.device.has(deviceLeavingRecord)) await this.writeDevice(deviceLeavingRecord, null);
  }

  /** How many records but `own` are on this phone only. While the code opens nothing, or the move is under way, all of them count. */
  private async unsent(own = ''): Promise<number> {
    const { store } = this.diary.unlocked;
    const { all, unsent } = await store.count();
    const { dirty = 0 } = (await store.row(own)) ?? {};
    const { hasCode, pendingCode, left, leaving, erased } = await store.meta();
    return !hasCode || pendingCode || left || leaving || erased ? all : unsent - dirty;
  }

  async leaveChannel(): Promise<void> {
    const boxes = channelBoxes(this.device.get(channelRecord));
    if (boxes.length > 0) await this.diary.unlocked.store.commit([], undefined, boxes);
    // Before anything is erased: else who erases everything would erase it once more.
    await this.writeDevice(channelRecord, null);
    this.session.flushDeletionsSoon();
  }

  deleteEverything(): Promise<void> {
    return this.wipeHere(() => true);
  }

  leaveHere(): Promise<void> {
    return this.wipeHere(({ kind }) => kind === 'channel');
  }

  /** Erases what is here; `goes` tells which of its boxes on the server go too. */
  private async wipeHere(goes: (box: PendingDeletion) => boolean): Promise<void> {
    const { session, diary } = this;
    await diary.serial(async () => {
      const boxes = (await ownBoxes(diary)).filter(goes);
      this.erasing = true;
      await wipe(session.database, boxes).catch((fault) => {
        this.erasing = false;
        throw fault;
      });
    });
    session.tabs.tell('wiped');
    session.syncing.become('local');
    this.close();
    session.tell();
    session.flushDeletionsSoon();
  }
}

function existing(plain: Plain | null, id: string): Plain {
  if (!plain) throw new Unreadable(`no record ${id}`);
  return plain;
}
