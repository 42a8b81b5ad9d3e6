/** Nobody has agreed to a copy on the server any more: nothing goes there from then on, wherever the app was killed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dying } from '../../testing/dying.ts';
import { consentFields, consentOf, copyLeavingRecord } from '../model/consents.ts';
import { exported, imported } from './modelFiles.ts';
import { signedIn, synced, until } from './modelPhones.ts';
import { ModelServer, phone } from './modelServer.ts';
import type { Vault } from './types.ts';
import { vaultsIn } from './vaults.ts';

const agreed = (given: boolean) => consentFields('copy', given, '2026-11-29');
const agree = (vault: Vault, given = true) => vault.write('consents', 'consents', agreed(given));
const given = ({ entries }: Vault) =>
  consentOf([...entries.values()].find(({ kind }) => kind === 'consents')?.fields, 'copy')?.given;
const texts = ({ entries }: Vault) => [...entries.values()].flatMap(({ fields }) => fields.text ?? []).sort();
const boxes = ({ tables }: ModelServer) => tables.vaults.size + tables.slots.size;

async function agreedPhone() {
  const server = new ModelServer();
  const on = phone(server);
  const { vault, code } = await synced(on);
  await agree(vault);
  await vault.create('urge', { text: 'one' });
  await vault.sync();
  assert.equal(vault.state, 'idle');
  return { server, on, vault, code };
}

test('withdrawn and killed after any step, the next start finishes it, and nothing has gone to the server since', async () => {
  for (let after = 0, lived = false; !lived; after += 1) {
    assert.ok(after < 60, 'never came to its end');
    const { server, on, vault } = await agreedPhone();
    await vault.create('urge', { text: 'two' });
    const { length: before } = server.syncs;
    lived = await dying(on).does(after, () => vault.withdrawCopy(agreed(false)).then(() => vault.sync()));
    const noted = vault.device.has(copyLeavingRecord) || !vault.hasCode || given(vault) === false;
    vault.close();
    const next = await vaultsIn(on).open();
    assert.ok(next);
    await next.create('urge', { text: 'three' });
    await next.sync();
    if (!noted) {
      // Nothing had been written down: the person was told so.
      assert.equal(given(next), true);
      assert.equal(next.state, 'idle');
      continue;
    }
    await until(() => boxes(server) === 0);
    assert.deepEqual(
      server.syncs.slice(before).flatMap(({ puts }) => puts),
      [],
      `after ${after}`,
    );
    assert.equal(next.state, 'local');
    assert.equal(next.hasCode, false);
    assert.equal(given(next), false);
    assert.equal(next.device.has(copyLeavingRecord), false);
    assert.deepEqual(texts(next), ['one', 'three', 'two']);
  }
});

test('agreed to with a code and killed after any step, there are both or neither', async () => {
  for (let after = 0, lived = false; !lived; after += 1) {
    assert.ok(after < 60, 'never came to its end');
    const on = phone(new ModelServer());
    const vault = await vaultsIn(on).create();
    await agree(vault, false);
    await vault.makeCode();
    lived = await dying(on).does(after, () => vault.confirmCode(agreed(true)));
    vault.close();
    const next = await vaultsIn(on).open();
    assert.ok(next);
    assert.equal(given(next), next.hasCode, `after ${after}`);
    if (lived) assert.equal(next.hasCode, true);
    await next.sync();
    assert.equal(next.state, next.hasCode ? 'idle' : 'local');
    next.close();
  }
});

test('withdrawn while the diary is still coming: the rest is fetched, nothing is sent, and then the copy goes', async () => {
  const { server, vault, code } = await agreedPhone();
  for (let n = 0; n < 5; n += 1) await vault.create('urge', { text: `more ${n}` });
  await vault.sync();
  server.page = 3;
  let pages = 1;
  const on = phone(server, {
    fetch: async (url, init) => {
      if (url.endsWith('/sync') && --pages < 0) throw new TypeError('no network');
      return server.fetch(url, init);
    },
  });
  pages = 2;
  const answer = await vaultsIn(on).signIn(code, 'discard');
  assert.ok(answer.ok);
  await answer.vault.sync();
  assert.equal(answer.vault.coming, 'fetching');
  const { length: before } = server.syncs;
  await answer.vault.withdrawCopy(agreed(false));
  assert.equal(answer.vault.coming, 'fetching');
  assert.equal(boxes(server), 2);
  pages = Number.POSITIVE_INFINITY;
  await answer.vault.sync();
  await until(() => boxes(server) === 0);
  assert.deepEqual(
    server.syncs.slice(before).flatMap(({ puts }) => puts),
    [],
  );
  assert.deepEqual(texts(answer.vault), ['more 0', 'more 1', 'more 2', 'more 3', 'more 4', 'one']);
  assert.equal(given(answer.vault), false);
});

test('a consent that was withdrawn by an older version, or on another device, stops what would be sent', async () => {
  const { server, on, vault, code } = await agreedPhone();
  const other = await signedIn(phone(server), code);
  await agree(vault, false);
  const { length: before } = server.syncs;
  await vault.create('urge', { text: 'two' });
  await vault.sync();
  assert.equal(vault.state, 'local');
  await other.create('urge', { text: 'from there' });
  await other.sync();
  await vault.sync();
  // What the server has is fetched all the same, and a deletion is heard of.
  assert.deepEqual(texts(vault), ['from there', 'one', 'two']);
  assert.ok(
    server.syncs
      .slice(before)
      .every(({ puts }) => !puts.some(({ id }) => vault.entries.get(id)?.fields.text === 'two')),
  );
  await vault.withdrawCopy(agreed(false));
  await until(() => boxes(server) === 0);
  await other.sync();
  assert.equal(other.state, 'erased');
  assert.equal((await vaultsIn(on).open())?.state, 'local');
});

test('agreed to anew, everything goes to the server again', async () => {
  const { vault } = await agreedPhone();
  await agree(vault, false);
  await vault.create('urge', { text: 'two' });
  await vault.sync();
  await agree(vault);
  await vault.sync();
  assert.equal(vault.state, 'idle');
});

test('a diary without a copy that is added to one with a copy is sent with it', async () => {
  const { server, code, on } = await agreedPhone();
  const alone = phone(new ModelServer());
  const mine = await vaultsIn(alone).create();
  await mine.create('urge', { text: 'mine' });
  await agree(mine, false);
  const file = await exported(mine);
  const both = await imported(on, file, 'add');
  assert.equal(given(both), true);
  await both.sync();
  assert.equal(both.state, 'idle');
  const third = phone(server);
  const local = await vaultsIn(third).create();
  await agree(local, false);
  await local.create('urge', { text: 'local' });
  const answer = await vaultsIn(third).signIn(code, 'add');
  assert.ok(answer.ok);
  assert.equal(answer.vault.state, 'idle');
  assert.equal(given(answer.vault), true);
  assert.deepEqual(texts(answer.vault), ['local', 'mine', 'one']);
});
