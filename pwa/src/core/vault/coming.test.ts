/** A long diary on a new phone, or without its snapshot: the first part is shown, and the rest comes whatever happens. */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hex, random } from '../bytes.ts';
import { knownRecord, knownTags } from '../model/devices.ts';
import { edit } from '../model/merge.ts';
import { type Database, openDatabase } from './database.ts';
import type { VaultEnvironment } from './environment.ts';
import { diary, rounds, synced, until } from './modelPhones.ts';
import { ModelServer, phone } from './modelServer.ts';
import { openForReading } from './reading.ts';
import { newRow } from './records.ts';
import type { Vault } from './types.ts';
import { unlockVault } from './unlocked.ts';
import { vaultsIn } from './vaults.ts';

/** So many that the snapshot is written on the way, and as many as are opened in several steps. */
const [MANY, SOME] = [1_100, 600];
type Snapshot = { generation: number; id?: string } | undefined;

async function longDiary() {
  const server = new ModelServer();
  const { vault, code } = await synced(phone(server));
  await vault.write('settings', 'settings', { locale: 'en' });
  for (let at = 0; at < 9; at += 1) await vault.create('urge', { date: '2026-11-24', strength: at, text: `nr. ${at}` });
  await vault.sync();
  server.page = 2;
  return { server, vault, code };
}

/** The network of a phone that is cut off after so many pages. */
function cutAfter(server: ModelServer, pages: number): VaultEnvironment & { mend: () => void } {
  let [left, cut] = [pages + 1, true];
  const fetch: VaultEnvironment['fetch'] = async (url, init) => {
    if (cut && url.endsWith('/sync') && left-- <= 0) throw new TypeError('no network');
    return server.fetch(url, init);
  };
  return {
    ...phone(server, { fetch }),
    mend: () => {
      cut = false;
    },
  };
}

async function opened(on: VaultEnvironment): Promise<Vault> {
  const vault = await vaultsIn(on).open();
  assert.ok(vault);
  return vault;
}

test('who signs in is let in with the first page, and the rest comes by itself', async () => {
  const { server, vault, code } = await longDiary();
  const on = cutAfter(server, 99);
  const answer = await vaultsIn(on).signIn(code, 'discard');
  assert.ok(answer.ok);
  assert.equal(answer.vault.coming, 'fetching');
  assert.ok(Object.keys(diary(answer.vault)).length < 10);
  await until(() => !answer.vault.coming);
  assert.deepEqual(diary(answer.vault), diary(vault));
  assert.ok(knownTags(answer.vault.device.get(knownRecord)).includes(vault.tag));
});

test('an app that dies after any page goes on from there', async () => {
  const { server, vault, code } = await longDiary();
  const [box] = server.tables.vaults.values();
  for (let at = 0; at < 6; at += 1) {
    const pages = Math.ceil((box?.records.size ?? 0) / server.page);
    const on = cutAfter(server, at);
    const answer = await vaultsIn(on).signIn(code, 'discard');
    assert.ok(answer.ok);
    await answer.vault.sync();
    answer.vault.close();
    on.mend();
    const again = await opened(on);
    assert.equal(again.coming, 'fetching', `after ${at} pages`);
    assert.equal(await openForReading(Date.now(), on.database), null);
    const before = server.syncs.length;
    await again.sync();
    assert.equal(again.coming, null);
    assert.ok(server.syncs.length - before <= pages - at + 3, 'what had come was not asked for again');
    assert.deepEqual(diary(again), diary(vault));
    assert.ok(knownTags(again.device.get(knownRecord)).includes(vault.tag));
  }
});

test('what is written while the rest is on its way meets what comes, and neither is lost', async () => {
  const { server, vault, code } = await longDiary();
  await vault.write('checkin/2026-11-25', 'checkin', { date: '2026-11-25', mood: 4, good_text: 'fra den gamle' });
  await vault.sync();
  const on = cutAfter(server, 1);
  const answer = await vaultsIn(on).signIn(code, 'discard');
  assert.ok(answer.ok);
  const two = answer.vault;
  await two.sync();
  const day = await two.write('checkin/2026-11-25', 'checkin', { date: '2026-11-25', good_text: 'fra den nye' });
  on.mend();
  await rounds(two, vault);
  assert.deepEqual(diary(two), diary(vault));
  const { fields, also } = vault.entries.get(day) ?? {};
  assert.equal(fields?.mood, 4);
  assert.deepEqual([fields?.good_text, also?.[0]?.text].sort(), ['fra den gamle', 'fra den nye']);
});

