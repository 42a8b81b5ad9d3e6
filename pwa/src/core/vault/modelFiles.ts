/** Files between phones, as the tests of export and import make and take them. */
import assert from 'node:assert/strict';
import { type Bytes, fromUtf8 } from '../bytes.ts';
import { openFile } from './envelope.ts';
import type { VaultEnvironment } from './environment.ts';
import { ModelServer, phone } from './modelServer.ts';
import { secretOf } from './recovery.ts';
import type { Vault } from './types.ts';
import { vaultsIn } from './vaults.ts';

/** A phone that reaches no server. */
export const nowhere = (): VaultEnvironment =>
  phone(new ModelServer(), { fetch: () => Promise.reject(new TypeError('no network')) });

/** `typed` null: under a code of its own. */
export async function exported(vault: Vault, typed: string | null = null): Promise<{ file: Bytes; code: string }> {
  const made = await vault.exportFile(typed);
  assert.ok(made.ok, made.ok ? '' : made.why);
  return { file: made.file, code: typed ?? String(made.code) };
}

export async function imported(
  on: VaultEnvironment,
  { file, code }: { file: Bytes; code: string },
  local: 'add' | 'discard' = 'add',
): Promise<Vault> {
  const vaults = vaultsIn(on);
  const answer = await vaults.openCopy(file, code);
  assert.ok(answer.ok, answer.ok ? '' : answer.why);
  const vault = await vaults.takeIn(answer.copy, local);
  assert.ok(vault);
  return vault;
}

/** What a file of this diary says, in its one order. */
export async function textOf(vault: Vault): Promise<string> {
  const { file, code } = await exported(vault);
  const secret = await secretOf(code);
  assert.ok(secret);
  const plain = await openFile(secret, file);
  assert.ok(plain instanceof Uint8Array);
  return fromUtf8(plain as Bytes);
}

export const entriesOf = (vault: Vault) => [...vault.entries.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
