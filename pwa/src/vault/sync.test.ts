import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base64 } from './bytes.ts';
import { openDatabase } from './database.ts';
import { json, ModelServer, phone, problem } from './modelServer.ts';
import type { Surroundings } from './surroundings.ts';
import type { Fields, Vault, Vaults } from './types.ts';
import { vaultsIn } from './vaults.ts';

/** A phone with a diary that has a copy on the server, and its code. */
async function synced(on: Surroundings): Promise<{ vaults: Vaults; vault: Vault; code: string }> {
  const vaults = vaultsIn(on);
  const vault = await vaults.create();
  const code = await vault.makeCode();
  await vault.confirmCode();
  await vault.sync();
  assert.equal(vault.state, 'idle');
  return { vaults, vault, code };
}

async function signedIn(on: Surroundings, code: string): Promise<Vault> {
  const answer = await vaultsIn(on).signIn(code, 'discard');
  assert.ok(answer.ok);
  return answer.vault;
}

/** What a person reads, without what belongs to the devices. */
function diary(vault: Vault): Record<string, Fields> {
  const entries = [...vault.entries].filter(([, { kind }]) => kind !== 'device' && kind !== 'keys');
  return Object.fromEntries(entries.sort().map(([id, { fields }]) => [id, fields]));
}

async function rounds(...vaults: Vault[]): Promise<void> {
  for (let round = 0; round < 3; round += 1) for (const vault of vaults) await vault.sync();
}

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
  assert.equal(answer.lastEntry, '2026-11-24');
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

test('both edits of one record made apart survive', async () => {
  const server = new ModelServer();
  const { vault: one, code } = await synced(phone(server));
  const id = await one.create('urge', { strength: 3, text: 'start' });
  await one.sync();
  const two = await signedIn(phone(server), code);
  await one.edit(id, { text: 'from one', after: 1 });
  await two.edit(id, { text: 'from two', place: 'home' });
  await rounds(one, two);
  assert.deepEqual(diary(one), diary(two));
  const entry = one.entries.get(id);
  const texts = [entry?.fields.text, ...(entry?.also ?? []).map(({ text }) => text)];
  assert.deepEqual(texts.sort(), ['from one', 'from two']);
  assert.equal(entry?.fields.after, 1);
  assert.equal(entry?.fields.place, 'home');
});

test('two offline devices make one check-in of a day', async () => {
  const server = new ModelServer();
  const { vault: one, code } = await synced(phone(server));
  const two = await signedIn(phone(server), code);
  await one.write('checkin/2026-11-25', 'checkin', { date: '2026-11-25', mood: 4 });
  await two.write('checkin/2026-11-25', 'checkin', { date: '2026-11-25', peak: 7 });
  await rounds(one, two);
  assert.equal(Object.keys(diary(one)).length, 1);
  assert.deepEqual(Object.values(diary(two))[0], { date: '2026-11-25', mood: 4, peak: 7 });
});

test('a put whose answer was lost is sent again with the very same bytes, and an edit meanwhile goes after it', async () => {
  const server = new ModelServer();
  let lose = false;
  const { vault } = await synced(
    phone(server, {
      fetch: async (url, init) => {
        const answer = await server.fetch(url, init);
        if (lose && url.endsWith('/sync')) throw new TypeError('connection reset');
        return answer;
      },
    }),
  );
  const id = await vault.create('urge', { text: 'first' });
  lose = true;
  await vault.sync();
  assert.equal(vault.state, 'offline');
  await vault.edit(id, { text: 'second' });
  lose = false;
  const before = server.syncs.length;
  await vault.sync();
  const puts = server.syncs.slice(before - 1).flatMap((sync) => sync.puts.filter((put) => put.id === id));
  assert.equal(puts.length, 3);
  assert.deepEqual(puts[0], puts[1]);
  assert.equal(puts[2]?.base, puts[1]?.version);
  assert.equal(puts[2]?.version, (puts[1]?.version ?? 0) + 1);
  assert.equal(vault.state, 'idle');
});

