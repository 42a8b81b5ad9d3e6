/** Brings this device and the server to the same records. Source: docs/engineers/protocol.md, "Sync". */
import { consentOf, copyLeavingRecord } from '../model/consents.ts';
import { localDate } from '../model/dates.ts';
import { deviceLeavingRecord, devicesIn, knownRecord, withKnown } from '../model/devices.ts';
import { ofKind } from '../model/kinds.ts';
import { blank, edit } from '../model/merge.ts';
import type { Entry, Fields } from '../model/plain.ts';
import { type Api, type SyncAnswer, scripted, Unanswered } from './api.ts';
import type { Meta, Row } from './database.ts';
import type { VaultDiary } from './diary.ts';
import type { VaultEnvironment } from './environment.ts';
import { applyAnswer, choosePuts, type Sent } from './exchange.ts';
import { keysRecord, missingPins } from './pins.ts';
import { boxesStand, Closed, type DiskState, type RecordStore } from './record-store.ts';
import type { Trouble } from './records.ts';
import type { Outcome } from './rotation-end.ts';
import { recordId } from './seal.ts';
import { ensureBoxes, isOfCode, masterIn, serverMonth } from './slots.ts';
import type { RotationProgress, SyncState } from './types.ts';

/** A server that keeps the cursor and takes nothing so many times is not an honest one. */
const FRUITLESS = 20;
/** New logs within one sync. */
const RESETS = 5;
const HOUR = 3_600_000;

const listAnew = ({ pass }: Meta): Partial<Meta> => ({ cursor: 0, pass: pass + 1, paging: true });

/** The vault is gone from the server: the person must choose. */
class Erased extends Error {}

export class Sync {
  state: SyncState = 'local';
  readonly troubles = new Set<Trouble>();
  /** How far a rotation is. */
  moving: RotationProgress | null = null;
  /** The record of consents as it was read last, and whether the one to a copy was withdrawn in it. */
  private consents: Entry | undefined;
  private gaveUp = false;
  /** The day on which the record of this device was looked at. */
  private lookedOn = '';
  private readonly diary: VaultDiary;
  private readonly api: Api;
  private readonly now: () => number;
  private readonly app: string;
  private readonly device: NonNullable<VaultEnvironment['device']> | null;
  private readonly told: () => void;
  /** Resolves when one page has come and there are more. */
  readonly begun: Promise<void>;
  private begin: () => void = () => undefined;

  constructor(
    diary: VaultDiary,
    api: Api,
    { now, app = '', device }: Pick<VaultEnvironment, 'now' | 'app' | 'device'>,
    told: () => void,
  ) {
    this.diary = diary;
    this.api = api;
    this.now = now;
    this.app = app;
    this.device = device ?? null;
    this.told = told;
    this.begun = new Promise((resolve) => {
      this.begin = resolve;
    });
  }

  /**
   * One sync, to the end; see `state`. Returns how the disk stands then, null when that was not looked at. Throws what the disk
   * throws, and what is wrong with the app. The caller lets only one run on this device.
   */
  async run(): Promise<DiskState | null> {
    const { store } = this.diary.unlocked;
    try {
      const meta = await store.meta();
      if (!meta.hasCode || meta.erased) {
        this.become(meta.hasCode ? 'erased' : 'local');
        return null;
      }
      this.become('syncing');
      // What is still to be read must not look as if it were not there.
      await this.diary.whole();
      await this.listForNewer(meta);
      if (!this.withdrawn) await this.writeDeviceRecord();
      if (!meta.coming) await this.pin();
      let { outcome, rest }: { outcome: Outcome; rest: DiskState | null } = meta.left
        ? { outcome: await this.leaveOld(), rest: null }
        : await this.exchange();
      const after = rest?.meta ?? (await store.meta());
      if (!meta.left && (await this.takeUpOld(after))) {
        outcome = await this.leaveOld();
        rest = null;
      }
      await this.understood();
      if (!this.withdrawn) {
        await this.noteWhen(after);
        if (outcome === 'all') this.troubles.delete('refused');
      }
      this.become(this.withdrawn ? 'local' : outcome === 'all' ? 'idle' : outcome);
      return rest && { ...rest, meta: store.last ?? rest.meta };
    } catch (fault) {
      if (fault instanceof Closed) return null;
      if (!(fault instanceof Unanswered || fault instanceof Erased)) throw fault;
      if (fault instanceof Erased) await store.commit([], () => ({ erased: true, coming: false }));
      else if (fault.why === 'newer') this.report('newer');
      this.become(fault instanceof Erased ? 'erased' : fault.why === 'offline' ? 'offline' : 'gone');
      return null;
    }
  }

  become(state: SyncState): void {
    if (this.state === state) return;
    this.state = state;
    this.told();
  }

  /** The last part of a rotation, which tells how far it is after every step. */
  private async leaveOld(): Promise<Outcome> {
    // Fetched when somebody moves: the first screen must not wait for it.
    const { endRotation } = await scripted(import('./rotation-end.ts'));
    return endRotation(
      this.diary,
      this.api,
      async () => (await this.exchange()).outcome,
      localDate(new Date(this.now())),
    );
  }

