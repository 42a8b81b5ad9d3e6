import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dying } from '../../testing/dying.ts';
import { base64 } from '../bytes.ts';
import { Api, scripted } from './api.ts';
import { openDatabase } from './database.ts';
import { VaultDiary } from './diary.ts';
import { applyAnswer } from './exchange.ts';
import { diary, rounds, signedIn, synced, until } from './modelPhones.ts';
import { json, ModelServer, phone, problem } from './modelServer.ts';
import { unlockVault } from './unlocked.ts';
import { vaultsIn } from './vaults.ts';

test('both edits of one record made apart survive', async () => {
  const server = new ModelServer();
  const { vault: one, code } = await synced(phone(server));
  const id = await one.create('urge', { strength: 3, text: 'start' });
  await one.sync();
  const two = await signedIn(phone(server), code);
  await one.edit(id, { text: 'from one', after: 1 });
  await two.edit(id, { text: 'from two', place: 'home' });
  await rounds(one, two);
  assert.deepEqual(diary(one), diary(two));
  const entry = one.entries.get(id);
  const texts = [entry?.fields.text, ...(entry?.also ?? []).map(({ text }) => text)];
  assert.deepEqual(texts.sort(), ['from one', 'from two']);
  assert.equal(entry?.fields.after, 1);
  assert.equal(entry?.fields.place, 'home');
});

test('two offline devices make one check-in of a day', async () => {
  const server = new ModelServer();
  const { vault: one, code } = await synced(phone(server));
  const two = await signedIn(phone(server), code);
  await one.write('checkin/2026-11-25', 'checkin', { date: '2026-11-25', mood: 4 });
  await two.write('checkin/2026-11-25', 'checkin', { date: '2026-11-25', peak: 7 });
  await rounds(one, two);
  assert.equal(Object.keys(diary(one)).length, 1);
  assert.deepEqual(Object.values(diary(two))[0], { date: '2026-11-25', mood: 4, peak: 7 });
});

test('a put whose answer was lost is sent again with the very same bytes, and an edit meanwhile goes after it', async () => {
  const server = new ModelServer();
  let lose = false;
  const { vault } = await synced(
    phone(server, {
      fetch: async (url, init) => {
        const answer = await server.fetch(url, init);
        if (lose && url.endsWith('/sync')) throw new TypeError('connection reset');
        return answer;
      },
    }),
  );
  const id = await vault.create('urge', { text: 'first' });
  lose = true;
  await vault.sync();
  assert.equal(vault.state, 'offline');
  await vault.edit(id, { text: 'second' });
  lose = false;
  const before = server.syncs.length;
  await vault.sync();
  const puts = server.syncs.slice(before - 1).flatMap((sync) => sync.puts.filter((put) => put.id === id));
  assert.equal(puts.length, 3);
  assert.deepEqual(puts[0], puts[1]);
  assert.equal(puts[2]?.base, puts[1]?.version);
  assert.equal(puts[2]?.version, (puts[1]?.version ?? 0) + 1);
  assert.equal(vault.state, 'idle');
});

test('a retry is never stored twice', async () => {
  const server = new ModelServer();
  let lose = 0;
  const { vault } = await synced(
    phone(server, {
      fetch: async (url, init) => {
        const answer = await server.fetch(url, init);
        if (lose-- > 0) throw new TypeError('connection reset');
        return answer;
      },
    }),
  );
  const [box] = server.tables.vaults.values();
  const seq = box?.seq ?? 0;
  await vault.create('urge', { strength: 1 });
  lose = 3;
  for (let tries = 0; tries < 5; tries += 1) await vault.sync();
  assert.equal(box?.seq, seq + 1);
});

test('a record that was edited while its put was on the way is not clean', async () => {
  const server = new ModelServer();
  let during = async () => {};
  const { vault, code } = await synced(
    phone(server, {
      fetch: async (url, init) => {
        const answer = await server.fetch(url, init);
        await during();
        return answer;
      },
    }),
  );
  const id = await vault.create('urge', { text: 'before' });
  during = async () => {
    during = async () => {};
    await vault.edit(id, { text: 'meanwhile' });
  };
  await vault.sync();
  const two = await signedIn(phone(server), code);
  assert.equal(two.entries.get(id)?.fields.text, 'meanwhile');
  assert.deepEqual(two.entries.get(id)?.also, []);
});

