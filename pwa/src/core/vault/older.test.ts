/** A long diary whose snapshot has two parts: what it shows is what the rows say, whatever happens before the older part has come. */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { hex, random, utf8 } from '../bytes.ts';
import { addDays, localDate } from '../model/dates.ts';
import { blank, edit, remove, revive, type Stamper } from '../model/merge.ts';
import type { Entry, Fields, Plain } from '../model/plain.ts';
import { type Database, openDatabase } from './database.ts';
import { VaultDiary } from './diary.ts';
import { copyDisk } from './modelPhones.ts';
import { newRow } from './records.ts';
import { place, recordId, Seals, seal, snapshotKey } from './seal.ts';
import { catchUp, openEntries, openFirst, withOlder, writeParts } from './snapshot.ts';
import { createVault, type UnlockedVault, unlockVault } from './unlocked.ts';

const now = Date.UTC(2026, 10, 26, 12);
const today = localDate(new Date(now));
/** Some can be removed before the snapshot has one part only. */
const MANY = 1_100;
/** So many are written at once: a cursor of this disk in memory walks the whole generation again for every row. */
const AT_ONCE = 100;

/** A row that was opened once is not opened again: which rows are read is asked here, and not how they are sealed. */
const known = new Map<string, Promise<Plain>>();
const open = Seals.prototype.open;
Seals.prototype.open = function once(this: Seals, id, version, sealed) {
  const name = `${id}/${version}/${hex(sealed.subarray(0, 32))}`;
  const plain = known.get(name) ?? open.call(this, id, version, sealed);
  known.set(name, plain);
  return plain;
};

/** Each test has a copy of the diary: what one removes is not missed by the next. */
let database: Database;
let unlocked: UnlockedVault;
let ids: string[];

type Entries = ReadonlyMap<string, Entry>;
const urge = (ago: number, strength = 5) => ({ date: addDays(today, -ago), part: 'evening' as const, strength });

/** One entry every third day, and the settings. */
async function fill(name: string): Promise<void> {
  database = await openDatabase(name);
  unlocked = await createVault(database);
  ids = Array.from({ length: MANY }, () => hex(random(16)));
  const changes = await Promise.all(
    ids.map(async (id, at) => {
      const stamper = { tag: 'a', now: now - 3 * at * 86_400_000 };
      const plain = edit({ kind: 'urge', fields: {}, stamps: {} }, stamper, urge(3 * at));
      return { row: newRow(id, await unlocked.seals.seal(id, 1, plain)), text: true };
    }),
  );
  for (let at = 0; at < MANY; at += AT_ONCE) await unlocked.store.commit(changes.slice(at, at + AT_ONCE));
  const vault = new VaultDiary(
    unlocked,
    () => now,
    () => undefined,
  );
  await change(vault, await recordId(unlocked.master, 'settings'), { locale: 'nb' }, 'settings');
  vault.close();
  await snapshot();
}
before(() => fill('filled'));

beforeEach(async (context) => {
  const { name } = context as { name: string };
  await copyDisk('filled', name);
  database = await openDatabase(name);
  const found = await unlockVault(database);
  assert.ok(found);
  unlocked = found;
});

/** One record's next text. */
const rewrite = (
  diary: VaultDiary,
  id: string,
  next: (plain: Plain, stamper: Stamper) => Plain,
  kind = 'urge',
): Promise<void> =>
  diary.serial(() => diary.rewrite(id, (plain) => ({ plain: next(plain ?? blank(kind), diary.stamper()) })));

const change = (diary: VaultDiary, id: string, fields: Fields, kind?: string): Promise<void> =>
  rewrite(diary, id, (plain, stamper) => edit(plain, stamper, fields), kind);

async function create(diary: VaultDiary, fields: Fields): Promise<string> {
  const id = hex(random(16));
  await change(diary, id, fields);
  return id;
}

/** What the rows say, and nothing else. */
const byRows = async () =>
  (await catchUp(unlocked.store, unlocked.seals, { entries: new Map(), generation: 0 })).entries;

