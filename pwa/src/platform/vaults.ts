/**
 * The one way in for the app. Where nothing has been kept yet, the first screen stands without the vault's code: that is
 * fetched when something is to be made, opened or erased, or ahead of it (`fetchVault`).
 */

import { type BootRead, readAtBoot } from '../core/vault/boot-read.ts';
import { type Database, opener } from '../core/vault/database.ts';
import type { Vaults } from '../core/vault/types.ts';
import { readUnsealedPrefs, writeUnsealedPrefs } from '../core/vault/unsealed-prefs.ts';
import { environment } from './environment.ts';

export type { BootRead } from '../core/vault/boot-read.ts';
export type { PendingDeletion } from '../core/vault/database.ts';
export type * from '../core/vault/types.ts';

let opening: (() => Promise<Database>) | null = null;
/** The disk; opened once. */
function database(): Promise<Database> {
  opening ??= opener(environment().vault.database);
  return opening();
}

let whole: Vaults | null = null;
let fetching: Promise<Vaults> | null = null;

/** The vault's code; fetched once, and a failure is tried again at the next need. */
export function fetchVault(): Promise<Vaults> {
  fetching ??= fetchAll().catch((fault) => {
    fetching = null;
    throw fault;
  });
  return fetching;
}

async function fetchAll(): Promise<Vaults> {
  const { vaultsIn } = await import('../core/vault/vaults.ts');
  const { vault, tabs } = environment();
  whole = vaultsIn(vault, database, tabs);
  return whole;
}

/** One look at the disk, which a start begins with: it `expects` a diary. The vault's code is on its way when there is something to open. */
export async function lookAtDisk(expects = false): Promise<BootRead> {
  const seen = await readAtBoot(await database(), environment().vault, expects);
  // Ahead of the need: whoever needs it asks again.
  if (seen.begun) fetchVault().catch(() => undefined);
  return seen;
}

const begun = async (): Promise<boolean> => (await lookAtDisk()).begun;

export const vaults: Omit<Vaults, 'sweep'> = {
  open: async (bootData) => (bootData || (await begun()) ? (await fetchVault()).open(bootData) : null),
  create: async () => (await fetchVault()).create(),
  signIn: async (code, local) => (await fetchVault()).signIn(code, local),
  lookAt: async (start, size) => (await fetchVault()).lookAt(start, size),
  openCopy: async (file, code) => (await fetchVault()).openCopy(file, code),
  takeIn: async (copy, local) => (await fetchVault()).takeIn(copy, local),
  unsealedPrefs: async () => readUnsealedPrefs(await database()),
  writeUnsealedPrefs: async (fields) => writeUnsealedPrefs(await database(), fields),
  finishDeletions: async () => ((await begun()) ? (await fetchVault()).finishDeletions() : 0),
  supported: async () => (await fetchVault()).supported(),
  lock: {
    standing: async () => ((await begun()) ? (await fetchVault()).lock.standing() : null),
    open: async (pin) => (await fetchVault()).lock.open(pin),
    prepare: async (pin, chosen) => (await fetchVault()).lock.prepare(pin, chosen),
    put: async (pin, chosen) => (await fetchVault()).lock.put(pin, chosen),
    remove: async () => (await fetchVault()).lock.remove(),
    erase: async () => (await fetchVault()).lock.erase(),
    // Without the code no key is held.
    shut: (everywhere) => whole?.lock.shut(everywhere),
    tell: (word) => environment().tabs.tell(word),
    listen: (told) => environment().tabs.listen(told),
  },
};
