import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dying } from '../../testing/dying.ts';
import { openDatabase } from './database.ts';
import type { VaultEnvironment } from './environment.ts';
import { copyDisk, diary, rounds, signedIn, synced, until } from './modelPhones.ts';
import { ModelServer, phone } from './modelServer.ts';
import type { Vault } from './types.ts';
import { vaultsIn } from './vaults.ts';

/** Every text that a phone shows, alternatives too. */
function texts(vault: Vault): string[] {
  return [...vault.entries.values()]
    .filter(({ kind }) => kind !== 'keys' && kind !== 'device')
    .flatMap(({ fields, also }) => [
      ...Object.entries(fields).flatMap(([field, value]) => (field.endsWith('text') ? [String(value)] : [])),
      ...also.map(({ text }) => String(text)),
    ])
    .sort();
}

/** A diary on two phones that have met: what is once per person, what is not, and a day that was removed. */
async function twoPhones(server: ModelServer) {
  const on = phone(server);
  const { vault: mine, vaults, code } = await synced(on);
  const kept = await mine.create('urge', { text: 'kept' });
  const edited = await mine.create('urge', { text: 'before' });
  await mine.write('plan', 'plan', { order: ['a'], text: 'plan' });
  await mine.write('checkin/2026-11-24', 'checkin', { date: '2026-11-24', good_text: 'tuesday' });
  const removed = await mine.write('checkin/2026-11-25', 'checkin', { date: '2026-11-25', good_text: 'removed' });
  await mine.write('measure/2026-11-20', 'measure', { date: '2026-11-20', score: 3 });
  await mine.writeDevice('safety', { answer: 'some' });
  await mine.writeDevice('ride', { entry: kept });
  await mine.sync();
  const other = phone(server);
  const theirs = await signedIn(other, code);
  return { on, vaults, mine, other, theirs, code, kept, edited, removed };
}

async function settled(on: VaultEnvironment): Promise<Vault> {
  const vault = await vaultsIn(on).open();
  assert.ok(vault);
  for (let round = 0; round < 3 && vault.rotation; round += 1) await vault.sync();
  assert.equal(vault.rotation, null);
  return vault;
}

type TwoPhones = Awaited<ReturnType<typeof twoPhones>>;

/** The same two phones once more, from their disks and the server's. */
async function again({ on, other, code }: TwoPhones, before: ModelServer) {
  const server = new ModelServer();
  server.restore(before.tables, false);
  server.log = before.log;
  const [here, there] = [phone(server), phone(server)];
  await copyDisk(on.database, here.database);
  await copyDisk(other.database, there.database);
  const [mine, theirs] = await Promise.all([vaultsIn(here).open(), vaultsIn(there).open()]);
  assert.ok(mine && theirs);
  return { server, on: here, other: there, mine, theirs, code };
}

test('a rotation: another vault, another code, the same diary', async () => {
  const server = new ModelServer();
  const { on, mine, code, removed } = await twoPhones(server);
  const before = [...mine.entries.keys()];
  const shown = diary(mine);
  const [oldVault] = server.tables.vaults.keys();
  const next = await mine.makeCode();
  await mine.rotateMasterKey();
  await mine.sync();
  assert.equal(mine.rotation, null);
  assert.equal(mine.state, 'idle');
  assert.deepEqual(
    [...mine.entries.keys()].filter((id) => before.includes(id)),
    [],
  );
  const written = (it: object): string[] =>
    Object.values(it)
      .map((fields) => JSON.stringify(fields))
      .sort();
  assert.deepEqual(written(diary(mine)), written(shown));
  assert.equal(mine.entries.get(await mine.named('plan'))?.fields.text, 'plan');
  assert.equal(mine.entries.get(await mine.named('checkin/2026-11-24'))?.fields.good_text, 'tuesday');
  assert.equal(mine.entries.get(await mine.named('measure/2026-11-20'))?.fields.score, 3);
  assert.ok(mine.entries.has(String(mine.device.get('ride')?.entry)));
  assert.ok(removed);
  assert.equal(server.tables.vaults.size, 1);
  assert.ok(oldVault && server.tombstones.has(oldVault));
  assert.equal(server.tables.slots.size, 1);
  assert.deepEqual(await vaultsIn(phone(server)).signIn(code, 'discard'), { ok: false, why: 'unknown' });
  assert.deepEqual(diary(await signedIn(phone(server), next)), diary(mine));
  assert.deepEqual(diary((await vaultsIn(on).open()) as Vault), diary(mine));
});

