/** What a push reads in one transaction is what the rows say, whatever the snapshot has seen of them. */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hex, random } from '../bytes.ts';
import { addDays, localDate } from '../model/dates.ts';
import { edit } from '../model/merge.ts';
import type { Entry } from '../model/plain.ts';
import { type Database, openDatabase } from './database.ts';
import { Disk } from './reading.ts';
import { newRow } from './records.ts';
import { catchUp, openEntries, writeParts } from './snapshot.ts';
import { createVault, type UnlockedVault } from './unlocked.ts';

const today = localDate(new Date());

interface Phone {
  database: Database;
  unlocked: UnlockedVault;
  write(count: number, from?: number): Promise<void>;
  snapshot(now?: number): Promise<void>;
}

/** Each commit is one generation; its entries are of one day each, from so many days ago on. */
async function phone(name: string): Promise<Phone> {
  const database = await openDatabase(name);
  const unlocked = await createVault(database);
  const { store, seals, epoch } = unlocked;
  return {
    database,
    unlocked,
    async write(count, from = 0) {
      const rows = Array.from({ length: count }, async (_, after) => {
        const at = from + after;
        const [id, stamper] = [hex(random(16)), { tag: 'a', now: Date.now() - at * 86_400_000 }];
        const plain = edit({ kind: 'urge', fields: {}, stamps: {} }, stamper, {
          date: addDays(today, -at),
          part: 'day',
        });
        return { row: newRow(id, await seals.seal(id, 1, plain)), text: true };
      });
      await store.commit(await Promise.all(rows));
    },
    async snapshot(now = Date.now()) {
      const opened = await openEntries(store, seals, epoch);
      await writeParts(store, seals, epoch, opened, now, opened.rests ?? null);
    },
  };
}

const sorted = (entries: ReadonlyMap<string, Entry> | undefined): Entry[] =>
  [...(entries ?? [])].map(([, entry]) => entry).sort((one, other) => (one.id < other.id ? -1 : 1));

async function read({ database }: Phone): Promise<Entry[]> {
  const disk = new Disk(database.name);
  const reading = await disk.records(Date.now());
  await disk.close();
  return sorted(reading?.entries);
}

const byRows = async ({ unlocked: { store, seals } }: Phone): Promise<Entry[]> =>
  sorted((await catchUp(store, seals, { entries: new Map(), generation: 0 })).entries);

test('without a snapshot, with a whole one, and with rows that it has not seen', async () => {
  const it = await phone('seen');
  for (const step of [() => it.write(5), () => it.snapshot(), () => it.write(300)]) {
    await step();
    assert.deepEqual(await read(it), await byRows(it));
  }
});

test('with a snapshot that is half made', async () => {
  const it = await phone('half');
  const { store, seals, epoch } = it.unlocked;
  await it.write(5);
  await it.write(40);
  const half = await catchUp(store, seals, { entries: new Map(), generation: 0 }, { most: 20 });
  assert.ok(half.id);
  await writeParts(store, seals, epoch, half, Date.now(), null);
  await it.write(3);
  const found = await read(it);
  assert.equal(found.length, 48);
  assert.deepEqual(found, await byRows(it));
});

test('with one that is damaged, or that is of another diary', async () => {
  const it = await phone('damaged');
  await it.write(5);
  await it.snapshot();
  const part = await it.database.get('snapshot', 'snapshot');
  assert.ok(part);
  await it.database.put('snapshot', { ...part, sealed: part.sealed.with(20, (part.sealed[20] ?? 0) ^ 1) }, 'snapshot');
  assert.deepEqual(await read(it), await byRows(it));
  await it.database.put('snapshot', { ...part, epoch: 'another', generation: 9 }, 'snapshot');
  assert.deepEqual(await read(it), await byRows(it));
});

test('of a long diary the last months, unless the snapshot was made too long ago', async () => {
  const it = await phone('long');
  // A cursor of this disk in memory walks the whole generation again for every row.
  for (let from = 0; from < 1_100; from += 100) await it.write(100, from);
  await it.snapshot();
  await it.write(2);
  const near = await read(it);
  assert.ok(near.length > 100 && near.length < 200);
  const all = await byRows(it);
  const ids = new Set(near.map(({ id }) => id));
  assert.deepEqual(
    near,
    all.filter(({ id }) => ids.has(id)),
  );
  await it.database.clear('snapshot');
  await it.snapshot(Date.now() + 100 * 86_400_000);
  assert.deepEqual(await read(it), all);
});
