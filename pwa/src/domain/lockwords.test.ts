import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { drawWords, tidyWords, wordsInLock } from './lockwords.ts';
import { words as en } from './words/en.ts';
import { words as nb } from './words/nb.ts';

test('four words of either list have fifty bits, and any keyboard types them', () => {
  for (const list of [nb, en]) {
    assert.ok(wordsInLock * Math.log2(list.length) >= 50, String(list.length));
    assert.equal(new Set(list).size, list.length);
    for (const word of list) assert.match(word, /^[a-z]{3,9}$/);
  }
});

test('what is typed back is the same whatever its case and whatever stands between the words', () => {
  const between = fc.stringMatching(/^[ ,.\n\t–-]{1,4}$/);
  fc.assert(
    fc.property(
      fc.constantFrom(nb, en),
      fc.array(between, { minLength: 4, maxLength: 4 }),
      fc.boolean(),
      (list, gaps, loud) => {
        const drawn = drawWords(list);
        const typed = drawn.map((word, at) => `${loud ? word.toUpperCase() : word}${gaps[at]}`).join('');
        assert.equal(tidyWords(typed), drawn.join(' '));
      },
    ),
  );
  assert.equal(tidyWords(' Blå  DØR '.normalize('NFD')), 'blå dør');
});

test('each word is as likely as any other: a number beyond the last whole round of the list is thrown again', () => {
  const list = nb.slice(0, 3000);
  const rounds = Math.floor(2 ** 32 / list.length) * list.length;
  const numbers = [rounds, 2 ** 32 - 1, rounds - 1, 0, 1, 2999];
  const drawn = drawWords(list, 4, (into) => {
    into[0] = numbers.shift() ?? 0;
  });
  assert.deepEqual(drawn, [list[2999], list[0], list[1], list[2999]]);
  assert.equal(numbers.length, 0);
});