/** Of a day that was removed its id alone is left, and who moves tries every day: which takes longest of all, so every tenth time. */
const takesDay = (after: number): boolean => after % 10 === 5;

/** Two phones before a rotation, where each has written what the other has not heard of. */
async function apart(server: ModelServer): Promise<TwoPhones> {
  const phones = await twoPhones(server);
  const { mine, theirs, kept, edited } = phones;
  const gone = await mine.create('urge', { text: 'gone' });
  await mine.sync();
  // What the other phone has told the server, and this one has not heard of.
  await theirs.create('urge', { text: 'told' });
  await theirs.edit(kept, { did_text: 'told too' });
  await theirs.sync();
  // What it has told nobody.
  await theirs.create('urge', { text: 'not told' });
  await theirs.edit(edited, { text: 'theirs' });
  // What this one has told nobody.
  await mine.edit(edited, { text: 'mine' });
  await mine.create('urge', { text: 'not sent' });
  await mine.remove(gone);
  return phones;
}

/** The move with an end of the app after so many writes and requests; whether the app lived to the end of it. */
async function interrupted(after: number, phones: TwoPhones, before: ModelServer): Promise<boolean> {
  const { server, on, mine, other, theirs, code } = await again(phones, before);
  if (takesDay(after)) await mine.remove(phones.removed);

  const next = await mine.makeCode();
  const app = dying(on);
  const lived = await app.does(after, async () => {
    await mine.rotateMasterKey();
    await mine.create('urge', { text: 'typed meanwhile' });
    await mine.sync();
  });
  const typed = mine.entries.size > 0 && texts(mine).includes('typed meanwhile');
  mine.close();
  const restarted = await settled(on);
  // Killed before the decision was written down, nothing has happened.
  const moved = (await vaultsIn(phone(server)).signIn(code, 'discard')).ok === false;
  if (!moved) {
    assert.ok(!lived && after < 4, `the move was forgotten after ${after} steps`);
    return false;
  }
  assert.equal(server.tables.vaults.size, 1);
  assert.equal(server.tables.slots.size, 1);
  await theirs.sync();
  assert.equal(theirs.state, 'erased');
  const answer = await vaultsIn(other).signIn(next, 'add');
  assert.ok(answer.ok);
  await rounds(answer.vault, restarted);
  assert.deepEqual(diary(answer.vault), diary(restarted));
  const all = ['kept', 'mine', 'not sent', 'not told', 'plan', 'theirs', 'told', 'told too', 'tuesday'];
  const more = [...(typed ? ['typed meanwhile'] : []), ...(takesDay(after) ? [] : ['removed'])];
  assert.deepEqual(texts(restarted), [...all, ...more].sort());
  assert.equal(restarted.entries.has(await restarted.named('checkin/2026-11-25')), !takesDay(after));
  assert.deepEqual(restarted.device.get('safety'), { answer: 'some' });
  assert.deepEqual(diary(await signedIn(phone(server), next)), diary(restarted));
  return lived;
}

test('a rotation that is killed after any write or request goes on by itself, and nothing is lost or doubled', async () => {
  const server = new ModelServer();
  const phones = await apart(server);
  let after = 0;
  // Of each three steps in a row one is tried, but for `make test-deep`.
  while (!(await interrupted(after, phones, server))) after += process.env.LONG ? 1 : 3;
  assert.ok(after > 20, `only ${after} steps`);
});

