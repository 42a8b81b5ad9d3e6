import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bothTexts } from './rival-texts.ts';

test('texts that were written apart stand below each other', () => {
  assert.equal(bothTexts(['Empty house.', 'Rang my brother.']), 'Empty house.\n\nRang my brother.');
  assert.equal(bothTexts(['Empty house.', '']), 'Empty house.');
  assert.equal(bothTexts(['', ' ']), '');
});

test('whole sentences that they begin with alike are said once', () => {
  const house = 'Came home to an empty house.';
  assert.equal(
    bothTexts([`${house} Rang my brother.`, `${house} Put the kettle on.`]),
    `${house} Rang my brother.\n\nPut the kettle on.`,
  );
  assert.equal(
    bothTexts([`${house}\nRang.`, `${house}\nRested.`, `${house}\nRead.`]),
    `${house}\nRang.\n\nRested.\n\nRead.`,
  );
  // Half a sentence is no sentence.
  assert.equal(bothTexts(['I rang my brother.', 'I rang my sister.']), 'I rang my brother.\n\nI rang my sister.');
});

test('a text that goes on from the other is kept as it is', () => {
  assert.equal(bothTexts(['Empty house', 'Empty house, and a long evening.']), 'Empty house, and a long evening.');
  assert.equal(bothTexts(['The same.', 'The same.']), 'The same.');
});
