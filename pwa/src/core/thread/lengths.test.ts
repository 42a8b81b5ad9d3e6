import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTooLong, LONGEST_CHECKIN_TEXT } from './lengths.ts';

test('a check-in whose two texts are as long as their fields take fits in a message, whatever it is written in', () => {
  for (const letter of ['a', 'å', 'ง', '字', '\n', '"', '👋']) {
    const text = letter.repeat(LONGEST_CHECKIN_TEXT / letter.length);
    const checkin = { kind: 'checkin' as const, how: 10, practice_text: text, question_text: text };
    assert.equal(isTooLong(checkin), false, letter);
  }
  assert.equal(isTooLong({ kind: 'text', text: '字'.repeat(10_000) }), true);
});