test('a rotation without a connection waits, and the old code opens the diary until the new one does', async () => {
  const server = new ModelServer();
  let online = true;
  const on = phone(server, {
    fetch: (url, init) => (online ? server.fetch(url, init) : Promise.reject(new TypeError('no network'))),
  });
  const { vault, code } = await synced(on);
  await vault.create('urge', { text: 'mine' });
  await vault.sync();
  online = false;
  const next = await vault.makeCode();
  await vault.rotateMasterKey();
  await vault.create('urge', { text: 'typed offline' });
  await vault.sync();
  assert.equal(vault.state, 'offline');
  assert.equal(vault.rotation?.step, 'copying');
  assert.ok(await signedIn(phone(server), code));
  vault.close();
  online = true;
  const again = await settled(on);
  assert.deepEqual(await vaultsIn(phone(server)).signIn(code, 'discard'), { ok: false, why: 'unknown' });
  assert.deepEqual(texts(await signedIn(phone(server), next)), ['mine', 'typed offline']);
  assert.equal(again.device.has('moved'), true);
});

/** A phone whose requests somebody else is quicker than: `before` runs just before each that fits. */
function raced(server: ModelServer, fits: (method: string, path: string) => boolean, before: () => Promise<unknown>) {
  return phone(server, {
    fetch: async (url, init) => {
      if (fits(init.method ?? 'GET', new URL(url).pathname)) await before();
      return server.fetch(url, init);
    },
  });
}

test('what another phone puts into the old vault at the last moment is carried over too', async () => {
  const server = new ModelServer();
  let theirs: Vault | null = null;
  let late = 2;
  const on = raced(
    server,
    (method, path) => method === 'DELETE' && path.startsWith('/api/vaults/'),
    async () => {
      if (!theirs || late-- <= 0) return;
      await theirs.create('urge', { text: `late ${late}` });
      await theirs.sync();
    },
  );
  const { vault: mine, code } = await synced(on);
  theirs = await signedIn(phone(server), code);
  await mine.makeCode();
  await mine.rotateMasterKey();
  await mine.sync();
  assert.equal(mine.rotation, null);
  assert.deepEqual(texts(mine), ['late 0', 'late 1']);
  assert.equal(server.tables.vaults.size, 1);
});

test('a page of a proxy in place of an answer about the old vault does not end the move, and loses nothing of it', async () => {
  const pages = [
    () => new Response('<h1>410 Gone</h1>', { status: 410 }),
    () => new Response('<h1>404</h1>', { status: 404 }),
    () => new Response('log in to the train wifi'),
  ];
  for (const page of pages) {
    const server = new ModelServer();
    let paged: ((method: string, path: string) => boolean) | null = null;
    const on = phone(server, {
      fetch: async (url, init) =>
        paged?.(init.method ?? 'GET', new URL(url).pathname) ? page() : server.fetch(url, init),
    });
    const { vault: mine, code } = await synced(on);
    const theirs = await signedIn(phone(server), code);
    const [old] = server.tables.vaults.keys();
    const [slot] = server.tables.slots.keys();
    await theirs.create('urge', { text: 'only in the old vault' });
    await theirs.sync();
    const next = await mine.makeCode();
    for (const asked of [
      (method: string, path: string) => method === 'POST' && path === `/api/vaults/${old}/sync`,
      (method: string, path: string) => method === 'DELETE' && path === `/api/slots/${slot}`,
      (method: string, path: string) => method === 'DELETE' && path === `/api/vaults/${old}`,
    ]) {
      paged = asked;
      if (!mine.rotation) await mine.rotateMasterKey();
      await mine.sync();
      assert.equal(mine.state, 'gone');
      assert.notEqual(mine.rotation, null);
      assert.ok(server.tables.vaults.has(String(old)));
    }
    paged = null;
    await mine.sync();
    assert.equal(mine.rotation, null);
    assert.deepEqual(texts(mine), ['only in the old vault']);
    assert.deepEqual(diary(await signedIn(phone(server), next)), diary(mine));
    assert.deepEqual(await vaultsIn(phone(server)).signIn(code, 'discard'), { ok: false, why: 'unknown' });
  }
});

