/** A diary that is opened from one look at the disk shows what one shows that reads everything for itself. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BootData, readAtBoot } from './boot-read.ts';
import { openDatabase } from './database.ts';
import type { VaultEnvironment } from './environment.ts';
import { diary, until } from './modelPhones.ts';
import { ModelServer, phone } from './modelServer.ts';
import type { Vault } from './types.ts';
import { vaultsIn } from './vaults.ts';

/** One look, where a diary is expected. */
async function looked({ database }: VaultEnvironment): Promise<BootData> {
  const { bootData, begun } = await readAtBoot(await openDatabase(database), { database }, true);
  assert.ok(bootData && begun);
  return bootData;
}

async function kept() {
  const on = phone(new ModelServer());
  const vault = await vaultsIn(on).create();
  const first = await vault.create('urge', { text: 'first' });
  await vault.create('urge', { text: 'second' });
  await vault.writeDevice('safety', { answer: 'some' });
  await until(() => vault.entries.size === 2);
  return { on, vault, first };
}

test('one look is enough to open a diary: nothing is read once more', async () => {
  const { on, vault } = await kept();
  const shown = diary(vault);
  vault.close();
  const seen = await looked(on);
  const begin = IDBDatabase.prototype.transaction;
  const read: string[] = [];
  IDBDatabase.prototype.transaction = function transaction(this: IDBDatabase, ...given: Parameters<typeof begin>) {
    if (given[1] !== 'readwrite') read.push(...[given[0]].flat().map(String));
    return begin.apply(this, given);
  };
  let again: Vault | null;
  try {
    again = await vaultsIn(on).open(seen);
  } finally {
    IDBDatabase.prototype.transaction = begin;
  }
  assert.ok(again);
  assert.deepEqual(diary(again), shown);
  assert.deepEqual(again.device.get('safety'), { answer: 'some' });
  assert.deepEqual(
    read.filter((store) => store !== 'goodbye'),
    [],
  );
});

test('what another tab writes after the look is shown', async () => {
  const { on, vault: tab, first } = await kept();
  const seen = await looked(on);
  await tab.edit(first, { text: 'changed' });
  await tab.writeDevice('safety', { answer: 'no' });
  await until(() => seen.stale());
  const vault = await vaultsIn(on).open(seen);
  assert.ok(vault);
  assert.deepEqual(diary(vault), diary(tab));
  assert.deepEqual(vault.device.get('safety'), { answer: 'no' });
});

test('what another tab puts in its place after the look is opened', async () => {
  const { on, vault: tab } = await kept();
  const seen = await looked(on);
  await tab.keepAsNew();
  await until(() => seen.stale());
  const vault = await vaultsIn(on).open(seen);
  assert.ok(vault && !vault.replaced);
  assert.deepEqual(diary(vault), diary(tab));
  assert.equal(vault.entries.size, 2);
});

test('where nothing is expected, or a lock is shut, nothing but that is looked at', async () => {
  const { on, vault } = await kept();
  const database = await openDatabase(on.database);
  assert.deepEqual(await readAtBoot(database, on, false), {
    unsealedPrefs: {},
    begun: true,
    locked: false,
    kind: 'pin',
  });
  const vaults = vaultsIn(on);
  await vaults.open();
  await vaults.lock.put('271828');
  assert.deepEqual(await readAtBoot(database, on, true), {
    unsealedPrefs: { sweep: true },
    begun: true,
    locked: true,
    kind: 'pin',
  });
  vault.close();
});
