/** Several records written in one transaction, and what of a record is not held in memory. Fetched by who needs it. */
import { hex, random } from '../bytes.ts';
import { blank, edit, remove } from '../model/merge.ts';
import type { Fields, Plain } from '../model/plain.ts';
import type { VaultDiary } from './diary.ts';
import type { RowChange } from './record-store.ts';
import { edited, newRow } from './records.ts';
import { openRow, Unreadable } from './seal.ts';
import type { RecordChange } from './types.ts';

/**
 * Makes, edits or removes records: all of them or none. Within `serial`. Throws `TooLong` for one that no seal can hold, and
 * `Unreadable` where what stands does not open and is not to be removed.
 */
export async function writeAll(diary: VaultDiary, records: readonly RecordChange[]): Promise<void> {
  const named = records.map((it) => ({ ...it, id: it.id ?? hex(random(16)) }));
  for (;;) {
    const { store, seals } = diary.unlocked;
    const rows = await store.rows(named.map(({ id }) => id));
    const changes: RowChange[] = [];
    const plains = new Map<string, Plain>();
    for (const { id, kind, fields } of named) {
      const row = rows.get(id);
      const present = row && (await seals.open(id, row.version, row.sealed).catch(ifRemoved(kind, fields)));
      const stamper = diary.stamper();
      const plain = fields ? edit(present ?? blank(kind), stamper, fields) : present && remove(present, stamper);
      if (!plain || plain === present) continue;
      changes.push({
        row: row ? await edited(seals, row, plain) : newRow(id, await seals.seal(id, 1, plain)),
        text: true,
      });
      plains.set(id, plain);
    }
    // Else another tab was quicker.
    if (changes.length === 0 || (await diary.commit('person', { changes, plains }))) return;
  }
}

/** What is damaged can be removed: it goes as if nothing had been in it. */
const ifRemoved =
  (kind: string, fields: Fields | null) =>
  (fault: unknown): Plain => {
    if (fields || !(fault instanceof Unreadable)) throw fault;
    return blank(kind);
  };

/** The fields of records as they rest, the large one too; null for one that is not here or does not open. */
export async function stored({ unlocked }: VaultDiary, ids: readonly string[]): Promise<(Fields | null)[]> {
  const rows = await unlocked.store.rows([...ids]);
  return Promise.all(
    ids.map(async (id) => {
      const row = rows.get(id);
      return (row && (await openRow(unlocked.seals, row))?.fields) ?? null;
    }),
  );
}

/** Sealed bytes of all records, as a server counts them. */
export async function sealedBytes({ unlocked }: VaultDiary): Promise<number> {
  return (await unlocked.store.all()).reduce((sum, { sealed }) => sum + sealed.length, 0);
}