test('somebody who never stops writing there only keeps the old copy waiting, and the old code is void', async () => {
  const server = new ModelServer();
  let theirs: Vault | null = null;
  let number = 0;
  const on = raced(
    server,
    (method, path) => method === 'DELETE' && path.startsWith('/api/vaults/'),
    async () => {
      number += 1;
      await theirs?.create('urge', { text: `${number}` });
      await theirs?.sync();
    },
  );
  const { vault: mine, code } = await synced(on);
  theirs = await signedIn(phone(server), code);
  await mine.makeCode();
  await mine.rotateMasterKey();
  await mine.sync();
  assert.equal(mine.rotation?.step, 'erasing');
  assert.equal(server.tables.vaults.size, 2);
  assert.deepEqual(await vaultsIn(phone(server)).signIn(code, 'discard'), { ok: false, why: 'unknown' });
  theirs.close();
  theirs = null;
  await mine.sync();
  assert.equal(mine.rotation, null);
  assert.equal(texts(mine).length, number - 1);
});

test('a new vault that is full for now keeps the old one, and the old code opens nothing', async () => {
  const server = new ModelServer();
  const { on, mine, code } = await twoPhones(server);
  const most = 3;
  await mine.makeCode();
  server.most = most;
  await mine.rotateMasterKey();
  await mine.sync();
  assert.equal(mine.state, 'full');
  assert.equal(mine.rotation?.step, 'erasing');
  assert.equal(mine.rotation?.done, most);
  assert.equal(server.tables.vaults.size, 2);
  assert.deepEqual(await vaultsIn(phone(server)).signIn(code, 'discard'), { ok: false, why: 'unknown' });
  server.most = 50_000;
  mine.close();
  assert.equal((await settled(on)).state, 'idle');
  assert.equal(server.tables.vaults.size, 1);
});

/** A move into a vault that is soon full, on a phone that is lost after so many writes and requests; whether it lived to the end of it. */
async function lost(after: number, phones: TwoPhones, before: ModelServer): Promise<boolean> {
  const { server, on, mine, code } = await again(phones, before);
  const told = texts(mine);
  const next = await mine.makeCode();
  server.most = 3;
  const lived = await dying(on).does(after, async () => {
    await mine.rotateMasterKey();
    await mine.sync();
  });
  mine.close();
  const answer = await vaultsIn(phone(server)).signIn(next, 'discard');
  if (!answer.ok) {
    assert.deepEqual(texts(await signedIn(phone(server), code)), told, `neither code opens it after ${after} steps`);
    return lived;
  }
  const { vault } = answer;
  await vault.sync();
  assert.deepEqual(texts(vault), told, `after ${after} steps`);
  assert.equal(vault.coming, null);
  assert.equal(vault.state, 'full');
  assert.deepEqual(await vaultsIn(phone(server)).signIn(code, 'discard'), { ok: false, why: 'unknown' });
  assert.equal(server.tables.vaults.size, 2);
  server.most = 50_000;
  await vault.sync();
  assert.equal(vault.state, 'idle');
  assert.equal(vault.rotation, null);
  assert.equal(server.tables.vaults.size, 1);
  const third = await signedIn(phone(server), next);
  assert.deepEqual(diary(third), diary(vault));
  assert.equal(third.entries.get(await third.named('keys'))?.fields.old, '');
  return lived;
}

test('a phone that is lost while its diary moves has lost nothing that was on the server: one code opens all of it', async () => {
  const server = new ModelServer();
  const phones = await twoPhones(server);
  let after = 0;
  while (!(await lost(after, phones, server))) after += 1;
  assert.ok(after > 20, `only ${after} steps`);
});

