/** Records in one transaction, and the large field of one, which rests on the disk alone. */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dying } from '../../testing/dying.ts';
import { ofKind } from '../model/kinds.ts';
import { openDatabase } from './database.ts';
import { signedIn, synced, until } from './modelPhones.ts';
import { ModelServer, phone } from './modelServer.ts';
import type { RecordChange, Vault } from './types.ts';
import { vaultsIn } from './vaults.ts';

const large = 'A'.repeat(64_000);
const part = (n: number, data = large): RecordChange => ({ kind: 'calm-part', fields: { set: 's', n, data } });
const head = async (vault: Vault, fields: RecordChange['fields']): Promise<RecordChange> => ({
  id: await vault.named('calm-photo'),
  kind: 'calm-photo',
  fields,
});
const parts = (vault: Vault) => ofKind(vault.entries, 'calm-part');

test('several records are written or removed whole, whenever the app dies', async () => {
  const on = phone(new ModelServer());
  await (await vaultsIn(on).create()).create('urge', { strength: 3 });
  const life = dying(on);
  const seen: string[] = [];
  // Up to the first life that wrote: another would write the same parts again.
  for (let after = 0; (seen.at(-1) ?? '0 0') === '0 0'; after += 1) {
    assert.ok(after < 20, 'no life is long enough');
    await life.does(after, async () => {
      const vault = (await vaultsIn(on).open()) as Vault;
      await vault.writeAll([part(0), part(1), await head(vault, { file: 1 })]);
    });
    const vault = (await vaultsIn(on).open()) as Vault;
    seen.push(`${parts(vault).length} ${ofKind(vault.entries, 'calm-photo').length}`);
    vault.close();
  }
  assert.deepEqual([...new Set(seen)], ['0 0', '2 1'], 'never a part of it');

  const vault = (await vaultsIn(on).open()) as Vault;
  await vault.writeAll([
    part(2),
    await head(vault, { file: 2 }),
    ...parts(vault).map(({ id }) => ({ id, kind: 'calm-part', fields: null })),
  ]);
  assert.deepEqual(
    parts(vault).map(({ fields }) => fields.n),
    [2],
  );
  assert.deepEqual(ofKind(vault.entries, 'calm-photo')[0]?.fields, { file: 2 });
});

test('the large field is in no entry and no snapshot, and comes from the disk and to the other phone', async () => {
  const server = new ModelServer();
  const on = phone(server);
  const { vault, code } = await synced(on);
  await vault.writeAll([part(0)]);
  const [stub] = parts(vault);
  assert.ok(stub);
  assert.deepEqual(stub.fields, { set: 's', n: 0 });
  assert.equal((await vault.stored([stub.id, 'nothing']))[0]?.data, large);
  assert.equal((await vault.stored(['nothing']))[0], null);
  const bytes = await vault.sealedBytes();
  assert.ok(bytes > 65_565 && bytes < 65_565 + 10_000, String(bytes));

  // The snapshot has seen it at once, so that no start opens the part itself.
  const database = await openDatabase(on.database);
  const snapshot = async () => {
    const [it, meta] = await Promise.all([database.get('snapshot', 'snapshot'), database.get('meta', 'vault')]);
    return it && it.generation === meta?.generation ? it.sealed.length : null;
  };
  await until(async () => (await snapshot()) !== null);
  const size = await snapshot();
  assert.ok(size !== null && size < 10_000, `a snapshot of ${size} bytes`);
  database.close();

  await vault.sync();
  const other = await signedIn(phone(server), code);
  const [there] = parts(other);
  assert.deepEqual(there?.fields, stub.fields);
  assert.equal((await other.stored([there?.id ?? '']))[0]?.data, large);
  assert.ok(![...other.entries.values()].some(({ fields }) => 'data' in fields));
});

test('a part that was damaged on the disk can be removed with the others, and not be written over', async () => {
  const on = phone(new ModelServer());
  const vault = await vaultsIn(on).create();
  await vault.writeAll([part(0), part(1), await head(vault, { file: 1 })]);
  const database = await openDatabase(on.database);
  const id = parts(vault)[0]?.id ?? '';
  const row = await database.get('records', id);
  assert.ok(row);
  await database.put('records', { ...row, sealed: row.sealed.map((byte, at) => (at === 99 ? byte ^ 1 : byte)) });
  database.close();
  assert.equal((await vault.stored([id]))[0], null);
  await assert.rejects(vault.writeAll([{ id, kind: 'calm-part', fields: { n: 0 } }]), { name: 'Unreadable' });
  await vault.writeAll(parts(vault).map((it) => ({ id: it.id, kind: 'calm-part', fields: null })));
  assert.deepEqual(parts(vault), []);
  assert.deepEqual(parts((await vaultsIn(on).open()) as Vault), []);
});
