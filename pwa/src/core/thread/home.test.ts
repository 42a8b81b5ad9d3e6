/** A thread where the diary goes: several devices, a rotation of keys, export, leaving, and «Slett alt». */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VaultEnvironment } from '../vault/environment.ts';
import { exported, imported } from '../vault/modelFiles.ts';
import { rounds, signedIn, synced, until } from '../vault/modelPhones.ts';
import { phone, problem } from '../vault/modelServer.ts';
import type { Vault } from '../vault/types.ts';
import { vaultsIn } from '../vault/vaults.ts';
import { beginning, begun, codes, ModelCoach, shown, stored } from './modelCoach.ts';
import { Office } from './modelOffice.ts';
import { PersonThreads } from './thread.ts';

const ok = { ok: true };

const over = (vault: Vault, on: VaultEnvironment, office: Office) => PersonThreads.over(vault, on, office.organisation);

/** A diary with a copy on the server, a thread, and an answer in it. */
async function phoneWithThread(change: Partial<VaultEnvironment> = {}) {
  const office = await Office.make();
  const kari = await ModelCoach.in(office);
  const on = phone(office, change);
  const { vault, code } = await synced(on);
  const threads = await over(vault, on, office);
  assert.deepEqual(await threads.begin(beginning), ok);
  await threads.refresh();
  const id = threads.current?.id ?? '';
  await kari.says(id, 'hei');
  await threads.refresh();
  await vault.sync();
  return { office, kari, on, vault, code, threads, id };
}

async function another(office: Office, code: string, change: Partial<VaultEnvironment> = {}) {
  const on = phone(office, change);
  const vault = await signedIn(on, code);
  return { on, vault, threads: await over(vault, on, office) };
}

test('another device of the person has the whole thread without asking for it, and writes in it', async () => {
  const { office, kari, code, threads, id, vault } = await phoneWithThread();
  const two = await another(office, code);
  assert.deepEqual(shown(two), ['u Jeg vil slutte.', 'c hei']);
  await two.threads.write({ kind: 'text', text: 'fra den andre' });
  await two.threads.refresh();
  await two.threads.read();
  await two.vault.sync();
  await threads.refresh();
  assert.deepEqual(shown({ threads }), ['u Jeg vil slutte.', 'c hei', 'u fra den andre']);
  assert.equal(threads.current?.unread, 0);
  assert.equal((await kari.reads(id)).length, 3);
  for (const it of [threads, two.threads]) assert.deepEqual(codes({ threads: it }), []);
  assert.equal(vault.state, 'idle');
});

test('two devices write at once, without a connection: both arrive, each once, and both show the same', async () => {
  let offline = false;
  const office = { fetch: null as unknown as Office['fetch'] };
  const fetch: Office['fetch'] = (url, init) =>
    offline ? Promise.reject(new TypeError('no network')) : office.fetch(url, init);
  const one = await phoneWithThreadOn(office, fetch);
  const two = await another(one.office, one.code, { fetch });
  offline = true;
  await one.threads.write({ kind: 'text', text: 'fra den ene' });
  await two.threads.write({ kind: 'text', text: 'fra den andre' });
  await two.threads.write({ kind: 'text', text: 'og mer' });
  await Promise.all([one.threads.refresh(), two.threads.refresh()]);
  offline = false;
  await Promise.all([one.threads.refresh(), two.threads.refresh()]);
  await rounds(one.vault, two.vault);
  await one.threads.refresh();
  await two.threads.refresh();
  const all = shown(one);
  assert.deepEqual([...all].sort(), ['c hei', 'u Jeg vil slutte.', 'u fra den andre', 'u fra den ene', 'u og mer']);
  assert.deepEqual(shown(two), all);
  assert.equal(stored(one.office, one.id).messages.length, 5);
  for (const it of [one, two]) assert.deepEqual(codes(it), []);
});

/** The same behind a connection that can be cut. */
async function phoneWithThreadOn(seam: { fetch: Office['fetch'] }, fetch: Office['fetch']) {
  const office = await Office.make();
  seam.fetch = office.fetch;
  const kari = await ModelCoach.in(office);
  const on = phone(office, { fetch });
  const { vault, code } = await synced(on);
  const threads = await over(vault, on, office);
  await threads.begin(beginning);
  await threads.refresh();
  const id = threads.current?.id ?? '';
  await kari.says(id, 'hei');
  await threads.refresh();
  await vault.sync();
  return { office, vault, code, threads, id };
}

