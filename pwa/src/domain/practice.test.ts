import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paced } from './pace.fixture.ts';
import { answered, entriesOf, pack } from './pack.fixture.ts';
import type { Fields } from './plain.ts';
import { lookBack, practice } from './practice.ts';
import { doneFields, practiceFields, takenFields } from './progress.ts';

const had = (...fields: Fields[]) => entriesOf(['progress', Object.assign({}, ...fields) as Fields]);

test('a practice stands from the end of its module until it is done, with the words it is about', () => {
  const barrier = answered('barrier', { codes: ['phone-out'] });
  const done = doneFields('first-hold', '2026-11-20');
  assert.equal(practice(entriesOf(barrier), pack), null);
  const standingNow = practice(entriesOf(barrier, ['progress', done]), pack);
  assert.deepEqual(
    [standingNow?.shown, standingNow?.at, standingNow?.state],
    [['Phone in another room'], '2026-11-20', undefined],
  );
  const tried = had(done, practiceFields('first-hold', 'tried', '2026-11-22'));
  assert.deepEqual([practice(tried, pack)?.state, practice(tried, pack)?.at], ['tried', '2026-11-22']);
  assert.equal(practice(had(done, practiceFields('first-hold', 'done', '2026-11-22')), pack), null);
});

test('the practice is that of the module finished last, and of two on one day of the later', () => {
  const both = had(doneFields('harder', '2026-11-20'), doneFields('first-hold', '2026-11-20'));
  assert.equal(practice(both, paced)?.module, 'harder');
  const turned = had(doneFields('harder', '2026-11-20'), doneFields('first-hold', '2026-11-21'));
  assert.equal(practice(turned, paced)?.module, 'first-hold');
});

test('the next module opens with the practice before it, whatever was said of it', () => {
  const done = doneFields('first-hold', '2026-11-20');
  assert.equal(lookBack(had(done), paced, 'harder')?.module, 'first-hold');
  const settled = had(done, practiceFields('first-hold', 'done', '2026-11-21'));
  assert.equal(lookBack(settled, paced, 'harder')?.state, 'done');
  assert.equal(lookBack(had(done), paced, 'after-four-weeks')?.module, 'first-hold');
});

test('the first module, one that is read again and a side path open with no practice', () => {
  const done = doneFields('first-hold', '2026-11-20');
  assert.equal(lookBack(entriesOf(), paced, 'first-hold'), null);
  assert.equal(lookBack(had(done), paced, 'first-hold'), null);
  assert.equal(lookBack(had(done, doneFields('harder', '2026-11-27')), paced, 'harder'), null);
  assert.equal(lookBack(had(done), paced, 'alcohol'), null);
});

test('the practice of one programme is not that of the other', () => {
  const both = had(doneFields('first-hold', '2026-11-20'), doneFields('right-now', '2026-11-25'));
  assert.equal(practice(both, paced, ['again'])?.module, 'first-hold');
  assert.equal(practice(both, paced, ['relative'])?.module, 'right-now');
  assert.equal(lookBack(both, paced, 'harder')?.module, 'first-hold');
});

test('a practice that is taken once more stands again, and the module keeps its first end', () => {
  const before = had(doneFields('first-hold', '2026-11-01'), practiceFields('first-hold', 'done', '2026-11-02'), {
    ...doneFields('harder', '2026-11-08'),
  });
  const taken = takenFields(before, 'first-hold', '2026-11-20');
  const after = had([...before.values()][0]?.fields ?? {}, taken);
  assert.deepEqual([practice(after, paced)?.module, practice(after, paced)?.at], ['first-hold', '2026-11-20']);
  assert.equal(practice(after, paced)?.state, undefined);
  assert.equal([...after.values()][0]?.fields['done_first-hold'], '2026-11-01');
  assert.deepEqual(takenFields(before, 'map', '2026-11-20'), doneFields('map', '2026-11-20'));
});
