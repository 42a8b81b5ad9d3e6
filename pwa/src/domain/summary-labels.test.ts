import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pack } from './pack.fixture.ts';
import { type Numbers, sentence } from './summary.ts';
import { labelsOf } from './summary-labels.ts';

const numbers: Numbers = {
  from: '2026-11-16',
  until: '2026-11-22',
  days: 5,
  passed: 6,
  purchases: 1,
  times: 7,
  strength: 5,
  before: null,
  change: 'calmer',
  trigger: 'lonely',
  way: 'wave',
};

test('the fullest style says what came before, what helped and what is next', () => {
  const bundle = { ...pack, codes: { triggers: [{ code: 'lonely', label: 'Ensomhet' }] } };
  const said = sentence(numbers, 'full', 'nb', labelsOf(bundle, new Map(), {}));
  assert.match(said, /Det som oftest kom før: «Ensomhet»\. Det som hjalp mest: «wave»\. Neste steg: «first-hold»\.$/);
});

test('the other styles say none of it, whatever labels there are', () => {
  const labels = labelsOf(pack, new Map(), {});
  assert.equal(sentence(numbers, 'discreet', 'nb', labels), 'Uken din: 5 av 7 dager. Roligere enn forrige uke.');
  assert.equal(sentence(numbers, 'neutral', 'nb', labels), 'Tid for en liten pause?');
});