test('a thread that is closed on one device is closed on the other, and nothing of it is left', async () => {
  const { office, code, threads, id, vault } = await phoneWithThread();
  const two = await another(office, code);
  await threads.close();
  await vault.sync();
  await until(() => office.server.tombstones.has(id));
  await two.vault.sync();
  assert.equal(two.threads.current, null);
  const kinds = [...two.vault.entries.values()].map(({ kind }) => kind);
  assert.ok(!kinds.includes('thread') && !kinds.includes('letter'), kinds.join());
});

test('what another device says of a thread that was closed meanwhile is swept away', async () => {
  const { office, code, threads, id, vault } = await phoneWithThread();
  const two = await another(office, code);
  await threads.close();
  await until(() => office.server.tombstones.has(id));
  // It has not heard of it yet.
  await two.threads.refresh();
  await rounds(vault, two.vault);
  await two.threads.refresh();
  await rounds(vault, two.vault);
  await threads.refresh();
  for (const it of [vault, two.vault]) {
    await it.sync();
    const left = [...it.entries.values()].filter(({ kind }) => kind === 'thread' || kind === 'letter');
    assert.deepEqual(left, []);
  }
});

test('a letter of a thread that is nowhere any more is swept away', async () => {
  const { vault, threads, id } = await phoneWithThread();
  const [letter] = [...vault.entries.values()].filter(({ kind }) => kind === 'letter');
  const stray = await vault.create('letter', { ...letter?.fields, thread: 'f'.repeat(32) });
  await threads.refresh();
  assert.ok(!vault.entries.has(stray));
  assert.equal([...vault.entries.values()].filter(({ fields }) => fields.thread === id).length, 3);
});

/** A person whose diary has a copy on the server, behind a door; with a thread that the server has, unless `isBegun` is false. */
async function withCode(isBegun = true) {
  const office = await Office.make();
  const kari = await ModelCoach.in(office);
  const door = { away: null as ((url: string) => Promise<Response | null>) | null };
  const on = phone(office, { fetch: async (url, init) => (await door.away?.(url)) ?? office.fetch(url, init) });
  const { vault } = await synced(on);
  const threads = await over(vault, on, office);
  if (isBegun) {
    assert.deepEqual(await threads.begin(beginning), ok);
    assert.deepEqual(await threads.refresh(), ok);
    await vault.sync();
  }
  return { office, kari, on, vault, threads, id: threads.current?.id ?? '', door };
}

test('«Slett alt» erases the thread too, there and here', async () => {
  const { office, vault, id } = await phoneWithThread();
  await vault.deleteEverything();
  await until(() => office.server.tombstones.has(id));
  assert.equal(office.threads.size, 0);
});

test('erased on this phone only: the thread goes on for the others', async () => {
  const { office, code, vault, id } = await phoneWithThread();
  await vault.leaveHere();
  await vaultsIn(phone(office)).finishDeletions();
  assert.ok(office.threads.has(id));
  assert.deepEqual(shown(await another(office, code)), ['u Jeg vil slutte.', 'c hei']);
});

