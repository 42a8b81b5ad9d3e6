import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromBase64 } from '../bytes.ts';
import { openDatabase } from './database.ts';
import { entriesOf, exported, imported, nowhere, textOf } from './modelFiles.ts';
import { diary, rounds, signedIn, synced } from './modelPhones.ts';
import { ModelServer, phone } from './modelServer.ts';
import type { Vault } from './types.ts';
import { vaultsIn } from './vaults.ts';

const step = fc.oneof(
  fc.record({ do: fc.constant('urge' as const), strength: fc.nat(10), text: fc.string({ unit: 'grapheme' }) }),
  fc.record({ do: fc.constant('day' as const), day: fc.integer({ min: 10, max: 28 }), mood: fc.nat(10) }),
  fc.record({ do: fc.constant('rewrite' as const), at: fc.nat(20), text: fc.string() }),
  fc.record({ do: fc.constant('remove' as const), at: fc.nat(20) }),
  fc.record({ do: fc.constant('here' as const), name: fc.constantFrom('safety', 'own'), text: fc.string() }),
);

async function live(vault: Vault, steps: (typeof step extends fc.Arbitrary<infer S> ? S : never)[]): Promise<void> {
  const ids: string[] = [];
  for (const it of steps) {
    const id = ids[it.do === 'rewrite' || it.do === 'remove' ? it.at % Math.max(1, ids.length) : 0];
    if (it.do === 'urge') ids.push(await vault.create('urge', { strength: it.strength, text: it.text }));
    else if (it.do === 'here') await vault.writeDevice(it.name, { text: it.text });
    else if (it.do === 'day')
      ids.push(await vault.write(`checkin/2026-11-${it.day}`, 'checkin', { date: `2026-11-${it.day}`, mood: it.mood }));
    else if (id && it.do === 'rewrite') await vault.edit(id, { text: it.text });
    else if (id) await vault.remove(id);
  }
}

test('taken in and taken out again, any diary gives the same text, and is the same in memory', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const vault = await vaultsIn(nowhere()).create();
      await live(vault, steps);
      const { file, code } = await exported(vault);
      const on = nowhere();
      const other = await imported(on, { file, code });
      assert.equal(await textOf(other), await textOf(vault));
      assert.deepEqual(entriesOf(other), entriesOf(vault));
      assert.deepEqual(other.device, vault.device);
      const twice = await imported(on, { file, code });
      assert.equal(await textOf(twice), await textOf(vault));
      const reopened = await vaultsIn(on).open();
      assert.deepEqual(reopened && entriesOf(reopened), entriesOf(vault));
    }),
    { numRuns: 15 },
  );
});

test('rival texts, what was settled and what was erased travel along', async () => {
  const server = new ModelServer();
  const { vault: one, code } = await synced(phone(server));
  const [apart, gone] = [await one.create('urge', { text: 'first' }), await one.create('urge', { text: 'gone' })];
  await one.remove(gone);
  await one.sync();
  const two = await signedIn(phone(server), code);
  await one.edit(apart, { text: 'mine' });
  await two.edit(apart, { text: 'theirs' });
  await rounds(one, two);
  assert.equal(one.entries.get(apart)?.also.length, 1);
  const { file } = await exported(one, code);
  const other = await imported(nowhere(), { file, code });
  assert.deepEqual(entriesOf(other), entriesOf(one));
  assert.equal(await textOf(other), await textOf(one));
  const inside = JSON.parse(await textOf(other)) as { records: { id: string; deleted?: unknown; settled?: unknown }[] };
  assert.ok(inside.records.find(({ id }) => id === gone)?.deleted);
  assert.ok(inside.records.find(({ id }) => id === apart)?.settled);
});

test('the code is checked on the phone; another, a mistyped and an unknown one are told apart', async () => {
  const { vault, code } = await synced(phone(new ModelServer()));
  const { code: anothers } = await synced(phone(new ModelServer()));
  assert.deepEqual(await vault.exportFile('ABCD'), { ok: false, why: 'code' });
  assert.deepEqual(await vault.exportFile(anothers), { ok: false, why: 'other' });
  assert.equal((await vault.exportFile(code.toLowerCase().replaceAll('-', ' '))).ok, true);
  const without = await vaultsIn(nowhere()).create();
  assert.deepEqual(await without.exportFile(code), { ok: false, why: 'unchecked' });
});