test('a server without a network is offline, one with a page of its own is gone; the diary goes on', async () => {
  const server = new ModelServer();
  let answer: (() => Promise<Response>) | null = null;
  const { vault } = await synced(
    phone(server, { fetch: (url, init) => (url.endsWith('/sync') && answer?.()) || server.fetch(url, init) }),
  );
  const answers: [() => Promise<Response>, string][] = [
    [() => Promise.reject(new TypeError('no network')), 'offline'],
    [async () => new Response('<h1>Not found</h1>', { status: 404 }), 'gone'],
    [async () => new Response('<h1>410 Gone</h1>', { status: 410 }), 'gone'],
    [async () => problem(404, 'no-such-page'), 'gone'],
    [async () => new Response('log in to the train wifi'), 'gone'],
    [async () => problem(503, 'overloaded'), 'gone'],
    [async () => json(200, { log: 'x' }), 'gone'],
  ];
  for (const [next, state] of answers) {
    answer = next;
    await vault.create('urge', { strength: 1 });
    await vault.sync();
    assert.equal(vault.state, state);
  }
  answer = null;
  await vault.sync();
  assert.equal(vault.state, 'idle');
  assert.equal(vault.entries.size, answers.length + 2);
});

test('a fault of the app itself is called that, and not a server that does not answer', async (context) => {
  const reported: unknown[] = [];
  Object.assign(globalThis, { reportError: (fault: unknown) => reported.push(fault) });
  context.after(() => Object.assign(globalThis, { reportError: undefined }));
  const server = new ModelServer();
  let wrong = false;
  let clock = Date.now();
  const on = phone(server, {
    now: () => clock,
    device: () => {
      if (wrong) throw new TypeError('x is undefined');
      return { what: 'android', browser: 'chrome' };
    },
  });
  const { vault } = await synced(on);
  await vault.create('urge', { text: 'mine' });
  wrong = true;
  // What device this is, is looked at once a day.
  clock += 86_400_000;
  await vault.sync();
  assert.equal(vault.state, 'failed');
  assert.deepEqual(reported.map(String), ['TypeError: x is undefined']);
  wrong = false;
  await vault.sync();
  assert.equal(vault.state, 'idle');
  // Not even where an answer is read.
  const dated = async () => new Response('{}', { headers: { Date: new Date().toUTCString() } });
  const now = () => {
    throw new TypeError('no clock');
  };
  await assert.rejects(new Api(phone(server, { fetch: dated, now })).log(), { name: 'TypeError' });
});

test('a part of the app that cannot be fetched is a connection that is missing', async () => {
  await assert.rejects(scripted(Promise.reject(new TypeError('Failed to fetch dynamically imported module'))), {
    name: 'Unanswered',
    why: 'offline',
  });
  assert.equal(await scripted(Promise.resolve(1)), 1);
});

test('a restored older backup is healed by the devices, and no edit vanishes', async () => {
  const server = new ModelServer();
  const { vault: one, code } = await synced(phone(server));
  const two = await signedIn(phone(server), code);
  const kept = await one.create('urge', { text: 'old' });
  await rounds(one, two);
  const backup = server.backup();
  const later = await one.create('urge', { text: 'later' });
  await one.edit(kept, { text: 'edited later' });
  await rounds(one, two);
  server.restore(backup);
  await two.edit(kept, { place: 'out' });
  await rounds(two, one);
  const fresh = await signedIn(phone(server), code);
  for (const vault of [one, two, fresh]) {
    assert.deepEqual(vault.entries.get(kept)?.fields, { text: 'edited later', place: 'out' });
    assert.deepEqual(vault.entries.get(kept)?.also, []);
    assert.equal(vault.entries.get(later)?.fields.text, 'later');
    assert.equal(vault.rolledBack, false);
  }
});

test('after a new log everything is listed before anything is put, and what was not listed is put unchanged as new', async () => {
  const server = new ModelServer();
  const { vault } = await synced(phone(server));
  const backup = server.backup();
  const id = await vault.create('urge', { text: 'lost by the restore' });
  await vault.sync();
  const first = server.syncs.flatMap((sync) => sync.puts).find((put) => put.id === id);
  server.restore(backup);
  await vault.create('urge', { text: 'new' });
  const before = server.syncs.length;
  await vault.sync();
  const [reset, listing, puts] = server.syncs.slice(before);
  assert.equal(reset?.puts.length, 1);
  assert.deepEqual(listing, { log: server.log, cursor: 0, puts: [] });
  const again = puts?.puts.find((put) => put.id === id);
  assert.deepEqual(again, { ...first, base: 0 });
});

