import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastEntry } from '../model/plain.ts';
import { openDatabase } from './database.ts';
import { diary, rounds, signedIn, synced } from './modelPhones.ts';
import { ModelServer, phone, problem } from './modelServer.ts';
import type { Vault } from './types.ts';
import { vaultsIn } from './vaults.ts';

test('nothing is sent before a code was confirmed', async () => {
  const server = new ModelServer();
  const vault = await vaultsIn(phone(server)).create();
  await vault.create('urge', { strength: 3 });
  await vault.makeCode();
  await vault.sync();
  assert.equal(vault.state, 'local');
  assert.deepEqual(server.calls, []);
  assert.equal(vault.hasCode, false);
});

test('a second device opens the diary with the code', async () => {
  const server = new ModelServer();
  const { vault, code } = await synced(phone(server));
  await vault.create('urge', { date: '2026-11-20', strength: 3, text: 'én' });
  await vault.create('urge', { date: '2026-11-24', strength: 8 });
  await vault.sync();
  const answer = await vaultsIn(phone(server)).signIn(code.toLowerCase().replaceAll('-', ' '), 'discard');
  assert.ok(answer.ok);
  assert.deepEqual(diary(answer.vault), diary(vault));
  assert.equal(lastEntry(answer.vault.entries), '2026-11-24');
  assert.equal(answer.vault.hasCode, true);
  assert.notEqual(answer.vault.tag, vault.tag);
});

test('a wrong code says what is wrong with it', async () => {
  const server = new ModelServer();
  const vaults = vaultsIn(phone(server));
  assert.deepEqual(await vaults.signIn('hello', 'add'), { ok: false, why: 'code' });
  assert.deepEqual(await vaults.signIn('000G-40R4-0M30-E209-185G-R38E-1Z7H', 'add'), { ok: false, why: 'unknown' });
  const offline = vaultsIn(phone(server, { fetch: () => Promise.reject(new TypeError('no network')) }));
  assert.deepEqual(await offline.signIn('000G-40R4-0M30-E209-185G-R38E-1Z7H', 'add'), { ok: false, why: 'offline' });
  const portal = vaultsIn(phone(server, { fetch: async () => new Response('<html>', { status: 404 }) }));
  assert.deepEqual(await portal.signIn('000G-40R4-0M30-E209-185G-R38E-1Z7H', 'add'), { ok: false, why: 'offline' });
  assert.equal(await vaults.open(), null);
});

test('a code confirmed without a connection is made when there is one', async () => {
  const server = new ModelServer();
  let online = false;
  const on = phone(server, {
    fetch: (url, init) => (online ? server.fetch(url, init) : Promise.reject(new TypeError('no network'))),
  });
  const vault = await vaultsIn(on).create();
  await vault.create('urge', { text: 'offline' });
  const code = await vault.makeCode();
  await vault.confirmCode();
  await vault.sync();
  assert.equal(vault.hasCode, true);
  assert.equal(vault.state, 'offline');
  vault.close();
  online = true;
  const again = await vaultsIn(on).open();
  await again?.sync();
  assert.deepEqual(diary(await signedIn(phone(server), code)), diary(again as Vault));
});

test('a new code opens the diary and the old one no more', async () => {
  const server = new ModelServer();
  const { vault, code } = await synced(phone(server));
  await vault.create('urge', { text: 'x' });
  const next = await vault.makeCode();
  await vault.confirmCode();
  await vault.sync();
  assert.deepEqual(await vaultsIn(phone(server)).signIn(code, 'discard'), { ok: false, why: 'unknown' });
  assert.deepEqual(diary(await signedIn(phone(server), next)), diary(vault));
  assert.equal(server.tables.slots.size, 1);
});

test('the old code lives until the new one was read back', async () => {
  const server = new ModelServer();
  let cut = false;
  const on = phone(server, {
    fetch: async (url, init) => {
      if (cut && init.method === 'GET') throw new TypeError('no network');
      return server.fetch(url, init);
    },
  });
  const { vault, code } = await synced(on);
  cut = true;
  const next = await vault.makeCode();
  await vault.confirmCode();
  await vault.sync();
  await signedIn(phone(server), code);
  cut = false;
  await vault.sync();
  assert.deepEqual(await vaultsIn(phone(server)).signIn(code, 'discard'), { ok: false, why: 'unknown' });
  await signedIn(phone(server), next);
});

test('two devices that make a new code at once leave one that opens', async () => {
  const server = new ModelServer();
  const { vault: one, code } = await synced(phone(server));
  const two = await signedIn(phone(server), code);
  const codes: string[] = [];
  for (const vault of [one, two]) {
    codes.push(await vault.makeCode());
    await vault.confirmCode();
  }
  await rounds(one, two);
  assert.equal(server.tables.slots.size, 1);
  const answers = [];
  for (const each of [code, ...codes]) answers.push((await vaultsIn(phone(server)).signIn(each, 'discard')).ok);
  assert.equal(answers.filter(Boolean).length, 1);
  assert.equal(answers[0], false);
});

