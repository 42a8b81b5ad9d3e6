import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bundle, Text } from './content.ts';
import { sideOffer, slipOffer } from './offers.ts';
import { paced } from './pace.fixture.ts';
import { nextFrom, offer } from './pace.ts';
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

const slipping: Bundle = {
  ...paced,
  programmes: paced.programmes.map((it) =>
    it.id === 'stop'
      ? { ...it, modules: ['first-hold', 'harder', 'when-it-slips'], tracks: { ...it.tracks, afraid: ['first-hold'] } }
      : it,
  ),
  modules: { ...paced.modules, 'when-it-slips': { ...(paced.modules.slips as Text), id: 'when-it-slips' } },
};

test('for a week after a purchase the module of a slip is offered, until it is done, also beside the track', () => {
  const bought: [string, Fields] = ['purchase', { date: '2026-11-20', part: 'evening' }];
  const offered = (date: string, ...more: Fields[]) =>
    slipOffer(entriesOf(begun(...more), bought), slipping, ['again'], date)?.id ?? null;
  const days = ['2026-11-19', '2026-11-20', '2026-11-27', '2026-11-28'].map((date) => offered(date));
  assert.deepEqual(days, [null, 'when-it-slips', 'when-it-slips', null]);
  assert.equal(offered('2026-11-21', stepFields('when-it-slips', 'start')), 'when-it-slips');
  assert.equal(offered('2026-11-21', doneFields('when-it-slips', '2026-11-10')), null);
  assert.equal(slipOffer(entriesOf(begun(), bought), slipping, ['afraid'], '2026-11-21')?.id, 'when-it-slips');
  assert.equal(slipOffer(entriesOf(begun(), bought), slipping, ['relative'], '2026-11-21'), null);
  assert.equal(slipOffer(entriesOf(bought), slipping, ['again'], '2026-11-21'), null, 'the first module comes first');
  assert.equal(slipOffer(entriesOf(begun()), slipping, ['again'], '2026-11-21'), null);
});

test('where the module of a slip is the next one, it waits for no week', () => {
  const read = begun(doneFields('harder', '2026-11-19'));
  const bought: [string, Fields] = ['purchase', { date: '2026-11-20', part: 'evening' }];
  const from = (...all: [string, Fields][]) =>
    [offer, nextFrom].map((it) => it(entriesOf(...all), slipping, [], '2026-11-21'));
  assert.deepEqual(
    from(read).map((it) => (typeof it === 'string' ? it : it?.from)),
    ['2026-11-26', '2026-11-26'],
  );
  assert.deepEqual(
    from(read, bought).map((it) => (typeof it === 'string' ? it : it?.from)),
    [undefined, undefined],
  );
});