test('a server that lost everything gets slot, vault and records again', async () => {
  const server = new ModelServer();
  const empty = server.backup();
  const { vault, code } = await synced(phone(server));
  await vault.create('urge', { text: 'alive' });
  await vault.sync();
  server.restore(empty);
  await vault.sync();
  assert.equal(vault.state, 'idle');
  const two = await signedIn(phone(server), code);
  assert.deepEqual(diary(two), diary(vault));
});

test('a backup with the vault but without the slot gets the slot again', async () => {
  const server = new ModelServer();
  const { vault, code } = await synced(phone(server));
  const backup = server.backup();
  backup.slots.clear();
  server.restore(backup);
  await vault.sync();
  assert.deepEqual(diary(await signedIn(phone(server), code)), diary(vault));
});

test('a file copied back under a running server is noticed as a rollback, and healed', async () => {
  const server = new ModelServer();
  const { vault, code } = await synced(phone(server));
  const id = await vault.create('urge', { text: 'first' });
  await vault.sync();
  const backup = server.backup();
  await vault.edit(id, { text: 'second' });
  await vault.sync();
  server.restore(backup, false);
  await vault.sync();
  assert.equal(vault.rolledBack, true);
  assert.ok(vault.troubles.has('rollback'));
  const two = await signedIn(phone(server), code);
  assert.equal(two.entries.get(id)?.fields.text, 'second');
});

test('after a change the diary is synced by itself, and closing ends that', async () => {
  const server = new ModelServer();
  const { vault } = await synced(phone(server));
  vault.keepSynced();
  await until(() => vault.state === 'idle' && server.syncs.length > 1);
  const id = await vault.create('urge', { text: 'by itself' });
  const [box] = server.tables.vaults.values();
  await until(() => box?.records.has(id) === true);
  vault.close();
  const calls = server.calls.length;
  await vault.sync();
  assert.equal(server.calls.length, calls);
});

test('a full vault is said, edits of what is there still go, and room is used when there is some', async () => {
  const server = new ModelServer();
  const { vault } = await synced(phone(server));
  const id = await vault.create('urge', { text: 'in' });
  await vault.sync();
  server.most = 0;
  const late = await vault.create('urge', { text: 'too many' });
  await vault.edit(id, { text: 'edited' });
  await vault.sync();
  assert.equal(vault.state, 'full');
  const [box] = server.tables.vaults.values();
  assert.equal(box?.records.get(id)?.version, 2);
  assert.equal(box?.records.has(late), false);
  server.most = 100;
  await vault.sync();
  assert.equal(vault.state, 'idle');
  assert.ok(box?.records.has(late));
});

test('what the server did not take is said until it has taken it', async () => {
  const server = new ModelServer();
  let refuses = false;
  const { vault } = await synced(
    phone(server, {
      fetch: async (url, init) => {
        const body = JSON.parse(String(init.body ?? '{}')) as { puts?: { id: string }[] };
        if (!url.endsWith('/sync') || !refuses || !body.puts?.length) return server.fetch(url, init);
        const answer = await server.fetch(url, { ...init, body: JSON.stringify({ ...body, puts: [] }) });
        const told = (await answer.json()) as object;
        return json(200, { ...told, refused: body.puts.map(({ id }) => ({ id, type: 'invalid' })) });
      },
    }),
  );
  refuses = true;
  await vault.create('urge', { text: 'not taken' });
  await vault.sync();
  assert.ok(vault.troubles.has('refused'));
  assert.equal(vault.state, 'refused', 'nothing says that the copy is up to date');
  await vault.sync();
  assert.ok(vault.troubles.has('refused'));
  refuses = false;
  await vault.sync();
  assert.equal(vault.troubles.has('refused'), false);
  assert.equal(vault.state, 'idle');
});

test('a put that the answer does not name is sent again', async () => {
  const server = new ModelServer();
  let leave = 2;
  const { vault } = await synced(
    phone(server, {
      fetch: async (url, init) => {
        const body = JSON.parse(String(init.body ?? '{}')) as { puts?: unknown[] };
        if (!url.endsWith('/sync') || !body.puts?.length || leave-- <= 0) return server.fetch(url, init);
        return server.fetch(url, { ...init, body: JSON.stringify({ ...body, puts: body.puts.slice(1) }) });
      },
    }),
  );
  await vault.create('urge', { text: 'left alone' });
  await vault.sync();
  const [box] = server.tables.vaults.values();
  assert.equal(box?.records.size, vault.entries.size);
});

