import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sideOffer } from './offers.ts';
import { paced } from './pace.fixture.ts';
import { answered, entriesOf } from './pack.fixture.ts';
import type { Fields } from './plain.ts';
import { doneFields, hideFields, stepFields } from './progress.ts';

const begun = (...more: Fields[]): [string, Fields] => [
  'progress',
  Object.assign({}, doneFields('first-hold', '2026-11-01'), ...more) as Fields,
];
const urge = (date: string): [string, Fields] => [
  'urge',
  { date, part: 'evening', strength: 5, triggers: ['drink', 'drink'] },
];

test('a side path fits a trigger that was chosen, or was written down twice in 28 days', () => {
  const chosen = entriesOf(begun(), answered('trigger', { codes: ['drink'] }));
  assert.equal(sideOffer(chosen, paced, ['again'], '2026-11-25')?.id, 'alcohol');
  const once = entriesOf(begun(), urge('2026-11-25'));
  assert.equal(sideOffer(once, paced, ['again'], '2026-11-25'), null);
  const twice = entriesOf(begun(), urge('2026-11-25'), urge('2026-10-29'));
  assert.equal(sideOffer(twice, paced, ['again'], '2026-11-25')?.id, 'alcohol');
  assert.equal(sideOffer(twice, paced, ['again'], '2026-11-26'), null);
});

test('it fits what the person came for, unless the track leads there anyway', () => {
  const withOwn = {
    ...paced,
    programmes: paced.programmes.map((it) => ({ ...it, offers: { partner: { what: ['again'], triggers: [] } } })),
  };
  assert.equal(sideOffer(entriesOf(begun()), withOwn, ['again'], '2026-11-25')?.id, 'partner');
  assert.equal(sideOffer(entriesOf(begun()), paced, ['happened', 'police'], '2026-11-25'), null);
});

test('it is offered neither before the first module is done nor once it is begun, done or put aside', () => {
  const drink = answered('trigger', { codes: ['drink'] });
  const offered = (...more: Fields[]) => sideOffer(entriesOf(begun(...more), drink), paced, ['again'], '2026-11-25');
  assert.equal(sideOffer(entriesOf(drink), paced, ['again'], '2026-11-25'), null);
  assert.equal(offered(stepFields('alcohol', 'start')), null);
  assert.equal(offered(doneFields('alcohol', '2026-11-20')), null);
  assert.equal(offered(hideFields('alcohol', '2026-11-20')), null);
});
