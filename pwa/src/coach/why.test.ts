import assert from 'node:assert/strict';
import { test } from 'node:test';
import { undone, unfetchedWords } from './why.ts';

test('a coach whom the server has forgotten is not told that a conversation was deleted', () => {
  assert.equal(unfetchedWords('deleted'), 'why_unknown');
  assert.equal(unfetchedWords('offline'), undone.offline);
});
