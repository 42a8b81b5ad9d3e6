/** A lying server: the client refuses what it says, keeps its own, and says so. */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base64, fromBase64, hex, random } from '../bytes.ts';
import { json, ModelServer, phone } from './modelServer.ts';
import type { Trouble } from './records.ts';
import type { Vault } from './types.ts';
import { vaultsIn } from './vaults.ts';

interface Line {
  id: string;
  version: number;
  sealed: string | null;
}

interface Answer {
  log: string;
  cursor: number;
  more: boolean;
  accepted: string[];
  conflicts: Line[];
  refused: { id: string; type: string }[];
  changes: Line[];
}

type Lie = (answer: Answer) => Answer | Response;

/** A synced phone and an honest server behind a liar, who starts when `lie` is set. */
async function behindALiar(): Promise<{ server: ModelServer; vault: Vault; ids: string[]; liar: { lie: Lie | null } }> {
  const server = new ModelServer();
  const liar: { lie: Lie | null } = { lie: null };
  const vault = await vaultsIn(
    phone(server, {
      fetch: async (url, init) => {
        const answer = await server.fetch(url, init);
        if (!liar.lie || !url.endsWith('/sync') || !answer.ok) return answer;
        const told = liar.lie((await answer.json()) as Answer);
        return told instanceof Response ? told : json(200, told);
      },
    }),
  ).create();
  await vault.makeCode();
  await vault.confirmCode();
  const ids: string[] = [];
  for (const text of ['one', 'two', 'three']) ids.push(await vault.create('urge', { text, strength: 5 }));
  await vault.sync();
  assert.equal(vault.state, 'idle');
  return { server, vault, ids, liar };
}

function stored(server: ModelServer, id: string): { version: number; sealed: string } {
  const [box] = server.tables.vaults.values();
  const record = box?.records.get(id);
  assert.ok(record);
  return { version: record.version, sealed: base64(record.sealed) };
}

async function keepsItsOwn(vault: Vault, ids: string[], trouble: Trouble | null): Promise<void> {
  const texts = ids.map((id) => vault.entries.get(id)?.fields.text);
  assert.deepEqual(texts, ['one', 'two', 'three']);
  for (const id of ids) assert.deepEqual(vault.entries.get(id)?.also, []);
  assert.deepEqual([...vault.troubles], trouble ? [trouble] : []);
}

test('the bytes of one record under the id of another are refused, and said', async () => {
  const { server, vault, ids, liar } = await behindALiar();
  const [one = '', two = ''] = ids;
  const swapped = stored(server, two);
  liar.lie = (answer) => ({ ...answer, changes: [{ id: one, ...swapped }] });
  await vault.sync();
  await keepsItsOwn(vault, ids, 'unreadable');
});

test('a record under an id that this phone never saw is not shown', async () => {
  const { server, vault, ids, liar } = await behindALiar();
  const swapped = stored(server, ids[0] ?? '');
  liar.lie = (answer) => ({ ...answer, changes: [{ id: hex(random(16)), ...swapped }] });
  const before = vault.entries.size;
  await vault.sync();
  assert.equal(vault.entries.size, before);
  await keepsItsOwn(vault, ids, 'unreadable');
});

test('an older version played back does not undo an edit, and is called a rollback', async () => {
  const { server, vault, ids, liar } = await behindALiar();
  const [one = '', ...others] = ids;
  const old = stored(server, one);
  await vault.edit(one, { text: 'edited', strength: 1 });
  await vault.sync();
  const lie: Lie = (answer) => ({ ...answer, changes: [{ id: one, ...old }] });
  liar.lie = (answer) => {
    liar.lie = null;
    return lie(answer);
  };
  await vault.sync();
  assert.deepEqual(vault.entries.get(one)?.fields, { text: 'edited', strength: 1 });
  assert.deepEqual(vault.entries.get(one)?.also, []);
  assert.equal(vault.rolledBack, true);
  assert.equal(others.length, 2);
  const reopenedState = vault.state;
  assert.equal(reopenedState, 'idle');
});

test('a flipped bit is refused and said, and the good record is put back over it', async () => {
  const { server, vault, ids } = await behindALiar();
  const [box] = server.tables.vaults.values();
  const record = box?.records.get(ids[0] ?? '');
  assert.ok(box && record);
  const flipped = record.sealed.slice();
  flipped[40] = (flipped[40] ?? 0) ^ 1;
  box.seq += 1;
  box.records.set(ids[0] ?? '', { version: record.version + 1, sealed: flipped, seq: box.seq });
  await vault.sync();
  await keepsItsOwn(vault, ids, 'unreadable');
  assert.notEqual(stored(server, ids[0] ?? '').sealed, base64(flipped));
  assert.equal(vault.state, 'idle');
});

test('a damaged record with a version out of reach uses up no version numbers', async () => {
  const { server, vault, ids, liar } = await behindALiar();
  const [one = ''] = ids;
  const { version } = stored(server, one);
  liar.lie = (answer) => {
    liar.lie = null;
    return { ...answer, changes: [{ id: one, version: 2 ** 31, sealed: base64(random(285).fill(1, 0, 1)) }] };
  };
  await vault.sync();
  await keepsItsOwn(vault, ids, 'unreadable');
  await vault.edit(one, { strength: 6 });
  await vault.sync();
  assert.equal(stored(server, one).version, version + 1);
});

test('records that the server has dropped stay on the phone, and are put back when they are edited', async () => {
  const { server, vault, ids } = await behindALiar();
  const [box] = server.tables.vaults.values();
  box?.records.delete(ids[0] ?? '');
  await vault.sync();
  assert.deepEqual(vault.entries.get(ids[0] ?? '')?.fields.text, 'one');
  await vault.edit(ids[0] ?? '', { strength: 9 });
  await vault.sync();
  assert.ok(box?.records.has(ids[0] ?? ''));
  assert.ok(vault.troubles.has('rollback'));
});