  /** Somebody moved in here and has left something behind: this device sees to it too. False when there is nothing. */
  private async takeUpOld({ coming, paging }: Meta): Promise<boolean> {
    const { diary } = this;
    const keys = diary.entries.get(await this.keysId())?.fields;
    const old = masterIn(keys);
    if (old && (await (await scripted(import('./rotation-end.ts'))).adoptRotation(diary, old))) return true;
    const { store } = diary.unlocked;
    if (!coming || paging) return false;
    if (isOfCode(keys)) await store.commit([], () => ({ coming: false }));
    else {
      // A server that holds it back could hand this phone an organisation of its own. Everything is listed anew next time.
      await store.commit([], listAnew);
      throw new Unanswered('gone', 'the record of keys is missing');
    }
    return false;
  }

  /** Nobody has agreed to a copy any more: what the server has is fetched, and nothing is sent. */
  private get withdrawn(): boolean {
    const { entries, locals } = this.diary;
    if (locals.has(copyLeavingRecord)) return true;
    const [consents] = ofKind(entries, 'consents');
    if (consents !== this.consents) {
      this.consents = consents;
      this.gaveUp = consentOf(consents?.fields, 'copy')?.given === false;
    }
    return this.gaveUp;
  }

  private keysId(): Promise<string> {
    return recordId(this.diary.unlocked.master, 'keys');
  }

  /** Looks how far a rotation is, and tells. */
  async readProgress(known?: Meta): Promise<void> {
    const before = this.moving;
    this.moving = await progress(this.diary.unlocked.store, known);
    if (JSON.stringify(before) !== JSON.stringify(this.moving)) this.told();
  }

  /** Requests until there is nothing more to send or to fetch. Returns whether the server takes all of it. */
  private async exchange(): Promise<{ outcome: Outcome; rest: DiskState }> {
    const { store } = this.diary.unlocked;
    const skip = new Set<string>();
    // What opens the rest has to be in a vault that is soon full.
    const keys = await this.keysId();
    let outcome: Outcome = 'all';
    let resets = 0;
    let fruitless = 0;
    let slotFault: Unanswered | null = null;
    const may = ({ id, waits }: Row) => !skip.has(id) && !waits;
    const complete = (meta: Meta) => this.withdrawn || slotFault !== null || boxesStand(meta);
    const sends = ({ paging }: Meta) => !paging && !this.withdrawn;
    for (;;) {
      if (resets > RESETS || fruitless > FRUITLESS) throw new Unanswered('gone', 'the server answers in circles');
      let { meta, sent } = await choosePuts(store, { may, first: keys }, (it) => complete(it) && sends(it));
      if (!complete(meta)) {
        slotFault = await this.withBoxes();
        ({ meta, sent } = await choosePuts(store, { may, first: keys }, sends));
      }
      const answer = await this.ask(meta, sent);
      if (!answer) {
        resets += 1;
        continue;
      }
      if (answer.log !== meta.log || (answer.more && answer.cursor === 0)) {
        await this.startPass(meta, answer.log);
        resets += 1;
        continue;
      }
      if (answer.more && answer.cursor <= meta.cursor) throw new Unanswered('gone', 'a page that leads nowhere');
      const taken = await applyAnswer(this.diary, answer, sent, meta, this.app);
      for (const trouble of taken.troubles) this.report(trouble);
      for (const { id, type } of answer.refused) {
        skip.add(id);
        if (type === 'vault-full') outcome = 'full';
        else this.report('refused');
        if (type !== 'vault-full' && outcome === 'all') outcome = 'refused';
      }
      if (meta.left) await this.readProgress();
      fruitless = answer.accepted.length > 0 || answer.cursor !== meta.cursor ? 0 : fruitless + 1;
      if (answer.more) {
        this.begin();
        continue;
      }
      if (meta.paging) {
        if (meta.coming) await this.knowDevices();
        await this.endPass(meta.pass);
        continue;
      }
      const rest = await store.rest(may);
      if (!this.withdrawn && rest.more) continue;
      if (slotFault) throw slotFault;
      return { outcome, rest };
    }
  }

  /** Returns a refusal of the slot (too many new boxes, say): it must not keep the records from a vault that is there. */
  private async withBoxes(): Promise<Unanswered | null> {
    try {
      await ensureBoxes(this.diary, this.api, this.now());
      return null;
    } catch (fault) {
      if (!(fault instanceof Unanswered)) throw fault;
      if (fault.why === 'box-deleted') throw new Erased();
      if ((fault.why === 'gone' || fault.why === 'newer') && (await this.diary.unlocked.store.meta()).vaultMade)
        return fault;
      throw fault;
    }
  }

  /** The answer, or null when the server has lost the vault with a new log and it must be made again. */
  private async ask(meta: Meta, sent: Sent[]): Promise<SyncAnswer | null> {
    try {
      return await this.api.sync(this.diary.unlocked.box, { log: meta.log, cursor: meta.cursor, puts: sent });
    } catch (fault) {
      if (!(fault instanceof Unanswered)) throw fault;
      if (fault.why === 'box-deleted') throw new Erased();
      if (fault.why !== 'no-such-box') throw fault;
      const log = await this.api.log();
      if (log === meta.log) throw new Erased();
      // In one write with the new log: under a log that is known already a missing vault was erased by somebody.
      await this.startPass(meta, log, { vaultMade: false, slotChecked: false });
      return null;
    }
  }

