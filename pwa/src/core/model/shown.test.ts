import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blank, edit, merge, settle } from './merge.ts';

const one = { tag: 'a', now: 100 };
const two = { tag: 'b', now: 200 };
const late = { tag: 'a', now: 300 };

test('a text that came after the screen was drawn stays beside the one that is written', () => {
  const start = edit(blank('urge'), one, { text: 'old' });
  const theirs = edit(start, two, { text: 'from the other phone' });
  const mine = edit(theirs, late, { text: 'old and on' }, { text: 'old' });
  assert.equal(mine.fields.text, 'old and on');
  assert.deepEqual(
    mine.also?.map(([field, , text]) => [field, text]),
    [['text', 'from the other phone']],
  );
  // The other phone comes to the same, whichever way the copies meet.
  assert.deepEqual(merge(theirs, mine), merge(mine, theirs));
  assert.deepEqual(merge(theirs, mine).also, mine.also);
});

test('a text that the screen showed is replaced, and so is one that nobody had written when it was drawn', () => {
  const start = edit(blank('urge'), one, { text: 'old' });
  assert.equal(edit(start, late, { text: 'new' }, { text: 'old' }).also, undefined);
  assert.equal(edit(blank('urge'), late, { text: 'first' }, { text: '' }).also, undefined);
  const came = edit(blank('urge'), two, { text: 'came meanwhile' });
  assert.deepEqual(
    edit(came, late, { text: 'mine' }, { text: '' }).also?.map(([, , text]) => text),
    ['came meanwhile'],
  );
});

test('a text that was emptied elsewhere is no rival, and neither is the same text', () => {
  const emptied = edit(edit(blank('urge'), one, { text: 'old' }), two, { text: '' });
  assert.equal(edit(emptied, late, { text: 'old and on' }, { text: 'old' }).also, undefined);
  const same = edit(blank('urge'), two, { text: 'as they wrote' });
  assert.equal(edit(same, late, { text: 'as they wrote' }, { text: 'old' }), same);
});

test('writing on in the next pause keeps one rival, not one for every pause', () => {
  const came = edit(blank('urge'), two, { text: 'theirs' });
  const first = edit(came, late, { text: 'm' }, { text: '' });
  const second = edit(first, { tag: 'a', now: 400 }, { text: 'mine' }, { text: 'm' });
  assert.equal(second.fields.text, 'mine');
  assert.deepEqual(
    second.also?.map(([, , text]) => text),
    ['theirs'],
  );
});

test('choosing among what was shown leaves alone what came after', () => {
  const two_texts = edit(edit(blank('urge'), one, { text: 'one' }), two, { text: 'two' }, { text: '' });
  const third = edit(two_texts, late, { text: 'three' }, { text: 'two' });
  const [standing, ...beside] = [third.fields.text, ...(third.also ?? []).map(([, , text]) => text)];
  assert.deepEqual([standing, beside], ['three', ['one']]);
  const chosen = settle(third, { tag: 'b', now: 500 }, 'text', 'one', ['two', 'one']);
  assert.equal(chosen.fields.text, 'one');
  assert.deepEqual(
    chosen.also?.map(([, , text]) => text),
    ['three'],
  );
  assert.equal(settle(third, { tag: 'b', now: 500 }, 'text', 'one', ['three', 'one']).also, undefined);
});