/** Writes the snapshot anew, as it may happen at any moment. */
async function snapshot(): Promise<void> {
  const { store, seals, epoch } = unlocked;
  const opened = await openEntries(store, seals, epoch);
  await writeParts(store, seals, epoch, opened, now, opened.rests ?? null);
}

async function opened(at = now): Promise<VaultDiary> {
  const diary = new VaultDiary(
    unlocked,
    () => at,
    () => undefined,
  );
  await diary.loadFirst();
  return diary;
}

const part = async (name: 'snapshot' | 'older') => {
  const found = await database.get('snapshot', name);
  assert.ok(found, name);
  return found;
};

/** Ids of what is not the same in both. */
const differing = (one: Entries, other: Entries): string[] =>
  [...new Set([...one.keys(), ...other.keys()])].filter(
    (id) => JSON.stringify(one.get(id)) !== JSON.stringify(other.get(id)),
  );

async function sameAsRows(diary: VaultDiary): Promise<void> {
  await diary.whole();
  assert.equal(diary.older, false);
  assert.equal(diary.partial, false);
  assert.deepEqual(differing(diary.entries, await byRows()), []);
}

test('the last months are there at once, and the rest comes behind them', async () => {
  await snapshot();
  const diary = await opened();
  assert.equal(diary.older, true);
  assert.equal(diary.partial, false);
  assert.ok(diary.entries.size < 100);
  assert.ok(ids.slice(0, 30).every((id) => diary.entries.has(id)));
  assert.ok(diary.entries.has(ids[MANY - 1] ?? ''), 'the first of all');
  await sameAsRows(diary);
});

type Act = { does: 'create' | 'move' | 'edit' | 'remove' | 'revive'; ago: number; which: number };

const acts = fc.record<Act>({
  does: fc.constantFrom('create', 'move', 'edit', 'remove', 'revive'),
  ago: fc.constantFrom(0, 2, 50, 400, 2_000),
  which: fc.nat(),
});
const moments = fc.constantFrom('snapshot', 'open', 'whole', 'other tab', 'both at once' as const);

test('whatever is done before and after a snapshot, and before the older part has come, the diary is what the rows say', async () => {
  const removed: Entry[] = [];
  const known = [...ids];
  async function act(diary: VaultDiary, { does, ago, which }: Act): Promise<void> {
    const id = known[which % known.length] ?? '';
    if (does === 'create') known.push(await create(diary, urge(ago)));
    else if (does === 'move') await change(diary, id, { date: addDays(today, -ago) });
    else if (does === 'edit') await change(diary, id, { strength: which % 11 });
    else if (does === 'remove') {
      const entry = diary.entries.get(id);
      if (entry) removed.push(entry);
      await rewrite(diary, id, remove);
    } else {
      const entry = removed.pop();
      if (entry) await rewrite(diary, entry.id, (plain, stamper) => revive(plain, stamper, entry.fields, entry.also));
    }
  }
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(acts, acts, moments), { minLength: 4, maxLength: 14 }), async (steps) => {
      let diary = await opened();
      for (const step of steps) {
        if (typeof step === 'object') await act(diary, step);
        else if (step === 'snapshot') await snapshot();
        else if (step === 'whole') await diary.whole();
        else if (step === 'open') {
          diary.close();
          diary = await opened();
        } else {
          const other = await opened();
          const does: Act = { does: 'move', ago: 400, which: 7 };
          if (step === 'both at once') await Promise.all([act(other, does), diary.whole(), diary.refresh('tab')]);
          else await act(other, does);
          other.close();
          await diary.refresh('tab');
        }
      }
      await sameAsRows(diary);
      diary.close();
    }),
    { numRuns: 12, seed: 30 },
  );
});

test('an entry that was removed or moved since the snapshot does not come back from the older part', async () => {
  await snapshot();
  const before = await opened();
  await before.whole();
  const gone = await create(before, urge(500));
  const moved = await create(before, urge(500));
  await snapshot();
  await rewrite(before, gone, remove);
  await change(before, moved, { date: today });
  const diary = await opened();
  assert.equal(diary.entries.get(moved)?.fields.date, today);
  await diary.whole();
  assert.equal(diary.entries.has(gone), false);
  assert.equal(diary.entries.get(moved)?.fields.date, today);
});