for (const [how, away] of [
  ['offline', () => Promise.reject(new TypeError('no network'))],
  [
    'while the server takes no messages',
    async (url) => (url.endsWith('/messages') ? problem(503, 'overloaded') : null),
  ],
] as [string, (url: string) => Promise<Response | null>][]) {
  test(`a device does not leave with a message to a coach that was not sent: ${how}`, async () => {
    const { office, kari, on, vault, threads, id, door } = await withCode();
    door.away = away;
    await threads.write({ kind: 'text', text: 'Jeg vil ikke leve mer.' });
    await threads.refresh();
    const send = () => threads.refresh();
    const kept = await vault.leave(false, { send });
    assert.ok(!kept.left);
    assert.equal(kept.letters, 1);
    assert.deepEqual(shown({ threads }), ['u Jeg vil slutte.', 'u Jeg vil ikke leve mer. (waiting)']);
    assert.ok(await vaultsIn(on).open());
    // Once it can be sent it is, before the device leaves.
    door.away = null;
    assert.deepEqual(await vault.leave(false, { send }), { left: true });
    assert.equal((await kari.reads(id)).length, 2);
    assert.equal(await vaultsIn(on).open(), null);
    assert.equal(office.threads.size, 1);
  });

  test(`a message to a coach that was not sent goes with the device only when the person says so: ${how}`, async () => {
    const { kari, on, vault, threads, id, door } = await withCode();
    door.away = away;
    await threads.write({ kind: 'text', text: 'Jeg vil ikke leve mer.' });
    const kept = await vault.leave(false, { send: () => threads.refresh() });
    assert.ok(!kept.left);
    assert.deepEqual(await vault.leave(true), { left: true });
    assert.equal(await vaultsIn(on).open(), null);
    door.away = null;
    assert.equal((await kari.reads(id)).length, 1);
  });
}

test('a thread whose first message was not sent counts, and what it takes back too', async () => {
  const { vault, threads, door } = await withCode(false);
  door.away = async (url) => (url.endsWith('/messages') ? problem(503, 'overloaded') : null);
  await threads.begin(beginning);
  await threads.refresh();
  assert.equal(threads.current?.state, 'making');
  assert.deepEqual(await vault.leave(false), { left: false, unsent: 0, letters: 1 });
  door.away = null;
  await threads.refresh();
  door.away = async (url) => (url.endsWith('/messages') ? problem(503, 'overloaded') : null);
  await threads.withdraw(threads.current?.letters[0]?.key ?? '');
  await threads.refresh();
  const kept = await vault.leave(false);
  assert.ok(!kept.left);
  assert.equal(kept.letters, 1);
});

test('a diary without a code that was moved in a file does not leave with a message that was not sent', async () => {
  const office = await Office.make();
  const kari = await ModelCoach.in(office);
  let shut = false;
  const { on, vault, threads, id } = await begun(office, {
    fetch: async (url, init) =>
      shut && url.endsWith('/messages') ? problem(503, 'overloaded') : office.fetch(url, init),
  });
  shut = true;
  await threads.write({ kind: 'text', text: 'Jeg vil ikke leve mer.' });
  const how = { inFile: true, send: () => threads.refresh() };
  assert.deepEqual(await vault.leave(false, how), { left: false, unsent: 0, letters: 1 });
  shut = false;
  assert.deepEqual(await vault.leave(false, how), { left: true });
  assert.equal((await kari.reads(id)).length, 2);
  assert.equal(await vaultsIn(on).open(), null);
});

test('without a copy on the server any more the thread goes on: it was agreed to by itself', async () => {
  const { office, kari, vault, threads, id } = await phoneWithThread();
  await vault.keepAsNew();
  // Under the names that every device of the person gives them, so that what two have fetched is one.
  for (const name of [`thread/${id}`, `letter/${id}/u/1`, `letter/${id}/c/1`]) {
    assert.ok(vault.entries.has(await vault.named(name)), name);
  }
  await kari.says(id, 'fremdeles');
  assert.deepEqual(await threads.refresh(), ok);
  assert.deepEqual(shown({ threads }), ['u Jeg vil slutte.', 'c hei', 'c fremdeles']);
  await threads.write({ kind: 'text', text: 'ja' });
  await threads.refresh();
  assert.equal(stored(office, id).messages.length, 4);
  assert.deepEqual(codes({ threads }), []);
});

