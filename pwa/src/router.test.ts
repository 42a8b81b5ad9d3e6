import assert from 'node:assert/strict';
import { test } from 'node:test';

Object.assign(globalThis, {
  document: { documentElement: { dataset: {} } },
  history: { replaceState: () => undefined },
  scrollTo: () => undefined,
});
const { back, go, instead, root, standing } = await import('./router.ts');

test('who has gone elsewhere, or has come back by another way, does not stand where something was begun', () => {
  root('checkin');
  const still = standing();
  assert.equal(still(), true);
  go('diary');
  assert.equal(still(), false);
  back();
  assert.equal(still(), false);
  const again = standing();
  instead('checkin');
  assert.equal(again(), false);
});
