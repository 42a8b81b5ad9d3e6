import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase } from './database.ts';
import { entriesOf, exported, imported, nowhere } from './modelFiles.ts';
import { diary, rounds, signedIn, synced, until } from './modelPhones.ts';
import { ModelServer, phone } from './modelServer.ts';
import { Seals } from './seal.ts';
import type { Vault } from './types.ts';
import { vaultsIn } from './vaults.ts';

const texts = (vault: Vault): string[] =>
  [...vault.entries.values()].flatMap(({ fields }) => (typeof fields.text === 'string' ? [fields.text] : [])).sort();

test('added to a diary without a code: one diary, the file’s, with what was here', async () => {
  const server = new ModelServer();
  const { vault: old, code } = await synced(phone(server));
  await old.create('urge', { text: 'from the file' });
  await old.write('plan', 'plan', { order: ['a'] });
  await old.write('measure/2026-11-20', 'measure', { date: '2026-11-20', control: 4 });
  await old.sync();
  const on = phone(server);
  const here = await vaultsIn(on).create();
  await here.create('urge', { text: 'written here first' });
  await here.write('measure/2026-11-20', 'measure', { date: '2026-11-20', urge: 6 });
  await here.writeDevice('channel', { id: 'c'.repeat(32), auth: 'd'.repeat(64) });
  const both = await imported(on, await exported(old, code), 'add');
  assert.deepEqual(texts(both), ['from the file', 'written here first']);
  assert.equal(both.hasCode, true);
  assert.ok(both.device.has('channel'));
  const measures = [...both.entries.values()].filter(({ kind }) => kind === 'measure');
  assert.deepEqual(
    measures.map(({ fields }) => fields),
    [{ date: '2026-11-20', control: 4, urge: 6 }],
  );
  await until(() => here.replaced);
  await rounds(both, old);
  assert.deepEqual(diary(old), diary(both));
});

test('added to a diary with a code: that code holds, and a second time changes nothing', async () => {
  const server = new ModelServer();
  const other = await vaultsIn(nowhere()).create();
  const gone = await other.create('urge', { text: 'erased later' });
  await other.create('urge', { text: 'from the file' });
  await other.write('checkin/2026-11-20', 'checkin', { date: '2026-11-20', mood: 7 });
  const file = await exported(other);
  const on = phone(server);
  const { vault: here, code } = await synced(on);
  await here.create('urge', { text: 'here' });
  await here.write('checkin/2026-11-20', 'checkin', { date: '2026-11-20', control: 2 });
  const both = await imported(on, file, 'add');
  assert.deepEqual(texts(both), ['erased later', 'from the file', 'here']);
  const once = entriesOf(both);
  assert.deepEqual(entriesOf(await imported(on, file, 'add')), once);
  const days = [...both.entries.values()].filter(({ kind }) => kind === 'checkin');
  assert.deepEqual(
    days.map(({ fields }) => fields),
    [{ date: '2026-11-20', control: 2, mood: 7 }],
  );
  await other.remove(gone);
  const later = await imported(on, await exported(other), 'add');
  assert.deepEqual(texts(later), ['from the file', 'here']);
  await later.sync();
  assert.deepEqual(texts(await signedIn(phone(server), code)), ['from the file', 'here']);
});

test('what is here is thrown away only when that was chosen, and its copy on the server with it', async () => {
  const server = new ModelServer();
  const file = await exported(await vaultsIn(nowhere()).create());
  const on = phone(server);
  const { vault: here, vaults } = await synced(on);
  await here.create('urge', { text: 'thrown away' });
  const next = await imported(on, file, 'discard');
  assert.deepEqual(texts(next), []);
  await vaults.finishDeletions();
  await until(() => server.tables.vaults.size + server.tables.slots.size === 0);
});

test('a diary that cannot be read here is not replaced unless that was chosen', async () => {
  const on = nowhere();
  const here = await vaultsIn(on).create();
  await here.create('urge', { text: 'shut' });
  const own = await exported(here);
  const database = await openDatabase(on.database);
  await database.clear('keys');
  const { file, code } = await exported(await vaultsIn(nowhere()).create());
  const vaults = vaultsIn(on);
  const answer = await vaults.openCopy(file, code);
  assert.ok(answer.ok);
  assert.equal(await vaults.takeIn(answer.copy, 'add'), null);
  assert.deepEqual(texts(await imported(on, own)), ['shut']);
});

test('a file of a vault that was moved out of since meets its own records in the new one', async () => {
  const server = new ModelServer();
  const on = phone(server);
  const { vault, code } = await synced(on);
  const id = await vault.create('urge', { text: 'before the move' });
  await vault.write('checkin/2026-11-20', 'checkin', { date: '2026-11-20', mood: 7 });
  await vault.sync();
  const file = await exported(vault, code);
  await vault.edit(id, { text: 'edited since' });
  await vault.makeCode();
  await vault.rotateMasterKey();
  await vault.sync();
  const before = diary(vault);
  assert.equal(Object.keys(before).includes(id), false);
  assert.deepEqual(diary(await imported(on, file, 'add')), before);
});

test('a phone that is left after a move takes nothing from the server but its own reminders', async () => {
  const server = new ModelServer();
  const on = phone(server);
  const { vault, vaults, code } = await synced(on);
  await vault.create('urge', { text: 'moved' });
  const channel = { id: 'c'.repeat(32), auth: 'd'.repeat(64) };
  server.tables.channels.set(channel.id, channel);
  await vault.writeDevice('channel', channel);
  await vault.sync();
  const next = await imported(phone(server), await exported(vault, code));
  await vault.leaveHere();
  assert.equal(await vaults.open(), null);
  await until(() => server.tables.channels.size === 0);
  assert.deepEqual([server.tables.vaults.size, server.tables.slots.size, await vaults.finishDeletions()], [1, 1, 0]);
  await next.sync();
  assert.equal(next.state, 'idle');
});

/** Does something as another tab while the file is being sealed for this phone. */
async function meanwhile<T>(does: () => Promise<unknown>, work: () => Promise<T>): Promise<T> {
  const seal = Seals.prototype.seal;
  let done = false;
  Seals.prototype.seal = async function (...given) {
    const sealed = await seal.apply(this, given);
    if (!done) {
      done = true;
      await does();
    }
    return sealed;
  };
  try {
    return await work();
  } finally {
    Seals.prototype.seal = seal;
  }
}

test('what another tab writes while a file is taken in comes along', async () => {
  const other = await vaultsIn(nowhere()).create();
  await other.create('urge', { text: 'from the file' });
  const file = await exported(other);
  const on = nowhere();
  const tab = await vaultsIn(on).create();
  await tab.create('urge', { text: 'here' });
  const writes = async () => {
    await tab.create('urge', { text: 'in another tab' });
    await tab.writeDevice('safety', { own_text: 'kept here' });
  };
  const both = await meanwhile(writes, () => imported(on, file, 'add'));
  assert.deepEqual(texts(both), ['from the file', 'here', 'in another tab']);
  assert.deepEqual(both.device.get('safety'), { own_text: 'kept here' });
});

test('a diary that another tab makes while a file is taken in on an empty phone is not cleared away', async () => {
  const other = await vaultsIn(nowhere()).create();
  await other.create('urge', { text: 'from the file' });
  const file = await exported(other);
  const on = nowhere();
  const makes = async () => (await vaultsIn(on).create()).create('urge', { text: 'in another tab' });
  const both = await meanwhile(makes, () => imported(on, file, 'add'));
  assert.deepEqual(texts(both), ['from the file', 'in another tab']);
});
