import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultWords, undone, unfetchedWords } from './why.ts';

test('a coach whom the server has forgotten is not told that a conversation was deleted', () => {
  assert.equal(unfetchedWords('deleted'), 'why_unknown');
  assert.equal(unfetchedWords('offline'), undone.offline);
});

test('a disk that fails is told apart from a computer that could not stretch a password', () => {
  assert.equal(faultWords(new DOMException('full', 'QuotaExceededError')), 'why_disk');
  assert.equal(faultWords(new RangeError('out of memory')), 'why_stretch');
});
