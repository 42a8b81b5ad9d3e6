import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase } from './database.ts';
import { provenKey } from './device.ts';
import { Locked } from './lockkey.ts';
import { diary, signedIn, synced, until } from './modelPhones.ts';
import { ModelServer, phone } from './modelServer.ts';
import { openForReading } from './reading.ts';
import type { Surroundings } from './surroundings.ts';
import { Tabs } from './tabs.ts';
import type { Vault, Vaults } from './types.ts';
import { vaultsIn } from './vaults.ts';

const PIN = '271828';

async function opened(vaults: Vaults): Promise<Vault> {
  const vault = await vaults.open();
  assert.ok(vault);
  return vault;
}

/** What rests on the disk, without a page that holds anything in memory. */
async function onDisk(on: Surroundings) {
  const database = await openDatabase(on.database);
  const wrapped = (await database.get('meta', 'vault'))?.wrapped;
  const keys = await database.getAllKeys('keys');
  const tries = (await database.get('outside', 'outside'))?.tries;
  const records = await database.count('records');
  database.close();
  return { by: wrapped?.by ?? null, wrapped, keys, tries, records };
}

/** A phone with one entry and a lock. */
async function lockedPhone(on = phone(new ModelServer())) {
  const vaults = vaultsIn(on);
  const vault = await vaults.create();
  await vault.create('urge', { text: 'mine' });
  await vaults.lock.put(PIN);
  return { on, vaults, vault };
}

test('screens and tabs that try at once whether a key can be kept are each told the truth', async () => {
  const [one, other] = await Promise.all([openDatabase('tried at once'), openDatabase('tried at once')]);
  const tries = Array.from({ length: 60 }, async (_, n) => {
    await new Promise((go) => setTimeout(go, n));
    await provenKey(n % 2 ? one : other);
  });
  await Promise.all(tries);
  assert.deepEqual(await one.getAllKeys('keys'), []);
});

test('with a lock set there is no device key, and after a restart nothing opens without the PIN', async () => {
  const { on, vault } = await lockedPhone();
  const before = diary(vault);
  assert.deepEqual(
    { ...(await onDisk(on)), wrapped: null },
    { by: 'lock', wrapped: null, keys: [], tries: undefined, records: 1 },
  );
  const again = vaultsIn(on);
  await assert.rejects(again.open(), Locked);
  assert.deepEqual(await again.lock.standing(), { hasCode: false, wait: 0, wrong: 0 });
  assert.deepEqual(await again.lock.open('271829'), { ok: false, why: 'wrong', wait: 0, wrong: 1 });
  await assert.rejects(again.open(), Locked);
  assert.deepEqual(await again.lock.open(PIN), { ok: true });
  assert.deepEqual(diary(await opened(again)), before);
  assert.deepEqual((await onDisk(on)).tries, undefined);
});

test('the service worker can open nothing while a lock is set, also while the page is open', async () => {
  const { on, vaults } = await lockedPhone();
  assert.equal(await openForReading(on.database), null);
  assert.ok(await opened(vaults));
  assert.equal(await openForReading(on.database), null);
  await vaults.lock.remove();
  assert.equal((await openForReading(on.database))?.entries.size, 1);
});

test('a first vault that is made under a lock never has a device key', async () => {
  const on = phone(new ModelServer());
  const database = await openDatabase(on.database);
  const kept: string[] = [];
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...given: Parameters<typeof put>) {
    kept.push(this.name);
    return put.apply(this, given);
  };
  const vaults = vaultsIn(on);
  await vaults.lock.prepare(PIN);
  assert.equal(await database.get('meta', 'vault'), undefined);
  const vault = await vaults.create();
  await vault.create('urge', { text: 'mine' });
  IDBObjectStore.prototype.put = put;
  assert.equal(kept.includes('keys'), false);
  assert.equal((await onDisk(on)).by, 'lock');
  assert.deepEqual(await vaultsIn(on).lock.open(PIN), { ok: true });
});

test('signing in, a new diary and a new code go on under the lock, and the lock key is needed for none of what is written', async () => {
  const server = new ModelServer();
  const { code: others } = await synced(phone(server));
  const on = phone(server);
  const { vaults, vault, code } = await synced(on);
  await vaults.lock.put(PIN);
  // The slot is made anew from the master key.
  await vault.makeCode();
  await vault.confirmCode();
  await vault.sync();
  assert.equal(vault.codeWaits, false);
  assert.deepEqual(await vaultsIn(phone(server)).signIn(code, 'discard'), { ok: false, why: 'unknown' });
  await vault.keepAsNew();
  assert.deepEqual([(await onDisk(on)).by, (await onDisk(on)).keys], ['lock', []]);
  const answer = await vaults.signIn(others, 'discard');
  assert.ok(answer.ok);
  assert.deepEqual([(await onDisk(on)).by, (await onDisk(on)).keys], ['lock', []]);
  const again = vaultsIn(on);
  assert.deepEqual(await again.lock.open(PIN), { ok: true });
  assert.ok(await opened(again));
});

