/** Two tabs' changes of one draft, brought together. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joined } from './joined.ts';

const of = (fields: object): string => JSON.stringify(fields);

test('where one of the two changed nothing, the other’s stands', () => {
  assert.equal(joined('a', 'b', 'a'), 'b');
  assert.equal(joined('a', 'a', 'b'), 'b');
  assert.equal(joined('a', 'b', 'b'), 'b');
  assert.equal(joined('', '', 'b'), 'b');
  assert.equal(joined('a', 'a', ''), '');
  assert.equal(joined('a', '', 'a'), '');
});

test('fields, entries and items are brought together one by one', () => {
  const base = of({ text: 'a', note: '', names: { x: 'X' }, news: ['1', '2'], letters: true });
  const kept = of({ text: 'ab', note: '', names: { x: 'X', y: 'Y' }, news: ['2', '3'], letters: true });
  const mine = of({ text: 'a', note: 'n', names: { x: 'Z' }, news: ['1', '2', '4'], letters: false });
  assert.deepEqual(JSON.parse(joined(base, kept, mine)), {
    text: 'ab',
    note: 'n',
    names: { x: 'Z', y: 'Y' },
    news: ['2', '3', '4'],
    letters: false,
  });
});

test('what one tab took away is not brought back by the other', () => {
  const base = of({ marks: { x: 1, y: 1 }, news: ['x', 'y'] });
  const merged = joined(base, of({ marks: { y: 1 }, news: ['y'] }), of({ marks: { x: 1, y: 2 }, news: ['x'] }));
  assert.deepEqual(JSON.parse(merged), { marks: { y: 2 }, news: [] });
});

test('where both wrote words, both texts stay; of a choice, the later', () => {
  const base = of({ text: 'Hei', kind: 'text' });
  const merged = (kept: object, mine: object) => JSON.parse(joined(base, of(kept), of(mine))) as object;
  assert.deepEqual(merged({ text: 'Hei du', kind: 'absence' }, { text: 'Hallo', kind: 'agreement' }), {
    text: 'Hei du\n\nHallo',
    kind: 'agreement',
  });
  assert.deepEqual(merged({ text: 'Hei du', kind: 'text' }, { text: 'Hei du og dere', kind: 'text' }), {
    text: 'Hei du og dere',
    kind: 'text',
  });
  // What was sent from one tab, and gone on with in the other.
  assert.deepEqual(JSON.parse(joined(base, of({ text: 'Hei du', kind: 'text' }), '')), { text: 'Hei du' });
  assert.equal(joined('a', 'én', 'to'), 'én\n\nto');
});