test('a part of a diary takes its copy from the server neither away nor along', async () => {
  const { server, code } = await longDiary();
  const on = cutAfter(server, 1);
  const answer = await vaultsIn(on).signIn(code, 'discard');
  assert.ok(answer.ok);
  await answer.vault.sync();
  await assert.rejects(answer.vault.keepAsNew(), /still to come/);
  await answer.vault.makeCode();
  await assert.rejects(answer.vault.rotateMasterKey(), /still to come/);
  assert.equal(server.tables.vaults.size, 1);
  // Once it is gone there, what is here is all there is.
  on.mend();
  for (const id of server.tables.vaults.keys()) server.tombstones.add(id);
  await answer.vault.sync();
  assert.equal(answer.vault.coming, null);
  await answer.vault.keepAsNew();
});

/** Many rows of one generation, as a file that was taken in leaves them. */
async function full(on: VaultEnvironment, many: number): Promise<Vault> {
  const vault = await vaultsIn(on).create();
  await vault.write('settings', 'settings', { locale: 'en' });
  const database = await openDatabase(on.database);
  const unlocked = await unlockVault(database);
  assert.ok(unlocked);
  const changes = await Promise.all(
    Array.from({ length: many }, async (_, at) => {
      const plain = edit({ kind: 'urge', fields: {}, stamps: {} }, { tag: 'a', now: at }, { strength: at });
      const id = hex(random(16));
      return { row: newRow(id, await unlocked.seals.seal(id, 1, plain)), text: true };
    }),
  );
  await unlocked.store.commit(changes);
  vault.close();
  database.close();
  return vault;
}

const strengths = ({ entries }: Pick<Vault, 'entries'>) =>
  [...entries.values()].flatMap(({ kind, fields }) => (kind === 'urge' ? [Number(fields.strength)] : []));
const all = (many: number) => Array.from({ length: many }, (_, at) => at);
const sorted = (numbers: number[]) => numbers.sort((a, b) => a - b);

test('without its snapshot a diary shows what it is drawn from first, and the rest follows', async () => {
  const on = phone(new ModelServer());
  await full(on, SOME);
  const vault = await opened(on);
  assert.equal(vault.coming, 'opening');
  assert.ok(strengths(vault).length < SOME);
  const settings = vault.entries.get(await vault.named('settings'));
  assert.equal(settings?.fields.locale, 'en');
  const [first] = strengths(vault);
  const id = [...vault.entries].find(([, { fields }]) => fields.strength === first)?.[0] ?? '';
  await vault.edit(id, { after: 1 });
  const added = await vault.create('urge', { strength: SOME });
  assert.equal(vault.entries.get(added)?.fields.strength, SOME);
  await until(() => !vault.coming);
  assert.deepEqual(sorted(strengths(vault)), [...all(SOME), SOME]);
  assert.equal(vault.entries.get(id)?.fields.after, 1);
});

/** The snapshot, once it is such a one: it is written behind what is shown. */
async function snapshot(database: Database, is: (it: Snapshot) => boolean): Promise<Snapshot> {
  let found = await database.get('snapshot', 'snapshot');
  for (let tries = 0; !is(found) && tries < 12_000; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    found = await database.get('snapshot', 'snapshot');
  }
  assert.ok(is(found));
  return found;
}

test('a damaged snapshot is made anew, and one that is half made is gone on with', async () => {
  const on = phone(new ModelServer());
  await full(on, MANY);
  const database = await openDatabase(on.database);
  const { epoch, generation } = (await database.get('meta', 'vault')) ?? { epoch: '', generation: 0 };
  await database.put('snapshot', { epoch, generation: generation + 100, sealed: random(64) }, 'snapshot');
  const vault = await opened(on);
  await new Promise<void>((resolve) => {
    vault.subscribe(() => {
      if (strengths(vault).length < 990) return;
      vault.close();
      resolve();
    });
  });
  const half = await snapshot(database, (it) => it?.id !== undefined);
  assert.ok(half?.id);
  // What was opened once is not opened again.
  const write = database.transaction('records', 'readwrite');
  for (let at = await write.store.index('generation').openCursor(); at; at = await at.continue()) {
    if (at.value.generation === half.generation && at.primaryKey <= half.id)
      await at.update({ ...at.value, sealed: random(285) });
  }
  await write.done;
  const again = await opened(on);
  await until(() => !again.coming);
  assert.deepEqual(sorted(strengths(again)), all(MANY));
  await snapshot(database, (it) => it?.id === undefined);
});