test('without the key in memory nothing wraps a master key by the device instead', async () => {
  const { on, vaults, vault } = await lockedPhone();
  vaults.lock.shut(false);
  await assert.rejects(vault.keepAsNew(), Locked);
  assert.deepEqual([(await onDisk(on)).by, (await onDisk(on)).keys, (await onDisk(on)).records], ['lock', [], 1]);
  await assert.rejects(vaults.open(), Locked);
});

test('a PIN is changed and taken away; the old one opens nothing any more', async () => {
  const { on, vaults } = await lockedPhone();
  await vaults.lock.put('en lang setning');
  const again = vaultsIn(on);
  assert.equal((await again.lock.open(PIN)).ok, false);
  // However the keyboard composes its letters.
  await again.lock.open('en lang setning'.normalize('NFD'));
  assert.ok(await opened(again));
  await again.lock.remove();
  assert.deepEqual(
    { ...(await onDisk(on)), wrapped: null },
    { by: 'device', wrapped: null, keys: ['device'], tries: undefined, records: 1 },
  );
  assert.equal(await vaultsIn(on).lock.standing(), null);
  assert.ok(await opened(vaultsIn(on)));
});

const acts: Record<string, (vaults: Vaults) => Promise<void>> = {
  set: (vaults) => vaults.lock.put(PIN),
  changed: async (vaults) => {
    await vaults.lock.put(PIN);
    await vaults.lock.put('314159');
  },
  removed: async (vaults) => {
    await vaults.lock.put(PIN);
    await vaults.lock.remove();
  },
};

for (const [what, act] of Object.entries(acts)) {
  test(`an app that dies anywhere while a lock is ${what} leaves one state or the other, and the diary opens`, async () => {
    const begin = IDBDatabase.prototype.transaction;
    let breath = 1;
    for (let done = false; !done; breath += 1) {
      const on = phone(new ModelServer());
      const vault = await vaultsIn(on).create();
      await vault.create('urge', { text: 'mine' });
      const before = diary(vault);
      vault.close();
      let left = breath;
      IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...given: Parameters<typeof begin>) {
        if (this.name === on.database && --left < 0) throw new DOMException('crashed', 'InvalidStateError');
        return begin.apply(this, given);
      };
      done = await act(vaultsIn(on)).then(
        () => true,
        () => false,
      );
      IDBDatabase.prototype.transaction = begin;
      const { by, keys } = await onDisk(on);
      const again = vaultsIn(on);
      if (by === 'lock') {
        assert.equal(keys.includes('device'), false);
        const tried = [await again.lock.open(PIN), await again.lock.open('314159')];
        assert.equal(
          tried.some(({ ok }) => ok),
          true,
          `after ${breath} transactions`,
        );
      } else assert.equal(keys.includes('device'), true);
      assert.deepEqual(diary(await opened(again)), before, `after ${breath} transactions`);
    }
    assert.ok(breath > 3);
  });
}

test('wrong tries are counted before they are made, over a restart, and the wait is kept whatever the clock says', async () => {
  let now = 1_800_000_000_000;
  let running = 0;
  const { on } = await lockedPhone(phone(new ModelServer(), { now: () => now, running: () => running }));
  for (let wrong = 1; wrong <= 4; wrong += 1)
    assert.deepEqual(await vaultsIn(on).lock.open('000000'), { ok: false, why: 'wrong', wait: 0, wrong });
  const dies: Surroundings = { ...on, stretch: () => new Promise(() => undefined) };
  void vaultsIn(dies).lock.open('000000');
  await until(() => true);
  await new Promise((resolve) => setTimeout(resolve, 50));
  // The app died in the middle of the fifth.
  const { lock } = vaultsIn(on);
  assert.deepEqual(await lock.standing(), { hasCode: false, wait: 30_000, wrong: 5 });
  assert.deepEqual(await lock.open(PIN), { ok: false, why: 'wait', wait: 30_000, wrong: 5 });
  running += 20_000;
  assert.deepEqual(await lock.open(PIN), { ok: false, why: 'wait', wait: 10_000, wrong: 5 });
  for (const set of [365, -730, 365]) {
    now += set * 86_400_000;
    assert.equal((await vaultsIn(on).lock.standing())?.wait, 30_000);
    assert.deepEqual(await vaultsIn(on).lock.open(PIN), { ok: false, why: 'wait', wait: 30_000, wrong: 5 });
  }
  const again = vaultsIn(on).lock;
  assert.equal((await again.standing())?.wait, 30_000);
  running += 30_000;
  assert.deepEqual(await again.open('000000'), { ok: false, why: 'wrong', wait: 60_000, wrong: 6 });
  running += 60_000;
  assert.deepEqual(await again.open(PIN), { ok: true });
  assert.equal((await onDisk(on)).tries, undefined);
});

