import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chosenNow } from './what.ts';

test('not wanting to answer takes the other answers away, and they take it away', () => {
  assert.deepEqual(chosenNow(['once', 'afraid'], ['once', 'afraid', 'none']), ['none']);
  assert.deepEqual(chosenNow(['none'], ['none', 'again']), ['again']);
});

test('several answers stand together, and each can be taken back', () => {
  assert.deepEqual(chosenNow(['once'], ['once', 'happened']), ['once', 'happened']);
  assert.deepEqual(chosenNow(['once', 'happened'], ['happened']), ['happened']);
  assert.deepEqual(chosenNow(['none'], []), []);
});
