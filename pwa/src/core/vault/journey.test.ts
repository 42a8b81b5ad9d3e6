/** The files that an entry passes through on its way to the server are those that the page on the journeys lists. */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { follow, listed } from '../../testing/passed.ts';
import { synced, until } from './modelPhones.ts';
import { ModelServer, phone } from './modelServer.ts';

const most = 8;

test('an entry that rests on the disk passes the files that are listed on its way to the server', async (context) => {
  const server = new ModelServer();
  let heard: (() => void) | null = null;
  const on = phone(server, {
    fetch: (url, init) => {
      if (url.endsWith('/sync')) heard?.();
      return server.fetch(url, init);
    },
  });
  const { vault } = await synced(on);
  vault.keepSynced();
  // What is loaded at its first need is there afterwards.
  await vault.create('urge', { strength: 3 });
  await vault.sync();
  await until(() => vault.state === 'idle');
  const { put } = IDBObjectStore.prototype;
  context.after(() => Object.assign(IDBObjectStore.prototype, { put }));
  let end: (() => string[]) | null = null;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...row) {
    if (this.name === 'records') end ??= follow();
    return put.apply(this, row);
  };
  const sent = new Promise<string[]>((resolve) => {
    heard = () => {
      heard = null;
      if (end) resolve(end());
    };
  });
  await vault.create('urge', { strength: 6 });
  const passed = await sent;
  vault.close();
  const before = listed('A tap, to the disk');
  const files = passed.filter((it) => !before.includes(it));
  assert.deepEqual(files, listed('A tap, to the server').sort());
  assert.ok(files.length <= most);
});