test('a rotation of keys: the old thread is erased, what was written stays, and a new one is made with other keys', async () => {
  for (const carry of [true, false]) {
    const { office, kari, vault, threads, id } = await phoneWithThread();
    const secret = [...vault.entries.values()].find(({ kind }) => kind === 'thread')?.fields.secret;
    await threads.keepDraft('halvt');
    await vault.makeCode();
    await vault.rotateMasterKey();
    await vault.sync();
    assert.equal(vault.rotation, null);
    await until(() => office.server.tombstones.has(id));
    assert.equal(threads.current?.state, 'moved');
    assert.equal(threads.current?.renewal, 'moved');
    assert.deepEqual(shown({ threads }), ['u Jeg vil slutte.', 'c hei']);
    assert.deepEqual(await threads.refresh(), ok);
    assert.deepEqual(await threads.renew(carry), ok);
    await threads.refresh();
    const next = threads.current?.id ?? '';
    assert.equal(threads.current?.state, 'open');
    assert.deepEqual([...office.threads.keys()], [next]);
    assert.notEqual(next, id);
    const all = JSON.stringify([...vault.entries.values()]);
    assert.ok(!all.includes(String(secret)));
    assert.equal((await kari.reads(next)).length, carry ? 2 : 1);
    assert.equal(threads.draft, 'halvt');
    await kari.says(next, 'i ny tråd');
    await threads.refresh();
    assert.deepEqual(shown({ threads }).slice(0, 2), ['earlier u Jeg vil slutte.', 'earlier c hei']);
    assert.equal(shown({ threads }).at(-1), 'c i ny tråd');
    // And everything goes with it when it is closed.
    await threads.close();
    await until(() => office.server.tombstones.has(next));
    assert.ok(![...vault.entries.values()].some(({ kind }) => kind === 'letter' || kind === 'thread'));
  }
});

test('signing in with another diary here: its thread comes along, or is erased with it', async () => {
  for (const local of ['add', 'discard'] as const) {
    const { office, on, vault, id, threads, kari } = await phoneWithThread();
    const { code } = await synced(phone(office));
    threads.stop();
    vault.close();
    const answer = await vaultsIn(on).signIn(code, local);
    assert.ok(answer.ok);
    await answer.vault.sync();
    const after = await over(answer.vault, on, office);
    if (local === 'add') {
      await kari.says(id, 'fremdeles');
      await after.refresh();
      assert.deepEqual(shown({ threads: after }), ['u Jeg vil slutte.', 'c hei', 'c fremdeles']);
      assert.deepEqual(codes({ threads: after }), []);
    } else {
      await until(() => office.server.tombstones.has(id));
      assert.equal(after.current, null);
    }
  }
});

test('a file brings the thread to another phone, but not what waits to be sent from this one', async () => {
  let offline = false;
  const seam = { fetch: null as unknown as Office['fetch'] };
  const fetch: Office['fetch'] = (url, init) =>
    offline && url.includes('/threads') ? Promise.reject(new TypeError('no')) : seam.fetch(url, init);
  const one = await phoneWithThreadOn(seam, fetch);
  offline = true;
  await one.threads.write({ kind: 'text', text: 'venter her' });
  await one.threads.keepDraft('utkast');
  const file = await exported(one.vault, one.code);
  const on = phone(one.office);
  const vault = await imported(on, file);
  const threads = await over(vault, on, one.office);
  assert.deepEqual(shown({ threads }), ['u Jeg vil slutte.', 'c hei']);
  assert.equal(threads.draft, '');
  await threads.refresh();
  assert.equal(stored(one.office, one.id).messages.length, 2);
  offline = false;
  await one.threads.refresh();
  await threads.refresh();
  assert.deepEqual(shown({ threads }), ['u Jeg vil slutte.', 'c hei', 'u venter her']);
});

test('two threads meet when two diaries do: the newest is written in, the other is read and closed', async () => {
  const { office, code } = await phoneWithThread();
  const on = phone(office);
  const vault = await vaultsIn(on).create();
  const threads = await over(vault, on, office);
  await threads.begin({ ...beginning, alias: 'Grønn foss 12', text: 'En til' });
  await threads.refresh();
  threads.stop();
  const answer = await vaultsIn(on).signIn(code, 'add');
  assert.ok(answer.ok);
  await answer.vault.sync();
  const both = await over(answer.vault, on, office);
  assert.equal(both.current?.alias, 'Grønn foss 12');
  assert.deepEqual(
    both.others.map(({ alias }) => alias),
    ['Stille bjørk 47'],
  );
  const other = both.others[0]?.id ?? '';
  await both.close(other);
  await until(() => office.server.tombstones.has(other));
  assert.deepEqual(both.others, []);
  assert.equal(both.current?.alias, 'Grønn foss 12');
});

