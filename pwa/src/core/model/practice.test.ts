import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paced } from './pace.fixture.ts';
import { answered, entriesOf, pack } from './pack.fixture.ts';
import type { Fields } from './plain.ts';
import {
  isSet,
  leftFields,
  lookBack,
  practice,
  practiceAside,
  practicesTold,
  smallestOf,
  stillAsked,
  takenFields,
} from './practice.ts';
import { doneFields, hideFields, practiceFields } from './progress.ts';

const day = '2026-11-25';
const had = (...fields: Fields[]) => entriesOf(['progress', Object.assign({}, ...fields) as Fields]);

test('a practice stands from the end of its module until it is done, with the words it is about', () => {
  const barrier = answered('barrier', { codes: ['phone-out'] });
  const done = doneFields('first-hold', '2026-11-20');
  assert.equal(practice(entriesOf(barrier), pack, [], day), null);
  const standingNow = practice(entriesOf(barrier, ['progress', done]), pack, [], day);
  assert.deepEqual(
    [standingNow?.shown, standingNow?.at, standingNow?.state],
    [['Phone in another room'], '2026-11-20', undefined],
  );
  const tried = had(done, practiceFields('first-hold', 'tried', '2026-11-22'));
  assert.deepEqual(
    [practice(tried, pack, [], '2026-11-22')?.state, practice(tried, pack, [], '2026-11-22')?.at],
    ['tried', '2026-11-22'],
  );
  assert.equal(practice(had(done, practiceFields('first-hold', 'done', '2026-11-22')), pack, [], '2026-11-22'), null);
});

test('the smallest part is that of what he chose, where there is one for it', () => {
  const of = pack.modules['first-hold']?.practice;
  assert.ok(of);
  const smallest_of = { 'phone-out': 'Move the charger.', 'card-home': 'Take the card out.' };
  const small = (codes: string[], more = {}) =>
    smallestOf(entriesOf(answered('barrier', { codes })), { ...of, ...more });
  assert.equal(small(['card-home'], { smallest_of }), 'Take the card out.');
  assert.equal(small(['route'], { smallest_of }), 'Half');
  assert.equal(small([], { smallest_of }), 'Half');
  assert.equal(small(['card-home']), 'Half');
});

test('the practice is that of the module finished last, and of two on one day of the later', () => {
  const both = had(doneFields('harder', '2026-11-20'), doneFields('first-hold', '2026-11-20'));
  assert.equal(practice(both, paced, [], day)?.module, 'harder');
  const turned = had(doneFields('harder', '2026-11-20'), doneFields('first-hold', '2026-11-21'));
  assert.equal(practice(turned, paced, [], day)?.module, 'first-hold');
});

test('the next module opens with the practice before it until it has been answered with done or tried', () => {
  const done = doneFields('first-hold', '2026-11-20');
  const asks = (...said: Fields[]) => {
    const before = lookBack(had(done, ...said), paced, 'harder');
    assert.equal(before?.module, 'first-hold');
    return before !== null && stillAsked(before, day);
  };
  assert.equal(asks(), true);
  assert.equal(asks(practiceFields('first-hold', 'notyet', '2026-11-21')), true, 'this may have changed');
  assert.equal(asks(practiceFields('first-hold', 'tried', '2026-11-21')), false);
  assert.equal(asks(practiceFields('first-hold', 'done', '2026-11-21')), false);
  assert.equal(lookBack(had(done), paced, 'after-four-weeks')?.module, 'first-hold');
});

test('the first module, one that is read again and a side path open with no practice', () => {
  const done = doneFields('first-hold', '2026-11-20');
  assert.equal(lookBack(entriesOf(), paced, 'first-hold'), null);
  assert.equal(lookBack(had(done), paced, 'first-hold'), null);
  assert.equal(lookBack(had(done, doneFields('harder', '2026-11-27')), paced, 'harder'), null);
  assert.equal(lookBack(had(done), paced, 'alcohol'), null);
  // Help after a slip comes before any question.
  assert.equal(lookBack(had(done), paced, 'when-it-slips'), null);
});

test('the practice of one programme is not that of the other', () => {
  const both = had(doneFields('first-hold', '2026-11-20'), doneFields('right-now', '2026-11-25'));
  assert.equal(practice(both, paced, ['again'], day)?.module, 'first-hold');
  assert.equal(practice(both, paced, ['relative'], day)?.module, 'right-now');
  assert.equal(lookBack(both, paced, 'harder')?.module, 'first-hold');
});

test('a practice that is taken once more stands again, and the module keeps its first end', () => {
  const before = had(doneFields('first-hold', '2026-11-01'), practiceFields('first-hold', 'done', '2026-11-02'), {
    ...doneFields('harder', '2026-11-08'),
  });
  const taken = takenFields(before, 'first-hold', '2026-11-20');
  const after = had([...before.values()][0]?.fields ?? {}, taken);
  assert.deepEqual(
    [practice(after, paced, [], day)?.module, practice(after, paced, [], day)?.at],
    ['first-hold', '2026-11-20'],
  );
  assert.equal(practice(after, paced, [], day)?.state, undefined);
  assert.equal([...after.values()][0]?.fields['done_first-hold'], '2026-11-01');
  assert.deepEqual(takenFields(before, 'map', '2026-11-20'), doneFields('map', '2026-11-20'));
});

