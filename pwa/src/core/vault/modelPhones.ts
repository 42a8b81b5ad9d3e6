/** Phones on a model server, as the tests of the vault use them. */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import type { Fields } from '../model/plain.ts';
import { openDatabase } from './database.ts';
import type { VaultEnvironment } from './environment.ts';
import type { Vault, Vaults } from './types.ts';
import { vaultsIn } from './vaults.ts';

/** A phone with a diary that has a copy on the server, and its code. */
export async function synced(on: VaultEnvironment): Promise<{ vaults: Vaults; vault: Vault; code: string }> {
  const vaults = vaultsIn(on);
  const vault = await vaults.create();
  const code = await vault.makeCode();
  await vault.confirmCode();
  await vault.sync();
  assert.equal(vault.state, 'idle');
  return { vaults, vault, code };
}

export async function signedIn(on: VaultEnvironment, code: string): Promise<Vault> {
  const answer = await vaultsIn(on).signIn(code, 'discard');
  assert.ok(answer.ok);
  // A long one is let in with its first page.
  if (answer.vault.coming) await answer.vault.sync();
  return answer.vault;
}

/** Puts onto an empty disk what rests on another one. */
export async function copyDisk(from: string, to: string): Promise<void> {
  const [filled, empty] = [await openDatabase(from), await openDatabase(to)];
  for (const name of filled.objectStoreNames) {
    const [keys, values] = await Promise.all([filled.getAllKeys(name), filled.getAll(name)]);
    const { store } = empty.transaction(name, 'readwrite');
    for (const [at, key] of keys.entries()) void store.put(values[at] as never, store.keyPath ? undefined : key);
  }
  filled.close();
  empty.close();
}

/** What a person reads, without what belongs to the devices. */
export function diary(vault: Vault): Record<string, Fields> {
  const entries = [...vault.entries].filter(([, { kind }]) => kind !== 'device' && kind !== 'keys');
  return Object.fromEntries(entries.sort().map(([id, { fields }]) => [id, fields]));
}

export async function rounds(...vaults: Vault[]): Promise<void> {
  for (let round = 0; round < 3; round += 1) for (const vault of vaults) await vault.sync();
}

export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 6_000 && !(await holds()); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  assert.ok(await holds());
}
