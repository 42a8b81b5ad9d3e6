/** An opened vault: its keys in memory and its rows on the disk. */

import { type Bytes, hex, random } from '../bytes.ts';
import type { BootData } from './boot-read.ts';
import type { Database, Meta } from './database.ts';
import { unwrapMaster, wrapMaster } from './device.ts';
import { RecordStore } from './record-store.ts';
import { type BoxKey, type Root, rootKey, Seals, vaultBox } from './seal.ts';

export interface UnlockedVault {
  epoch: string;
  /** This device's tag in stamps. */
  tag: string;
  master: Root;
  /** The vault as a box on the server. */
  box: BoxKey;
  seals: Seals;
  store: RecordStore;
}

/** A vault, and its own row as it was just read. */
export interface FoundVault extends UnlockedVault {
  meta: Meta;
}

/** The vault that rests in this database; null when there is none. Throws when its key is gone. */
export async function unlockVault(database: Database, bootData?: BootData): Promise<FoundVault | null> {
  const { meta, device } = bootData ?? (await readVault(database));
  if (!meta) return null;
  return { ...(await unlockedVaultOf(database, meta, await unwrapMaster(database, meta.wrapped, device))), meta };
}

async function readVault(database: Database): Promise<{ meta: Meta | undefined; device: CryptoKey | undefined }> {
  // Read together, so that they belong together whatever another tab does to the lock meanwhile.
  const read = database.transaction(['meta', 'keys']);
  const [meta, device] = await Promise.all([
    read.objectStore('meta').get('vault'),
    read.objectStore('keys').get('device'),
  ]);
  return { meta, device };
}

export async function unlockedVaultOf(
  database: Database,
  meta: Pick<Meta, 'epoch' | 'tag'>,
  master: Bytes,
): Promise<UnlockedVault> {
  const key = await rootKey(master);
  const box = await vaultBox(key);
  return {
    epoch: meta.epoch,
    tag: meta.tag,
    master: key,
    box,
    seals: new Seals(key, box.id),
    store: new RecordStore(database, meta.epoch),
  };
}

/** The vault's own row for a master key that is new to this device. Nothing is written yet. */
export async function freshMeta(database: Database, master: Bytes): Promise<Meta> {
  return {
    epoch: hex(random(8)),
    tag: hex(random(4)),
    wrapped: await wrapMaster(database, master),
    generation: 0,
    log: null,
    cursor: 0,
    pass: 0,
    paging: false,
    vaultMade: false,
    slotChecked: false,
    pendingCode: null,
    hasCode: false,
    erased: false,
    rolledBack: false,
    leaving: null,
    left: null,
  };
}

/** A new vault that lives on this device only, or the one that another tab has just made. */
export async function createVault(database: Database): Promise<FoundVault> {
  const meta = await freshMeta(database, random(32));
  const write = database.transaction('meta', 'readwrite');
  if (!(await write.store.get('vault'))) await write.store.put(meta, 'vault');
  await write.done;
  const unlocked = await unlockVault(database);
  if (!unlocked) throw new Error('the vault was not there when read back');
  return unlocked;
}
