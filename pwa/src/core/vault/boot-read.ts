/**
 * What a start sees of the disk, in one transaction: on a slow phone each one that follows another waits for the page's own
 * thread. What is needed to open a diary is read along where the start `expects` one, sealed as it rests.
 */
import type { LockKind } from '../model/lockwords.ts';
import type { Database, LocalRow, Meta, Row, SnapshotPart, UnsealedPrefs } from './database.ts';
import type { VaultEnvironment } from './environment.ts';
import { Tabs } from './tabs.ts';

/** Rows that are opened before anything is shown: a first screen does not wait for more. */
export const STEP = 250;

/** All that a diary is opened from, as it stood at one moment. */
export interface BootData {
  meta: Meta;
  device: CryptoKey | undefined;
  locals: LocalRow[];
  part: SnapshotPart | undefined;
  /** The rows after that part, at most `STEP`; null where they are to be looked for one by one. */
  rows: Row[] | null;
  /** Whether another tab has written since. */
  stale(): boolean;
  /** Nobody asks any more. */
  done(): void;
}

/** What can be told of this phone before anything is opened. */
export interface BootRead {
  unsealedPrefs: UnsealedPrefs;
  /** Anything rests here, or waits to be erased on the server. */
  begun: boolean;
  locked: boolean;
  /** What opens the lock. */
  kind: LockKind;
  /** A diary that is there to be opened, where one was expected. */
  bootData?: BootData;
}

export async function readAtBoot(
  database: Database,
  { database: name, channel }: Pick<VaultEnvironment, 'database' | 'channel'>,
  expects: boolean,
): Promise<BootRead> {
  let stale = false;
  // Before anything is read: what is written from now on is heard of.
  const tabs = expects
    ? new Tabs(
        name,
        () => {
          stale = true;
        },
        channel,
      )
    : null;
  try {
    const read = database.transaction(['outside', 'meta', 'goodbye', 'keys', 'here', 'snapshot', 'records']);
    const snapshot = expects ? read.objectStore('snapshot').get('snapshot') : undefined;
    const [unsealedPrefs = {}, meta, deletions, device, locals = [], part, rows = null] = await Promise.all([
      read.objectStore('outside').get('outside'),
      read.objectStore('meta').get('vault'),
      read.objectStore('goodbye').count(),
      expects ? read.objectStore('keys').get('device') : undefined,
      expects ? read.objectStore('here').getAll() : undefined,
      snapshot,
      snapshot?.then((it) =>
        it?.id === undefined && it
          ? read.objectStore('records').index('generation').getAll(IDBKeyRange.lowerBound(it.generation, true), STEP)
          : undefined,
      ),
    ]);
    const lock = meta?.wrapped.by === 'lock' ? meta.wrapped : null;
    const begun = meta !== undefined || deletions > 0;
    const seen: BootRead = { unsealedPrefs, begun, locked: lock !== null, kind: lock?.kind ?? 'pin' };
    if (!expects || !meta || seen.locked) {
      tabs?.close();
      return seen;
    }
    return { ...seen, bootData: { meta, device, locals, part, rows, stale: () => stale, done: () => tabs?.close() } };
  } catch (fault) {
    tabs?.close();
    throw fault;
  }
}