for (const choice of ['add', 'discard'] as const) {
  const promise = choice === 'add' ? 'adds it' : 'throws it away when asked to';
  test(`signing in on a phone that has a diary ${promise}`, async () => {
    const server = new ModelServer();
    const { vault: one, code } = await synced(phone(server));
    await one.write('plan', 'plan', { order: ['there'] });
    await one.create('urge', { text: 'there' });
    await one.sync();
    const on = phone(server);
    const local = await vaultsIn(on).create();
    const id = await local.create('urge', { text: 'here' });
    await local.write('plan', 'plan', { hidden: ['here'] });
    await local.writeDevice('safety', { answer: 'some' });
    const answer = await vaultsIn(on).signIn(code, choice);
    assert.ok(answer.ok);
    const texts = [...answer.vault.entries.values()].map(({ fields }) => fields.text).filter(Boolean);
    assert.deepEqual(texts.sort(), choice === 'add' ? ['here', 'there'] : ['there']);
    assert.equal(answer.vault.entries.has(id), false);
    const plan = answer.vault.entries.get(await answer.vault.named('plan'));
    assert.deepEqual(plan?.fields, choice === 'add' ? { order: ['there'], hidden: ['here'] } : { order: ['there'] });
    assert.equal(answer.vault.device.has('safety'), choice === 'add');
    await assert.rejects(local.create('urge', {}), { name: 'Closed' });
    await rounds(answer.vault, one);
    assert.deepEqual(diary(one), diary(answer.vault));
  });
}

test('a phone whose browser lost the key opens its own diary again with the code, unsent entries too', async () => {
  const server = new ModelServer();
  const on = phone(server);
  const { vault, code } = await synced(on);
  const id = await vault.create('urge', { text: 'not sent' });
  vault.close();
  await (await openDatabase(on.database)).delete('keys', 'device');
  await assert.rejects(vaultsIn(on).open(), { name: 'NoKey' });
  const again = await signedIn(on, code);
  assert.equal(again.entries.get(id)?.fields.text, 'not sent');
  assert.equal(again.tag, vault.tag);
});

test('too many new boxes keep a new code waiting, and the entries still go', async () => {
  const server = new ModelServer();
  let refuse = false;
  const { vault, code } = await synced(
    phone(server, {
      fetch: async (url, init) =>
        refuse && init.method === 'PUT' ? problem(429, 'too-many-new') : server.fetch(url, init),
    }),
  );
  refuse = true;
  await vault.makeCode();
  await vault.confirmCode();
  const id = await vault.create('urge', { text: 'goes' });
  await vault.sync();
  assert.equal(vault.state, 'gone');
  assert.ok((await signedIn(phone(server), code)).entries.has(id));
});

test('a code that opens nothing, or no connection, loses nothing of what is here', async () => {
  const server = new ModelServer();
  let online = true;
  const on = phone(server, {
    fetch: (url, init) => (online ? server.fetch(url, init) : Promise.reject(new TypeError('no network'))),
  });
  const { code: theirs } = await synced(phone(server));
  const vaults = vaultsIn(on);
  const vault = await vaults.create();
  const id = await vault.create('urge', { text: 'mine' });
  await vault.writeDevice('safety', { answer: 'some' });
  const unknown = '000G-40R4-0M30-E209-185G-R38E-1Z7H';
  for (const local of ['add', 'discard'] as const) {
    assert.deepEqual(await vaults.signIn('hello', local), { ok: false, why: 'code' });
    assert.deepEqual(await vaults.signIn(unknown, local), { ok: false, why: 'unknown' });
    online = false;
    assert.deepEqual(await vaults.signIn(theirs, local), { ok: false, why: 'offline' });
    online = true;
  }
  await vault.edit(id, { text: 'mine still' });
  const again = await vaultsIn(on).open();
  assert.equal(again?.entries.get(id)?.fields.text, 'mine still');
  assert.deepEqual(again?.device.get('safety'), { answer: 'some' });
});

test('a diary that was on this phone only gets a copy later, with everything that was ever written in it', async () => {
  const server = new ModelServer();
  const on = phone(server);
  const vault = await vaultsIn(on).create();
  const edited = await vault.create('urge', { text: 'first' });
  const removed = await vault.create('urge', { text: 'removed' });
  await vault.write('plan', 'plan', { order: ['a'] });
  for (let number = 0; number < 120; number += 1) await vault.create('urge', { text: `${number}` });
  await vault.edit(edited, { text: 'second' });
  await vault.remove(removed);
  await vault.writeDevice('safety', { answer: 'some' });
  vault.close();
  assert.deepEqual(server.calls, []);
  const later = (await vaultsIn(on).open()) as Vault;
  const code = await later.makeCode();
  await later.confirmCode();
  await later.sync();
  assert.equal(later.state, 'idle');
  const other = await signedIn(phone(server), code);
  assert.deepEqual(diary(other), diary(later));
  assert.equal(Object.keys(diary(other)).length, 122);
  assert.equal(other.entries.get(edited)?.fields.text, 'second');
  assert.deepEqual(later.device.get('safety'), { answer: 'some' });
  assert.equal(other.device.has('safety'), false);
});
