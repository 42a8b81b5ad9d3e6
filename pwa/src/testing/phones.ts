/** A diary with a copy on the server, and the second phone that it is opened on. */
import { expect } from 'vitest';
import { signedIn } from '../core/vault/modelPhones.ts';
import { phone } from '../core/vault/modelServer.ts';
import type { Vault } from '../core/vault/types.ts';
import { type Opened, type Options, open } from './app.ts';

/** The app on a phone whose diary has a copy; `code` opens it elsewhere. */
export async function copied(options: Options = {}): Promise<{ app: Opened; code: string }> {
  let code = '';
  const app = await open({
    ...options,
    diary: async (vault) => {
      // Else the app writes them when it starts, as something that only this phone has.
      await vault.write('settings', 'settings', { locale: options.locale ?? 'nb' });
      await options.diary?.(vault);
      code = await vault.makeCode();
      await vault.confirmCode();
      await vault.sync();
      expect(vault.state).toBe('idle');
    },
  });
  return { app, code };
}

/** The same, and the vault of another phone that has signed in. */
export async function twoPhones(options: Options = {}): Promise<{ app: Opened; code: string; theirs: Vault }> {
  const { app, code } = await copied(options);
  return { app, code, theirs: await signedIn(phone(app.server), code) };
}

/** What the other phone has written comes to this one. */
export async function comes(app: Opened, theirs: Vault): Promise<void> {
  await theirs.sync();
  await app.state.vault.value?.sync();
}

/** What was written here comes to the other phone. */
export async function goes(app: Opened, theirs: Vault): Promise<void> {
  await app.state.vault.value?.sync();
  await theirs.sync();
}

/** The newest of its kind on a phone. */
export function newest(vault: Vault, kind: string): { id: string; fields: Record<string, unknown> } {
  const [id, entry] = [...vault.entries].findLast(([, it]) => it.kind === kind) ?? [];
  if (!id || !entry) throw new Error(`no ${kind}`);
  return { id, fields: entry.fields };
}
