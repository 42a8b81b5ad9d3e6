import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays } from './dates.ts';
import { paced } from './pace.fixture.ts';
import { pauseFields } from './pace.ts';
import { answered, entriesOf } from './pack.fixture.ts';
import type { Fields } from './plain.ts';
import { beganFields, doneFields } from './progress.ts';
import { whenTime } from './when-time.ts';

const first = '2026-01-01';
const drink = answered('trigger', { codes: ['drink'], at: first });
const finished = (date: string): Fields =>
  Object.assign({}, ...['first-hold', 'harder', 'map', 'slips'].map((id) => doneFields(id, date)));
const offered = (day: number, ...kept: Fields[]) =>
  whenTime(
    entriesOf(['progress', Object.assign({}, beganFields(first), ...kept)], drink),
    paced,
    ['again'],
    'stop',
    addDays(first, day),
  );

test('one thing is offered: a follow-up before a month, a month with a fortnight, a fortnight before a side path', () => {
  assert.equal(offered(30, finished(addDays(first, 2)))?.kind, 'booster');
  assert.deepEqual(offered(30, finished(addDays(first, 20))), { kind: 'month', questions: 4 });
  const fortnight = offered(14, doneFields('first-hold', first));
  assert.deepEqual(fortnight, { kind: 'fortnight', questions: 4 });
  const side = offered(13, doneFields('first-hold', first));
  assert.equal(side?.kind === 'side' && side.text.id, 'alcohol');
  assert.equal(offered(13), null);
});

test('nothing is offered in a pause, and after the end only what follows up', () => {
  assert.equal(offered(30, finished(addDays(first, 2)), pauseFields('2026-03-01', addDays(first, 29))), null);
  assert.equal(offered(30, finished(addDays(first, 2)), { ended: addDays(first, 2) })?.kind, 'booster');
  assert.equal(offered(14, doneFields('first-hold', first), { ended: addDays(first, 3) }), null);
});
