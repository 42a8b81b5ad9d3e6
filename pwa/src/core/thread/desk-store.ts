/** What a coach's laptop keeps: the coach's secret wrapped by a password, and two sealed blobs. IndexedDB of its own. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { type Bytes, equal, fromUtf8, u32, utf8 } from '../bytes.ts';
import { noteFault } from '../faults.ts';
import { type Cost, isCost } from '../vault/cost.ts';
import type { VaultEnvironment } from '../vault/environment.ts';
import { fittedKey, stretchedKey } from '../vault/lockkey.ts';
import { Foreign, open, place, seal } from '../vault/seal.ts';
import { coachRest } from './keys.ts';

/** The secret (16 bytes), and behind it the invitation (32) until the server has taken it up. */
export interface WrappedSecret {
  salt: Bytes;
  /** Absent in what older consoles have wrapped. */
  cost?: Cost;
  sealed: Bytes;
  enrolling: boolean;
  /** KiB of memory that a raise asked this laptop for and did not come through with (`climb` in cost.ts). */
  raising?: number;
}

interface Schema extends DBSchema {
  desk: { key: 'key' | 'desk' | 'cache'; value: WrappedSecret | Bytes };
}

type Database = IDBPDatabase<Schema>;

/** The cost belongs to what is sealed, where there is one; without it it is `firstCost`. */
const placeOf = (cost?: Cost): Bytes =>
  cost ? place('coach lock', u32(cost.memory), u32(cost.passes)) : place('coach lock');
/** Bytes of a seal up to its words: suite and iv. */
const START = 13;

/** One of the two blobs: its name, and whether what was opened is in the form that this console knows. */
export interface SealedBlob<T> {
  name: 'desk' | 'cache';
  is(value: unknown): value is T;
}

export class DeskStore {
  /** Of the database, and of what its tabs say to each other. */
  readonly name: string;
  private opening: Promise<Database> | null = null;
  /** Each blob as it was read or written last: it is opened again only when another tab has changed it. */
  private readonly last = new Map<string, { sealed: Bytes; content: unknown }>();

  constructor({ database }: Pick<VaultEnvironment, 'database'>) {
    this.name = `${database}-coach`;
  }

  async wrapped(): Promise<WrappedSecret | null> {
    const found = await (await this.database()).get('desk', 'key');
    return found && !(found instanceof Uint8Array) ? found : null;
  }

  /** `instead`: only where that one still rests, and not after another tab has changed the password or cleared the laptop. */
  async keepWrapped(wrapped: WrappedSecret, instead?: WrappedSecret): Promise<void> {
    const writing = (await this.database()).transaction('desk', 'readwrite');
    const now = instead && (await writing.store.get('key'));
    if (!instead || (now && !(now instanceof Uint8Array) && equal(now.sealed, instead.sealed)))
      await writing.store.put(wrapped, 'key');
    await writing.done;
  }

  /** One of the two blobs, opened; null when there is none that opens. */
  async blob<T>(what: SealedBlob<T>, secret: Bytes): Promise<T | null> {
    return this.opened(what, secret, await (await this.database()).get('desk', what.name));
  }

  /**
   * Lays a change on what rests, and gives what rests then. `change` is asked again when another tab wrote in between, so that
   * neither takes back what the other wrote. Throws when nothing could be written, also after the laptop was cleared.
   */
  async change<T>(what: SealedBlob<T>, secret: Bytes, change: (kept: T | null) => T): Promise<T> {
    const { name, is } = what;
    const database = await this.database();
    const key = await coachRest(secret, name);
    const last = this.last.get(name);
    let [seen, kept]: [unknown, T | null] = last && is(last.content) ? [last.sealed, last.content] : [undefined, null];
    for (;;) {
      const content = change(kept);
      const sealed = await seal(key, utf8(JSON.stringify(content)), place(`coach ${name}`));
      const writing = database.transaction('desk', 'readwrite');
      const [wrapped, now] = await Promise.all([writing.store.get('key'), writing.store.get(name)]);
      if (!wrapped) throw new Error('this laptop was cleared');
      if (isSame(seen, now)) {
        await Promise.all([writing.store.put(sealed, name), writing.done]);
        this.last.set(name, { sealed, content });
        return content;
      }
      await writing.done;
      [seen, kept] = [now, await this.opened(what, secret, now)];
    }
  }

  private async opened<T>({ name, is }: SealedBlob<T>, secret: Bytes, sealed: unknown): Promise<T | null> {
    if (!(sealed instanceof Uint8Array)) return null;
    const last = this.last.get(name);
    if (last && isSame(last.sealed, sealed) && is(last.content)) return last.content;
    try {
      const bytes = await open(await coachRest(secret, name), sealed as Bytes, place(`coach ${name}`));
      const content: unknown = JSON.parse(fromUtf8(bytes));
      if (!is(content)) throw new Foreign('another form of blob');
      this.last.set(name, { sealed: sealed as Bytes, content });
      return content;
    } catch (fault) {
      noteFault('desk blob', fault);
      return null;
    }
  }

  /** Nothing that was opened stays in memory. */
  shut(): void {
    this.last.clear();
  }

  async clear(): Promise<void> {
    this.shut();
    await (await this.database()).clear('desk');
  }

  private database(): Promise<Database> {
    this.opening ??= openDB<Schema>(this.name, 1, {
      upgrade(database) {
        database.createObjectStore('desk');
      },
    });
    this.opening.catch(() => {
      // Whoever asked hears of it; the next one tries again.
      this.opening = null;
    });
    return this.opening;
  }
}

/** Whether two sealed blobs are one: each has an iv of its own. */
function isSame(a: unknown, b: unknown): boolean {
  if (!(a instanceof Uint8Array && b instanceof Uint8Array)) return a === b;
  return a.length === b.length && equal(a.slice(0, START), b.slice(0, START));
}

/** `secret` wrapped by a password, at the cost that suits this laptop (`from` as for `fit`). Takes seconds on an old one. */
export async function wrap(
  environment: Pick<VaultEnvironment, 'stretch' | 'running'>,
  password: string,
  secret: Bytes,
  enrolling: boolean,
  from?: readonly Cost[],
): Promise<WrappedSecret> {
  const { salt, cost, key } = await fittedKey(environment, password, from);
  return { salt, cost, sealed: await seal(key, secret, placeOf(cost)), enrolling };
}

/** Throws `Unreadable` for another password, `Foreign` for a cost of no console that this app knows. */
export async function unwrap(
  environment: Pick<VaultEnvironment, 'stretch'>,
  password: string,
  { salt, cost, sealed }: WrappedSecret,
): Promise<Bytes> {
  if (cost && !isCost(cost)) throw new Foreign('another form of wrapping');
  return open(await stretchedKey(environment, password, salt, cost), sealed, placeOf(cost));
}
