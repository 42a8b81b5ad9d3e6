import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Bytes } from '../bytes.ts';
import type { Plain } from '../model/plain.ts';
import { NewIds } from './move.ts';
import { type Root, recordId, rootKey } from './seal.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const hexId = fc.stringMatching(/^[0-9a-f]{32}$/);
const dates = fc.date({ min: new Date('2025-01-01'), max: new Date('2026-12-31'), noInvalidDate: true });
const day = dates.map((at) => at.toISOString().slice(0, 10));

const blank = (kind: string, fields: Plain['fields'] = {}): Plain => ({
  kind,
  fields,
  stamps: Object.fromEntries(Object.keys(fields).map((field) => [field, [1, 'a']])),
});

/** What exists once per person: its name, and the record. */
const once = fc.oneof(
  fc.constantFrom('plan', 'settings', 'consents', 'progress').map((name) => ({ name, plain: blank(name) })),
  fc
    .tuple(fc.constantFrom('checkin', 'measure'), day)
    .map(([kind, date]) => ({ name: `${kind}/${date}`, plain: blank(kind, { date }) })),
  // What is left of a day that was removed.
  fc.tuple(fc.constantFrom('checkin', 'measure'), day).map(([kind, date]) => ({
    name: `${kind}/${date}`,
    plain: { ...blank(kind), deleted: [9, 'a'] as [number, string] },
  })),
  fc
    .tuple(fc.constantFrom('stop', 'pages'), fc.constantFrom('01', 'lapse'), fc.constantFrom('reasons', 'one'))
    .map(([programme, module, step]) => ({
      name: `answer/${programme}/${module}/${step}`,
      plain: blank('answer', { programme, module, step }),
    })),
);

/** Later than any of these days, whenever this runs. */
const now = Date.UTC(2026, 11, 31, 12);

/** Through these vaults, one after the other. */
async function through(vaults: Root[], id: string, plain: Plain): Promise<{ id: string; plain: Plain }> {
  let record = { id, plain };
  for (const [at, to] of vaults.slice(1).entries()) {
    record = await new NewIds(vaults[at] as Root, to, now).moved(record.id, record.plain);
  }
  return record;
}

/** All vaults, and those of them in which another phone was. Both begin in the first and end in the last. */
const vaults = fc.tuple(fc.array(bytes(32), { minLength: 2, maxLength: 4 }), fc.array(fc.boolean(), { maxLength: 2 }));

async function opened([secrets, was]: [Uint8Array[], boolean[]]): Promise<{ all: Root[]; some: Root[] }> {
  const all = await Promise.all(secrets.map((secret) => rootKey(new Uint8Array(secret) as Bytes)));
  return { all, some: all.filter((_, at) => at === 0 || at === all.length - 1 || was[at - 1]) };
}

test('whichever moves a phone has missed, it gives a record the id that the others gave it', async () => {
  await fc.assert(
    fc.asyncProperty(vaults, hexId, async (lived, id) => {
      const { all, some } = await opened(lived);
      const plain = blank('urge', { text: 'x' });
      const [here, there] = [await through(all, id, plain), await through(some, id, plain)];
      assert.deepEqual(here, there);
      assert.equal(here.plain.origin, id);
      assert.notEqual(here.id, id);
    }),
    { numRuns: 60 },
  );
});

test('what exists once per person keeps its name through every move, removed days too', async () => {
  await fc.assert(
    fc.asyncProperty(vaults, once, async (lived, { name, plain }) => {
      const { all, some } = await opened(lived);
      for (const path of [all, some]) {
        const moved = await through(path, await recordId(all[0] as Root, name), plain);
        assert.equal(moved.id, await recordId(all.at(-1) as Root, name));
        assert.equal('origin' in moved.plain, false);
      }
    }),
    { numRuns: 12 },
  );
});

test('a removed day is looked for from the clock that the vault is given, to the end of the year after it', async () => {
  const [from, to] = await Promise.all([1, 2].map((it) => rootKey(new Uint8Array(32).fill(it) as Bytes)));
  assert.ok(from && to);
  const ids = new NewIds(from, to, Date.UTC(2034, 5, 15));
  const removed: Plain = { ...blank('checkin'), deleted: [9, 'a'] };
  const isFound = async (name: string): Promise<boolean> =>
    (await ids.moved(await recordId(from, name), removed)).id === (await recordId(to, name));
  assert.deepEqual(
    await Promise.all(['2025-01-01', '2034-06-15', '2035-12-31', '2036-01-01'].map((it) => isFound(`checkin/${it}`))),
    [true, true, true, false],
  );
});
