/** How often the disk is asked: on a slow phone each transaction waits for the page's own thread. */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hex, random } from '../bytes.ts';
import { blank, edit } from '../model/merge.ts';
import type { Fields } from '../model/plain.ts';
import { openDatabase } from './database.ts';
import { VaultDiary } from './diary.ts';
import { synced } from './modelPhones.ts';
import { ModelServer, phone } from './modelServer.ts';
import { unlockVault } from './unlocked.ts';
import { vaultsIn } from './vaults.ts';

let transactions = 0;
const begin = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function transaction(this: IDBDatabase, ...given: Parameters<typeof begin>) {
  transactions += 1;
  return begin.apply(this, given);
};

async function counted(work: () => Promise<unknown>): Promise<number> {
  const before = transactions;
  await work();
  return transactions - before;
}

const atMost = async (most: number, what: string, work: () => Promise<unknown>): Promise<void> => {
  const found = await counted(work);
  assert.ok(found <= most, `${what}: ${found} transactions, at most ${most}`);
};

test('an entry is written in one transaction and synced in six; a sync without news takes three', async () => {
  const { vault } = await synced(phone(new ModelServer()));
  await vault.sync();
  let id = '';
  await atMost(1, 'an entry', async () => {
    id = await vault.create('urge', { text: 'one' });
  });
  await atMost(6, 'its sync', () => vault.sync());
  await atMost(3, 'no news', () => vault.sync());
  await atMost(1, 'an edit of it', () => vault.edit(id, { text: 'two' }));
  await atMost(1, 'its removal', () => vault.remove(id));
  await atMost(6, 'the sync of that', () => vault.sync());
  await atMost(1, 'what exists once', () => vault.write('checkin/2026-11-25', 'checkin', { mood: 4 }));
});

test('what is remembered of a record is not taken for what another tab has made of it', async () => {
  const on = phone(new ModelServer());
  (await vaultsIn(on).create()).close();
  /** A tab that hears nothing of the others. */
  const tab = async (): Promise<VaultDiary> => {
    const unlocked = await unlockVault(await openDatabase(on.database));
    assert.ok(unlocked);
    const diary = new VaultDiary(unlocked, Date.now);
    await diary.load();
    return diary;
  };
  const set = (diary: VaultDiary, id: string, fields: Fields, fresh?: boolean) =>
    diary.serial(() =>
      diary.rewrite(id, (plain) => ({ plain: edit(plain ?? blank('urge'), diary.stamper(), fields) }), fresh),
    );
  const [one, two] = [await tab(), await tab()];
  const [id, other, third] = [hex(random(16)), hex(random(16)), hex(random(16))];
  await set(one, id, { strength: 3, place: 'home' });
  await set(two, id, { strength: 5 });
  await set(one, id, { strength: 3 });
  assert.deepEqual((await tab()).entries.get(id)?.fields, { strength: 3, place: 'home' }, 'as it was written last');
  await set(two, id, { place: 'work' });
  await set(one, id, { strength: 7 });
  assert.deepEqual(one.entries.get(id)?.fields, { strength: 7, place: 'work' }, 'each field of who wrote it');
  await set(two, other, { strength: 1 });
  await set(one, third, { strength: 2 });
  assert.equal(one.entries.get(other)?.fields.strength, 1, 'another one, too');
  await set(one, other, { place: 'home' }, true);
  assert.deepEqual(one.entries.get(other)?.fields, { strength: 1, place: 'home' }, 'one that was taken for a new one');
  assert.deepEqual((await tab()).entries, one.entries);
});
