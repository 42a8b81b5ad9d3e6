import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faceOf } from './face.ts';

test('only somebody who answers for nobody but another person gets the face of those close to him', () => {
  assert.equal(faceOf(['relative']), 'near');
  assert.equal(faceOf(['relative', 'again']), 'stop');
  assert.equal(faceOf(['once', 'relative']), 'stop');
  assert.equal(faceOf(['afraid', 'relative']), 'stop');
  assert.equal(faceOf(['again']), 'stop');
  assert.equal(faceOf(['none']), 'stop');
  assert.equal(faceOf([]), 'stop');
  assert.equal(faceOf(), 'stop');
});

test('what has just happened may have happened to the one close to him', () => {
  assert.equal(faceOf(['happened', 'relative']), 'near');
  assert.equal(faceOf(['happened', 'found-out', 'relative']), 'near');
  assert.equal(faceOf(['happened', 'police']), 'stop');
});