test('a retry is never stored twice', async () => {
  const server = new ModelServer();
  let lose = 0;
  const { vault } = await synced(
    phone(server, {
      fetch: async (url, init) => {
        const answer = await server.fetch(url, init);
        if (lose-- > 0) throw new TypeError('connection reset');
        return answer;
      },
    }),
  );
  const [box] = server.tables.vaults.values();
  const seq = box?.seq ?? 0;
  await vault.create('urge', { strength: 1 });
  lose = 3;
  for (let tries = 0; tries < 5; tries += 1) await vault.sync();
  assert.equal(box?.seq, seq + 1);
});

test('a record that was edited while its put was on the way is not clean', async () => {
  const server = new ModelServer();
  let during = async () => {};
  const { vault, code } = await synced(
    phone(server, {
      fetch: async (url, init) => {
        const answer = await server.fetch(url, init);
        await during();
        return answer;
      },
    }),
  );
  const id = await vault.create('urge', { text: 'before' });
  during = async () => {
    during = async () => {};
    await vault.edit(id, { text: 'meanwhile' });
  };
  await vault.sync();
  const two = await signedIn(phone(server), code);
  assert.equal(two.entries.get(id)?.fields.text, 'meanwhile');
  assert.deepEqual(two.entries.get(id)?.also, []);
});

test('a server without a network is offline, one with a page of its own is gone; the diary goes on', async () => {
  const server = new ModelServer();
  let answer: (() => Promise<Response>) | null = null;
  const { vault } = await synced(phone(server, { fetch: (url, init) => answer?.() ?? server.fetch(url, init) }));
  const answers: [() => Promise<Response>, string][] = [
    [() => Promise.reject(new TypeError('no network')), 'offline'],
    [async () => new Response('<h1>Not found</h1>', { status: 404 }), 'gone'],
    [async () => problem(404, 'no-such-page'), 'gone'],
    [async () => new Response('log in to the train wifi'), 'gone'],
    [async () => problem(503, 'overloaded'), 'gone'],
    [async () => json(200, { log: 'x' }), 'gone'],
  ];
  for (const [next, state] of answers) {
    answer = next;
    await vault.create('urge', { strength: 1 });
    await vault.sync();
    assert.equal(vault.state, state);
  }
  answer = null;
  await vault.sync();
  assert.equal(vault.state, 'idle');
  assert.equal(vault.entries.size, answers.length + 2);
});

test('a restored older backup is healed by the devices, and no edit vanishes', async () => {
  const server = new ModelServer();
  const { vault: one, code } = await synced(phone(server));
  const two = await signedIn(phone(server), code);
  const kept = await one.create('urge', { text: 'old' });
  await rounds(one, two);
  const backup = server.backup();
  const later = await one.create('urge', { text: 'later' });
  await one.edit(kept, { text: 'edited later' });
  await rounds(one, two);
  server.restore(backup);
  await two.edit(kept, { place: 'out' });
  await rounds(two, one);
  const fresh = await signedIn(phone(server), code);
  for (const vault of [one, two, fresh]) {
    assert.deepEqual(vault.entries.get(kept)?.fields, { text: 'edited later', place: 'out' });
    assert.deepEqual(vault.entries.get(kept)?.also, []);
    assert.equal(vault.entries.get(later)?.fields.text, 'later');
    assert.equal(vault.rolledBack, false);
  }
});

test('after a new log everything is listed before anything is put, and what was not listed is put unchanged as new', async () => {
  const server = new ModelServer();
  const { vault } = await synced(phone(server));
  const backup = server.backup();
  const id = await vault.create('urge', { text: 'lost by the restore' });
  await vault.sync();
  const first = server.syncs.flatMap((sync) => sync.puts).find((put) => put.id === id);
  server.restore(backup);
  await vault.create('urge', { text: 'new' });
  const before = server.syncs.length;
  await vault.sync();
  const [reset, listing, puts] = server.syncs.slice(before);
  assert.equal(reset?.puts.length, 1);
  assert.deepEqual(listing, { log: server.log, cursor: 0, puts: [] });
  const again = puts?.puts.find((put) => put.id === id);
  assert.deepEqual(again, { ...first, base: 0 });
});

