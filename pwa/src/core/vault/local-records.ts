/** Records that never leave this phone: sealed one by one, under ids that do not show their names. */

import { type Bytes, fromHex, fromUtf8, utf8 } from '../bytes.ts';
import { noteFault } from '../faults.ts';
import { isRecord, isString } from '../model/codec.ts';
import type { Fields } from '../model/plain.ts';
import type { LocalRow } from './database.ts';
import type { RecordStore } from './record-store.ts';
import { localId, localKey, open, pad, place, type Root, seal, Unreadable, unpad } from './seal.ts';

interface Content {
  name: string;
  fields: Fields;
}

/** Whether this is such a record in the form that this app knows. */
export const isLocal = (value: unknown): value is Content =>
  isRecord(value) && isString(value.name) && isRecord(value.fields);

/** Throws for what was not sealed as this record, or holds none. */
async function openLocal(master: Root, { id, sealed }: LocalRow): Promise<Content> {
  const plain = unpad(await open(await localKey(master, id), sealed, place('here', fromHex(id))));
  const content: unknown = JSON.parse(fromUtf8(plain));
  if (!isLocal(content)) throw new Unreadable('opens, but holds no record');
  return content;
}

export async function sealLocal(master: Root, name: string, fields: Fields): Promise<{ id: string; sealed: Bytes }> {
  const id = await localId(master, name);
  const content: Content = { name, fields };
  const plain = pad(utf8(JSON.stringify(content)));
  return { id, sealed: await seal(await localKey(master, id), plain, place('here', fromHex(id))) };
}

/** One record as it rests, for a change made on top of it; without fields when there is none, or none that opens. */
export async function readLocal(
  store: RecordStore,
  master: Root,
  name: string,
): Promise<{ rests: LocalRow | null; fields: Fields }> {
  const rests = (await store.localRow(await localId(master, name))) ?? null;
  if (!rests) return { rests, fields: {} };
  try {
    return { rests, fields: (await openLocal(master, rests)).fields };
  } catch (fault) {
    noteFault('device record', fault);
    return { rests, fields: {} };
  }
}

/** `rests`: what has been read already. */
export const openLocals = async (store: RecordStore, master: Root, rests?: LocalRow[]): Promise<Map<string, Fields>> =>
  openLocalRows(master, rests ?? (await store.localRows()));

export async function openLocalRows(master: Root, rests: LocalRow[]): Promise<Map<string, Fields>> {
  const opened = await Promise.all(
    rests.map(async (row): Promise<[string, Fields][]> => {
      try {
        const { name, fields } = await openLocal(master, row);
        return [[name, fields]];
      } catch (fault) {
        noteFault('device records', fault);
        // Damaged on the disk: there is no other copy of it anywhere, and the others still open.
        return [];
      }
    }),
  );
  return new Map(opened.flat());
}