test('another log that is made up costs nothing but a listing', async () => {
  const { server, vault, ids, liar } = await behindALiar();
  let lies = 1;
  liar.lie = (answer) => {
    lies -= 1;
    if (lies < 0) return answer;
    return { ...answer, log: hex(random(16)), cursor: 0, more: true, accepted: [], conflicts: [], changes: [] };
  };
  await vault.sync();
  await keepsItsOwn(vault, ids, null);
  assert.equal(vault.state, 'idle');
  for (const id of ids) assert.ok(stored(server, id).version >= 1);
});

test('a server that makes up a new log every time, or pages for ever, is given up', async () => {
  const { vault, ids, liar } = await behindALiar();
  const lies: Lie[] = [
    (answer) => ({ ...answer, log: hex(random(16)), cursor: 0, more: true }),
    (answer) => ({ ...answer, more: true }),
    (answer) => ({ ...answer, more: true, cursor: 0 }),
  ];
  for (const lie of lies) {
    liar.lie = lie;
    await vault.sync();
    assert.equal(vault.state, 'gone');
    assert.deepEqual(
      ids.map((id) => vault.entries.get(id)?.fields.text),
      ['one', 'two', 'three'],
    );
  }
});

test('a conflict that never ends is given up, and the edit stays', async () => {
  const { server, vault, ids, liar } = await behindALiar();
  const [one = ''] = ids;
  const old = stored(server, one);
  await vault.edit(one, { text: 'mine' });
  liar.lie = (answer) => ({ ...answer, accepted: [], changes: [], conflicts: [{ id: one, ...old }], cursor: 7 });
  await vault.sync();
  assert.equal(vault.state, 'gone');
  assert.equal(vault.entries.get(one)?.fields.text, 'mine');
  liar.lie = null;
  await vault.sync();
  assert.equal(vault.state, 'idle');
  assert.equal(vault.entries.get(one)?.fields.text, 'mine');
});

test('a put that is called stored but is not is put again when the server is caught', async () => {
  const { server, vault, liar } = await behindALiar();
  const [box] = server.tables.vaults.values();
  const id = await vault.create('urge', { text: 'four' });
  await vault.sync();
  box?.records.delete(id);
  server.log = hex(random(16));
  liar.lie = null;
  await vault.sync();
  assert.ok(box?.records.has(id));
});

test('answers out of form change nothing', async () => {
  const { vault, ids, liar } = await behindALiar();
  const line = { id: ids[0] ?? '', version: 1, sealed: 'AQ==' };
  const lies: ((answer: Answer) => unknown)[] = [
    () => [],
    (answer) => ({ ...answer, changes: null }),
    (answer) => ({ ...answer, changes: [{ ...line, id: '__proto__' }] }),
    (answer) => ({ ...answer, changes: [{ ...line, version: 0 }] }),
    (answer) => ({ ...answer, changes: [{ ...line, version: 2 ** 32 }] }),
    (answer) => ({ ...answer, changes: [{ ...line, sealed: 'not base64!' }] }),
    (answer) => ({ ...answer, changes: [{ ...line, sealed: null }] }),
    (answer) => ({ ...answer, cursor: -1 }),
    (answer) => ({ ...answer, cursor: 1.5 }),
    (answer) => ({ ...answer, log: 'a log' }),
    (answer) => ({ ...answer, more: 'yes' }),
  ];
  for (const lie of lies) {
    liar.lie = (answer) => json(200, lie(answer) as object);
    await vault.sync();
    assert.equal(vault.state, 'gone');
  }
  await keepsItsOwn(vault, ids, null);
});

test('another person’s slot, and a slot that was tampered with, open nothing', async () => {
  const server = new ModelServer();
  const codes: string[] = [];
  for (let person = 0; person < 2; person += 1) {
    const vault = await vaultsIn(phone(server)).create();
    codes.push(await vault.makeCode());
    await vault.confirmCode();
    await vault.sync();
  }
  const [one, two] = [...server.tables.slots.values()];
  assert.ok(one && two);
  const mine = one.sealed;
  const flipped = fromBase64(mine);
  flipped[20] = (flipped[20] ?? 0) ^ 1;
  for (const sealed of [two.sealed, base64(flipped), 'AQ==', '']) {
    one.sealed = sealed;
    const vaults = vaultsIn(phone(server));
    assert.deepEqual(await vaults.signIn(codes[0] ?? '', 'add'), { ok: false, why: 'unknown' });
    assert.equal(await vaults.open(), null);
  }
  one.sealed = mine;
  assert.ok((await vaultsIn(phone(server)).signIn(codes[0] ?? '', 'add')).ok);
});

test('a new code whose slot does not read back as it was written does not replace the old one', async () => {
  const server = new ModelServer();
  let lying = false;
  const vault = await vaultsIn(
    phone(server, {
      fetch: async (url, init) => {
        const answer = await server.fetch(url, init);
        if (!lying || init.method !== 'GET' || !url.includes('/slots/')) return answer;
        return json(200, { sealed: base64(random(61).fill(1, 0, 1)) });
      },
    }),
  ).create();
  const old = await vault.makeCode();
  await vault.confirmCode();
  await vault.sync();
  lying = true;
  await vault.makeCode();
  await vault.confirmCode();
  await vault.sync();
  assert.equal(vault.state, 'gone');
  assert.ok((await vaultsIn(phone(server)).signIn(old, 'discard')).ok);
});
