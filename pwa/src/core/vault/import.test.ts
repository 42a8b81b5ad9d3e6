import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase } from './database.ts';
import { exported, imported, nowhere, textOf } from './modelFiles.ts';
import { diary, rounds, signedIn, synced, until } from './modelPhones.ts';
import { ModelServer, phone } from './modelServer.ts';
import { RecordStore } from './record-store.ts';
import type { Vault } from './types.ts';
import { vaultsIn } from './vaults.ts';

const texts = (vault: Vault): string[] =>
  [...vault.entries.values()].flatMap(({ fields }) => (typeof fields.text === 'string' ? [fields.text] : [])).sort();

test('while the old phone lives, both go on in one diary', async () => {
  const server = new ModelServer();
  const { vault: old, code } = await synced(phone(server));
  const id = await old.create('urge', { text: 'before' });
  await old.sync();
  const file = await exported(old, code);
  await old.edit(id, { strength: 4 });
  await old.create('urge', { text: 'after, on the old one' });
  const next = await imported(phone(server), file);
  await next.create('urge', { text: 'after, on the new one' });
  await rounds(old, next);
  assert.deepEqual(diary(next), diary(old));
  assert.deepEqual(texts(next), ['after, on the new one', 'after, on the old one', 'before']);
  assert.equal(next.state, 'idle');
});

test('two phones that only shared a file are one diary as soon as either has a code', async () => {
  const server = new ModelServer();
  const old = await vaultsIn(phone(server)).create();
  await old.create('urge', { text: 'one' });
  const next = await imported(phone(server), await exported(old));
  await next.create('urge', { text: 'two' });
  for (const vault of [old, next]) {
    await vault.makeCode();
    await vault.confirmCode();
  }
  await rounds(old, next);
  assert.deepEqual(diary(next), diary(old));
  assert.equal(server.tables.vaults.size, 1);
  await until(() => server.tables.slots.size === 1);
});

test('a server that has lost everything gets it back from the file alone', async () => {
  const server = new ModelServer();
  const on = phone(server);
  const { vault, code } = await synced(on);
  await vault.create('urge', { text: 'kept' });
  const foreign = await vault.create('urge', { text: 'of a newer app' });
  await vault.sync();
  const database = await openDatabase(on.database);
  const row = await database.get('records', foreign);
  assert.ok(row);
  const sealed = row.sealed.slice();
  sealed[0] = 2;
  await database.put('records', { ...row, sealed });
  const again = await vaultsIn(on).open();
  assert.ok(again);
  const file = await exported(again, code);
  const lost = new ModelServer();
  const next = await imported(phone(lost), file);
  await next.sync();
  assert.equal(next.state, 'refused', 'what a newer app wrote, this server does not take');
  assert.deepEqual(diary(await signedIn(phone(lost), code)), diary(next));
  assert.deepEqual(texts(next), ['kept']);
});

test('a diary that was deleted on the server is asked about, and not brought back behind anybody’s back', async () => {
  const server = new ModelServer();
  const { vault, vaults, code } = await synced(phone(server));
  await vault.create('urge', { text: 'mine' });
  const file = await exported(vault, code);
  await vault.deleteEverything();
  await until(() => server.tables.vaults.size === 0);
  await vaults.finishDeletions();
  const next = await imported(phone(server), file);
  await next.sync();
  assert.equal(next.state, 'erased');
  assert.deepEqual(texts(next), ['mine']);
  assert.equal(server.tables.vaults.size, 0);
});

test('taken in twice, or into the diary it came from, nothing changes', async () => {
  const on = phone(new ModelServer());
  const { vault, code } = await synced(on);
  await vault.create('urge', { text: 'mine' });
  await vault.writeDevice('safety', { answer: 'some' });
  await vault.sync();
  const file = await exported(vault, code);
  await vault.writeDevice('safety', { answer: 'no' });
  const before = await textOf(vault);
  const database = await openDatabase(on.database);
  const rows = JSON.stringify(await database.getAll('records'));
  const again = await imported(on, file, 'discard');
  assert.equal(await textOf(again), before);
  assert.equal(JSON.stringify(await database.getAll('records')), rows);
  assert.deepEqual(again.device.get('safety'), { answer: 'no' });
});