test('hundreds of long records go in requests within the limits, and come back in pages', async () => {
  const server = new ModelServer();
  server.page = 30;
  const { vault, code } = await synced(phone(server));
  for (let place = 0; place < 110; place += 1) await vault.create('urge', { strength: place % 10 });
  for (let place = 0; place < 15; place += 1) await vault.create('answer', { own_text: `${place}`.repeat(30_000) });
  await vault.sync();
  assert.equal(vault.state, 'idle');
  assert.ok(server.syncs.filter(({ puts }) => puts.length > 0).length >= 3);
  const two = await signedIn(phone(server), code);
  assert.deepEqual(diary(two), diary(vault));
});

test('no body is longer than a mebibyte as it is sent, however long the texts', async () => {
  const server = new ModelServer();
  const bodies: number[] = [];
  const { vault } = await synced(
    phone(server, {
      fetch: (url, init) => {
        if (url.endsWith('/sync')) bodies.push(new TextEncoder().encode(String(init.body)).length);
        return server.fetch(url, init);
      },
    }),
  );
  for (let place = 0; place < 16; place += 1) await vault.create('answer', { own_text: 'x'.repeat(60_000) });
  await vault.sync();
  assert.equal(vault.state, 'idle');
  assert.ok(Math.max(...bodies) <= 1_048_576, `${Math.max(...bodies)}`);
  const [box] = server.tables.vaults.values();
  assert.equal(box?.records.size, vault.entries.size);
});

test('a download that was cut off goes on where it was', async () => {
  const server = new ModelServer();
  server.page = 5;
  const { vault, code } = await synced(phone(server));
  for (let place = 0; place < 30; place += 1) await vault.create('urge', { strength: place % 10 });
  await vault.sync();
  let left = 4;
  const on = phone(server, {
    fetch: (url, init) =>
      url.endsWith('/sync') && left-- <= 0 ? Promise.reject(new TypeError('cut')) : server.fetch(url, init),
  });
  const two = await signedIn(on, code);
  assert.equal(two.state, 'offline');
  const partly = two.entries.size;
  assert.ok(partly > 0 && partly < vault.entries.size);
  left = 1000;
  const before = server.syncs.length;
  await two.sync();
  assert.ok((server.syncs[before]?.cursor ?? 0) > 0);
  assert.deepEqual(diary(two), diary(vault));
});

test('a record of an unknown suite is left untouched', async () => {
  const server = new ModelServer();
  const { vault, code } = await synced(phone(server));
  const id = await vault.create('urge', { text: 'mine' });
  await vault.sync();
  const [box] = server.tables.vaults.values();
  const stored = box?.records.get(id);
  assert.ok(box && stored);
  const newer = stored.sealed.slice();
  newer[0] = 2;
  box.seq += 1;
  box.records.set(id, { version: 9, sealed: newer, seq: box.seq });
  await vault.edit(id, { text: 'edited' });
  await vault.sync();
  assert.equal(vault.entries.get(id)?.fields.text, 'edited');
  assert.equal(base64(box.records.get(id)?.sealed ?? newer), base64(newer));
  assert.deepEqual([...vault.troubles], ['newer']);
  const two = await signedIn(phone(server), code);
  assert.equal(two.entries.has(id), false);
  assert.equal(base64(box.records.get(id)?.sealed ?? stored.sealed), base64(newer));
});

test('what waits for a newer app is neither sent nor written over, and the rest is sent', async () => {
  const server = new ModelServer();
  const { vault } = await synced(phone(server));
  const id = await vault.create('urge', { text: 'mine' });
  await vault.sync();
  const [box] = server.tables.vaults.values();
  const stored = box?.records.get(id);
  assert.ok(box && stored);
  const newer = stored.sealed.slice();
  newer[0] = 2;
  box.seq += 1;
  box.records.set(id, { version: 9, sealed: newer, seq: box.seq });
  // Heard of before it is edited here.
  await vault.sync();
  const { length: before } = server.syncs;
  for (const text of ['edited', 'edited again']) {
    await vault.edit(id, { text });
    const other = await vault.create('urge', { text });
    await vault.sync();
    assert.equal(vault.state, 'idle');
    assert.ok(box.records.has(other));
  }
  assert.ok(!server.syncs.slice(before).some(({ puts }) => puts.some((put) => put.id === id)));
  assert.equal(base64(box.records.get(id)?.sealed ?? stored.sealed), base64(newer));
  assert.equal(vault.entries.get(id)?.fields.text, 'edited again');
});

