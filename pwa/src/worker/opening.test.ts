/** One push is one opening of the database and one transaction before the notification, whatever rests on the phone. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { IDBFactory } from 'fake-indexeddb';
import { nudgeKinds } from '../core/model/reminders.ts';
import { openDatabase } from '../core/vault/database.ts';
import { browserEnvironment, type VaultEnvironment } from '../core/vault/environment.ts';
import { writeUnsealedPrefs } from '../core/vault/unsealed-prefs.ts';
import { vaultsIn } from '../core/vault/vaults.ts';
import { type Asked, push } from './modelWorker.ts';

const on: VaultEnvironment = {
  ...browserEnvironment(),
  fetch: async () => new Response(null),
  stretch: async (_, salt) => salt,
};
const once: Asked = { opened: 1, transactions: 1 };
const neutral = 'Nøytralt';

async function changeDisk(change: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<unknown>) {
  const database = await openDatabase(on.database);
  await change(database);
  database.close();
}

/** A diary in which one thing is written, and a record of this phone alone. */
async function diary(): Promise<void> {
  const vault = await vaultsIn(on).create();
  await vault.write('settings', 'settings', { locale: 'nb', style: 'full' });
  await vault.create('urge', { date: '2026-11-24', part: 'evening', strength: 6 });
  await vault.writeDevice('own', { asked: {}, on: {}, ids: {} });
  vault.close();
}

beforeEach(() => Object.assign(globalThis, { indexedDB: new IDBFactory() }));

for (const kind of nudgeKinds)
  test(`an open diary is opened once for one that is ${kind}, and tells its words`, async () => {
    await diary();
    const { asked, shown } = await push(kind);
    assert.deepEqual(asked, once);
    assert.notEqual(shown.body, neutral);
  });

test('a locked phone says what came', async () => {
  await diary();
  const wrapped = { by: 'lock' as const, salt: new Uint8Array(16), sealed: new Uint8Array(0) };
  await changeDisk(async (database) => {
    const meta = await database.get('meta', 'vault');
    if (meta) await database.put('meta', { ...meta, wrapped }, 'vault');
    await database.clear('keys');
  });
  const { asked, shown } = await push('daily');
  assert.deepEqual([asked, shown.body], [once, neutral]);
});

test('a phone without a diary says what came', async () => {
  // Making the database is a transaction of its own.
  await changeDisk(async () => undefined);
  const { asked, shown } = await push('daily');
  assert.deepEqual([asked, shown.title, shown.body], [once, 'Fotfeste', neutral]);
});

test('the mask is shown, with a diary and without, by a guest too', async () => {
  await changeDisk((database) => writeUnsealedPrefs(database, { mask: 'vaner', guests: true }));
  const bare = await push('daily');
  assert.deepEqual([bare.asked, bare.shown.title, bare.shown.body], [once, 'Vaner', neutral]);
  await diary();
  const { asked, shown } = await push('daily');
  assert.deepEqual([asked, shown.title], [once, 'Vaner']);
  assert.notEqual(shown.body, neutral);
});

test('the mask is shown when the records cannot be read', async (t) => {
  await diary();
  await changeDisk((database) => writeUnsealedPrefs(database, { mask: 'vaner' }));
  t.mock.method(IDBIndex.prototype, 'getAll', () => {
    throw new DOMException('broken', 'UnknownError');
  });
  const { asked, shown } = await push('weekly');
  assert.deepEqual([asked, shown.title, shown.body], [once, 'Vaner', neutral]);
});

test('a key that is damaged or gone says what came', async () => {
  await diary();
  const other = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  await changeDisk((database) => database.put('keys', other, 'device'));
  const damaged = await push('weekly');
  assert.deepEqual([damaged.asked, damaged.shown.body], [once, neutral]);
  await changeDisk((database) => database.clear('keys'));
  const gone = await push('weekly');
  assert.deepEqual([gone.asked, gone.shown.body], [once, neutral]);
});

test('what comes again makes no sound', async () => {
  const vault = await vaultsIn(on).create();
  await vault.write('settings', 'settings', { locale: 'nb' });
  vault.close();
  const first = await push('daily', 'b');
  assert.equal(first.shown.silent, false);
  await changeDisk((database) => writeUnsealedPrefs(database, { mask: 'vaner' }));
  const again = await push('daily', 'b');
  assert.deepEqual([again.asked, again.shown.title, again.shown.silent], [once, 'Vaner', true]);
});
