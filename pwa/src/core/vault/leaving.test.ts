import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dying } from '../../testing/dying.ts';
import { noReminders } from '../model/reminders.ts';
import { channelFields, channelRecord, newChannel } from './channel.ts';
import { openDatabase } from './database.ts';
import { diary, signedIn, synced, until } from './modelPhones.ts';
import { ModelServer, phone, problem } from './modelServer.ts';
import { Disk } from './reading.ts';
import { RecordStore } from './record-store.ts';
import type { Vault } from './types.ts';
import { vaultsIn } from './vaults.ts';

test('a vault deleted elsewhere is asked about, and not synced any more', async () => {
  const server = new ModelServer();
  const { vault: one, code } = await synced(phone(server));
  const on = phone(server);
  const two = await signedIn(on, code);
  await two.create('urge', { text: 'not sent' });
  await one.deleteEverything();
  await vaultsIn(phone(server)).finishDeletions();
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
  assert.equal(await vaults.finishDeletions(), 3);
  const database = await openDatabase(on.database);
  for (const box of await database.getAll('goodbye')) assert.deepEqual(Object.keys(box).sort(), ['auth', 'id', 'kind']);
  online = true;
  assert.equal(await vaults.finishDeletions(), 0);
  assert.equal(server.tables.slots.size + server.tables.vaults.size + server.tables.channels.size, 0);
});

test('a box that a server cannot erase now stays on the list, and is erased at the next start', async () => {
  const server = new ModelServer();
  let fault: (() => Response) | null = null;
  const on = phone(server, {
    fetch: async (url, init) => (init.method === 'DELETE' && fault ? fault() : server.fetch(url, init)),
  });
  const { vault, vaults } = await synced(on);
  const answers = [
    () => problem(503, 'overloaded'),
    () => problem(500, 'fault'),
    () => problem(429, 'too-often'),
    () => new Response('<h1>404</h1>', { status: 404 }),
    () => new Response('<h1>410 Gone</h1>', { status: 410 }),
    () => new Response('log in to the train wifi'),
    () => problem(404, 'no-such-page'),
  ];
  fault = answers[0] ?? null;
  await vault.deleteEverything();
  for (const answer of answers) {
    fault = answer;
    assert.equal(await vaults.finishDeletions(), 2);
    assert.equal(server.tables.slots.size + server.tables.vaults.size, 2);
  }
  fault = null;
  await vaultsIn(on).open();
  await until(() => server.tables.slots.size + server.tables.vaults.size === 0);
  assert.equal(await vaults.finishDeletions(), 0);
});

test('after «Slett alt» with a mask worn nothing is left outside the seal but the mask', async () => {
  const on = phone(new ModelServer());
  const { vault, vaults } = await synced(on);
  await vaults.lock.put('271828');
  await vaults.writeUnsealedPrefs({ mask: 'vaner', locale: 'en', theme: 'dark', guests: false });
  await vaultsIn(on).lock.open('000000');
  const disk = new Disk(on.database);
  await disk.note('tag');
  await disk.close();
  const stands = ['guests', 'locale', 'mask', 'sweep', 'tags', 'theme', 'tries'];
  assert.deepEqual(Object.keys(await vaults.unsealedPrefs()).sort(), stands);
  await vault.deleteEverything();
  // The next start sweeps once more.
  assert.deepEqual(await vaults.unsealedPrefs(), { mask: 'vaner', sweep: true });
  await vaultsIn(on).sweep();
  assert.deepEqual(await vaults.unsealedPrefs(), { mask: 'vaner' });
});

test('whoever still holds the vault that lived here before can write no more', async () => {
  const on = phone(new ModelServer());
  const { vault } = await synced(on);
  const database = await openDatabase(on.database);
  const before = new RecordStore(database, (await database.get('meta', 'vault'))?.epoch ?? '');
  await before.meta();
  await vault.keepAsNew();
  await assert.rejects(before.meta(), { name: 'Closed' });
  await assert.rejects(
    before.commit([], () => ({ cursor: 9 })),
    { name: 'Closed' },
  );
  await assert.rejects(before.changeLocals({ id: 'id', sealed: null }), { name: 'Closed' });
});

test('the copy on the server can be given up at any time, and the diary stays on the phone', async () => {
  const server = new ModelServer();
  const { vault } = await synced(phone(server));
  const before = await vault.create('urge', { text: 'mine' });
  await vault.sync();
  await vault.keepAsNew();
  assert.equal(vault.state, 'local');
  assert.equal(vault.entries.has(before), false);
  assert.deepEqual(Object.values(diary(vault)), [{ text: 'mine' }]);
  await until(() => server.tables.vaults.size + server.tables.slots.size === 0);
  await vault.sync();
  assert.equal(vault.state, 'local');
});

test('a channel that no wish was ever sent to is not asked for, whichever way it goes', async () => {
  for (const leave of ['turned off', 'deleted'] as const) {
    const server = new ModelServer();
    const on = phone(server);
    const { vault } = await synced(on);
    await vault.writeDevice(channelRecord, channelFields(newChannel(noReminders)));
    if (leave === 'turned off') await vault.leaveChannel();
    else await vault.deleteEverything();
    assert.equal(await vaultsIn(on).finishDeletions(), 0);
    assert.deepEqual(
      server.calls.filter((it) => it.includes('/channels/')),
      [],
      leave,
    );
  }
});

