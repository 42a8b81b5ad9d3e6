import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberWords, plural } from './language.ts';

test('a number takes the plural of its language, and words of its own where two has some', () => {
  const days = { one: 'one day', other: 'days' };
  const times = { one: 'once', two: 'twice', other: 'times' };
  for (const locale of ['nb', 'en'] as const) {
    assert.deepEqual(
      [0, 1, 2, 21].map((n) => plural(locale, n)),
      ['other', 'one', 'other', 'other'],
    );
    assert.deepEqual(
      [0, 1, 2, 21].map((n) => numberWords(locale, n, days)),
      ['days', 'one day', 'days', 'days'],
    );
    assert.deepEqual(
      [0, 1, 2, 3].map((n) => numberWords(locale, n, times)),
      ['times', 'once', 'twice', 'times'],
    );
  }
});
