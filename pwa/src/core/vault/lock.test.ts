import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hearFaults } from '../faults.ts';
import { type Cost, firstCost } from './cost.ts';
import { type Meta, openDatabase } from './database.ts';
import { provenKey, unwrapMaster } from './device.ts';
import type { VaultEnvironment } from './environment.ts';
import { Locked, stretchedKey, wrapByLock } from './lockkey.ts';
import { diary, signedIn, synced, until } from './modelPhones.ts';
import { ModelServer, phone } from './modelServer.ts';
import { openForReading } from './reading.ts';
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
async function onDisk(on: VaultEnvironment) {
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
  assert.deepEqual(await again.lock.standing(), { hasCode: false, kind: 'pin', wait: 0, wrong: 0 });
  assert.deepEqual(await again.lock.open('271829'), { ok: false, why: 'wrong', wait: 0, wrong: 1 });
  await assert.rejects(again.open(), Locked);
  assert.deepEqual(await again.lock.open(PIN), { ok: true });
  assert.deepEqual(diary(await opened(again)), before);
  assert.deepEqual((await onDisk(on)).tries, undefined);
});

test('the service worker can open nothing while a lock is set, also while the page is open', async () => {
  const { on, vaults } = await lockedPhone();
  assert.equal(await openForReading(Date.now(), on.database), null);
  assert.ok(await opened(vaults));
  assert.equal(await openForReading(Date.now(), on.database), null);
  await vaults.lock.remove();
  assert.equal((await openForReading(Date.now(), on.database))?.entries.size, 1);
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

/** A device that works through `speed` KiB in a millisecond, by a clock that nothing else moves. */
function paced(speed: number, change: Partial<VaultEnvironment> = {}) {
  let running = 0;
  const asked: Cost[] = [];
  const plain = phone(new ModelServer(), change);
  const on: VaultEnvironment = {
    ...plain,
    running: () => running,
    stretch: async (pin, salt, cost) => {
      asked.push(cost);
      running += (cost.memory * cost.passes) / speed;
      return plain.stretch(pin, salt, cost);
    },
  };
  return { on, asked };
}

/** The lock of before: what it costs is not said beside it. */
async function lockOfBefore(on: VaultEnvironment): Promise<void> {
  const database = await openDatabase(on.database);
  const meta = await database.get('meta', 'vault');
  const key = await database.get('keys', 'device');
  assert.ok(meta && key);
  const master = await unwrapMaster(database, meta.wrapped);
  const salt = new Uint8Array(16).fill(7);
  const wrapped = await wrapByLock({ salt, key: await stretchedKey(on, PIN, salt), kind: 'pin' }, master);
  await database.put('meta', { ...meta, wrapped }, 'vault');
  await database.delete('keys', 'device');
  database.close();
}

const costOnDisk = async (on: VaultEnvironment): Promise<Cost | undefined> => {
  const { wrapped } = await onDisk(on);
  assert.equal(wrapped?.by, 'lock');
  return wrapped.cost;
};

const MEMORY = 46 * 1024;

const raisingOnDisk = async (on: VaultEnvironment): Promise<number | undefined> => {
  const database = await openDatabase(on.database);
  const outside = await database.get('outside', 'outside');
  database.close();
  return outside?.raising;
};

/** Opens the lock; done when it has been raised, or that has failed. True when it has been raised. */
async function raised(vaults: Vaults, on: VaultEnvironment): Promise<boolean> {
  let end: boolean | null = null;
  const other = new Tabs(on.database, (word) => {
    if (word === 'locked') end = true;
  });
  hearFaults(() => {
    end ??= false;
  });
  try {
    assert.deepEqual(await vaults.lock.open(PIN), { ok: true });
    await until(() => end !== null);
  } finally {
    other.close();
    hearFaults(() => undefined);
  }
  return end === true;
}

/** A phone with one entry, under the lock of before. `stretch` as in the environment. */
async function phoneOfBefore() {
  const { on, asked } = paced(100);
  const vault = await vaultsIn(on).create();
  await vault.create('urge', { text: 'mine' });
  const before = diary(vault);
  vault.close();
  await lockOfBefore(on);
  asked.length = 0;
  return { on, asked, before };
}

const never = () => new Promise<never>(() => undefined);

/** What waits for `opened` goes on when it is opened. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

test('a lock of before opens, and the first right PIN wraps the diary anew at what suits the device', async () => {
  const { on, asked } = paced(100);
  const vault = await vaultsIn(on).create();
  await vault.create('urge', { text: 'mine' });
  const before = diary(vault);
  vault.close();
  await lockOfBefore(on);
  asked.length = 0;
  // A wrong one raises nothing.
  assert.equal((await vaultsIn(on).lock.open('271829')).ok, false);
  assert.deepEqual([asked.length, await costOnDisk(on)], [1, undefined]);
  const again = vaultsIn(on);
  assert.equal(await raised(again, on), true);
  assert.deepEqual(await costOnDisk(on), { memory: MEMORY, passes: 1 });
  assert.equal(await raisingOnDisk(on), undefined);
  assert.deepEqual(diary(await opened(again)), before);
  asked.length = 0;
  const next = vaultsIn(on);
  assert.deepEqual(await next.lock.open(PIN), { ok: true });
  assert.deepEqual(diary(await opened(next)), before);
  assert.deepEqual(asked, [{ memory: MEMORY, passes: 1 }], 'raised once');
});

test('a faster browser makes more of a lock, a slower one never less', async () => {
  const { on } = paced(20);
  const { vaults } = await lockedPhone(on);
  assert.deepEqual(await costOnDisk(on), { memory: MEMORY, passes: 1 });
  vaults.lock.shut(false);
  const { on: fast } = paced(400, { database: on.database });
  assert.equal(await raised(vaultsIn(fast), on), true);
  assert.deepEqual(await costOnDisk(on), { memory: MEMORY, passes: 4 });
  assert.deepEqual(await vaultsIn(on).lock.open(PIN), { ok: true });
  assert.deepEqual(await costOnDisk(on), { memory: MEMORY, passes: 4 });
});

test('where there is no memory for more a lock of before stays as it is, opens, and is not tried higher again', async () => {
  const { on, asked } = await phoneOfBefore();
  const small: VaultEnvironment = {
    ...on,
    stretch: async (pin, salt, cost) => {
      const bytes = await on.stretch(pin, salt, cost);
      if (cost.memory > firstCost.memory) throw new RangeError('no memory');
      return bytes;
    },
  };
  const vaults = vaultsIn(small);
  assert.deepEqual(await vaults.lock.open(PIN), { ok: true });
  assert.ok(await opened(vaults));
  await until(() => asked.length === 3);
  assert.deepEqual(
    asked.map(({ memory }) => memory / 1024),
    [19, 46, 32],
  );
  asked.length = 0;
  // What the first asked for would have been asked for before the second is through: both write to the same store.
  for (const _ of [1, 2]) assert.deepEqual(await vaultsIn(small).lock.open(PIN), { ok: true });
  assert.deepEqual([asked, await costOnDisk(on)], [[firstCost, firstCost], undefined]);
});

test('a phone that was raised to 32 MiB is not asked for 46 at every right PIN', async () => {
  const { on, asked } = await phoneOfBefore();
  const small: VaultEnvironment = {
    ...on,
    stretch: async (pin, salt, cost) => {
      const bytes = await on.stretch(pin, salt, cost);
      if (cost.memory === MEMORY) throw new RangeError('no memory');
      return bytes;
    },
  };
  hearFaults(() => undefined);
  const vaults = vaultsIn(small);
  assert.deepEqual(await vaults.lock.open(PIN), { ok: true });
  while ((await costOnDisk(on)) === undefined) await new Promise((go) => setTimeout(go, 5));
  assert.ok(await opened(vaults));
  assert.equal((await costOnDisk(on))?.memory, 32 * 1024);
  while ((await raisingOnDisk(on)) !== MEMORY) await new Promise((go) => setTimeout(go, 5));
  asked.length = 0;
  for (const _ of [1, 2]) assert.deepEqual(await vaultsIn(small).lock.open(PIN), { ok: true });
  assert.deepEqual(
    asked.map(({ memory }) => memory / 1024),
    [32, 32],
  );
});

test('a page that dies while the lock is raised has opened the diary first, and opens it ever after', async () => {
  const { on, asked, before } = await phoneOfBefore();
  // At 46 MiB nothing comes back, ever: the browser has killed the page, or the worker hangs.
  const dying: VaultEnvironment = {
    ...on,
    stretch: (pin, salt, cost) => {
      if (cost.memory <= firstCost.memory) return on.stretch(pin, salt, cost);
      asked.push(cost);
      return never();
    },
  };
  for (const tries of [2, 4, 5, 6]) {
    const vaults = vaultsIn(dying);
    assert.deepEqual(await vaults.lock.open(PIN), { ok: true });
    assert.deepEqual(diary(await opened(vaults)), before);
    await until(() => asked.length >= tries);
  }
  assert.deepEqual(
    asked.map(({ memory }) => memory / 1024),
    [19, 46, 19, 32, 19, 19],
  );
});

for (const [what, act, holds] of [
  ['locked', (vaults: Vaults) => vaults.lock.shut(false), 'shut'],
  ['given another PIN', (vaults: Vaults) => vaults.lock.put('314159'), '314159'],
  ['rid of its lock', (vaults: Vaults) => vaults.lock.remove(), 'none'],
] as const)
  test(`an app that is ${what} while the lock is raised stays so`, async () => {
    const { on } = await phoneOfBefore();
    const higher = gate();
    const held = { asked: 0, done: 0 };
    const slow: VaultEnvironment = {
      ...on,
      stretch: async (pin, salt, cost) => {
        if (pin !== PIN || cost.memory === firstCost.memory) return on.stretch(pin, salt, cost);
        held.asked += 1;
        await higher.opened;
        const bytes = await on.stretch(pin, salt, cost);
        held.done += 1;
        return bytes;
      },
    };
    const vaults = vaultsIn(slow);
    assert.deepEqual(await vaults.lock.open(PIN), { ok: true });
    await until(() => held.asked === 1);
    await act(vaults);
    higher.open();
    while ((await raisingOnDisk(on)) !== undefined) await new Promise((next) => setTimeout(next, 5));
    assert.equal(held.done, 1);
    if (holds === 'shut') await assert.rejects(vaults.open(), Locked);
    else assert.ok(await opened(vaults));
    const again = vaultsIn(on);
    if (holds === 'none') assert.equal(await again.lock.standing(), null);
    else assert.deepEqual(await again.lock.open(holds === 'shut' ? PIN : holds), { ok: true });
    if (holds === '314159') assert.equal((await vaultsIn(on).lock.open(PIN)).ok, false);
  });

test('the PIN that is asked for once more while the lock is raised still lets it be taken away', async () => {
  const { on, before } = await phoneOfBefore();
  const [onceMore, higher] = [gate(), gate()];
  let tried = 0;
  const slow: VaultEnvironment = {
    ...on,
    stretch: async (pin, salt, cost) => {
      if (cost.memory > firstCost.memory) await higher.opened;
      else if (++tried === 2) await onceMore.opened;
      return on.stretch(pin, salt, cost);
    },
  };
  const vaults = vaultsIn(slow);
  assert.deepEqual(await vaults.lock.open(PIN), { ok: true });
  const again = vaults.lock.open(PIN);
  await until(() => tried === 2);
  higher.open();
  while ((await costOnDisk(on)) === undefined) await new Promise((next) => setTimeout(next, 5));
  onceMore.open();
  assert.deepEqual(await again, { ok: true });
  await vaults.lock.remove();
  assert.equal(await vaultsIn(on).lock.standing(), null);
  assert.deepEqual(diary(await opened(vaultsIn(on))), before);
});

test('a diary that is opened while its lock is wrapped anew opens, whichever of the two it reads', async () => {
  const { on, before } = await phoneOfBefore();
  const vaults = vaultsIn(on);
  const done = raised(vaults, on);
  let ended = false;
  void done.then(() => {
    ended = true;
  });
  while (!ended && (await raisingOnDisk(on)) === undefined) await new Promise((next) => setTimeout(next, 1));
  do {
    const vault = await opened(vaults);
    assert.deepEqual(diary(vault), before);
    vault.close();
  } while (!ended);
  assert.equal(await done, true);
});

test('a lock that is raised in one tab shuts the others, whose key opens nothing any more', async () => {
  const { on } = paced(100);
  (await vaultsIn(on).create()).close();
  await lockOfBefore(on);
  const heard: string[] = [];
  vaultsIn(on).lock.listen((word) => heard.push(word));
  await vaultsIn(on).lock.open(PIN);
  await until(() => heard.includes('locked'));
});

test('a lock of a form that only a newer app knows is not tried, and said so', async () => {
  const { on } = await lockedPhone();
  const database = await openDatabase(on.database);
  const meta = await database.get('meta', 'vault');
  assert.ok(meta?.wrapped.by === 'lock');
  const { wrapped } = meta;
  const newer = wrapped.sealed.slice();
  newer[0] = 3;
  const forms: Meta['wrapped'][] = [
    { ...wrapped, sealed: newer },
    { ...wrapped, cost: { memory: 2 ** 30, passes: 1 } },
    { ...wrapped, kind: 'face' as 'words' },
  ];
  for (const form of forms) {
    await database.put('meta', { ...meta, wrapped: form }, 'vault');
    assert.deepEqual(await vaultsIn(on).lock.open(PIN), { ok: false, why: 'newer', wait: 0, wrong: 0 });
    assert.equal((await onDisk(on)).tries, undefined);
  }
  // The cost belongs to what is sealed: one that was changed makes a right PIN wrong, and nothing weaker.
  await database.put('meta', { ...meta, wrapped: { ...wrapped, cost: firstCost } }, 'vault');
  assert.equal((await vaultsIn(on).lock.open(PIN)).ok, false);
  database.close();
});

test('four words open in whatever case and with whatever between them, and in no other order', async () => {
  const on = phone(new ModelServer());
  const vaults = vaultsIn(on);
  await vaults.create();
  await vaults.lock.put('bekk hylle sau vott', { kind: 'words' });
  assert.equal((await vaultsIn(on).lock.standing())?.kind, 'words');
  for (const typed of ['bekk hylle sau vott', '  Bekk, HYLLE – sau.\nvott ', 'BEKK HYLLE SAU VOTT'])
    assert.deepEqual(await vaultsIn(on).lock.open(typed), { ok: true }, typed);
  for (const typed of ['hylle bekk sau vott', 'bekk hylle sau', 'bekkhyllesauvott'])
    assert.equal((await vaultsIn(on).lock.open(typed)).ok, false, typed);
  const again = vaultsIn(on);
  await again.lock.open('bekk hylle sau vott');
  await again.lock.put(PIN);
  assert.equal((await again.lock.standing())?.kind, 'pin');
});

interface Act {
  before?: (on: VaultEnvironment) => Promise<void>;
  act: (vaults: Vaults, on: VaultEnvironment) => Promise<void>;
}

const acts: Record<string, Act> = {
  set: { act: (vaults) => vaults.lock.put(PIN) },
  changed: {
    act: async (vaults) => {
      await vaults.lock.put(PIN);
      await vaults.lock.put('314159');
    },
  },
  removed: {
    act: async (vaults) => {
      await vaults.lock.put(PIN);
      await vaults.lock.remove();
    },
  },
  raised: {
    before: lockOfBefore,
    act: async (vaults, on) => {
      if (!(await raised(vaults, on))) throw new Error('not raised');
    },
  },
};

for (const [what, { before: first, act }] of Object.entries(acts)) {
  test(`an app that dies anywhere while a lock is ${what} leaves one state or the other, and the diary opens`, async () => {
    const begin = IDBDatabase.prototype.transaction;
    let breath = 1;
    for (let done = false; !done; breath += 1) {
      const on = phone(new ModelServer());
      const vault = await vaultsIn(on).create();
      await vault.create('urge', { text: 'mine' });
      const before = diary(vault);
      vault.close();
      await first?.(on);
      let left = breath;
      IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...given: Parameters<typeof begin>) {
        if (this.name === on.database && --left < 0) throw new DOMException('crashed', 'InvalidStateError');
        return begin.apply(this, given);
      };
      done = await act(vaultsIn(on), on).then(
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

test('what a lock leaves in the files of the browser is swept once more at the next start, also when the app died before', async (context) => {
  const on = phone(new ModelServer());
  (await vaultsIn(on).create()).close();
  const swept: string[] = [];
  const { open, deleteDatabase } = indexedDB;
  context.after(() => Object.assign(indexedDB, { open, deleteDatabase }));
  Object.assign(indexedDB, {
    open(name: string, version: number) {
      if (name.startsWith(`${on.database} sweep`)) throw new DOMException('dead', 'InvalidStateError');
      return open.call(indexedDB, name, version);
    },
  });
  await vaultsIn(on).lock.put(PIN);
  Object.assign(indexedDB, {
    open,
    deleteDatabase(name: string) {
      // The lock of an earlier test may be raised meanwhile, which sweeps too.
      if (name.startsWith(`${on.database} `)) swept.push(name);
      return deleteDatabase.call(indexedDB, name);
    },
  });
  await vaultsIn(on).sweep();
  assert.deepEqual(swept, [...[1, 2, 3, 4, 5, 6, 7, 8].map((place) => `${on.database} sweep ${place}`)]);
  await vaultsIn(on).sweep();
  assert.equal(swept.length, 8, 'nothing is owed any more');
});

test('wrong tries are counted before they are made, over a restart, and the wait is kept whatever the clock says', async () => {
  let now = 1_800_000_000_000;
  let running = 0;
  const { on } = await lockedPhone(phone(new ModelServer(), { now: () => now, running: () => running }));
  for (let wrong = 1; wrong <= 4; wrong += 1)
    assert.deepEqual(await vaultsIn(on).lock.open('000000'), { ok: false, why: 'wrong', wait: 0, wrong });
  const dies: VaultEnvironment = { ...on, stretch: () => new Promise(() => undefined) };
  void vaultsIn(dies).lock.open('000000');
  while ((await vaultsIn(on).lock.standing())?.wrong !== 5) await new Promise((next) => setTimeout(next, 5));
  // The app died in the middle of the fifth.
  const { lock } = vaultsIn(on);
  assert.deepEqual(await lock.standing(), { hasCode: false, kind: 'pin', wait: 30_000, wrong: 5 });
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
  const health: VaultEnvironment['fetch'] = async (url, { method }) => {
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
  const weak: VaultEnvironment = { ...on, stretch: () => Promise.reject(new Error('no memory')) };
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
  const third: string[] = [];
  // What one that listens has heard has come to all.
  const listening = new Tabs(on.database, (word) => third.push(word));
  other.tell('masked');
  other.tell('left');
  await until(() => third.length === 2);
  const heard: string[] = [];
  vaults.lock.listen((word) => heard.push(word));
  assert.deepEqual(heard, ['masked', 'left']);
  other.tell('used');
  await until(() => heard.at(-1) === 'used');
  other.close();
  listening.close();
});
