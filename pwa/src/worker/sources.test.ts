/** A push reads the phone once, however much it asks. */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { openDatabase } from '../core/vault/database.ts';
import { writeOutside } from '../core/vault/outside.ts';
import { Disk } from '../core/vault/reading.ts';
import { browser, type Surroundings } from '../core/vault/surroundings.ts';
import { vaultsIn } from '../core/vault/vaults.ts';
import { show, sourcesOf } from './push.ts';

const daily = {
  title: 'Fotfeste',
  body: 'Tid for en liten pause?',
  navigate: 'https://x.test/',
  lang: 'nb',
  tag: 'a1',
  data: { kind: 'daily' },
};
const name = browser().database;

/** Shows one, and says what was shown and how often the phone was asked. */
async function pushed(): Promise<{ shown: { title: string; silent: boolean }; opened: number; decrypted: number }> {
  const shown: { title: string; silent: boolean }[] = [];
  const registration = {
    getNotifications: async () => [],
    showNotification: async (title: string, { silent }: { silent: boolean }) => void shown.push({ title, silent }),
  };
  const open = mock.method(indexedDB, 'open');
  const decrypt = mock.method(crypto.subtle, 'decrypt');
  const disk = new Disk();
  await show(registration as never, { notification: daily, data: null } as never, sourcesOf(disk));
  await disk.close();
  const counts = { opened: open.mock.callCount(), decrypted: decrypt.mock.callCount() };
  open.mock.restore();
  decrypt.mock.restore();
  const [one] = shown;
  assert.ok(one);
  return { shown: one, ...counts };
}

test('a daily push opens the database once and the records once, and closes it', async (t) => {
  // However long the disk takes, the notice waits for it.
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const none = { match: async () => undefined };
  Object.assign(globalThis, { caches: { ...none, open: async () => none } });
  const on: Surroundings = { ...browser(), fetch: async () => new Response(null), stretch: async (_, salt) => salt };
  const vault = await vaultsIn(on).create();
  await vault.write('settings', 'settings', { locale: 'nb' });
  vault.close();
  const first = await pushed();
  // The master key, and the one record.
  assert.deepEqual(first, { shown: { title: 'Fotfeste', silent: false }, opened: 1, decrypted: 2 });
  const database = await openDatabase(name);
  await writeOutside(database, { mask: 'vaner' });
  database.close();
  const again = await pushed();
  assert.deepEqual(again.shown, { title: 'Vaner', silent: true });
  assert.equal(again.opened, 1);
});
