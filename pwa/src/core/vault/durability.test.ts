/** What must not be undone by a power cut is asked of the disk itself; what is typed does not wait for that. */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exported, imported } from './modelFiles.ts';
import { synced } from './modelPhones.ts';
import { ModelServer, phone } from './modelServer.ts';
import { vaultsIn } from './vaults.ts';

/** The stores that were written, and how surely, since it was asked last. */
function watched(): () => { stores: string[]; strict: boolean }[] {
  let seen: { stores: string[]; strict: boolean }[] = [];
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function transaction(this: IDBDatabase, ...given: Parameters<typeof begin>) {
    const [stores, mode, options] = given;
    if (mode === 'readwrite')
      seen.push({ stores: [stores].flat() as string[], strict: options?.durability === 'strict' });
    return begin.apply(this, given);
  };
  return () => {
    const before = seen;
    seen = [];
    return before;
  };
}

const writes = watched();

/** Whether a transaction over all of these stores was written, and surely. */
const surely = (...stores: string[]): boolean => {
  const found = writes().filter((it) => stores.every((store) => it.stores.includes(store)));
  return found.length > 0 && found.every(({ strict }) => strict);
};

test('erasing, locking anew and moving in rest on the disk before they are said to be done', async () => {
  const server = new ModelServer();
  const on = phone(server);
  const { vaults, vault } = await synced(on);
  // The code of one that moves opens nothing any more when it has moved.
  const { code } = await synced(phone(server));
  const all = ['meta', 'records', 'here', 'snapshot', 'goodbye'];
  writes();
  await vaults.lock.put('271828');
  assert.ok(surely('meta', 'keys'), 'a lock');
  await vaults.lock.remove();
  assert.ok(surely('meta', 'keys'), 'no lock');
  const file = await exported(vault);
  await vault.makeCode();
  writes();
  await vault.rotateMasterKey();
  assert.ok(surely(...all), 'a rotation');
  const other = phone(server);
  assert.ok(await imported(other, file, 'discard'));
  assert.ok(surely(...all), 'a file');
  assert.equal((await vaultsIn(phone(server)).signIn(code, 'discard')).ok, true);
  assert.ok(surely(...all), 'a code');
  await vault.keepAsNew();
  assert.ok(surely(...all), 'a new diary');
  await vault.deleteEverything();
  assert.ok(surely(...all, 'keys', 'outside'), 'everything deleted');
});

test('what is typed does not wait for the disk itself', async () => {
  const { vault } = await synced(phone(new ModelServer()));
  writes();
  await vault.create('urge', { text: 'typed' });
  await vault.writeDevice('safety', { answer: 'some' });
  const typed = writes();
  assert.ok(typed.length > 0);
  assert.ok(typed.every(({ strict }) => !strict));
});