test('a wait that the server saw begin is over when the server says so, and the phone’s clock has no say', async () => {
  let [now, running, server] = [1_800_000_000_000, 0, 1_800_000_000_000];
  const asked: string[] = [];
  const health: Surroundings['fetch'] = async (url, { method }) => {
    asked.push(`${method} ${url}`);
    if (server === 0) throw new TypeError('no network');
    return new Response(null, { headers: { Date: new Date(server).toUTCString() } });
  };
  const { on } = await lockedPhone(phone({ fetch: health }, { now: () => now, running: () => running }));
  asked.length = 0;
  const { lock } = vaultsIn(on);
  for (let wrong = 1; wrong <= 5; wrong += 1) await lock.open('000000');
  const noted = async () => (await onDisk(on)).tries?.served === server;
  while (!(await noted())) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(asked, ['HEAD http://server.invalid/health'], 'nothing is asked before one must wait');

  now += 86_400_000;
  server += 10_000;
  assert.equal((await vaultsIn(on).lock.standing(true))?.wait, 20_000);
  const page = vaultsIn(on).lock;
  assert.equal((await page.standing())?.wait, 30_000);
  server += 20_000;
  assert.equal((await page.standing(true))?.wait, 0);
  assert.deepEqual(await page.open('000000'), { ok: false, why: 'wrong', wait: 60_000, wrong: 6 });
  // Without a connection nothing of that is known, and it is sat out.
  server = 0;
  now += 86_400_000;
  assert.equal((await vaultsIn(on).lock.standing(true))?.wait, 60_000);
});

test('a phone that cannot stretch a PIN has made no try', async () => {
  const { on } = await lockedPhone();
  const weak: Surroundings = { ...on, stretch: () => Promise.reject(new Error('no memory')) };
  await assert.rejects(vaultsIn(weak).lock.open(PIN));
  assert.equal((await onDisk(on)).tries, undefined);
});

test('a forgotten PIN: the code opens the same diary with what was never sent, and the lock is off', async () => {
  const server = new ModelServer();
  let online = true;
  const on = phone(server, {
    fetch: (url, init) => (online ? server.fetch(url, init) : Promise.reject(new TypeError('no network'))),
  });
  const { vaults, vault, code } = await synced(on);
  online = false;
  await vault.create('urge', { text: 'never sent' });
  const before = diary(vault);
  await vaults.lock.put(PIN);
  vault.close();
  online = true;
  const again = vaultsIn(on);
  await again.lock.open('000000');
  const answer = await again.signIn(code, 'add');
  assert.ok(answer.ok);
  assert.deepEqual(diary(answer.vault), before);
  assert.deepEqual(
    { ...(await onDisk(on)), wrapped: null },
    { by: 'device', wrapped: null, keys: ['device'], tries: undefined, records: (await onDisk(on)).records },
  );
  assert.deepEqual(diary(await signedIn(phone(server), code)), before);
});

test('the code of somebody else throws away nothing that is locked in here', async () => {
  const server = new ModelServer();
  const { code } = await synced(phone(server));
  const { on } = await lockedPhone(phone(server));
  for (const local of ['add', 'discard'] as const)
    assert.deepEqual(await vaultsIn(on).signIn(code, local), { ok: false, why: 'another' });
  const again = vaultsIn(on);
  await again.lock.open(PIN);
  assert.equal((await opened(again)).entries.size, 1);
});

test('what nobody can open can be erased from this phone, with the count of tries', async () => {
  const { on, vault } = await lockedPhone();
  vault.close();
  const again = vaultsIn(on);
  await again.lock.open('000000');
  await again.lock.erase();
  assert.deepEqual(await onDisk(on), { by: null, wrapped: undefined, keys: [], tries: undefined, records: 0 });
  assert.equal(await again.lock.standing(), null);
  assert.equal(await again.open(), null);
  await again.create();
  assert.equal((await onDisk(on)).by, 'device');
});

test('after «Slett alt» the next diary does not begin under the old lock', async () => {
  const { on, vaults, vault } = await lockedPhone();
  await vault.deleteEverything();
  await vaults.create();
  assert.equal((await onDisk(on)).by, 'device');
});

test('setting, changing and locking are heard in the other tabs', async () => {
  const on = phone(new ModelServer());
  const [one, two] = [vaultsIn(on), vaultsIn(on)];
  await one.create();
  const heard: string[] = [];
  two.lock.listen((word) => heard.push(word));
  const mine: string[] = [];
  one.lock.listen((word) => mine.push(word));
  await one.lock.put(PIN);
  await until(() => heard.includes('locked'));
  heard.length = 0;
  one.lock.shut(true);
  await until(() => heard.includes('locked'));
  assert.equal(mine.includes('locked'), false);
});

test('a word that comes before anybody listens is heard all the same, in its place', async () => {
  const on = phone(new ModelServer());
  const vaults = vaultsIn(on);
  const other = new Tabs(on.database, () => undefined);
  other.tell('masked');
  other.tell('left');
  await new Promise((done) => setTimeout(done, 50));
  const heard: string[] = [];
  vaults.lock.listen((word) => heard.push(word));
  assert.deepEqual(heard, ['masked', 'left']);
  other.tell('used');
  await until(() => heard.at(-1) === 'used');
  other.close();
});