test('an older file brings back what was written, and neither what was erased nor an older text', async () => {
  const on = nowhere();
  const vault = await vaultsIn(on).create();
  const [kept, gone] = [await vault.create('urge', { text: 'old' }), await vault.create('urge', { text: 'gone' })];
  const file = await exported(vault);
  await vault.edit(kept, { text: 'new' });
  await vault.remove(gone);
  assert.deepEqual(texts(await imported(on, file)), ['new']);
});

test('a phone that dies on the way has everything that was there, and none of the file', async () => {
  const other = await vaultsIn(nowhere()).create();
  for (let n = 0; n < 5; n += 1) await other.create('urge', { text: `${n}` });
  const file = await exported(other);
  const on = phone(new ModelServer());
  const { vault: here } = await synced(on);
  await here.create('urge', { text: 'here' });
  const put = IDBObjectStore.prototype.put;
  let left = 3;
  IDBObjectStore.prototype.put = function dying(this: IDBObjectStore, ...given: Parameters<typeof put>) {
    if (--left < 0) throw new DOMException('full', 'QuotaExceededError');
    return put.apply(this, given);
  };
  try {
    for (const local of ['add', 'discard'] as const) {
      left = 3;
      await assert.rejects(imported(on, file, local));
    }
  } finally {
    IDBObjectStore.prototype.put = put;
  }
  const again = await vaultsIn(on).open();
  assert.ok(again);
  assert.deepEqual(texts(again), ['here']);
});

test('another tab that writes meanwhile loses nothing', async () => {
  const on = phone(new ModelServer());
  const { vault: here } = await synced(on);
  const file = await exported(here);
  const id = await here.create('urge', { text: 'here' });
  const later = await exported(here);
  await here.edit(id, { text: 'edited' });
  const commit = RecordStore.prototype.commit;
  let once = true;
  RecordStore.prototype.commit = async function meanwhile(this: RecordStore, ...given: Parameters<typeof commit>) {
    if (once) {
      once = false;
      await here.edit(id, { strength: 9 });
    }
    return commit.apply(this, given);
  };
  try {
    const again = await imported(on, later);
    assert.deepEqual(again.entries.get(id)?.fields, { text: 'edited', strength: 9 });
    assert.deepEqual(texts(await imported(on, file)), ['edited']);
  } finally {
    RecordStore.prototype.commit = commit;
  }
});

/** A long diary, of several steps of reading: the disk in memory walks a whole generation again for every row of a cursor. */
const MANY = 600;

test('a long diary goes into a file and out of it', async () => {
  const on = nowhere();
  const vault = await vaultsIn(on).create();
  const database = await openDatabase(on.database);
  const meta = await database.get('meta', 'vault');
  assert.ok(meta);
  const { unlockVault } = await import('./unlocked.ts');
  const { newRow } = await import('./records.ts');
  const unlocked = await unlockVault(database);
  assert.ok(unlocked);
  const write: Promise<unknown>[] = [];
  for (let n = 0; n < MANY; n += 1) {
    const id = n.toString(16).padStart(32, '0');
    const stamp: [number, string] = [1_790_000_000_000 + n, 'aa'];
    const fields = { date: '2026-11-25', part: 'evening', strength: n % 11, text: 'ord '.repeat(20) };
    const stamps = Object.fromEntries(Object.keys(fields).map((field) => [field, stamp]));
    const sealed = await unlocked.seals.seal(id, 1, { kind: 'urge', fields, stamps });
    write.push(database.put('records', { ...newRow(id, sealed), generation: 1, edition: 1 }));
  }
  await Promise.all(write);
  await database.put('meta', { ...meta, generation: 1 }, 'vault');
  vault.close();
  const full = await vaultsIn(on).open();
  assert.ok(full);
  const file = await exported(full);
  const other = await imported(nowhere(), file);
  await until(() => !other.coming);
  assert.equal(other.entries.size, MANY);
  assert.equal(await textOf(other), await textOf(full));
});
