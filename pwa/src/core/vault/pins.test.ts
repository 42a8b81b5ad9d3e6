/** Pinned keys: moved over from what an older version kept, merged, and carried wherever the diary goes. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromHex, hex, random } from '../bytes.ts';
import { blank, edit, merge } from '../model/merge.ts';
import type { Entry, Fields, Plain } from '../model/plain.ts';
import { openingIv } from '../thread/message.ts';
import { exported, imported } from './modelFiles.ts';
import { rounds, signedIn, synced } from './modelPhones.ts';
import { ModelServer, phone } from './modelServer.ts';
import { missingPins, pinFields, pinnedCoaches, pinnedKeys, pinsAlone } from './pins.ts';
import type { Vault } from './types.ts';

/** As version 0.1.0 kept them. */
async function keepAsBefore(vault: Vault, key: string, coach: { id: string; key: string }): Promise<void> {
  await vault.write('organisation', 'organisation', { [`key_${'0'.repeat(16)}`]: key });
  const thread = hex(random(16));
  const [secret, auth] = [hex(random(32)), hex(random(32))];
  const met = { key: coach.key, expires: 1_900_000_000 };
  const fields = { thread, secret, auth, state: 'open', before: [], [`coach_${coach.id}`]: met };
  await vault.write(`thread/${thread}`, 'thread', fields);
}

const coach = { id: 'c'.repeat(32), key: 'K1' };

const entry = (kind: string, fields: Fields): [string, Entry] => [
  kind,
  { id: kind, kind, fields, also: [], changed: 1, made: 1 },
];

test('what an older version pinned is in the record of keys after the next sync, and is read before it', async () => {
  const server = new ModelServer();
  const on = phone(server);
  const { vault, code } = await synced(on);
  await keepAsBefore(vault, 'O1', coach);
  assert.deepEqual(pinnedKeys(vault.entries), ['O1']);
  await vault.sync();
  const fields = vault.entries.get(await vault.named('keys'))?.fields ?? {};
  for (const [field, key] of Object.entries(await pinFields(['O1'], [coach]))) assert.equal(fields[field], key);
  assert.match(String(fields.R), /^[0-9a-f]{32}$/);
  const next = await signedIn(phone(server), code);
  assert.deepEqual(pinnedKeys(next.entries), ['O1']);
  assert.deepEqual(pinnedCoaches(next.entries), [coach]);
  // Once: what is there is not written again.
  const { changed } = vault.entries.get(await vault.named('keys')) as Entry;
  await vault.sync();
  assert.equal(vault.entries.get(await vault.named('keys'))?.changed, changed);
});

test('two devices that pinned different keys have both when they have met, in whatever order', async () => {
  const server = new ModelServer();
  const { vault: one, code } = await synced(phone(server));
  const two = await signedIn(phone(server), code);
  await keepAsBefore(one, 'O1', coach);
  await two.write('keys', 'keys', await pinFields(['O2'], [{ ...coach, key: 'K2' }]));
  await rounds(one, two);
  const fields = [one, two].map((vault) => [...vault.entries.values()].find(({ kind }) => kind === 'keys')?.fields);
  assert.deepEqual(fields[0], fields[1]);
  for (const { entries } of [one, two]) {
    assert.deepEqual(pinnedKeys(entries).sort(), ['O1', 'O2']);
    assert.deepEqual(
      pinnedCoaches(entries)
        .map(({ key }) => key)
        .sort(),
      ['K1', 'K2'],
    );
  }
});

test('pins, a new code and a rotation merge to the same record in whatever order devices meet', async () => {
  const writes = fc.array(
    fc.record({
      tag: fc.constantFrom('a', 'b', 'c'),
      now: fc.integer({ min: 1, max: 9 }),
      what: fc.constantFrom('O1', 'O2', 'K1', 'K2', 'R', 'old'),
    }),
    { maxLength: 12 },
  );
  const pins: Record<string, Fields> = {
    O1: await pinFields(['O1']),
    O2: await pinFields(['O2']),
    K1: await pinFields([], [coach]),
    K2: await pinFields([], [{ ...coach, key: 'K2' }]),
  };
  fc.assert(
    fc.property(writes, (all) => {
      const copies = new Map<string, Plain>(['a', 'b', 'c'].map((tag) => [tag, blank('keys')]));
      for (const [at, { tag, now, what }] of all.entries()) {
        const fields = pins[what] ?? { [what]: `${at}` };
        copies.set(tag, edit(copies.get(tag) as Plain, { tag, now }, fields));
      }
      const [a, b, c] = [...copies.values()] as [Plain, Plain, Plain];
      const met = merge(merge(a, b), c);
      assert.deepEqual(met, merge(c, merge(b, a)));
      assert.deepEqual(met, merge(met, a));
      const pinned = all.filter(({ what }) => what in pins).map(({ what }) => what);
      const values = Object.values(met.fields);
      for (const key of pinned) assert.ok(values.includes(key), key);
      assert.deepEqual(
        pinsAlone(met)?.fields ?? {},
        Object.fromEntries(Object.entries(met.fields).filter(([field]) => field !== 'R' && field !== 'old')),
      );
    }),
    { seed: 30 },
  );
});

