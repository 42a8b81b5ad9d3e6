import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase } from './database.ts';
import { signedIn, synced, until } from './modelPhones.ts';
import { ModelServer, phone } from './modelServer.ts';
import { RecordStore } from './record-store.ts';
import type { Vault, Vaults } from './types.ts';
import { vaultsIn } from './vaults.ts';

type Does = (vault: Vault, vaults: Vaults, code: string) => Promise<unknown>;
const elsewhere: Record<string, Does> = {
  deleted: (vault) => vault.deleteEverything(),
  'kept as a new diary': (vault) => vault.keepAsNew(),
  'replaced by signing in': (_, vaults, code) => vaults.signIn(code, 'discard'),
};

for (const [what, does] of Object.entries(elsewhere)) {
  test(`a tab whose diary was ${what} in another tab knows that it was replaced, and opens what is there now`, async () => {
    const server = new ModelServer();
    const { code } = await synced(phone(server));
    const on = phone(server);
    const { vault, vaults } = await synced(on);
    await vault.create('urge', { text: 'mine' });
    const other = await vaultsIn(on).open();
    assert.ok(other);
    let told = 0;
    other.subscribe(() => told++);
    assert.equal(other.replaced, false);
    await does(vault, vaults, code);
    await until(() => other.replaced);
    assert.ok(told > 0);
    assert.equal(other.entries.size, 0);
    assert.equal(vault.replaced, what.includes('signing in'));
    assert.equal((await vaultsIn(on).open()) === null, what === 'deleted');
  });
}

test('a tab that missed the word learns of it from its own next write', async () => {
  const on = phone(new ModelServer());
  const { vault } = await synced(on);
  const database = await openDatabase(on.database);
  const meta = await database.get('meta', 'vault');
  assert.ok(meta);
  await database.put('meta', { ...meta, epoch: 'another' }, 'vault');
  await assert.rejects(vault.create('urge', { text: 'mine' }), { name: 'Closed' });
  assert.equal(vault.replaced, true);
  await assert.rejects(new RecordStore(database, meta.epoch).meta(), { name: 'Closed' });
});

test('a diary that is thrown away for another one leaves nothing of itself on the server', async () => {
  const server = new ModelServer();
  const { code: others } = await synced(phone(server));
  const on = phone(server);
  const { vault, vaults, code: mine } = await synced(on);
  await vault.create('urge', { text: 'thrown away' });
  await vault.sync();
  assert.equal(server.tables.vaults.size, 2);
  const answer = await vaults.signIn(others, 'discard');
  assert.ok(answer.ok);
  await until(() => server.tables.vaults.size === 1 && server.tables.slots.size === 1);
  assert.deepEqual(await vaultsIn(phone(server)).signIn(mine, 'discard'), { ok: false, why: 'unknown' });
  assert.ok(await signedIn(phone(server), others));
});

test('the same diary opened again with its own code is thrown away by nobody', async () => {
  const server = new ModelServer();
  const { vault, vaults, code } = await synced(phone(server));
  const id = await vault.create('urge', { text: 'mine' });
  const answer = await vaults.signIn(code, 'discard');
  assert.ok(answer.ok);
  assert.equal(answer.vault.entries.get(id)?.fields.text, 'mine');
  assert.equal(await vaults.finishDeletions(), 0);
  assert.equal(server.tables.vaults.size, 1);
});

test('a code waits until its slot is on the server, and a press that failed can be made again', async () => {
  const server = new ModelServer();
  let online = false;
  const on = phone(server, {
    fetch: (url, init) => (online ? server.fetch(url, init) : Promise.reject(new TypeError('no network'))),
  });
  const vault = await vaultsIn(on).create();
  assert.equal(vault.codeWaits, false);
  await vault.makeCode();
  await vault.confirmCode();
  await vault.sync();
  assert.equal(vault.codeWaits, true);
  online = true;
  await vault.sync();
  assert.equal(vault.codeWaits, false);
});

test('a confirmation that could not be stored can be given again', async () => {
  const server = new ModelServer();
  const vault = await vaultsIn(phone(server)).create();
  const code = await vault.makeCode();
  const put = RecordStore.prototype.commit;
  RecordStore.prototype.commit = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
  try {
    await assert.rejects(vault.confirmCode());
  } finally {
    RecordStore.prototype.commit = put;
  }
  assert.equal(vault.hasCode, false);
  await Promise.all([vault.confirmCode(), vault.confirmCode().catch(() => undefined)]);
  await vault.sync();
  assert.ok(await signedIn(phone(server), code));
});