test('a server that lost everything gets slot, vault and records again', async () => {
  const server = new ModelServer();
  const empty = server.backup();
  const { vault, code } = await synced(phone(server));
  await vault.create('urge', { text: 'alive' });
  await vault.sync();
  server.restore(empty);
  await vault.sync();
  assert.equal(vault.state, 'idle');
  const two = await signedIn(phone(server), code);
  assert.deepEqual(diary(two), diary(vault));
});

test('a backup with the vault but without the slot gets the slot again', async () => {
  const server = new ModelServer();
  const { vault, code } = await synced(phone(server));
  const backup = server.backup();
  backup.slots.clear();
  server.restore(backup);
  await vault.sync();
  assert.deepEqual(diary(await signedIn(phone(server), code)), diary(vault));
});

test('a file copied back under a running server is noticed as a rollback, and healed', async () => {
  const server = new ModelServer();
  const { vault, code } = await synced(phone(server));
  const id = await vault.create('urge', { text: 'first' });
  await vault.sync();
  const backup = server.backup();
  await vault.edit(id, { text: 'second' });
  await vault.sync();
  server.restore(backup, false);
  await vault.sync();
  assert.equal(vault.rolledBack, true);
  assert.ok(vault.troubles.has('rollback'));
  const two = await signedIn(phone(server), code);
  assert.equal(two.entries.get(id)?.fields.text, 'second');
});

test('a vault deleted elsewhere is asked about, and not synced any more', async () => {
  const server = new ModelServer();
  const { vault: one, code } = await synced(phone(server));
  const on = phone(server);
  const two = await signedIn(on, code);
  await two.create('urge', { text: 'not sent' });
  await one.deleteEverything();
  await vaultsIn(phone(server)).goodbye();
  await until(() => server.tables.vaults.size === 0);
  await two.sync();
  assert.equal(two.state, 'erased');
  const calls = server.calls.length;
  await two.sync();
  assert.equal(server.calls.length, calls);
  const again = await vaultsIn(on).open();
  assert.equal(again?.state, 'erased');
});

test('a vault that is missing within the same log is asked about', async () => {
  const server = new ModelServer();
  const { vault } = await synced(phone(server));
  await vault.create('urge', { text: 'mine' });
  server.tables.vaults.clear();
  await vault.sync();
  assert.equal(vault.state, 'erased');
  assert.equal(vault.entries.size, 3);
});

