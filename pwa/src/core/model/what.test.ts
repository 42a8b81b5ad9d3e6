import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Programme } from './content.ts';
import { pack as bundle } from './pack.fixture.ts';
import { chosenNow, wayIn } from './what.ts';

const near: Programme = {
  id: 'near',
  title: 'near',
  modules: ['right-now'],
  tracks: {},
  side: [],
  offers: {},
  boosters: {},
};
const first = bundle.modules['first-hold'];
const lapse = bundle.pages.lapse;
assert.ok(first && lapse);
const pack = {
  ...bundle,
  programmes: [...bundle.programmes, near],
  modules: { ...bundle.modules, 'right-now': { ...first, id: 'right-now' } },
  pages: { ...bundle.pages, police: { ...lapse, id: 'police' }, threatened: { ...lapse, id: 'threatened' } },
};

test('not wanting to answer takes the other answers away, and they take it away', () => {
  assert.deepEqual(chosenNow(['once', 'afraid'], ['once', 'afraid', 'none']), ['none']);
  assert.deepEqual(chosenNow(['none'], ['none', 'again']), ['again']);
});

test('several answers stand together, and each can be taken back', () => {
  assert.deepEqual(chosenNow(['once'], ['once', 'happened']), ['once', 'happened']);
  assert.deepEqual(chosenNow(['once', 'happened'], ['happened']), ['happened']);
  assert.deepEqual(chosenNow(['none'], []), []);
});

test('what has happened goes with «noe har nettopp skjedd», and is not asked of somebody close to him', () => {
  assert.deepEqual(chosenNow(['happened'], ['happened', 'police']), ['happened', 'police']);
  assert.deepEqual(chosenNow(['happened', 'police'], ['police']), []);
  assert.deepEqual(chosenNow(['happened', 'found-out'], ['happened', 'found-out', 'relative']), [
    'happened',
    'relative',
  ]);
  assert.deepEqual(chosenNow(['once', 'happened', 'police'], ['once', 'happened', 'police', 'relative']).length, 4);
});

test('something has just happened: safety first, then the page that fits, then the first exercise', () => {
  const ids = (...what: Parameters<typeof wayIn>[1]) => wayIn(pack, what).map((it) => it.id);
  assert.deepEqual(ids('happened', 'police'), ['safety', 'police', 'first-hold']);
  assert.deepEqual(ids('happened', 'police', 'threatened'), ['safety', 'threatened', 'police', 'first-hold']);
  assert.deepEqual(ids('happened'), ['safety', 'first-hold']);
  // A page that the pack does not hold is passed over.
  assert.deepEqual(ids('happened', 'found-out'), ['safety', 'first-hold']);
  assert.deepEqual(ids('again'), ['first-hold']);
});

test('somebody close to him begins with the first step of his or her own programme', () => {
  assert.deepEqual(wayIn(pack, ['relative']), [{ kind: 'module', id: 'right-now' }]);
  assert.deepEqual(
    wayIn(pack, ['happened', 'relative']).map((it) => it.id),
    ['safety', 'right-now'],
  );
  assert.deepEqual(wayIn(pack, ['relative', 'again']), [{ kind: 'module', id: 'first-hold' }]);
});