test('a file made before the code was on the server opens with it, and brings it there', async () => {
  const server = new ModelServer();
  let online = false;
  const on = () =>
    phone(server, {
      fetch: (url, init) => (online ? server.fetch(url, init) : Promise.reject(new TypeError('no network'))),
    });
  const vault = await vaultsIn(on()).create();
  await vault.create('urge', { text: 'offline' });
  const code = await vault.makeCode();
  await vault.confirmCode();
  await vault.sync();
  const { file } = await exported(vault, code);
  const other = await imported(on(), { file, code });
  assert.equal(other.hasCode, true);
  assert.equal(other.codeWaits, true);
  online = true;
  await other.sync();
  await rounds(vault, other);
  assert.deepEqual(diary(await signedIn(phone(server), code)), diary(vault));
});

test('what is of this phone alone stays: no channel, no running ride, nothing half said', async () => {
  const vault = await vaultsIn(nowhere()).create();
  await vault.writeDevice('channel', { id: 'c'.repeat(32), auth: 'd'.repeat(64) });
  for (const name of ['ride', 'ride-left']) await vault.writeDevice(name, { phase: 'rate' });
  await vault.editDevice('checkin-draft/2026-11-24', { good_text: 'half' });
  await vault.editDevice('person-draft/new', { name_text: 'Ka' });
  await vault.writeDevice('safety', { answer: 'some' });
  const { file, code } = await exported(vault);
  const other = await imported(nowhere(), { file, code });
  assert.deepEqual([...other.device], [['safety', { answer: 'some' }]]);
});

test('a file without a code opens with its own, and the diary stays on the phone', async () => {
  const vault = await vaultsIn(nowhere()).create();
  await vault.create('urge', { text: 'mine' });
  const { file, code } = await exported(vault);
  assert.match(code, /^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
  const server = new ModelServer();
  const other = await imported(phone(server), { file, code });
  await other.sync();
  assert.equal(other.state, 'local');
  assert.deepEqual(server.calls, []);
  assert.deepEqual(diary(other), diary(vault));
});

test('a record of a newer app that another phone made is in the file too', async () => {
  const server = new ModelServer();
  const { vault } = await synced(phone(server));
  const [box] = server.tables.vaults.values();
  assert.ok(box);
  box.seq += 1;
  box.records.set('f'.repeat(32), { version: 1, sealed: new Uint8Array(285).fill(2), seq: box.seq });
  await vault.sync();
  const { unread } = JSON.parse(await textOf(vault)) as { unread: { id: string }[] };
  assert.deepEqual(
    unread.map(({ id }) => id),
    ['f'.repeat(32)],
  );
});

test('a record of a newer app is carried unopened', async () => {
  const server = new ModelServer();
  const on = phone(server);
  const { vault, code } = await synced(on);
  const id = await vault.create('urge', { text: 'new form' });
  await vault.sync();
  const database = await openDatabase(on.database);
  const row = await database.get('records', id);
  assert.ok(row);
  const sealed = row.sealed.slice();
  sealed[0] = 2;
  await database.put('records', { ...row, sealed });
  const again = await vaultsIn(on).open();
  assert.ok(again);
  const inside = JSON.parse(await textOf(again)) as { unread: { id: string; sealed: string }[] };
  assert.deepEqual(
    inside.unread.map((it) => it.id),
    [id],
  );
  assert.deepEqual(fromBase64(inside.unread[0]?.sealed ?? ''), sealed);
  const { file } = await exported(again, code);
  const elsewhere = nowhere();
  const other = await imported(elsewhere, { file, code });
  assert.equal(await textOf(other), await textOf(again));
  // Never sent over what the server has, and never written over here.
  const carried = await (await openDatabase(elsewhere.database)).get('records', id);
  assert.deepEqual([carried?.waits, carried?.dirty], [true, 0]);
});

test('nothing is written by a file that does not open', async () => {
  const vault = await vaultsIn(nowhere()).create();
  const { file, code } = await exported(vault);
  const { code: another } = await exported(vault);
  const on = nowhere();
  const vaults = vaultsIn(on);
  assert.deepEqual(await vaults.openCopy(file, 'ABCD'), { ok: false, why: 'code' });
  assert.deepEqual(await vaults.openCopy(file, another), { ok: false, why: 'unfit' });
  assert.deepEqual(await vaults.openCopy(file.slice(0, 99), code), { ok: false, why: 'cut' });
  assert.equal(await vaults.open(), null);
  assert.equal((await vaults.openCopy(file, code)).ok, true);
  assert.equal(await vaults.open(), null);
});
