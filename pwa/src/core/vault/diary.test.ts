import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase } from './database.ts';
import type { VaultEnvironment } from './environment.ts';
import { openForReading } from './reading.ts';
import { open, place, snapshotKey } from './seal.ts';
import { openEntries, writeParts } from './snapshot.ts';
import type { Vault } from './types.ts';
import { unlockVault } from './unlocked.ts';
import { vaultsIn } from './vaults.ts';

let count = 0;

function alonePhone(): VaultEnvironment {
  count += 1;
  return {
    database: `diary-${count}`,
    server: 'http://nowhere.invalid',
    fetch: () => Promise.reject(new Error('no network')),
    now: () => 1_790_000_000_000,
    stretch: () => Promise.reject(new Error('no lock here')),
  };
}

async function opened(phone: VaultEnvironment): Promise<Vault> {
  const vault = await vaultsIn(phone).open();
  assert.ok(vault);
  return vault;
}

test('a phone that keeps nothing opens as nothing', async () => {
  assert.equal(await vaultsIn(alonePhone()).open(), null);
});

test('what was written is there when the app opens again', async () => {
  const phone = alonePhone();
  const vault = await vaultsIn(phone).create();
  const id = await vault.create('urge', { strength: 7, text: 'kveld på hotell' });
  await vault.edit(id, { after: 3 });
  const named = await vault.write('checkin/2026-11-25', 'checkin', { date: '2026-11-25', mood: 6 });
  assert.equal(named, await vault.named('checkin/2026-11-25'));
  vault.close();
  const again = await opened(phone);
  assert.deepEqual(again.entries.get(id)?.fields, { strength: 7, text: 'kveld på hotell', after: 3 });
  assert.equal(again.entries.get(named)?.fields.mood, 6);
  assert.equal(again.tag, vault.tag);
});

test('what was typed just before a quick exit is kept, and nothing is shown any more', async () => {
  const phone = alonePhone();
  const vault = await vaultsIn(phone).create();
  const last = [vault.create('urge', { text: 'one' }), vault.create('urge', { text: 'two' })];
  vault.close();
  assert.equal(vault.entries.size, 0);
  await Promise.all(last);
  assert.equal(vault.entries.size, 0);
  await assert.rejects(vault.create('urge', { text: 'three' }), { name: 'Closed' });
  assert.equal((await opened(phone)).entries.size, 2);
});

test('a removed record is gone, and its undo brings it back as it was', async () => {
  const phone = alonePhone();
  const vault = await vaultsIn(phone).create();
  const id = await vault.create('urge', { strength: 7, text: 'a' });
  const entry = vault.entries.get(id);
  assert.ok(entry);
  await vault.remove(id);
  assert.equal(vault.entries.size, 0);
  assert.equal((await opened(phone)).entries.size, 0);
  await vault.revive(entry);
  assert.deepEqual(vault.entries.get(id)?.fields, entry.fields);
});

test('edits made at the same instant all stand', async () => {
  const vault = await vaultsIn(alonePhone()).create();
  const id = await vault.create('answer', {});
  await Promise.all(Array.from({ length: 20 }, (_, place) => vault.edit(id, { [`box_${place}_text`]: `${place}` })));
  assert.equal(Object.keys(vault.entries.get(id)?.fields ?? {}).length, 20);
});

test('two tabs editing one record at once lose neither edit, and each shows both', async () => {
  const phone = alonePhone();
  const one = await vaultsIn(phone).create();
  const id = await one.create('urge', { strength: 1 });
  const two = await opened(phone);
  await Promise.all([one.edit(id, { after: 2 }), two.edit(id, { place: 'home' })]);
  for (const tab of [one, two]) {
    await until(() => Object.keys(tab.entries.get(id)?.fields ?? {}).length === 3);
    tab.close();
  }
});

test('a text of 65,533 bytes is refused before anything is stored', async () => {
  const vault = await vaultsIn(alonePhone()).create();
  const id = await vault.create('urge', { text: 'short' });
  await assert.rejects(vault.edit(id, { text: 'x'.repeat(65_533) }), { name: 'TooLong' });
  assert.equal(vault.entries.get(id)?.fields.text, 'short');
});

test('nothing that was typed rests unsealed', async () => {
  const phone = alonePhone();
  const vault = await vaultsIn(phone).create();
  await vault.create('urge', { text: 'kanarifugl-i-dagboken' });
  await vault.writeDevice('safety/kanarifugl-navn', { answer: 'kanarifugl-svar' });
  const database = await openDatabase(phone.database);
  for (const store of ['meta', 'records', 'here', 'snapshot', 'goodbye'] as const) {
    for (const value of await database.getAll(store)) assert.doesNotMatch(latin(value), /kanarifugl/);
  }
  const key = await database.get('keys', 'device');
  assert.equal(key?.extractable, false);
  assert.equal(key?.algorithm.name, 'AES-GCM');
});