test('pins go along into another vault; the code and the old key do not', async () => {
  const server = new ModelServer();
  const on = phone(server);
  const { vault } = await synced(on);
  await keepAsBefore(vault, 'O1', coach);
  await vault.sync();
  const before = vault.entries.get(await vault.named('keys'))?.fields.R;
  const code = await vault.makeCode();
  await vault.rotateMasterKey();
  await vault.sync();
  assert.equal(vault.rotation, null);
  const next = await signedIn(phone(server), code);
  assert.deepEqual(pinnedKeys(next.entries), ['O1']);
  assert.deepEqual(pinnedCoaches(next.entries), [coach]);
  assert.notEqual(next.entries.get(await next.named('keys'))?.fields.R, before);
  await next.keepAsNew();
  const keys = next.entries.get(await next.named('keys'));
  assert.deepEqual(keys?.fields, await pinFields(['O1'], [coach]));
});

test('pins are taken in with a file, beside another diary too', async () => {
  const server = new ModelServer();
  const { vault } = await synced(phone(server));
  await vault.write('keys', 'keys', await pinFields(['O1'], [coach]));
  const file = await exported(vault);
  const other = phone(server);
  const { vault: there } = await synced(other);
  const R = there.entries.get(await there.named('keys'))?.fields.R;
  const both = await imported(other, file, 'add');
  assert.deepEqual(pinnedKeys(both.entries), ['O1']);
  assert.equal(both.entries.get(await both.named('keys'))?.fields.R, R);
});

test('more coaches than the record has room for leave room for the code', async () => {
  const coaches = Array.from({ length: 300 }, () => [`coach_${hex(random(16))}`, { key: 'K'.repeat(88), expires: 1 }]);
  const entries = new Map([entry('thread', Object.fromEntries(coaches)), entry('organisation', { key_1: 'O1' })]);
  const missing = await missingPins(entries);
  assert.deepEqual(pinnedKeys(new Map([entry('keys', missing)])), ['O1']);
  assert.equal(Object.keys(missing).length, 201);
  const record = edit(blank('keys'), { tag: 'abcdef01', now: Date.now() }, missing);
  assert.ok(JSON.stringify(record).length < 60_000);
  const later = new Map([...entries, entry('keys', missing)]);
  assert.deepEqual(await missingPins(later), {});
});

interface Vectors {
  organisation: { key: string; field: string }[];
  coaches: { id: string; key: string; field: string }[];
  gathered: { records: { kind: string; fields: Fields }[]; pins: Fields };
  merge: Record<'mine' | 'theirs' | 'merged', Plain>;
  moving: Record<'keys' | 'moved', Plain>;
  opening_iv: Record<'seed' | 'plain' | 'iv', string>[];
}

test('pins and the iv of a first message are as another implementation makes them', async () => {
  const file = new URL('../../../../tests/vectors/pins.json', import.meta.url);
  const known = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
  for (const { key, field } of known.organisation) assert.deepEqual(await pinFields([key]), { [field]: key });
  for (const { id, key, field } of known.coaches)
    assert.deepEqual(await pinFields([], [{ id, key }]), { [field]: key });
  const records = known.gathered.records.map(({ kind, fields }, at): [string, Entry] => [
    String(at),
    { id: String(at), kind, fields, also: [], changed: 1, made: 1 },
  ]);
  assert.deepEqual(await missingPins(new Map(records)), known.gathered.pins);
  const { mine, theirs, merged } = known.merge;
  assert.deepEqual(merge(mine, theirs), merged);
  assert.deepEqual(merge(theirs, mine), merged);
  assert.deepEqual(pinsAlone(known.moving.keys), known.moving.moved);
  for (const { seed, plain, iv } of known.opening_iv) assert.equal(hex(await openingIv(fromHex(seed), plain)), iv);
});
