/**
 * The way into the console: a coach's secret is made in the browser, rests wrapped by a password (Argon2id), and is printed as a
 * code of the same form as a recovery code. Id, auth and HPKE key pair are derived from it.
 */
import { type Bytes, concat, fromHex, hex, random } from '../bytes.ts';
import { noted } from '../faults.ts';
import { above, type Cost, climb, firstCost, isStronger } from '../vault/cost.ts';
import type { VaultEnvironment } from '../vault/environment.ts';
import { clockOf } from '../vault/lockkey.ts';
import { codeOf, secretOf } from '../vault/recovery.ts';
import { Unreadable } from '../vault/seal.ts';
import { type Refused, ThreadApi } from './api.ts';
import { cacheBlob, OpenDesk } from './desk.ts';
import { deskBlob } from './desk-rest.ts';
import { DeskStore, unwrap, type WrappedSecret, wrap } from './desk-store.ts';
import { coachBox, coachSeed } from './keys.ts';
import type { Fresh } from './trust.ts';
import {
  type Console,
  type Desk,
  type DeskState,
  type OrganisationKeys,
  SHORTEST_PASSWORD,
  type UnlockFailure,
} from './types.ts';

const SECRET = 16;

export class CoachConsole implements Console {
  private readonly environment: VaultEnvironment;
  private readonly organisation: OrganisationKeys;
  private readonly fresh: Fresh;
  private readonly store: DeskStore;
  private readonly api: ThreadApi;

  constructor(environment: VaultEnvironment, organisation: OrganisationKeys, fresh: Fresh = async () => null) {
    this.environment = environment;
    this.organisation = organisation;
    this.fresh = fresh;
    this.store = new DeskStore(environment);
    this.api = new ThreadApi(environment);
  }

  async standing(): Promise<DeskState> {
    const wrapped = await this.store.wrapped();
    // Fetched while a password is typed.
    void import('./hpke.ts').catch(() => undefined);
    if (!wrapped) return 'none';
    return wrapped.enrolling ? 'enrolling' : 'shut';
  }

  async isSpent(invitation: string): Promise<boolean> {
    const asked = await this.api.invitation(invitation);
    return !asked.ok && asked.why === 'no-invitation';
  }

  async enrol(invitation: string, password: string): Promise<{ ok: true; desk: Desk; code: string } | UnlockFailure> {
    const typed = invitation.trim().toLowerCase();
    if (!/^[0-9a-f]{64}$/.test(typed)) return { ok: false, why: 'invitation' };
    if (isWeak(password)) return { ok: false, why: 'weak' };
    const secret = random(SECRET);
    // On the disk first: a secret that the server knows and the laptop does not would be a coach that nobody can be.
    await this.keep(concat(secret, fromHex(typed)), password, true);
    const entered = await this.enter(secret, typed, password);
    return entered.ok ? { ...entered, code: await codeOf(secret) } : entered;
  }

  async restore(code: string, password: string): Promise<{ ok: true; desk: Desk } | UnlockFailure> {
    const secret = await secretOf(code);
    if (!secret) return { ok: false, why: 'code' };
    if (isWeak(password)) return { ok: false, why: 'weak' };
    const own = await this.api.own(await coachBox(secret));
    if (!own.ok) return { ok: false, why: own.why === 'deleted' ? 'unknown' : whyNot(own.why) };
    await this.store.clear();
    await this.keep(secret, password, false);
    return { ok: true, desk: await this.desk(secret) };
  }

  async unlock(password: string): Promise<{ ok: true; desk: Desk } | UnlockFailure> {
    const wrapped = await this.store.wrapped();
    if (!wrapped) return { ok: false, why: 'unknown' };
    let opened: Bytes;
    const clock = clockOf(this.environment);
    const begun = clock();
    try {
      opened = await unwrap(this.environment, password, wrapped);
    } catch (fault) {
      if (fault instanceof Unreadable) return { ok: false, why: 'password' };
      throw fault;
    }
    const [secret, invitation] = [opened.slice(0, SECRET), hex(opened.slice(SECRET))];
    const took = clock() - begun;
    // Wraps it at what suits the laptop, too.
    if (invitation) return this.enter(secret, invitation, password);
    const desk = await this.desk(secret);
    // Not waited for: the browser may kill the page over it, and the desk is to be open by then.
    void this.raise(opened, password, wrapped, took).catch(noted('desk raising'));
    return { ok: true, desk };
  }

  forget(): Promise<void> {
    return this.store.clear();
  }

  /** Takes the invitation up; the same again is no harm. */
  private async enter(
    secret: Bytes,
    invitation: string,
    password: string,
  ): Promise<{ ok: true; desk: Desk } | UnlockFailure> {
    const { pairOf } = await import('./hpke.ts');
    const { publicKey } = await pairOf(await coachSeed(secret));
    const enrolled = await this.api.enrol(await coachBox(secret), invitation, publicKey);
    if (!enrolled.ok) {
      if (enrolled.why !== 'no-invitation') return { ok: false, why: whyNot(enrolled.why) };
      await this.store.clear();
      return { ok: false, why: 'invitation' };
    }
    await this.keep(secret, password, false);
    return { ok: true, desk: await this.desk(secret) };
  }

  private async keep(content: Bytes, password: string, enrolling: boolean): Promise<void> {
    await this.store.keepWrapped(await wrap(this.environment, password, content, enrolling));
  }

  /** The same password at a higher cost, where this laptop makes it so. The last try took `took` milliseconds. */
  private async raise(content: Bytes, password: string, now: WrappedSecret, took: number): Promise<void> {
    const cost = now.cost ?? firstCost;
    const from = above(cost, took);
    if (from.length === 0) return;
    const keep = (wrapped: WrappedSecret, raising: number | undefined) =>
      this.store.keepWrapped({ ...wrapped, ...(raising !== undefined && { raising }) }, now);
    const { raising: failed, ...plain } = now;
    const note = (memory: number | undefined) => keep(plain, memory);
    const make = (at: Cost) => wrap(this.environment, password, content, now.enrolling, [at]);
    const higher = await climb(from, failed, note, make, noted('desk climb'));
    if (!higher) return;
    const stronger = higher.made.cost && isStronger(higher.made.cost, cost);
    await keep(stronger ? higher.made : plain, higher.failed);
  }

  private async desk(secret: Bytes): Promise<Desk> {
    const pair = async () => (await import('./hpke.ts')).pairOf(await coachSeed(secret));
    const [keys, box] = await Promise.all([
      pair(),
      coachBox(secret),
      // Opened beside the key pair, and known to the desk then.
      this.store.blob(deskBlob, secret),
      this.store.blob(cacheBlob, secret),
    ]);
    const opened = { secret, box, pair: keys };
    return OpenDesk.open(this.environment, this.api, this.store, this.organisation, this.fresh, opened);
  }
}

const isWeak = (password: string): boolean => password.normalize('NFKC').length < SHORTEST_PASSWORD;

const whyNot = (why: Refused): 'offline' | 'gone' | 'newer' => (why === 'offline' || why === 'newer' ? why : 'gone');