test('a record that never leaves the phone is kept beside the others and never put', async () => {
  const phone = alonePhone();
  const vault = await vaultsIn(phone).create();
  await vault.writeDevice('safety', { answer: 'some' });
  vault.close();
  const again = await opened(phone);
  assert.deepEqual(again.device.get('safety'), { answer: 'some' });
  assert.equal(await (await openDatabase(phone.database)).count('records'), 0);
  await again.writeDevice('safety', null);
  assert.equal((await opened(phone)).device.size, 0);
});

test('a crash between the record and the snapshot loses nothing', async () => {
  const phone = alonePhone();
  const vault = await vaultsIn(phone).create();
  const ids: string[] = [];
  for (let place = 0; place < 5; place += 1) ids.push(await vault.create('urge', { strength: place }));
  const database = await openDatabase(phone.database);
  const old = await database.get('snapshot', 'snapshot');
  await vault.edit(ids[0] ?? '', { strength: 9 });
  await vault.remove(ids[1] ?? '');
  if (old) await database.put('snapshot', old, 'snapshot');
  else await database.delete('snapshot', 'snapshot');
  const again = await opened(phone);
  assert.equal(again.entries.get(ids[0] ?? '')?.fields.strength, 9);
  assert.equal(again.entries.size, 4);
});

test('a damaged snapshot is rebuilt from the records', async () => {
  const phone = alonePhone();
  const vault = await vaultsIn(phone).create();
  const id = await vault.create('urge', { strength: 5 });
  const database = await openDatabase(phone.database);
  const { epoch } = (await database.get('meta', 'vault')) ?? { epoch: '' };
  await database.put('snapshot', { epoch, generation: 99, sealed: new Uint8Array(80).fill(1) }, 'snapshot');
  assert.equal((await opened(phone)).entries.get(id)?.fields.strength, 5);
});

test('a snapshot gives back every letter, and rests without one that takes more than a byte', async () => {
  const phone = alonePhone();
  await vaultsIn(phone).create();
  const unlocked = await unlockVault(await openDatabase(phone.database));
  assert.ok(unlocked);
  const { store, seals, epoch } = unlocked;
  const text = 'Æ ø å – 𝒳 😀 \\u00e6 "\u2028" \ud800';
  const entries = new Map([['id', { id: 'id', kind: 'urge', fields: { text }, also: [], changed: 1 }]]);
  await writeParts(store, seals, epoch, { entries, generation: 7 }, Date.now(), null);
  assert.deepEqual((await openEntries(store, seals, epoch)).entries, entries);
  const rests = await store.database.get('snapshot', 'snapshot');
  assert.ok(rests);
  const plain = await open(await snapshotKey(seals.master), rests.sealed, place('snapshot'));
  assert.ok(plain.every((byte) => byte < 0x80));
});

test('the worker reads what the app has written, and nothing when there is no key', async () => {
  const phone = alonePhone();
  assert.equal(await openForReading(Date.now(), phone.database), null);
  const vault = await vaultsIn(phone).create();
  const id = await vault.create('urge', { strength: 4 });
  assert.equal((await openForReading(Date.now(), phone.database))?.entries.get(id)?.fields.strength, 4);
  await (await openDatabase(phone.database)).delete('keys', 'device');
  assert.equal(await openForReading(Date.now(), phone.database), null);
});

test('deleting everything leaves no record, no key and nothing to open', async () => {
  const phone = alonePhone();
  const vaults = vaultsIn(phone);
  const vault = await vaults.create();
  await vault.create('urge', { strength: 4 });
  await vault.deleteEverything();
  assert.equal(vault.entries.size, 0);
  assert.equal(await vaults.open(), null);
  const database = await openDatabase(phone.database);
  for (const store of ['keys', 'meta', 'records', 'here', 'snapshot', 'goodbye'] as const) {
    assert.equal(await database.count(store), 0, store);
  }
});

test('a tab that was open when everything was deleted can write no more', async () => {
  const phone = alonePhone();
  const vault = await vaultsIn(phone).create();
  const other = await opened(phone);
  await vault.deleteEverything();
  await assert.rejects(other.create('urge', { strength: 1 }), { name: 'Closed' });
  assert.equal(await vaultsIn(phone).open(), null);
});

test('this browser is found able to keep a diary', async () => {
  assert.equal(await vaultsIn(alonePhone()).supported(), true);
});

function latin(value: unknown): string {
  return JSON.stringify(value, (_, part) => (part instanceof Uint8Array ? Buffer.from(part).toString('latin1') : part));
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 6_000 && !holds(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.ok(holds());
}