test('a second thread is not begun where another phone has begun one: what was written stays with him', async () => {
  const office = await Office.make();
  await ModelCoach.in(office);
  const on = phone(office);
  const { vault, code } = await synced(on);
  const threads = await over(vault, on, office);
  const two = await another(office, code);
  await threads.begin(beginning);
  await threads.refresh();
  await vault.sync();
  const there = () => two.threads.current?.id;
  assert.equal(there(), undefined);
  assert.deepEqual(await two.threads.begin({ ...beginning, text: 'En til' }), { ok: false, why: 'held' });
  assert.equal(there(), threads.current?.id);
  assert.equal(office.threads.size, 1);
});

test('two threads that were begun at once: both are fetched and sent for, and drafts come to the newest', async () => {
  let cut = false;
  const seam = { fetch: null as unknown as Office['fetch'] };
  const fetch: Office['fetch'] = (url, init) =>
    cut && url.includes('/vaults/') ? Promise.reject(new TypeError('no')) : seam.fetch(url, init);
  const office = await Office.make();
  seam.fetch = office.fetch;
  const kari = await ModelCoach.in(office);
  const on = phone(office, { fetch });
  const { vault, code } = await synced(on);
  const threads = await over(vault, on, office);
  const two = await another(office, code, { fetch });
  cut = true;
  assert.deepEqual(await threads.begin(beginning), ok);
  await threads.refresh();
  const old = threads.current?.id ?? '';
  await threads.keepDraft('halvt i den gamle');
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(await two.threads.begin({ ...beginning, text: 'En til' }), ok);
  await two.threads.refresh();
  await threads.write({ kind: 'text', text: 'i den gamle' });
  cut = false;
  await rounds(vault, two.vault);
  await kari.says(old, 'svar i den gamle');
  await two.threads.refresh();
  await threads.refresh();
  await rounds(vault, two.vault);
  for (const it of [threads, two.threads]) {
    assert.notEqual(it.current?.id, old);
    assert.equal(it.others.length, 1);
    const [other] = it.others;
    const texts = other?.letters.map(({ content, sent }) =>
      content && 'text' in content && sent === 'sent' ? content.text : '',
    );
    assert.deepEqual(texts?.sort(), ['Jeg vil slutte.', 'i den gamle', 'svar i den gamle']);
    assert.equal(other?.unread, 1);
  }
  assert.equal(threads.draft, 'halvt i den gamle');
  await threads.read(old);
  assert.equal(threads.others[0]?.unread, 0);
  await threads.close(old);
  await until(() => office.server.tombstones.has(old));
  await rounds(vault, two.vault);
  assert.deepEqual(two.threads.others, []);
});

test('drafts and what waits on another phone go with a thread that was closed', async () => {
  const { office, code, threads, vault } = await phoneWithThread();
  let cut = false;
  const two = await another(office, code, {
    fetch: (url, init) =>
      cut && url.endsWith('/messages') ? Promise.reject(new TypeError('no')) : office.fetch(url, init),
  });
  cut = true;
  await two.threads.keepDraft('halvt');
  await two.vault.writeDevice('coach-draft/checkin', { thread: two.threads.current?.id ?? '', practice_text: 'nei' });
  await two.threads.write({ kind: 'text', text: 'venter' });
  await two.threads.refresh();
  await threads.close();
  await vault.sync();
  two.threads.stop();
  two.vault.close();
  const woken = await vaultsIn(two.on).open();
  assert.ok(woken);
  await woken.sync();
  const after = await over(woken, two.on, office);
  // A new one has been begun meanwhile: what belonged to the old one goes all the same.
  await after.begin(beginning);
  await after.refresh();
  const left = [...woken.device].filter(([name]) => /^(thread-|coach-draft)/.test(name));
  assert.deepEqual(left, []);
});

test('a draft of the check-in goes along when the thread is made anew, also one that does not say whose it is', async () => {
  const { vault, threads, id } = await phoneWithThread();
  await vault.writeDevice('coach-draft/checkin', { practice_text: 'før' });
  await threads.refresh();
  assert.equal(vault.device.get('coach-draft/checkin')?.practice_text, 'før');
  await vault.writeDevice('coach-draft/checkin', { thread: id, practice_text: 'ja' });
  await threads.renew(false);
  await threads.refresh();
  assert.equal(vault.device.get('coach-draft/checkin')?.practice_text, 'ja');
});
