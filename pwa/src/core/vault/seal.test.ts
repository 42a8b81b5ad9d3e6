/** What opens and is no record of the form that this app knows is left to a newer one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hex, random, utf8 } from '../bytes.ts';
import type { Plain } from '../model/plain.ts';
import { rootKey, Seals, sealedEntries, vaultBox } from './seal.ts';

const whole = {
  kind: 'answer',
  fields: { own_text: 'a' },
  stamps: { own_text: [2, 'a'] },
  deleted: [1, 'a'],
  also: [['own_text', [1, 'b'], 'b']],
  settled: { own_text: { a: 1 } },
  origin: 'f'.repeat(32),
};

/** One thing in it is out of form. */
const malformed: Record<string, unknown> = {
  'no object': [whole],
  'no kind': { ...whole, kind: 1 },
  'fields in a list': { ...whole, fields: [] },
  'no stamps': { ...whole, stamps: null },
  'a field without a stamp': { ...whole, stamps: {} },
  'a stamp without a tag': { ...whole, stamps: { own_text: [2] } },
  'a stamp with half a millisecond': { ...whole, stamps: { own_text: [2.5, 'a'] } },
  'a removal without a stamp': { ...whole, deleted: true },
  'rivals in no list': { ...whole, also: {} },
  'a rival that is no line': { ...whole, also: [...whole.also, 'own_text'] },
  'a rival without a stamp': { ...whole, also: [...whole.also, ['own_text', 'c', 'c']] },
  'a rival whose stamp has no number': { ...whole, also: [...whole.also, ['own_text', ['3', 'c'], 'c']] },
  'what is settled, not by field': { ...whole, settled: [] },
  'what is settled, not by tag': { ...whole, settled: { own_text: 4 } },
  'an origin that is no id': { ...whole, origin: 7 },
};

test('a record with a malformed part is not taken, and not called damaged: a newer app may read it', async () => {
  const master = await rootKey(random(32));
  const seals = new Seals(master, (await vaultBox(master)).id);
  const id = hex(random(16));
  const opened = async (plain: unknown) => seals.open(id, 1, await seals.seal(id, 1, plain as Plain));
  assert.deepEqual(await opened(whole), whole);
  for (const [why, plain] of Object.entries(malformed)) await assert.rejects(opened(plain), { name: 'Foreign' }, why);
});

test('what opens as a snapshot and holds no entries is not taken', () => {
  const entry = { id: '0a', kind: 'urge', fields: {}, also: [], changed: 1 };
  const opened = (value: unknown) => sealedEntries(utf8(JSON.stringify(value)));
  const parted = { older: '0b', since: '2026-09-01', entries: [entry] };
  for (const known of [[], [entry], parted]) assert.deepEqual(opened(known), known);
  for (const other of [
    null,
    {},
    'urge',
    [null],
    [{ ...entry, fields: [] }],
    [{ ...entry, id: 1 }],
    { ...parted, older: null },
  ])
    assert.throws(() => opened(other), { name: 'Unreadable' });
});