test('the older part is written only when something in it is another', async () => {
  const diary = await opened(now + 60_000);
  const [late, old] = [await create(diary, urge(1)), await create(diary, urge(600))];
  // The entry that was changed last is at hand, however old it is.
  await change(diary, late, { strength: 1 });
  await snapshot();
  const { mark } = await part('older');
  await change(diary, late, { strength: 2 });
  await snapshot();
  assert.equal((await part('older')).mark, mark);
  await change(diary, old, { strength: 3 });
  await change(diary, late, { strength: 3 });
  await snapshot();
  assert.notEqual((await part('older')).mark, mark);
  await sameAsRows(await opened());
});

test('parts that do not belong together, or one that is gone or damaged, are made anew from the rows', async () => {
  for (const harm of ['another', 'gone', 'damaged', 'renamed'] as const) {
    await snapshot();
    const old = await part('older');
    const diary = await opened();
    await create(diary, urge(600));
    await create(diary, urge(1));
    await snapshot();
    const fresh = await part('older');
    if (harm === 'another') await database.put('snapshot', old, 'older');
    else if (harm === 'gone') await database.delete('snapshot', 'older');
    else if (harm === 'damaged') await database.put('snapshot', { ...fresh, sealed: random(99) }, 'older');
    else await database.put('snapshot', { ...old, mark: fresh.mark ?? '' }, 'older');
    const again = await opened();
    assert.equal(again.older, true, harm);
    await create(again, urge(600));
    await sameAsRows(again);
    await sameAsRows(await opened());
  }
});

test('parts that another tab has written meanwhile are read as they are, and none is put beside what does not belong to it', async () => {
  const { store, seals, epoch } = unlocked;
  await snapshot();
  const mine = await openEntries(store, seals, epoch);
  const { older } = await openFirst(store, seals, epoch, now);
  assert.ok(older);
  const other = await opened();
  // What was changed last stands in the first part, and of two in one moment the ids decide: one of these is in the other part.
  await create(other, urge(700));
  await create(other, urge(703));
  await create(other, urge(1));
  await snapshot();
  assert.notEqual((await part('older')).mark, older.mark);
  assert.ok((await withOlder(store, seals, epoch, mine.entries, older)).rests);
  // What this tab knows to rest is not what rests.
  const { generation } = await store.meta();
  await writeParts(store, seals, epoch, { ...mine, generation: generation + 1 }, now, mine.rests ?? null);
  assert.equal((await openFirst(store, seals, epoch, now)).older?.mark, (await part('older')).mark);
  await database.clear('snapshot');
  await snapshot();
});

test('a diary that is closed while its older part is being opened shows nothing more', async () => {
  await snapshot();
  for (let ticks = 0; ticks < 12; ticks += 1) {
    const diary = await opened();
    const whole = diary.whole();
    for (let at = 0; at < ticks; at += 1) await new Promise((resolve) => setImmediate(resolve));
    diary.close();
    await whole;
    assert.equal(diary.entries.size, 0);
    assert.equal(diary.older, false);
  }
});

test('with a clock that was set back everything is opened before anything is shown', async () => {
  await snapshot();
  const diary = await opened(now - 90 * 86_400_000);
  assert.equal(diary.older, false);
  assert.deepEqual(differing(diary.entries, await byRows()), []);
});

test('a snapshot of the form before is read, and a short diary has one part', async () => {
  const { store, seals, epoch } = unlocked;
  const { entries, generation } = await openEntries(store, seals, epoch);
  const plain = utf8(JSON.stringify([...entries.values()]));
  const sealed = await seal(await snapshotKey(seals.master), plain, place('snapshot'));
  await database.clear('snapshot');
  await database.put('snapshot', { epoch, generation, sealed }, 'snapshot');
  const diary = await opened();
  assert.equal(diary.older, false);
  assert.deepEqual(differing(diary.entries, entries), []);
  const few = new Map([...entries].slice(0, 900));
  await writeParts(store, seals, epoch, { entries: few, generation: generation + 1 }, now, null);
  assert.equal(await database.count('snapshot'), 1);
  await database.clear('snapshot');
});