  /** Everything the server has is listed from the start, without puts, before this device sends again. */
  private async startPass(meta: Meta, log: string, missing: Partial<Meta> = {}): Promise<void> {
    const first = meta.log === null;
    const back = meta.log === log;
    if (back) this.report('rollback');
    await this.diary.unlocked.store.commit([], (now) => ({
      log,
      cursor: 0,
      pass: now.pass + 1,
      paging: true,
      slotChecked: now.slotChecked && first,
      rolledBack: back || (now.rolledBack && now.log === log),
      ...missing,
    }));
  }

  /** An older app met what it could not read: this one has all of it listed once more, and may know it. */
  private async listForNewer({ older }: Meta): Promise<void> {
    if (typeof older !== 'string' || older === this.app) return;
    await this.diary.unlocked.store.commit([], (now) => ({ ...listAnew(now), older: null }));
  }

  /** What the server did not list is put again, unchanged, as new. */
  private async endPass(pass: number): Promise<void> {
    // What was pinned is in it; and a part of the diary may still be in the vault that it moved out of.
    const keys = this.diary.entries.get(await this.keysId())?.fields;
    const all = isOfCode(keys) && masterIn(keys) === null;
    await this.diary.unlocked.store.commitAll(
      (row) => (row.listed === pass ? row : { ...row, base: 0, dirty: 1, sent: null, waits: false }),
      ({ coming }) => ({ paging: false, coming: coming === true && !all }),
    );
  }

  /** Who opens a diary here for the first time is asked about devices that come from now on. */
  private async knowDevices(): Promise<void> {
    const { entries, locals, unlocked } = this.diary;
    const tags = devicesIn(entries.values(), locals.get(knownRecord), unlocked.tag).map(({ tag }) => tag);
    await this.diary.changeLocals([knownRecord], (stored) => withKnown(stored, tags));
  }

  /** When all that is here was last on the server; to the hour, so that a sync without news seldom writes. */
  private async noteWhen({ syncedAt, copySince }: Meta): Promise<void> {
    const now = this.now();
    if (copySince && syncedAt !== undefined && Math.abs(now - syncedAt) < HOUR) return;
    // A vault that another phone has made stands there since then at the latest.
    await this.diary.unlocked.store.commit([], (meta) => ({
      syncedAt: now,
      copySince: meta.copySince ?? serverMonth(now),
    }));
  }

  /** The server was understood again; what only a newer app can read still stands. */
  private async understood(): Promise<void> {
    if (this.troubles.has('newer') && typeof (await this.diary.unlocked.store.meta()).older !== 'string') {
      this.troubles.delete('newer');
    }
  }

  private report(trouble: Trouble): void {
    if (this.troubles.has(trouble)) return;
    this.troubles.add(trouble);
    this.told();
  }

  /** Puts the keys that other records have verified into the record that every device needs. */
  private async pin(): Promise<void> {
    const { entries } = this.diary;
    if (['thread', 'organisation'].every((kind) => ofKind(entries, kind).length === 0)) return;
    const missing = await missingPins(entries);
    if (Object.keys(missing).length > 0) await this.write(await this.keysId(), keysRecord, missing);
  }

  /** So that the person can see which devices open the vault, and when each last did. */
  private async writeDeviceRecord(): Promise<void> {
    const { unlocked } = this.diary;
    if (this.diary.locals.has(deviceLeavingRecord)) return;
    const id = await recordId(unlocked.master, `device/${unlocked.tag}`);
    const known = this.diary.entries.get(id)?.fields;
    const day = new Date(this.now()).toDateString();
    if (known && this.lookedOn === day) return;
    this.lookedOn = day;
    const today = localDate(new Date(this.now()));
    const device = this.device?.() ?? {};
    if (known?.last === today && Object.entries(device).every(([field, value]) => known[field] === value)) return;
    await this.write(id, 'device', { tag: unlocked.tag, first: known?.first ?? today, last: today, ...device });
  }

  private async write(id: string, kind: string, fields: Fields): Promise<void> {
    const { diary } = this;
    await diary.serial(() =>
      diary.rewrite(id, (plain) => ({ plain: edit(plain ?? blank(kind), diary.stamper(), fields) })),
    );
  }
}

/** How far a rotation is; null when none is under way. */
async function progress(store: RecordStore, known?: Meta): Promise<RotationProgress | null> {
  try {
    const { left, leaving, slotChecked } = known ?? (await store.meta());
    if (!left) return leaving && { step: 'packing', done: 0, all: 0 };
    const { all, unsent } = await store.count();
    const step = left.closed ? 'erasing' : !left.copied ? 'copying' : slotChecked ? 'closing' : 'code';
    return { step, done: all - unsent, all };
  } catch (fault) {
    if (fault instanceof Closed) return null;
    throw fault;
  }
}
