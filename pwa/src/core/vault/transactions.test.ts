/** How often the disk is asked: on a slow phone each transaction waits for the page's own thread. */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { synced } from './modelPhones.ts';
import { ModelServer, phone } from './modelServer.ts';

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

test('an entry is kept in three transactions and sent in ten; a sync without news takes seven', async () => {
  const { vault } = await synced(phone(new ModelServer()));
  await vault.sync();
  assert.equal(await counted(() => vault.create('urge', { text: 'one' })), 3);
  assert.equal(await counted(() => vault.sync()), 10);
  assert.equal(await counted(() => vault.sync()), 7);
});
