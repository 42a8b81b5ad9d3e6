/** What a coach's laptop keeps: the coach's secret wrapped by a passphrase, and two sealed parcels. IndexedDB of its own. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { type Bytes, fromUtf8, utf8 } from '../bytes.ts';
import { open, place, seal } from '../seal.ts';
import type { Surroundings } from '../surroundings.ts';
import { coachRest } from './keys.ts';

/** The secret (16 bytes), and behind it the invitation (32) until the server has taken it up. */
export interface Wrapped {
  salt: Bytes;
  sealed: Bytes;
  enrolling: boolean;
}

interface Schema extends DBSchema {
  desk: { key: 'key' | 'desk' | 'cache'; value: Wrapped | Bytes };
}

type Database = IDBPDatabase<Schema>;

const LOCK = place('coach lock');

export class DeskStore {
  private readonly name: string;
  private opening: Promise<Database> | null = null;

  constructor({ database }: Pick<Surroundings, 'database'>) {
    this.name = `${database}-coach`;
  }

  async wrapped(): Promise<Wrapped | null> {
    const found = await (await this.database()).get('desk', 'key');
    return found && !(found instanceof Uint8Array) ? found : null;
  }

  async keepWrapped(wrapped: Wrapped): Promise<void> {
    await (await this.database()).put('desk', wrapped, 'key');
  }

  /** One of the two parcels, opened; null when there is none that opens. */
  async parcel<T>(what: 'desk' | 'cache', secret: Bytes): Promise<T | null> {
    const sealed = await (await this.database()).get('desk', what);
    if (!(sealed instanceof Uint8Array)) return null;
    try {
      return JSON.parse(fromUtf8(await open(await coachRest(secret, what), sealed, place(`coach ${what}`)))) as T;
    } catch {
      return null;
    }
  }

  async keepParcel(what: 'desk' | 'cache', secret: Bytes, content: object): Promise<void> {
    const sealed = await seal(await coachRest(secret, what), utf8(JSON.stringify(content)), place(`coach ${what}`));
    await (await this.database()).put('desk', sealed, what);
  }

  async clear(): Promise<void> {
    await (await this.database()).clear('desk');
  }

  private database(): Promise<Database> {
    this.opening ??= openDB<Schema>(this.name, 1, {
      upgrade(database) {
        database.createObjectStore('desk');
      },
    });
    this.opening.catch(() => {
      this.opening = null;
    });
    return this.opening;
  }
}

/** Takes seconds on an old laptop. */
export async function passphraseKey(
  { stretch }: Pick<Surroundings, 'stretch'>,
  passphrase: string,
  salt: Bytes,
): Promise<CryptoKey> {
  const bytes = await stretch(passphrase, salt);
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

export const wrap = (key: CryptoKey, secret: Bytes): Promise<Bytes> => seal(key, secret, LOCK);
/** Throws `Unreadable` with the key of another passphrase. */
export const unwrap = (key: CryptoKey, { sealed }: Wrapped): Promise<Bytes> => open(key, sealed, LOCK);
