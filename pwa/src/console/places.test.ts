import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isUnfilled, nextPlace, placesIn, withDraft } from './places.ts';

test('a place to fill in is found, one after the other and round again', () => {
  const text = 'Hei [[navn]], jeg svarer [[dag]].';
  assert.deepEqual(
    placesIn(text).map(([start, end]) => text.slice(start, end)),
    ['[[navn]]', '[[dag]]'],
  );
  assert.deepEqual(nextPlace(text, 0), [4, 12]);
  assert.deepEqual(nextPlace(text, 12), [25, 32]);
  assert.deepEqual(nextPlace(text, text.length), [4, 12]);
  assert.equal(nextPlace('Hei', 0), null);
});

test('half a place keeps an answer back too, and is found', () => {
  for (const text of ['Hei [[navn', 'Hei navn]]']) {
    assert.ok(isUnfilled(text));
    const found = nextPlace(text, 0);
    assert.ok(found && /\[\[|\]\]/.test(text.slice(...found)));
  }
  assert.ok(!isUnfilled('Hei [du]'));
});

test('a draft never takes the place of what has been written', () => {
  assert.equal(withDraft(' ', 'Hei'), 'Hei');
  assert.equal(withDraft('Takk.\n', 'Hei'), 'Takk.\n\nHei');
});
