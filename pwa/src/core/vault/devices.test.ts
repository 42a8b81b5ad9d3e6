import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knownRecord } from '../model/devices.ts';
import { devicesOf, forgetDevice, know } from './devices.ts';
import type { VaultEnvironment } from './environment.ts';
import { rounds, signedIn, synced, until } from './modelPhones.ts';
import { ModelServer, phone } from './modelServer.ts';
import type { Device, Vault } from './types.ts';
import { vaultsIn } from './vaults.ts';

const kind = (what: 'iphone' | 'android' | 'mac'): Partial<VaultEnvironment> => ({
  device: () => ({ what, browser: 'safari' }),
});
const seen = (vault: Vault): [string, boolean, boolean][] =>
  devicesOf(vault).map(({ what, own, known }) => [what, own, known]);

test('a device that opens the diary with the code is asked about on the others, and on them alone', async () => {
  const server = new ModelServer();
  const on = phone(server, kind('iphone'));
  const { vault: mine, code } = await synced(on);
  assert.deepEqual(seen(mine), [['iphone', true, true]]);
  const theirs = await signedIn(phone(server, kind('android')), code);
  // Whoever has just opened it with the code need not be asked who was there before.
  assert.deepEqual(seen(theirs), [
    ['android', true, true],
    ['iphone', false, true],
  ]);
  await mine.sync();
  assert.deepEqual(seen(mine), [
    ['iphone', true, true],
    ['android', false, false],
  ]);
  await know(mine, [theirs.tag]);
  assert.deepEqual(seen(mine)[1], ['android', false, true]);
  mine.close();
  const again = (await vaultsIn(on).open()) as Vault;
  assert.deepEqual(seen(again)[1], ['android', false, true]);
  const third = await signedIn(phone(server, kind('mac')), code);
  await rounds(third, again);
  assert.deepEqual(
    seen(again)
      .filter(([, , known]) => !known)
      .map(([what]) => what),
    ['mac'],
  );
});

test('a device that was taken from the list is asked about when it comes back', async () => {
  const server = new ModelServer();
  const { vault: mine, code } = await synced(phone(server));
  const theirs = await signedIn(phone(server), code);
  await mine.sync();
  await know(mine, [theirs.tag]);
  const other = devicesOf(mine).find(({ own }) => !own);
  assert.ok(other);
  await forgetDevice(mine, other);
  await rounds(mine, theirs);
  const [, back] = devicesOf(mine);
  assert.equal(back?.tag, theirs.tag);
  assert.equal(back?.known, false);
});

test('the other phones keep the names they are known by through a rotation', async () => {
  const server = new ModelServer();
  const { vault: mine, code } = await synced(phone(server));
  const other = phone(server);
  const theirs = await signedIn(other, code);
  await mine.sync();
  await know(mine, [theirs.tag]);
  const next = await mine.makeCode();
  await mine.rotateMasterKey();
  await mine.sync();
  assert.equal(devicesOf(mine).length, 1);
  await theirs.sync();
  const answer = await vaultsIn(other).signIn(next, 'add');
  assert.ok(answer.ok);
  await mine.sync();
  assert.deepEqual(
    devicesOf(mine).map(({ tag, known }) => [tag, known]),
    [
      [mine.tag, true],
      [theirs.tag, true],
    ],
  );
  // Somebody else who has the old code is nobody here.
  assert.deepEqual(await vaultsIn(phone(server)).signIn(code, 'discard'), { ok: false, why: 'unknown' });
});

test('a device that leaves takes its record and its channel along; the diary and the other devices stay', async () => {
  const server = new ModelServer();
  const { vault: mine, code } = await synced(phone(server));
  const on = phone(server);
  const theirs = await signedIn(on, code);
  const channel = { id: 'c'.repeat(32), auth: 'd'.repeat(64) };
  server.tables.channels.set(channel.id, channel);
  await theirs.writeDevice('channel', channel);
  await theirs.create('urge', { text: 'not sent yet' });
  assert.deepEqual(await theirs.leave(false), { left: true });
  assert.equal(await vaultsIn(on).open(), null);
  assert.equal(await vaultsIn(on).finishDeletions(), 0);
  assert.equal(server.tables.channels.size, 0);
  await mine.sync();
  assert.equal(devicesOf(mine).length, 1);
  assert.ok([...mine.entries.values()].some(({ fields }) => fields.text === 'not sent yet'));
  assert.ok(await signedIn(on, code));
});

test('a device does not leave with what only it has, unless it is told to', async () => {
  const server = new ModelServer();
  let online = true;
  const on = phone(server, {
    fetch: (url, init) => (online ? server.fetch(url, init) : Promise.reject(new TypeError('no network'))),
  });
  const { vault, vaults, code } = await synced(on);
  online = false;
  await vault.create('urge', { text: 'only here' });
  assert.deepEqual(await vault.leave(false), { left: false, unsent: 1, letters: 0 });
  assert.equal(vault.entries.size, 3);
  assert.deepEqual(await vault.leave(true), { left: true });
  assert.equal(await vaults.open(), null);
  assert.ok(await signedIn(phone(server), code));
});

test('a diary whose code is not on the server yet is all on this phone', async () => {
  const server = new ModelServer();
  const on = phone(server, { fetch: () => Promise.reject(new TypeError('no network')) });
  const vault = await vaultsIn(on).create();
  await vault.create('urge', { text: 'here' });
  assert.deepEqual(await vault.leave(false), { left: false, unsent: 1, letters: 0 });
  await vault.makeCode();
  await vault.confirmCode();
  await vault.sync();
  const answer = await vault.leave(false);
  assert.equal(answer.left, false);
});

test('two windows that know a device each, or forget one, at the same moment lose neither word', async () => {
  const on = phone(new ModelServer());
  const one = await vaultsIn(on).create();
  const other = await vaultsIn(on).open();
  assert.ok(other);
  await know(one, ['gone']);
  const device = { id: await one.create('device', { tag: 'gone' }), tag: 'gone' } as Device;
  await until(() => other.device.has(knownRecord) && other.entries.has(device.id));
  await Promise.all([know(one, ['a']), know(other, ['b']), forgetDevice(other, device)]);
  one.close();
  other.close();
  const known = (await vaultsIn(on).open())?.device.get(knownRecord)?.known as string[];
  assert.deepEqual(known.sort(), ['a', 'b']);
});
