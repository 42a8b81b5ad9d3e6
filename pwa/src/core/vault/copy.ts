/** A sealed file as it is opened, and how it stands to what is on this phone. Nothing here writes a record. */

import { type Bytes, fromHex, fromUtf8 } from '../bytes.ts';
import { isNumber, isRecord, isString, type Loose, recordIn } from '../model/codec.ts';
import { isAlive, lastEntry, toEntry } from '../model/plain.ts';
import type { Database, Meta } from './database.ts';
import { wrapMaster } from './device.ts';
import { openFile } from './envelope.ts';
import type { ExportContent } from './export.ts';
import { isLocal } from './local-records.ts';
import { secretOf } from './recovery.ts';
import { isPlain, rootKey, vaultBox } from './seal.ts';
import type { Copy, OpenedCopy } from './types.ts';
import { type UnlockedVault, unlockedVaultOf, unlockVault } from './unlocked.ts';

const contents = new WeakMap<Copy, ExportContent>();

/** Opens a file with the code that was typed. Nothing is written. */
export async function openCopy(database: Database, file: Bytes, typed: string): Promise<OpenedCopy> {
  const secret = await secretOf(typed);
  if (!secret) return { ok: false, why: 'code' };
  const plain = await openFile(secret, file);
  if (typeof plain === 'string') return { ok: false, why: plain };
  const content = read(plain);
  if (!content) return { ok: false, why: 'newer' };
  const entries = new Map(
    content.records
      .filter(isAlive)
      .map((record): [string, ReturnType<typeof toEntry>] => [record.id, toEntry(record.id, record)]),
  );
  const here = await besides(database, fromHex(content.master));
  const copy: Copy = { lastEntry: lastEntry(entries), records: entries.size, here };
  contents.set(copy, content);
  return { ok: true, copy };
}

/** What an opened file holds; throws for one that was not opened here. */
export function contentOfCopy(copy: Copy): ExportContent {
  const content = contents.get(copy);
  if (!content) throw new TypeError('a copy that was not opened here');
  return content;
}

const hasId = ({ id }: Loose): boolean => isString(id) && /^[0-9a-f]{32}$/.test(id);
const isNamed = (it: unknown): it is ExportContent['records'][number] => isRecord(it) && hasId(it) && isPlain(it);
const isUnread = (it: unknown): it is ExportContent['unread'][number] =>
  isRecord(it) && hasId(it) && isNumber(it.version) && isString(it.sealed);
const isListOf = <T>(list: unknown, fits: (it: unknown) => it is T): list is T[] =>
  Array.isArray(list) && list.every(fits);

/** Null for what opens and is not in the form that this app knows. */
function read(plain: Bytes): ExportContent | null {
  try {
    const { master, pending, records, unread, here } = recordIn(JSON.parse(fromUtf8(plain)));
    const known =
      isString(master) &&
      fromHex(master).length === 32 &&
      isListOf(records, isNamed) &&
      isListOf(unread, isUnread) &&
      isListOf(here, isLocal);
    return known ? { master, ...(isString(pending) && pending && { pending }), records, unread, here } : null;
  } catch {
    // It came from outside: the caller is told that this app does not know it.
    return null;
  }
}

async function besides(database: Database, master: Bytes): Promise<Copy['here']> {
  const meta = await database.get('meta', 'vault');
  if (!meta) return 'nothing';
  // Locked, or without its key: the rows show below whether the file's key opens them.
  const unlocked = await unlockVault(database).catch(() => null);
  if (unlocked) return (await holds(unlocked, master)) ? 'same' : 'other';
  return (await opensRows(database, meta, master)) ? 'same' : 'shut';
}

/** Whether this is the vault of that master key. */
export async function holds(unlocked: UnlockedVault, master: Bytes): Promise<boolean> {
  return (await vaultBox(await rootKey(master))).id === unlocked.box.id;
}

/** The vault of this phone. One whose key the browser has lost, and which the file's master key opens, gets it wrapped anew. */
export async function presentVault(database: Database, master: Bytes): Promise<UnlockedVault | null | 'shut'> {
  const meta = await database.get('meta', 'vault');
  if (!meta) return null;
  // As in `besides`; else the caller is told that it is shut.
  const unlocked = await unlockVault(database).catch(() => null);
  if (unlocked) return unlocked;
  if (!(await opensRows(database, meta, master))) return 'shut';
  const wrapped = await wrapMaster(database, master);
  const { store } = await unlockedVaultOf(database, meta, master);
  await store.commit([], () => ({ wrapped }));
  return unlockVault(database);
}

async function opensRows(database: Database, meta: Meta, master: Bytes): Promise<boolean> {
  const { store, seals } = await unlockedVaultOf(database, meta, master);
  const [row] = await store.rowsSince({ generation: 0 }, 1);
  // What does not open was sealed with another key.
  return row !== undefined && (await seals.open(row.id, row.version, row.sealed).catch(() => null)) !== null;
}
