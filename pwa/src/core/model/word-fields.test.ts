import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blank, edit, merge, type Stamper } from './merge.ts';
import type { Plain } from './plain.ts';
import { wordsIn, writeWords } from './word-fields.ts';

const ids = (...all: string[]) => {
  const left = [...all];
  return () => left.shift() ?? assert.fail('one id too many');
};

test('a list holds the words that were written, and no others', () => {
  const one = writeWords({}, 'own', ['Søndager', 'Lange møter', 'Søndager'], ids('a', 'b'));
  assert.deepEqual(one, { own_a: 'Søndager', own_b: 'Lange møter' });
  assert.deepEqual(wordsIn({ ...one, other_a: 'x', own: 'y', own_c: 1 }, 'own'), ['Søndager', 'Lange møter']);
  const less = { ...one, ...writeWords(one, 'own', ['Lange møter'], ids()) };
  assert.deepEqual(less, { own_a: '', own_b: 'Lange møter' });
  assert.deepEqual(writeWords(less, 'own', ['Lange møter'], ids()), {});
});

test('a list that an earlier edition wrote in one field is read, and only shrinks', () => {
  const old = { own: ['Søndager', 'Reise', '', 3] };
  assert.deepEqual(wordsIn({ ...old, own_a: 'Reise', own_b: 'Møter' }, 'own'), ['Søndager', 'Reise', 'Møter']);
  assert.deepEqual(writeWords(old, 'own', ['Søndager', 'Reise', 'Møter'], ids('a')), { own_a: 'Møter' });
  assert.deepEqual(writeWords(old, 'own', ['Reise'], ids()), { own: ['Reise'] });
});

test('a word under the fingers has one field at every key', () => {
  let fields: ReturnType<typeof writeWords> = { own_a: 'Søndager' };
  for (const typed of ['L', 'La', 'Lan'])
    fields = { ...fields, ...writeWords(fields, 'own', ['Søndager', typed], ids('b')) };
  assert.deepEqual(fields, { own_a: 'Søndager', own_b: 'Lan' });
});

test('two phones that add a word each without a connection have both, and what one takes out is out on both', () => {
  let made = 0;
  const write = (plain: Plain, stamper: Stamper, words: string[]) =>
    edit(
      plain,
      stamper,
      writeWords(plain.fields, 'own', words, () => `${stamper.tag}${made++}`),
    );
  const start = write(blank('urge'), { tag: 'a', now: 1 }, ['Søndager', 'Reise']);
  const here = write(write(start, { tag: 'b', now: 10 }, ['Søndager']), { tag: 'b', now: 11 }, ['Søndager', 'Møter']);
  const there = write(start, { tag: 'c', now: 12 }, ['Søndager', 'Reise', 'Lønning']);
  for (const both of [merge(here, there), merge(there, here)])
    assert.deepEqual(wordsIn(both.fields, 'own').sort(), ['Lønning', 'Møter', 'Søndager']);
});