test('two phones that both see to the end of a move lose nothing, and double nothing', async () => {
  const server = new ModelServer();
  const { mine } = await twoPhones(server);
  const next = await mine.makeCode();
  server.most = 3;
  await mine.rotateMasterKey();
  await mine.create('urge', { text: 'here only' });
  await mine.sync();
  const theirs = await signedIn(phone(server), next);
  await theirs.sync();
  await theirs.create('urge', { text: 'there only' });
  assert.equal(theirs.rotation?.step, 'erasing');
  await assert.rejects(theirs.makeCode().then(() => theirs.rotateMasterKey()));
  server.most = 50_000;
  await rounds(theirs, mine);
  assert.equal(mine.rotation, null);
  assert.equal(theirs.rotation, null);
  assert.equal(server.tables.vaults.size, 1);
  assert.deepEqual(diary(theirs), diary(mine));
  assert.deepEqual(texts(mine), ['before', 'here only', 'kept', 'plan', 'removed', 'there only', 'tuesday']);
});

test('what only a newer app can read keeps the old vault until there is one', async () => {
  const server = new ModelServer();
  const { on, mine } = await twoPhones(server);
  const [old] = server.tables.vaults.values();
  assert.ok(old);
  const foreign = { version: 1, sealed: new Uint8Array(285).fill(2), seq: old.seq + 1 };
  old.seq += 1;
  old.records.set('f'.repeat(32), foreign);
  await mine.sync();
  const next = await mine.makeCode();
  await mine.rotateMasterKey();
  await mine.sync();
  assert.equal(mine.rotation?.step, 'erasing');
  assert.ok(mine.troubles.has('newer'));
  assert.ok(await signedIn(phone(server), next));
  // The newer app, for this test one to which the record says nothing at all.
  old.records.delete('f'.repeat(32));
  mine.close();
  await settled(on);
  assert.equal(server.tables.vaults.size, 1);
});

test('two phones that move at once lose nothing, and double nothing', async () => {
  const server = new ModelServer();
  const { mine, other, theirs } = await twoPhones(server);
  await mine.create('urge', { text: 'mine' });
  await theirs.create('urge', { text: 'theirs' });
  const next = await mine.makeCode();
  await theirs.makeCode();
  await Promise.all([mine.rotateMasterKey(), theirs.rotateMasterKey()]);
  await rounds(mine, theirs);
  assert.equal(mine.rotation, null);
  assert.equal(theirs.rotation, null);
  const answer = await vaultsIn(other).signIn(next, 'add');
  assert.ok(answer.ok);
  await rounds(answer.vault, mine);
  assert.deepEqual(diary(answer.vault), diary(mine));
  assert.deepEqual(texts(mine), ['before', 'kept', 'mine', 'plan', 'removed', 'theirs', 'tuesday']);
});

test('a phone that has missed several moves meets its own records in the last vault', async () => {
  const server = new ModelServer();
  const { mine, other, theirs, edited } = await twoPhones(server);
  await theirs.edit(edited, { did_text: 'written meanwhile' });
  let next = '';
  for (let move = 0; move < 3; move += 1) {
    await mine.create('urge', { text: `in vault ${move}` });
    next = await mine.makeCode();
    await mine.rotateMasterKey();
    await mine.sync();
    assert.equal(mine.rotation, null);
  }
  await theirs.sync();
  const answer = await vaultsIn(other).signIn(next, 'add');
  assert.ok(answer.ok);
  await rounds(answer.vault, mine);
  assert.deepEqual(diary(answer.vault), diary(mine));
  const moves = ['in vault 0', 'in vault 1', 'in vault 2'];
  assert.deepEqual(texts(mine), ['before', ...moves, 'kept', 'plan', 'removed', 'tuesday', 'written meanwhile']);
  assert.equal(server.tables.vaults.size, 1);
});