test('an answer to an older listing does not move the place of a newer one', async () => {
  const server = new ModelServer();
  const on = phone(server);
  const { vault } = await synced(on);
  await vault.create('urge', { text: 'one' });
  vault.close();
  const unlocked = await unlockVault(await openDatabase(on.database));
  assert.ok(unlocked);
  const diary = new VaultDiary(unlocked, Date.now, () => undefined);
  await diary.load();
  const asked = await unlocked.store.meta();
  const answer = {
    log: asked.log ?? '',
    cursor: 7,
    more: false,
    accepted: [],
    conflicts: [],
    refused: [],
    changes: [],
  };
  // Everything is to be listed anew since the request was made.
  await unlocked.store.commit([], ({ pass }) => ({ cursor: 0, pass: pass + 1, paging: true }));
  await applyAnswer(diary, answer, [], asked, '');
  const { cursor, pass } = await unlocked.store.meta();
  assert.deepEqual([cursor, pass], [0, asked.pass + 1]);
  await applyAnswer(diary, answer, [], await unlocked.store.meta(), '');
  assert.equal((await unlocked.store.meta()).cursor, 7);
});

test('texts that no longer fit beside each other are kept in a record of their own', async () => {
  const server = new ModelServer();
  const { vault: one, code } = await synced(phone(server));
  const id = await one.create('answer', { own_text: 'start' });
  await one.sync();
  const two = await signedIn(phone(server), code);
  // Counted as they are sealed: in bytes, of which «å» has two.
  await one.edit(id, { own_text: '1'.repeat(40_000) });
  await two.edit(id, { own_text: `2${'å'.repeat(20_000)}` });
  await rounds(one, two);
  assert.deepEqual(diary(one), diary(two));
  const texts = Object.values(diary(one))
    .flatMap((fields) => [fields.own_text, fields.text])
    .filter(Boolean);
  assert.deepEqual(texts.map((text) => String(text)[0]).sort(), ['1', '2']);
  assert.equal([...one.entries.values()].filter(({ kind }) => kind === 'kept').length, 1);
});

test('every device writes down its first and last day', async () => {
  const server = new ModelServer();
  let now = Date.parse('2026-11-25T12:00:00');
  const { vault: one, code } = await synced(phone(server, { now: () => now }));
  now += 86_400_000;
  await one.sync();
  const two = await signedIn(phone(server, { now: () => now }), code);
  await rounds(two, one);
  const devices = [...one.entries.values()].filter(({ kind }) => kind === 'device').map(({ fields }) => fields);
  const expected = [
    { tag: one.tag, first: '2026-11-25', last: '2026-11-26' },
    { tag: two.tag, first: '2026-11-26', last: '2026-11-26' },
  ];
  assert.deepEqual(
    new Set(devices.map((fields) => JSON.stringify(fields, ['tag', 'first', 'last']))),
    new Set(expected.map((fields) => JSON.stringify(fields))),
  );
});

test('two phones that have changed many of the same entries come to the same diary, however large these are', async () => {
  for (const [many, letters] of [
    [3, 40_000],
    [40, 2_500],
  ] as const) {
    const server = new ModelServer();
    const { vault: one, code } = await synced(phone(server));
    const ids: string[] = [];
    for (let n = 0; n < many; n++) ids.push(await one.create('urge', { strength: 3, text: 'a'.repeat(letters) }));
    await one.sync();
    const two = await signedIn(phone(server), code);
    await two.sync();
    for (const id of ids) await one.edit(id, { strength: 5, text: 'b'.repeat(letters) });
    await one.sync();
    for (const id of ids) await two.edit(id, { place: 'home', text: 'c'.repeat(letters) });
    await two.sync();
    assert.equal(two.state, 'idle');
    await one.sync();
    assert.equal(one.state, 'idle');
    assert.deepEqual(diary(one), diary(two));
    assert.deepEqual(
      ids.map((id) => diary(one)[id]?.place),
      ids.map(() => 'home'),
    );
  }
});

test('a server that was set back to before the vault is healed, wherever the app dies meanwhile', async () => {
  let finished = false;
  for (let after = 0; !finished; after += 1) {
    const server = new ModelServer();
    const empty = server.backup();
    const on = phone(server);
    const { vault } = await synced(on);
    await vault.create('urge', { date: '2026-11-20', strength: 5 });
    await vault.sync();
    server.restore(empty);
    const life = dying(on);
    finished = await life.does(after, () => vault.sync());
    vault.close();
    const again = await vaultsIn(on).open();
    await again?.sync();
    assert.equal(again?.state, 'idle', `after ${after} writes and requests`);
    assert.equal([...server.tables.vaults.values()].length, 1);
    again?.close();
    assert.ok(after < 60);
  }
});
