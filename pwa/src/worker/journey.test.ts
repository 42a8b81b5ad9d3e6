/** The files that a push passes through on the phone are those that the page on the journeys lists. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase } from '../core/vault/database.ts';
import { browserEnvironment, type VaultEnvironment } from '../core/vault/environment.ts';
import { vaultsIn } from '../core/vault/vaults.ts';
import { follow, listed } from '../testing/passed.ts';
import { push } from './modelWorker.ts';

const most = 10;

/** A diary that rests whole in its snapshot, with nothing of today, on a phone that has asked for reminders. */
async function diary(): Promise<void> {
  const on: VaultEnvironment = {
    ...browserEnvironment(),
    fetch: async () => new Response(null),
    stretch: async (_, salt) => salt,
  };
  const vault = await vaultsIn(on).create();
  await vault.write('settings', 'settings', { locale: 'nb', what: ['again'] });
  await vault.create('urge', { date: '2026-01-24', part: 'evening', strength: 6 });
  await vault.writeDevice('channel', { id: 'aa', auth: 'bb' });
  vault.close();
  // What is opened with something that the snapshot has not seen writes it anew.
  const again = await vaultsIn(on).open();
  again?.close();
  const database = await openDatabase(on.database);
  const whole = async () =>
    (await database.get('snapshot', 'snapshot'))?.generation === (await database.get('meta', 'vault'))?.generation;
  while (!(await whole())) await new Promise(setImmediate);
  database.close();
}

test('a push passes the files that are listed', async () => {
  await diary();
  await push('daily');
  let files: string[] = [];
  const end = follow();
  const { shown } = await push('daily', 'another', () => {
    files = end();
  });
  assert.notEqual(shown.body, 'Nøytralt');
  assert.deepEqual(files, listed('A push on the phone').sort());
  assert.ok(files.length <= most);
});
