/** The vault as the screens hold it: an open diary, its code, and the ways in which it moves or leaves. */

import { type Bytes, hex, random } from '../bytes.ts';
import { noted, noteFault } from '../faults.ts';
import { copyLeavingRecord } from '../model/consents.ts';
import { edit } from '../model/edit.ts';
import { unsentLetters } from '../model/letters-here.ts';
import type { Fields } from '../model/plain.ts';
import { scripted } from './api.ts';
import { Closed } from './book.ts';
import { channelRecord } from './channel.ts';
import type { Database, Goodbye } from './database.ts';
import { wipe, workOff } from './goodbye.ts';
import { type Found, freshMeta, type House, houseOf } from './house.ts';
import type { ChangedOnTheWay } from './move.ts';
import { lockName, OpenDiary, restingState } from './opendiary.ts';
import { codeOf, newSecret } from './recovery.ts';
import type { Sighted } from './sight.ts';
import { ownBoxes, pendingSlot, sealPending } from './slots.ts';
import { alone, type Surroundings } from './surroundings.ts';
import type { Exported, Leaving, Vault } from './types.ts';

/** Fetched when somebody moves: the first screen must not wait for it. */
const forMoving = () => import('./moving.ts');
/** The same for who gives figures. */
const forFigures = () => import('./outcomes.ts');

export class OpenVault extends OpenDiary implements Vault {
  /** The secret of a code that is shown but not confirmed yet. Never on the disk. */
  private shownSecret: Bytes | null = null;

  static async open(surroundings: Surroundings, house: Found, sighted?: Sighted): Promise<OpenVault> {
    const { meta } = house;
    const vault = new OpenVault(surroundings, house, meta);
    await vault.diary.loadFirst(sighted);
    // Another tab has written after the look at the disk, and perhaps before this vault was listening.
    if (sighted?.stale()) await vault.follow();
    // Begun ahead: whoever shows older entries asks again, and hears of it.
    if (vault.diary.partial) void vault.diary.whole().catch(() => undefined);
    await vault.packUp();
    vault.syncing.become(restingState(vault.meta));
    if (vault.meta.left || vault.meta.leaving) await vault.syncing.lookHowFar();
    if (meta.older === (surroundings.app ?? '')) vault.syncing.troubles.add('newer');
    return vault;
  }

  async makeCode(): Promise<string> {
    this.shownSecret = newSecret();
    return codeOf(this.shownSecret);
  }

  async confirmCode(): Promise<void> {
    const secret = this.shownSecret;
    if (!secret) throw new Error('no code is being shown');
    // A house move that found no room comes first: its code would take the place of this one.
    await this.packUp();
    if (this.meta.leaving) throw new Error('a house move waits for room on this phone');
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
    void this.sync();
  }

