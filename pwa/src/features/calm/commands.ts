/** What a press keeps of what he makes for himself: each file whole, in one transaction. */

import { type Bytes, hex, random } from '../../core/bytes.ts';
import { noted } from '../../core/faults.ts';
import type { Entries } from '../../core/model/answers.ts';
import {
  type CalmFile,
  type CalmHead,
  calmKind,
  calmPart,
  calmWords,
  headIn,
  mostBytes,
  orphans,
  partsIn,
  splitFile,
  sumOf,
} from '../../core/model/calm.ts';
import { toFields } from '../../core/model/codec.ts';
import { ofKind } from '../../core/model/kinds.ts';
import type { RecordChange } from '../../core/vault/types.ts';
import { readCalm } from '../../shared/calm.ts';
import { changeDraft, flush } from '../../shared/drafts.ts';
import { coming, keep, today, vault } from '../../shared/state.ts';

/** A file as it was made. */
export interface NewFile {
  bytes: Bytes;
  type: string;
  seconds?: number;
  /** The local date on which it was made; today, unless it is put back. */
  date?: string;
}

const goes = (ids: readonly string[]): RecordChange[] => ids.map((id) => ({ id, kind: calmPart, fields: null }));
const partsNow = (entries: Entries, sort: CalmFile): string[] => {
  const head = headIn(entries, sort);
  return head ? partsIn(entries, head.set) : [];
};

/** Keeps a file in place of the one that stands. Its head is one field: of two phones that replace it, one wins whole. */
export async function keepFile(sort: CalmFile, { bytes, type, seconds, date = today.peek() }: NewFile): Promise<void> {
  if (bytes.length > mostBytes[sort]) throw new RangeError(`${bytes.length} bytes; at most ${mostBytes[sort]}`);
  const open = await keep();
  const kind = calmKind(sort);
  const set = hex(random(8));
  const head: CalmHead = {
    set,
    type,
    bytes: bytes.length,
    sum: await sumOf(bytes),
    date,
    ...(seconds !== undefined && { seconds }),
  };
  await open.writeAll([
    ...splitFile(bytes, set, open.tag).map((fields) => ({ kind: calmPart, fields })),
    { id: await open.named(kind), kind, fields: { file: toFields(head) } },
    ...goes(partsNow(open.entries, sort)),
  ]);
}

/** Removes a file; the way back, or null where not all of it was here and could be read. */
export async function dropFile(sort: CalmFile): Promise<(() => Promise<void>) | null> {
  const open = await keep();
  const was = await readCalm(sort).catch(noted('calm removing', null));
  const kind = calmKind(sort);
  await open.writeAll([{ id: await open.named(kind), kind, fields: null }, ...goes(partsNow(open.entries, sort))]);
  if (!was) return null;
  const { bytes } = was;
  const { type, date, seconds } = was.head;
  return () => keepFile(sort, { bytes, type, date, ...(seconds !== undefined && { seconds }) });
}

/** Takes away parts that belong to nothing any more; not before everything has come. */
export async function tidyParts(): Promise<void> {
  const open = vault.peek();
  if (!open || coming.peek()) return;
  const left = orphans(open.entries, open.tag, today.peek());
  if (left.length > 0) await open.writeAll(goes(left));
}

/** `shown`: the words as the field showed them before. */
export const changeWords = (text: string, shown: string): void =>
  changeDraft(calmWords, { text }, { text: shown }, async (fields, seen) => {
    const open = await keep();
    await open.write(calmWords, calmWords, { ...fields, date: today.peek() }, { shown: seen });
  });

/** Removes the words; the way back. */
export async function dropWords(): Promise<() => Promise<void>> {
  await flush();
  const open = await keep();
  const [entry] = ofKind(open.entries, calmWords);
  if (entry) await open.remove(entry.id);
  return async () => {
    if (entry) await vault.peek()?.revive(entry);
  };
}