test('what another tab writes while the records are sealed anew comes along, and the tab goes on in the new vault', async () => {
  const server = new ModelServer();
  const { on, mine } = await twoPhones(server);
  const tab = (await vaultsIn(on).open()) as Vault;
  const next = await mine.makeCode();
  const moved = mine.rotateMasterKey();
  const written = await Promise.all(
    [...Array(8).keys()].map((at) =>
      tab.create('urge', { text: `tab ${at}` }).then(
        () => at,
        () => null,
      ),
    ),
  );
  await tab.writeDevice('tab', { text: 'x' }).catch(() => undefined);
  await moved;
  await mine.sync();
  for (const at of written) if (at !== null) assert.ok(texts(mine).includes(`tab ${at}`));
  await until(() => tab.replaced);
  assert.ok(await signedIn(phone(server), next));
});

test("a move that this phone has no room for has not happened, and is not tried again behind one's back", async () => {
  const server = new ModelServer();
  const { on, mine, code } = await twoPhones(server);
  await mine.makeCode();
  const put = IDBObjectStore.prototype.clear;
  IDBObjectStore.prototype.clear = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  try {
    await assert.rejects(mine.rotateMasterKey());
  } finally {
    IDBObjectStore.prototype.clear = put;
  }
  assert.equal(mine.rotation, null);
  await mine.create('urge', { text: 'after' });
  mine.close();
  const again = await settled(on);
  assert.ok(texts(again).includes('after'));
  await again.sync();
  assert.ok(texts(await signedIn(phone(server), code)).includes('after'));
});

test('«slett alt» in the middle of a rotation erases both vaults', async () => {
  const server = new ModelServer();
  let online = true;
  const on = phone(server, {
    fetch: (url, init) => (online ? server.fetch(url, init) : Promise.reject(new TypeError('no network'))),
  });
  const { vault, vaults } = await synced(on);
  const channel = { id: 'c'.repeat(32), auth: 'd'.repeat(64) };
  server.tables.channels.set(channel.id, channel);
  await vault.writeDevice('channel', { ...channel, told: 'x' });
  online = false;
  await vault.makeCode();
  await vault.rotateMasterKey();
  assert.notEqual(vault.device.get('channel')?.id, channel.id);
  assert.equal(vault.device.get('channel')?.told, '');
  await vault.deleteEverything();
  online = true;
  assert.equal(await vaults.finishDeletions(), 0);
  const { slots, channels, vaults: boxes } = server.tables;
  assert.equal(slots.size + channels.size + boxes.size, 0);
});

test('a diary on this phone only has no code that somebody could know', async () => {
  const vault = await vaultsIn(phone(new ModelServer())).create();
  await vault.makeCode();
  await assert.rejects(vault.rotateMasterKey());
  assert.equal(vault.rotation, null);
});

test('with a lock set a move that was cut short goes on once somebody has opened it, and no other key comes to rest', async () => {
  const pin = '271828';
  for (const after of [2, 4, 8]) {
    const server = new ModelServer();
    const { on, vaults: page, mine } = await twoPhones(server);
    await page.lock.put(pin);
    const next = await mine.makeCode();
    const app = dying(on);
    await app.does(after, async () => {
      await mine.rotateMasterKey();
      await mine.sync();
    });
    mine.close();
    const vaults = vaultsIn(on);
    await assert.rejects(vaults.open(), { name: 'Locked' });
    await vaults.finishDeletions();
    assert.deepEqual(await vaults.lock.open(pin), { ok: true });
    const vault = (await vaults.open()) as Vault;
    for (let round = 0; round < 3 && vault.rotation; round += 1) await vault.sync();
    assert.equal(vault.rotation, null, `after ${after} steps`);
    const database = await openDatabase(on.database);
    assert.equal((await database.get('meta', 'vault'))?.wrapped.by, 'lock');
    assert.deepEqual(await database.getAllKeys('keys'), []);
    database.close();
    vault.close();
    assert.deepEqual(texts(await signedIn(phone(server), next)), ['before', 'kept', 'plan', 'removed', 'tuesday']);
  }
});