  async moveHouse(): Promise<void> {
    const secret = this.shownSecret;
    if (!secret) throw new Error('no code is being shown');
    const { epoch, book } = this.diary.house;
    const { database } = book;
    const { decide, moveOut, undecide } = await forMoving();
    await this.diary.serial(() => decide(this.diary, secret));
    try {
      await alone(lockName(this.surroundings), () => this.diary.serial(() => this.into(() => moveOut(this.diary))));
    } catch (fault) {
      if ((await database.get('meta', 'vault'))?.epoch !== epoch) {
        // It was made, and could not be shown from here: whoever holds this vault opens what is there now.
        this.leaveHouse();
        return this.tell();
      }
      // Nothing has happened, and nothing will by itself: the person is told so.
      await undecide(this.diary).catch(noted('move undoing'));
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
      const { moveOut } = await forMoving();
      await alone(lockName(this.surroundings), () => this.diary.serial(() => this.into(() => moveOut(this.diary))));
    } catch (fault) {
      // Another tab was quicker: what lives here now is opened instead.
      if (fault instanceof Closed) this.leaveHouse();
      // A full disk, say: the diary stands as it was, and the next start tries again.
      else noteFault('move packing', fault);
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

  async removeBox(id: string, box: Goodbye): Promise<void> {
    const { diary } = this;
    await this.minding(diary.serial(() => diary.removeBox(id, box)));
    this.workOffSoon(diary.house.book.database);
  }

  async giveFigures(given: Parameters<Vault['giveFigures']>[0]): Promise<void> {
    const { give } = await forFigures();
    await give(this, this.diary.house.master, given, this.surroundings.now());
  }

  async sendFigure(): Promise<boolean> {
    // Whether it was agreed to may not have come yet.
    if (this.coming) return true;
    const { sendOne } = await forFigures();
    // Of two tabs one sends: the other finds it gone.
    return alone(`${this.surroundings.database} outcomes`, async () => {
      // A withdrawal in another tab may not have been heard of yet.
      await this.follow();
      return sendOne(this, this.api, this.surroundings.now());
    });
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

  async leave(anyway: boolean, { send, inFile = false }: Leaving = {}): ReturnType<Vault['leave']> {
    await this.diary.whole();
    if (!anyway && this.letters > 0) await send?.();
    // What was sent to a coach is a record now, and goes to the server too.
    await this.sync();
    if (!anyway) {
      const { letters } = this;
      const unsent = inFile && !this.hasCode ? 0 : await this.unsent();
      if (unsent + letters > 0) return { left: false, unsent, letters };
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

  async leaveChannel(): Promise<void> {
    const { book } = this.diary.house;
    const { id, auth } = this.device.get(channelRecord) ?? {};
    if (typeof id === 'string' && typeof auth === 'string')
      await book.commit([], undefined, [{ kind: 'channel', id, auth }]);
    // Before anything is erased: else who erases everything would say goodbye to it once more.
    await this.writeDevice(channelRecord, null);
    this.workOffSoon(book.database);
  }

  private get letters(): number {
    return unsentLetters(this.entries, this.device);
  }

  /** How many records are on this phone only. While the code opens nothing, or the move is under way, all of them count. */
  private async unsent(): Promise<number> {
    const { book } = this.diary.house;
    const { all, unsent } = await book.count();
    const { hasCode, pendingCode, left, leaving, erased } = await book.meta();
    return !hasCode || pendingCode || left || leaving || erased ? all : unsent;
  }

  async withdrawCopy(fields: Fields): Promise<void> {
    await this.writeDevice(copyLeavingRecord, fields);
    await this.leaveCopy();
  }

  /** Gives up the copy on the server once that was decided on. */
  protected override async leaveCopy(): Promise<void> {
    const fields = this.device.get(copyLeavingRecord);
    if (!fields || (await this.diary.house.book.meta()).coming) return;
    const pen = this.diary.pen();
    await this.minding(
      this.startAnew(
        (name, stored) => (name === copyLeavingRecord ? null : stored),
        (plain) => (plain.kind === 'consents' ? edit(plain, pen, fields) : plain),
      ),
    );
  }

  keepAsNew(): Promise<void> {
    return this.startAnew();
  }

  private async startAnew(...changed: ChangedOnTheWay): Promise<void> {
    const { database } = this.diary.house.book;
    const { moveTo } = await scripted(import('./move.ts'));
    // The copy on the server holds what has not come yet.
    if ((await this.diary.house.book.meta()).coming) throw new Error('a part of the diary is still to come');
    await alone(lockName(this.surroundings), () =>
      this.diary.serial(() =>
        this.into(async () => {
          const { house } = this.diary;
          const master = random(32);
          const fresh = async () => ({ ...(await freshMeta(database, master)), epoch: next.epoch, tag: next.tag });
          const next = await houseOf(database, { epoch: hex(random(8)), tag: house.tag }, master);
          // The channel goes on: it belongs to this device, and its secret moves along. So do threads.
          const { id: channel } = this.diary.here.get(channelRecord) ?? {};
          const left = (await ownBoxes(this.diary)).filter(({ id, kind }) => id !== channel && kind !== 'thread');
          await moveTo(house, next, left, fresh, ...changed);
          return next;
        }),
      ),
    );
    this.workOffSoon(database);
  }

  /** Erases what is here; `goes` tells which of its boxes on the server go too. */
  private async wipeHere(goes: (box: Goodbye) => boolean): Promise<void> {
    const { database } = this.diary.house.book;
    await this.diary.serial(async () => {
      const boxes = (await ownBoxes(this.diary)).filter(goes);
      this.erasing = true;
      await wipe(database, boxes).catch((fault) => {
        this.erasing = false;
        throw fault;
      });
    });
    this.tabs.tell('wiped');
    this.syncing.become('local');
    this.close();
    this.tell();
    this.workOffSoon(database);
  }

  /** Erases on the server what this device has left, if it can be reached; else at the next start. */
  private workOffSoon(database: Database): void {
    alone(lockName(this.surroundings), () => workOff(database, this.api)).catch(noted('box erasing'));
  }

  override close(): void {
    this.shownSecret = null;
    super.close();
  }
}
