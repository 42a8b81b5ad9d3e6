import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paced } from './pace.fixture.ts';
import { pauseFields } from './pace.ts';
import { entriesOf, pack } from './pack.fixture.ts';
import type { Fields } from './plain.ts';
import { doneFields } from './progress.ts';
import { type Numbers, parts, sentence } from './summary.ts';
import { labelsOf } from './summary-labels.ts';

const numbers: Numbers = {
  from: '2026-11-16',
  until: '2026-11-22',
  days: 5,
  of: 7,
  today: false,
  nought: false,
  bought: false,
  urges: 6,
  passed: 6,
  purchases: 1,
  times: 7,
  open: 0,
  strength: 5,
  most: 8,
  before: null,
  change: 'calmer',
  weeks: null,
  byCount: false,
  trigger: 'lonely',
  way: 'wave',
};

test('the fullest style says what came before, what helped and what is next, where a lock screen has room for it', () => {
  const bundle = { ...pack, codes: { triggers: [{ code: 'lonely', label: 'Ensomhet' }] } };
  const labels = labelsOf(bundle, new Map(), {}, '2026-11-23');
  const compared = sentence(numbers, 'full', 'nb', labels);
  assert.match(compared, /Roligere enn forrige uke\. Det som hjalp mest: «wave»\. Neste steg venter\.$/);
  assert.doesNotMatch(compared, /Ensomhet/);
  const once = { ...numbers, change: null, passed: 1, purchases: 0, times: 1 };
  const said = sentence({ ...once, way: null }, 'full', 'nb', labels);
  assert.match(said, /Det som oftest kom før: «Ensomhet»\. Neste steg venter\.$/);
  const told = sentence({ ...once, trigger: null }, 'full', 'nb', labels);
  assert.match(told, /Det som hjalp mest: «wave»\. Neste steg venter\.$/);
});

test('the next module is named in the app, never on a lock screen; a title that ends as a sentence gets no full stop', () => {
  const said = (next: string, locale: 'nb' | 'en') => [
    parts(numbers, locale, { next }).next,
    sentence({ ...numbers, change: null }, 'full', locale, { next })
      .split('. ')
      .at(-1),
  ];
  assert.deepEqual(said('«Bare denne gangen»', 'nb'), [
    'Neste steg i programmet: «Bare denne gangen».',
    'Neste steg venter.',
  ]);
  assert.deepEqual(said('Are you safe at home?', 'en'), [
    'Next step in the programme: ‘Are you safe at home?’',
    'Your next step is waiting in the app.',
  ]);
});

test('the next module is named when it is offered, not in its waiting week nor in a pause', () => {
  const next = (date: string, ...fields: Fields[]) =>
    labelsOf(paced, entriesOf(['progress', Object.assign({}, ...fields) as Fields]), { what: ['again'] }, date).next;
  const done = doneFields('first-hold', '2026-11-20');
  assert.deepEqual([next('2026-11-26', done), next('2026-11-27', done)], [undefined, 'Title of harder']);
  assert.equal(next('2026-11-27', done, pauseFields('2026-12-20', '2026-11-21')), undefined);
});

test('a side path is never named: its title may say what it is about', () => {
  const bundle = { ...pack, programmes: pack.programmes.map((it) => ({ ...it, side: ['first-hold'] })) };
  assert.equal(labelsOf(bundle, new Map(), {}, '2026-11-23').next, undefined);
});

test('the other styles say none of it, whatever labels there are', () => {
  const labels = labelsOf(pack, new Map(), {}, '2026-11-23');
  assert.equal(sentence(numbers, 'discreet', 'nb', labels), 'Uken din: 5 av 7 dager. Roligere enn forrige uke.');
  assert.equal(sentence(numbers, 'neutral', 'nb', labels), 'Tid for en liten pause?');
});

test('a code is called the same wherever it stands, and «something else» is not called what helped most', () => {
  const ways = [
    { code: 'wave', label: 'Bølgen' },
    { code: 'other', label: 'Noe annet' },
  ];
  const labels = labelsOf({ ...pack, codes: { ways } }, new Map(), {}, '2026-11-23');
  assert.deepEqual(
    [labels.way?.('wave'), labels.way?.('breathing'), labels.way?.('other')],
    ['Bølgen', 'breathing', undefined],
  );
});