test('a practice that was tried stays through its week, and a day at least; one that waits leaves after four weeks when nothing more is said; the next module still opens with it', () => {
  const done = doneFields('first-hold', '2026-11-01');
  const stands = (date: string, ...more: Fields[]) => practice(had(done, ...more), paced, [], date) !== null;
  const tried = practiceFields('first-hold', 'tried', '2026-11-03');
  assert.deepEqual(
    [stands('2026-11-03', tried), stands('2026-11-07', tried), stands('2026-11-08', tried)],
    [true, true, false],
  );
  const late = practiceFields('first-hold', 'tried', '2026-11-10');
  assert.deepEqual([stands('2026-11-10', late), stands('2026-11-11', late)], [true, false]);
  assert.deepEqual([stands('2026-11-28'), stands('2026-11-29')], [true, false]);
  const notYet = practiceFields('first-hold', 'notyet', '2026-11-20');
  assert.deepEqual([stands('2026-12-17', notYet), stands('2026-12-18', notYet)], [true, false]);
  assert.equal(lookBack(had(done, tried), paced, 'harder')?.module, 'first-hold');
  assert.equal(lookBack(had(done), paced, 'harder')?.module, 'first-hold');
});

test('a practice that was put aside stands no more, until it is taken once more', () => {
  const done = doneFields('first-hold', '2026-11-01');
  const aside = hideFields(practiceAside('first-hold'), '2026-11-03');
  const stands = (...more: Fields[]) => practice(had(done, aside, ...more), paced, [], '2026-11-05');
  assert.equal(stands(), null);
  for (const date of ['2026-11-03', '2026-11-04'])
    assert.equal(stands(takenFields(had(done, aside), 'first-hold', date))?.module, 'first-hold');
  assert.equal(lookBack(had(done, aside), paced, 'harder')?.module, 'first-hold');
});

test('a practice is that of this week for seven days from when it was taken, whatever was said of it since', () => {
  const done = doneFields('first-hold', '2026-11-01');
  const week = (date: string, ...more: Fields[]) => practice(had(done, ...more), paced, [], date)?.thisWeek;
  assert.deepEqual([week('2026-11-07'), week('2026-11-08')], [true, false]);
  assert.equal(week('2026-11-08', practiceFields('first-hold', 'notyet', '2026-11-06')), false);
});

test('a practice about a choice stands only where one of what it shows was chosen, and comes with a later choice', () => {
  const first = paced.modules['first-hold'];
  assert.ok(first?.practice);
  const { always, ...about } = first.practice;
  assert.equal(always, true);
  const bundle = { ...paced, modules: { ...paced.modules, 'first-hold': { ...first, practice: about } } };
  const done: [string, Fields] = ['progress', doneFields('first-hold', '2026-11-20')];
  const [read, chosen] = [entriesOf(done), entriesOf(done, answered('barrier', { codes: ['phone-out'] }))];
  const emptied = entriesOf(done, answered('barrier', { codes: [] }));
  assert.deepEqual(
    [read, emptied, chosen].map((it) => isSet(it, bundle, about)),
    [false, false, true],
  );
  assert.deepEqual(
    [read, emptied, chosen].map((it) => practice(it, bundle, [], day)?.module),
    [undefined, undefined, 'first-hold'],
  );
  assert.equal(lookBack(read, bundle, 'harder'), null);
  assert.equal(practice(read, paced, [], day)?.module, 'first-hold', 'it stands without a choice');
  const both = entriesOf(['progress', { ...doneFields('harder', '2026-11-15'), ...done[1] }]);
  assert.equal(practice(both, bundle, [], day)?.module, 'harder', 'the one before it stands on');
});

test('a practice that is not taken ends its module and does not stand; the one before it stands on, and taken later it stands', () => {
  const before = had(doneFields('first-hold', '2026-11-15'));
  const left = leftFields(before, 'harder', '2026-11-20');
  assert.equal(left.done_harder, '2026-11-20');
  const after = had(doneFields('first-hold', '2026-11-15'), left);
  assert.equal(practice(after, paced, [], day)?.module, 'first-hold');
  const taken = had(doneFields('first-hold', '2026-11-15'), left, takenFields(after, 'harder', day));
  assert.equal(practice(taken, paced, [], day)?.module, 'harder');
  // Of a module that ended before, the end stays where it was.
  assert.equal('done_first-hold' in leftFields(before, 'first-hold', day), false);
  assert.equal(
    practice(had(doneFields('first-hold', '2026-11-15'), leftFields(before, 'first-hold', day)), pack, [], day),
    null,
  );
});

test('what was told as done or tried is found again, the latest first; what waits is not', () => {
  const told = practicesTold(
    had(
      { ...practiceFields('first-hold', 'tried', '2026-11-03'), ...practiceFields('harder', 'done', '2026-11-10') },
      practiceFields('after-four-weeks', 'notyet', '2026-11-12'),
    ),
    paced,
  );
  assert.deepEqual(
    told.map(({ module, state, at }) => [module, state, at]),
    [
      ['harder', 'done', '2026-11-10'],
      ['first-hold', 'tried', '2026-11-03'],
    ],
  );
});

test('how a practice went is asked no sooner than the day after it was taken', () => {
  const before = lookBack(had(doneFields('first-hold', day)), paced, 'harder');
  assert.ok(before);
  assert.deepEqual([stillAsked(before, day), stillAsked(before, '2026-11-26')], [false, true]);
});
