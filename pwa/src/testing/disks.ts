/** Disks that fail, as some phones have them. */
import { openDB } from 'idb';
import { vi } from 'vitest';

/** A private window that refuses. */
export const refused = {
  open() {
    throw new DOMException('no', 'SecurityError');
  },
} as unknown as IDBFactory;

/** Some browsers never answer. */
export const silent = {
  open: () => Object.assign(Object.create(IDBOpenDBRequest.prototype), { addEventListener() {} }),
} as unknown as IDBFactory;

/** There is no database at all. */
export const none = null as unknown as IDBFactory;

/** A private window that takes everything but keys. */
export function noKeys(): void {
  for (const name of ['put', 'add'] as const) {
    const write = IDBObjectStore.prototype[name];
    vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(function (this: IDBObjectStore, value, ...rest) {
      if (value instanceof CryptoKey) throw new DOMException('no keys here', 'DataCloneError');
      return write.call(this, value, ...rest);
    });
  }
}

/** A disk that takes nothing while `full`. */
export function fillable(): { full: boolean; refused: number } {
  const disk = { full: false, refused: 0 };
  for (const name of ['put', 'add'] as const) {
    const write = IDBObjectStore.prototype[name];
    vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(function (this: IDBObjectStore, ...given) {
      if (!disk.full) return write.apply(this, given);
      disk.refused += 1;
      throw new DOMException('full', 'QuotaExceededError');
    });
  }
  return disk;
}

/** The key of the device is gone, and the rest of the diary is not. */
export async function loseTheKey(): Promise<void> {
  const database = await openDB('fotfeste');
  await database.clear('keys');
  database.close();
}

/** The disk as an app of next year leaves it. */
export const outgrow = async (): Promise<void> => (await openDB('fotfeste', 99)).close();

/** How many rows of each store rest on the disk. */
export async function rows(): Promise<Record<string, number>> {
  const database = await openDB('fotfeste');
  const all = await Promise.all(
    [...database.objectStoreNames].map(async (it) => [it, await database.count(it)] as const),
  );
  database.close();
  return Object.fromEntries(all);
}