test('a channel that is turned off while everything is deleted is erased once, also when it has to wait', async () => {
  for (const late of [false, true]) {
    const server = new ModelServer();
    let online = true;
    const on = phone(server, {
      fetch: (url, init) => (online ? server.fetch(url, init) : Promise.reject(new TypeError('no network'))),
    });
    const { vault } = await synced(on);
    const [id, auth] = ['a'.repeat(32), 'b'.repeat(64)];
    server.tables.channels.set(id, { auth });
    await vault.writeDevice('channel', { id, auth });
    online = !late;
    await Promise.allSettled([vault.leaveChannel(), vault.deleteEverything()]);
    online = true;
    await until(() => vault.entries.size === 0);
    for (let left = 1; left > 0; ) left = await vaultsIn(on).finishDeletions();
    const erased = server.calls.filter((it) => it === 'DELETE /api/channels/{id}');
    assert.equal(erased.length, 1);
    assert.equal(server.tables.channels.size, 0);
  }
});

test('a sync that is under way while everything is deleted keeps neither the erasing nor the word of it back', async () => {
  const server = new ModelServer();
  let answer = () => {};
  let held = Promise.resolve();
  const on = phone(server, {
    fetch: async (url, init) => {
      if (url.endsWith('/sync')) await held;
      return server.fetch(url, init);
    },
  });
  const { vault } = await synced(on);
  await vault.create('urge', { text: 'mine' });
  held = new Promise((now) => {
    answer = now;
  });
  const syncing = vault.sync();
  // Answered once the diary is gone, while what is left of it in the browser's files is swept up.
  const open = indexedDB.open.bind(indexedDB);
  indexedDB.open = (name, version) => {
    if (name.endsWith(' sweep 1')) answer();
    return open(name, version);
  };
  await Promise.all([vault.deleteEverything(), syncing]);
  indexedDB.open = open;
  assert.equal(vault.replaced, false);
  await until(() => server.tables.vaults.size === 0);
});

const listed = async (by: Vault, tag: string): Promise<boolean> => {
  await by.sync();
  return [...by.entries.values()].some(({ kind, fields }) => kind === 'device' && fields.tag === tag);
};

test('logged out of and killed after any step, the next start finishes it: the diary goes, and the phone is listed no more', async () => {
  for (let after = 0, lived = false; !lived; after += 1) {
    assert.ok(after < 60, 'never came to its end');
    const server = new ModelServer();
    const on = phone(server);
    const { vault, code } = await synced(on);
    const other = await signedIn(phone(server), code);
    await vault.create('urge', { text: 'mine' });
    await vault.sync();
    const { tag } = vault;
    const own = await vault.named(`device/${tag}`);
    lived = await dying(on).does(after, () => vault.leave(false));
    // Without a word of it on the disk the person was told that it failed.
    const begun = !vault.entries.has(own) || vault.device.size > 0;
    vault.close();
    const next = await vaultsIn(on).open();
    await next?.sync();
    assert.equal(next === null, begun, `after ${after}`);
    assert.equal(await listed(other, tag), !begun, `after ${after}`);
    assert.deepEqual(Object.values(diary(other)), [{ text: 'mine' }]);
  }
});

/** A phone that died when it had noted that it leaves. */
async function leavingPhone(anyway: boolean) {
  const server = new ModelServer();
  let online = true;
  const on = phone(server, {
    fetch: (url, init) => (online ? server.fetch(url, init) : Promise.reject(new TypeError('no network'))),
  });
  const { vault, code } = await synced(on);
  await vault.writeDevice('device-leaving', { anyway });
  await vault.create('urge', { text: 'written in another tab since' });
  online = false;
  vault.close();
  return {
    on,
    code,
    connect: () => {
      online = true;
    },
  };
}

test('what was written after a log-out that was cut short, and is nowhere else, keeps the diary', async () => {
  const { on, connect } = await leavingPhone(false);
  const next = await vaultsIn(on).open();
  assert.deepEqual(Object.values(diary(next as Vault)), [{ text: 'written in another tab since' }]);
  assert.equal(next?.device.size, 0);
  connect();
  await next?.sync();
  assert.ok(await listed(next as Vault, next?.tag ?? ''));
  assert.notEqual(await vaultsIn(on).open(), null);
});

test('a log-out that was to erase what is nowhere else does so at the next start', async () => {
  const { on } = await leavingPhone(true);
  assert.equal(await vaultsIn(on).open(), null);
});

test('who opens the diary with its code after a log-out that was cut short stays', async () => {
  const { on, code, connect } = await leavingPhone(true);
  connect();
  const answer = await vaultsIn(on).signIn(code, 'add');
  assert.ok(answer.ok);
  answer.vault.close();
  assert.notEqual(await vaultsIn(on).open(), null);
});
