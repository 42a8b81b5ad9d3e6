/** What somebody reads who copies a phone's files while its lock is shut: docs/engineers/threat-model.md has the same list, and nothing else is there. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { openDatabase } from './database.ts';
import type { VaultEnvironment } from './environment.ts';
import { synced } from './modelPhones.ts';
import { ModelServer, phone } from './modelServer.ts';
import { Disk } from './reading.ts';
import { vaultsIn } from './vaults.ts';

const page = readFileSync(new URL('../../../../docs/engineers/threat-model.md', import.meta.url), 'utf8');
const [, section = ''] = page.split('## On the phone, outside every seal\n');
const listed = new Set([...(section.split('\n## ')[0] ?? '').matchAll(/`([a-z]+\.[\w.]+)`/g)].map(([, name]) => name));

const STORES = ['keys', 'meta', 'records', 'here', 'snapshot', 'goodbye', 'outside'] as const;
const WORD = 'kanarifugl';
const LOCK = 'bekk hylle sau vott';

/** Where something stands that is neither sealed bytes nor nothing, and what stands there. */
function* clear(place: string, value: unknown): Generator<[string, unknown]> {
  if (value instanceof Uint8Array || value === null) return;
  if (Array.isArray(value)) for (const one of value) yield* clear(place, one);
  else if (typeof value === 'object')
    for (const [name, inner] of Object.entries(value)) yield* clear(`${place}.${name}`, inner);
  else yield [place, value];
}

async function inTheClear(name: string): Promise<Map<string, unknown[]>> {
  const database = await openDatabase(name);
  const found = new Map<string, unknown[]>();
  for (const store of STORES) {
    for (const value of await database.getAll(store)) {
      for (const [place, said] of clear(store, value)) found.set(place, [...(found.get(place) ?? []), said]);
    }
  }
  database.close();
  return found;
}

/** Somebody has tried PINs until there is a wait, and the server was heard. */
async function pressed(on: VaultEnvironment): Promise<void> {
  const date = new Date().toUTCString();
  const { lock } = vaultsIn({ ...on, fetch: async () => new Response(null, { headers: { Date: date } }) });
  for (let wrong = 1; wrong <= 5; wrong += 1) await lock.open('000000');
  while (!(await inTheClear(on.database)).has('outside.tries.served')) await new Promise((go) => setTimeout(go, 5));
}

/** A locked phone with a diary on a server of which any answer can be lost. */
async function lockedPhone() {
  const server = new ModelServer();
  const line = { fails: (_method: string): boolean => false };
  const on = phone(server, {
    fetch: async (url, init) => {
      if (line.fails(init.method ?? 'GET')) throw new TypeError('no network');
      return server.fetch(url, init);
    },
  });
  const { vaults, vault } = await synced(on);
  await vault.write('checkin/2026-11-25', 'checkin', { date: '2026-11-25', good_text: WORD });
  await vault.writeDevice('safety', { answer: WORD });
  await vault.sync();
  await vaults.lock.put(LOCK, { kind: 'words' });
  await vaults.writeUnsealedPrefs({ mask: 'vaner', locale: 'en', theme: 'dark', guests: false, raising: 47_104 });
  const disk = new Disk(on.database);
  await disk.note('tag');
  await disk.close();
  await pressed(on);
  return { on, vault, line };
}

/** An entry may have arrived, and nobody knows. */
async function waiting(): Promise<VaultEnvironment> {
  const { on, vault, line } = await lockedPhone();
  line.fails = (method) => method === 'POST';
  await vault.create('urge', { text: WORD });
  await vault.sync();
  vault.close();
  return on;
}

/** The diary has moved to another code, and the old vault cannot be erased yet. */
async function moving(): Promise<VaultEnvironment> {
  const { on, vault, line } = await lockedPhone();
  line.fails = (method) => method === 'DELETE';
  await vault.makeCode();
  await vault.rotateMasterKey();
  await vault.sync();
  await vault.makeCode();
  await vault.confirmCode();
  await vault.sync();
  vault.close();
  return on;
}

test('with the lock shut nothing stands in the clear but what the threat model lists, and no word of the person', async () => {
  const places = new Set<string>();
  for (const on of [await waiting(), await moving()]) {
    const found = await inTheClear(on.database);
    for (const place of found.keys()) places.add(place);
    assert.ok(!JSON.stringify([...found.values()]).includes(WORD));
    assert.deepEqual(found.get('meta.wrapped.by'), ['lock']);
    assert.deepEqual(found.get('keys'), undefined);
  }
  assert.deepEqual([...places].sort(), [...listed].sort());
});