test('kept as a new diary: another vault, new ids, the same texts, and a new code', async () => {
  const server = new ModelServer();
  const on = phone(server);
  const { vault, code } = await synced(on);
  await vault.create('urge', { text: 'mine' });
  await vault.write('plan', 'plan', { order: ['a'] });
  await vault.write('answer/stop/01/reasons', 'answer', {
    programme: 'stop',
    module: '01',
    step: 'reasons',
    own_text: 'o',
  });
  await vault.writeDevice('safety', { answer: 'some' });
  await vault.sync();
  const before = [...vault.entries.keys()];
  server.tables.vaults.clear();
  await vault.sync();
  await vault.keepAsNew();
  assert.equal(vault.state, 'local');
  assert.equal(vault.hasCode, false);
  assert.deepEqual(
    [...vault.entries.keys()].filter((id) => before.includes(id)),
    [],
  );
  assert.equal(vault.entries.get(await vault.named('plan'))?.kind, 'plan');
  assert.equal(vault.entries.get(await vault.named('answer/stop/01/reasons'))?.fields.own_text, 'o');
  assert.deepEqual(vault.device.get('safety'), { answer: 'some' });
  assert.equal(Object.keys(diary(vault)).length, 3);
  const next = await vault.makeCode();
  await vault.confirmCode();
  await vault.sync();
  assert.deepEqual(diary(await signedIn(phone(server), next)), diary(vault));
  assert.deepEqual(await vaultsIn(phone(server)).signIn(code, 'discard'), { ok: false, why: 'unknown' });
  const reopened = await vaultsIn(on).open();
  assert.deepEqual(diary(reopened as Vault), diary(vault));
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

test('after a change the diary is synced by itself, and closing ends that', async () => {
  const server = new ModelServer();
  const { vault } = await synced(phone(server));
  vault.keepSynced();
  await until(() => vault.state === 'idle' && server.syncs.length > 1);
  const id = await vault.create('urge', { text: 'by itself' });
  const [box] = server.tables.vaults.values();
  await until(() => box?.records.has(id) === true, 4_000);
  vault.close();
  const calls = server.calls.length;
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(server.calls.length, calls);
});

test('deleted offline, the boxes are erased when there is a connection; until then they are counted', async () => {
  const server = new ModelServer();
  let online = true;
  const on = phone(server, {
    fetch: (url, init) => (online ? server.fetch(url, init) : Promise.reject(new TypeError('no network'))),
  });
  const { vault, vaults } = await synced(on);
  const channel = { id: 'c'.repeat(32), auth: 'd'.repeat(64) };
  server.tables.channels.set(channel.id, channel);
  await vault.writeDevice('channel', { ...channel, zone: 'Europe/Oslo' });
  online = false;
  await vault.deleteEverything();
  assert.equal(await vaults.open(), null);
  assert.equal(await vaults.goodbye(), 3);
  const database = await openDatabase(on.database);
  for (const box of await database.getAll('goodbye')) assert.deepEqual(Object.keys(box).sort(), ['auth', 'id', 'kind']);
  online = true;
  assert.equal(await vaults.goodbye(), 0);
  assert.equal(server.tables.slots.size + server.tables.vaults.size + server.tables.channels.size, 0);
});

test('a full vault is said, edits of what is there still go, and room is used when there is some', async () => {
  const server = new ModelServer();
  const { vault } = await synced(phone(server));
  const id = await vault.create('urge', { text: 'in' });
  await vault.sync();
  server.most = 0;
  const late = await vault.create('urge', { text: 'too many' });
  await vault.edit(id, { text: 'edited' });
  await vault.sync();
  assert.equal(vault.state, 'full');
  const [box] = server.tables.vaults.values();
  assert.equal(box?.records.get(id)?.version, 2);
  assert.equal(box?.records.has(late), false);
  server.most = 100;
  await vault.sync();
  assert.equal(vault.state, 'idle');
  assert.ok(box?.records.has(late));
});

test('a put that the answer does not name is sent again', async () => {
  const server = new ModelServer();
  let leave = 2;
  const { vault } = await synced(
    phone(server, {
      fetch: async (url, init) => {
        const body = JSON.parse(String(init.body ?? '{}')) as { puts?: unknown[] };
        if (!url.endsWith('/sync') || !body.puts?.length || leave-- <= 0) return server.fetch(url, init);
        return server.fetch(url, { ...init, body: JSON.stringify({ ...body, puts: body.puts.slice(1) }) });
      },
    }),
  );
  await vault.create('urge', { text: 'left alone' });
  await vault.sync();
  const [box] = server.tables.vaults.values();
  assert.equal(box?.records.size, vault.entries.size);
});

test('hundreds of long records go in requests within the limits, and come back in pages', async () => {
  const server = new ModelServer();
  server.page = 7;
  const { vault, code } = await synced(phone(server));
  for (let place = 0; place < 130; place += 1) await vault.create('urge', { strength: place % 10 });
  for (let place = 0; place < 15; place += 1) await vault.create('answer', { own_text: `${place}`.repeat(30_000) });
  await vault.sync();
  assert.equal(vault.state, 'idle');
  assert.ok(server.syncs.filter(({ puts }) => puts.length > 0).length >= 3);
  const two = await signedIn(phone(server), code);
  assert.deepEqual(diary(two), diary(vault));
});

test('a download that was cut off goes on where it was', async () => {
  const server = new ModelServer();
  server.page = 5;
  const { vault, code } = await synced(phone(server));
  for (let place = 0; place < 30; place += 1) await vault.create('urge', { strength: place % 10 });
  await vault.sync();
  let left = 4;
  const on = phone(server, {
    fetch: (url, init) =>
      url.endsWith('/sync') && left-- <= 0 ? Promise.reject(new TypeError('cut')) : server.fetch(url, init),
  });
  const two = await signedIn(on, code);
  assert.equal(two.state, 'offline');
  const partly = two.entries.size;
  assert.ok(partly > 0 && partly < vault.entries.size);
  left = 1000;
  const before = server.syncs.length;
  await two.sync();
  assert.ok((server.syncs[before]?.cursor ?? 0) > 0);
  assert.deepEqual(diary(two), diary(vault));
});

test('a record of an unknown suite is left untouched', async () => {
  const server = new ModelServer();
  const { vault, code } = await synced(phone(server));
  const id = await vault.create('urge', { text: 'mine' });
  await vault.sync();
  const [box] = server.tables.vaults.values();
  const stored = box?.records.get(id);
  assert.ok(box && stored);
  const newer = stored.sealed.slice();
  newer[0] = 2;
  box.seq += 1;
  box.records.set(id, { version: 9, sealed: newer, seq: box.seq });
  await vault.edit(id, { text: 'edited' });
  await vault.sync();
  assert.equal(vault.entries.get(id)?.fields.text, 'edited');
  assert.equal(base64(box.records.get(id)?.sealed ?? newer), base64(newer));
  assert.equal(vault.troubles.size, 0);
  const two = await signedIn(phone(server), code);
  assert.equal(two.entries.has(id), false);
  assert.equal(base64(box.records.get(id)?.sealed ?? stored.sealed), base64(newer));
});

test('texts that no longer fit beside each other are kept in a record of their own', async () => {
  const server = new ModelServer();
  const { vault: one, code } = await synced(phone(server));
  const id = await one.create('answer', { own_text: 'start' });
  await one.sync();
  const two = await signedIn(phone(server), code);
  await one.edit(id, { own_text: '1'.repeat(40_000) });
  await two.edit(id, { own_text: '2'.repeat(40_000) });
  await rounds(one, two);
  assert.deepEqual(diary(one), diary(two));
  const texts = Object.values(diary(one))
    .flatMap((fields) => [fields.own_text, fields.text])
    .filter(Boolean);
  assert.deepEqual(texts.map((text) => String(text)[0]).sort(), ['1', '2']);
  assert.equal([...one.entries.values()].filter(({ kind }) => kind === 'kept').length, 1);
});

test('every device writes down its first and last day', async () => {
  const server = new ModelServer();
  let now = Date.parse('2026-11-25T12:00:00');
  const { vault: one, code } = await synced(phone(server, { now: () => now }));
  now += 86_400_000;
  await one.sync();
  const two = await signedIn(phone(server, { now: () => now }), code);
  await rounds(two, one);
  const devices = [...one.entries.values()].filter(({ kind }) => kind === 'device').map(({ fields }) => fields);
  const expected = [
    { tag: one.tag, first: '2026-11-25', last: '2026-11-26' },
    { tag: two.tag, first: '2026-11-26', last: '2026-11-26' },
  ];
  assert.deepEqual(
    new Set(devices.map((fields) => JSON.stringify(fields, ['tag', 'first', 'last']))),
    new Set(expected.map((fields) => JSON.stringify(fields))),
  );
});

async function until(holds: () => boolean, patience = 2_000): Promise<void> {
  for (let waited = 0; waited < patience && !holds(); waited += 10)
    await new Promise((resolve) => setTimeout(resolve, 10));
  assert.ok(holds());
}
