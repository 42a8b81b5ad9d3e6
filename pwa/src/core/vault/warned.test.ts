/** What the vault tells of, so that the screens can say it: the clock, the last copy, a newer app, a server that was caught. */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hex, random } from '../bytes.ts';
import { blank, edit } from '../model/merge.ts';
import type { VaultEnvironment } from './environment.ts';
import { signedIn, synced as withCode } from './modelPhones.ts';
import { json, ModelServer, phone } from './modelServer.ts';
import { newRow, receive } from './records.ts';
import { rootKey, Seals } from './seal.ts';
import type { Vault } from './types.ts';
import { vaultsIn } from './vaults.ts';

const hour = 3_600_000;

async function synced(around: VaultEnvironment): Promise<Vault> {
  const { vault } = await withCode(around);
  await vault.create('urge', { strength: 5, text: 'own' });
  await vault.sync();
  assert.equal(vault.state, 'idle');
  return vault;
}

function records(server: ModelServer) {
  const [box] = server.tables.vaults.values();
  assert.ok(box);
  return box;
}

test('the server’s clock is heard in whatever it answers, and a lie about it changes no stamp', async () => {
  const server = new ModelServer();
  let date: string | null = null;
  const vault = await synced(
    phone(server, {
      now: () => Date.UTC(2025, 0, 1),
      fetch: async (url, init) => {
        const answer = await server.fetch(url, init);
        const headers = new Headers(answer.headers);
        if (date) headers.set('Date', date);
        return new Response(answer.status === 204 ? null : await answer.text(), { status: answer.status, headers });
      },
    }),
  );
  assert.equal(vault.clock, null);
  date = new Date(Date.UTC(2026, 0, 1)).toUTCString();
  await vault.sync();
  assert.equal(vault.clock, 365 * 24 * hour);
  date = 'yesterday, or so';
  await vault.sync();
  assert.equal(vault.clock, 365 * 24 * hour);
  const id = await vault.create('urge', { strength: 1 });
  assert.equal(vault.entries.get(id)?.changed, Date.UTC(2025, 0, 1));
});

test('the age of the vault on the server is that of this vault, as far as this phone knows, and begins anew with a new one', async () => {
  const server = new ModelServer();
  let now = Date.UTC(2026, 0, 31, 23);
  const on = phone(server, { now: () => now });
  const vault = await vaultsIn(on).create();
  await vault.create('urge', { strength: 1 });
  assert.equal(vault.copySince, null);
  const code = await vault.makeCode();
  await vault.confirmCode();
  await vault.sync();
  assert.equal(vault.copySince, '2026-01');
  now = Date.UTC(2026, 3, 1);
  await vault.sync();
  assert.equal(vault.copySince, '2026-01');
  // Another phone only knows that it stood there when it signed in.
  assert.equal((await signedIn(phone(server, { now: () => now }), code)).copySince, '2026-04');
  now = Date.UTC(2026, 4, 1);
  await vault.makeCode();
  await vault.rotateMasterKey();
  await vault.sync();
  assert.equal(vault.copySince, '2026-05');
});

test('when everything was last on the server is known after a restart, and not moved on by a sync that failed', async () => {
  const server = new ModelServer();
  let now = Date.UTC(2026, 0, 1);
  let reached = true;
  const around = phone(server, {
    now: () => now,
    fetch: (url, init) => (reached ? server.fetch(url, init) : Promise.reject(new TypeError('no connection'))),
  });
  const vault = await synced(around);
  assert.equal(vault.syncedAt, now);
  reached = false;
  now += 72 * hour;
  await vault.sync();
  assert.equal(vault.state, 'offline');
  vault.close();
  const again = await vaultsIn(around).open();
  assert.equal(again?.syncedAt, now - 72 * hour);
  reached = true;
  await again?.sync();
  assert.equal(again?.syncedAt, now);
});

test('a record of a newer app is said, also after a restart, and shown once the app is another one', async () => {
  const server = new ModelServer();
  const around = { ...phone(server), app: '1' };
  const { vault, code } = await withCode(around);
  const other = await signedIn(phone(server), code);
  const id = await other.create('urge', { strength: 9, text: 'from the newer one' });
  await other.sync();
  const stored = records(server).records.get(id);
  assert.ok(stored);
  stored.sealed[0] = 2;
  await vault.sync();
  assert.deepEqual([...vault.troubles], ['newer']);
  assert.equal(vault.entries.has(id), false);
  vault.close();

  const same = await vaultsIn(around).open();
  assert.deepEqual([...(same?.troubles ?? [])], ['newer']);
  const asked = server.syncs.length;
  await same?.sync();
  assert.equal(server.syncs.length, asked + 1, 'nothing is listed anew for the same app');
  same?.close();

  stored.sealed[0] = 1;
  const newer = await vaultsIn({ ...around, app: '2' }).open();
  assert.deepEqual([...(newer?.troubles ?? [])], []);
  await newer?.sync();
  assert.equal(newer?.entries.get(id)?.fields.text, 'from the newer one');
  assert.deepEqual([...(newer?.troubles ?? [])], []);
});

test('a server of ours that does not know what the app asks is a newer one; a proxy’s page is not', async () => {
  const server = new ModelServer();
  let answer: Response | null = null;
  const vault = await synced(
    phone(server, {
      fetch: (url, init) =>
        answer && url.endsWith('/sync') ? Promise.resolve(answer.clone()) : server.fetch(url, init),
    }),
  );
  answer = new Response('<h1>404</h1>', { status: 404 });
  await vault.sync();
  assert.deepEqual([...vault.troubles], []);
  answer = json(404, { type: '/problems/no-such-page' });
  await vault.sync();
  assert.equal(vault.state, 'gone');
  assert.deepEqual([...vault.troubles], ['newer']);
  answer = null;
  await vault.sync();
  assert.deepEqual([...vault.troubles], []);
});

test('what was read is put away for good, until it happens again', async () => {
  const server = new ModelServer();
  const around = phone(server);
  const vault = await synced(around);
  const before = server.backup();
  await vault.create('urge', { strength: 3 });
  await vault.sync();
  server.restore(before, false);
  await vault.sync();
  assert.equal(vault.rolledBack, true);
  let told = 0;
  vault.subscribe(() => {
    told += 1;
  });
  await vault.seen();
  assert.ok(told > 0);
  assert.equal(vault.rolledBack, false);
  vault.close();
  const again = await vaultsIn(around).open();
  assert.equal(again?.rolledBack, false);
  server.restore(before, false);
  await again?.sync();
  assert.equal(again?.rolledBack, true);
});

test('a row that waited is opened again although its bytes are known', async () => {
  const master = await rootKey(random(32));
  const seals = new Seals(master, hex(random(16)));
  const id = hex(random(16));
  const plain = edit(blank('urge'), { tag: 'aa', now: 1 }, { text: 'readable now' });
  const sealed = await seals.seal(id, 4, plain);
  const row = { ...newRow(id, sealed), base: 4, version: 4, dirty: 0 as const, waits: true };
  const received = await receive(seals, row, { id, version: 4, sealed }, 2);
  assert.deepEqual(received.plain, plain);
  assert.equal(received.row?.waits, false);
});
