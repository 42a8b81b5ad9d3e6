/** Carries records into another vault: sealed anew under its keys, under new ids, so that a server cannot match them. */
import { isAlive, type Plain } from '../domain/plain.ts';
import { hex, random } from './bytes.ts';
import type { Database, Goodbye, Here, Meta, Row } from './database.ts';
import type { Diary } from './diary.ts';
import { sealHere } from './here.ts';
import type { House } from './house.ts';
import { type Root, recordId } from './keys.ts';
import { newRow } from './records.ts';
import { openRow } from './snapshot.ts';

/** Kinds that belong to a vault and not to the person: made anew where they are needed. */
const STAYS_BEHIND = new Set(['keys', 'device']);

export interface Luggage {
  rows: Row[];
  here: Here[];
}

/** Every living record and everything that is kept on this phone only, sealed for `to`. */
export async function pack(diary: Diary, to: House): Promise<Luggage> {
  const rows: Row[] = [];
  for (const row of await diary.house.book.rowsSince(0)) {
    const plain = await openRow(diary.house.seals, row);
    if (!plain || !isAlive(plain) || STAYS_BEHIND.has(plain.kind)) continue;
    const id = await newId(row.id, plain, diary.house.master, to.master);
    rows.push(newRow(id, await to.seals.seal(id, 1, plain)));
  }
  const here: Here[] = [];
  for (const [name, fields] of diary.here) here.push(await sealHere(to.master, name, fields));
  return { rows, here };
}

/** Replaces the vault of this device in one transaction. */
export async function moveIn(
  database: Database,
  meta: Meta,
  { rows, here }: Luggage,
  goodbyes: Goodbye[],
): Promise<void> {
  const write = database.transaction(['meta', 'records', 'here', 'snapshot', 'goodbye'], 'readwrite');
  const generation = 1;
  for (const store of ['records', 'here', 'snapshot'] as const) void write.objectStore(store).clear();
  for (const row of rows) void write.objectStore('records').put({ ...row, generation, edition: 1 });
  for (const record of here) void write.objectStore('here').put(record);
  for (const box of goodbyes) void write.objectStore('goodbye').put(box);
  void write.objectStore('meta').put({ ...meta, generation }, 'vault');
  await write.done;
}

/** A singleton's id is derived again from its name; any other is drawn anew. */
async function newId(id: string, plain: Plain, from: Root, to: Root): Promise<string> {
  const name = nameOf(plain);
  if (name !== null && (await recordId(from, name)) === id) return recordId(to, name);
  return hex(random(16));
}

/** The name that a record of this kind has when it exists once per person. */
function nameOf({ kind, fields }: Plain): string | null {
  const { date, programme, module, step } = fields;
  if (kind === 'checkin') return `checkin/${String(date)}`;
  if (kind === 'answer') return `answer/${String(programme)}/${String(module)}/${String(step)}`;
  return kind;
}
