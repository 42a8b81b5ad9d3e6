import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wordPick } from './chips.ts';
import { donePick, donePicks, withDone } from './did.ts';
import type { Urge } from './records.ts';

const urge = (fields: Partial<Urge>): Urge => ({ date: '2026-11-20', part: 'evening', ...fields });
const planned = [
  { key: 'a', words: 'Ringe Per' },
  { key: 'b', words: 'Ta en dusj', code: 'shower' },
  { key: 'c', words: 'Gå hele runden rundt vannet før jeg svarer noen' },
];
const codes = ['wave', 'outside', 'shower'];
const walk = wordPick('Gikk en tur');
const per = wordPick('Ringe Per');

test('first what he has done most often, then his plan, then the ways of the texts', () => {
  assert.deepEqual(donePicks([], planned, codes), [per, 'shower', 'wave', 'outside']);
  const urges = [
    urge({ did_text: 'Gikk en tur' }),
    urge({ way: 'outside', did_text: 'Gikk en tur\nog så hjem' }),
    urge({ way: 'outside' }),
    urge({ way: 'outside', did_text: 'Kjørte til Lillestrøm' }),
  ];
  assert.deepEqual(donePicks(urges, planned, codes), ['outside', walk, per, 'shower', 'wave']);
});

test('what was done once, does not fit a chip or names nothing is not offered', () => {
  const long = 'Satt i bilen til det gikk over, og ringte så hjem';
  const urges = [urge({ did_text: 'Hos Kari' }), urge({ did_text: long }), urge({ did_text: long })];
  assert.deepEqual(donePicks(urges, [], ['alternative', ...codes, 'other']), codes);
});

test('what stands is found: own words before the way that they are counted as', () => {
  const picks = [per, walk, 'wave'];
  assert.equal(donePick({ way: 'alternative', did_text: 'Ringe Per' }, picks), per);
  assert.equal(donePick({ way: 'wave', did_text: 'Noe annet' }, picks), 'wave');
  assert.equal(donePick({ did_text: 'Gikk en tur\nDet hjalp' }, picks), walk);
  assert.equal(donePick({ way: '' }, picks), null);
  assert.equal(donePick({}, picks), null);
});

test('a pick takes the place of the one before, and what he wrote stays', () => {
  assert.deepEqual(withDone({}, null, 'wave', planned), { way: 'wave', did_text: '' });
  assert.deepEqual(withDone({}, null, per, planned), { way: 'alternative', did_text: 'Ringe Per' });
  assert.deepEqual(withDone({}, null, walk, planned), { way: '', did_text: 'Gikk en tur' });
  const both = { way: 'alternative', did_text: 'Ringe Per\nHan tok den ikke' };
  assert.deepEqual(withDone(both, per, 'wave', planned), { way: 'wave', did_text: 'Han tok den ikke' });
  assert.deepEqual(withDone(both, per, walk, planned), { way: '', did_text: 'Han tok den ikke\nGikk en tur' });
  const apart = { way: 'wave', did_text: 'Først dette\n\nSå dette' };
  assert.deepEqual(withDone(apart, 'wave', 'outside', planned), { ...apart, way: 'outside' });
  assert.deepEqual(withDone(both, per, null, planned), { way: '', did_text: 'Han tok den ikke' });
});
