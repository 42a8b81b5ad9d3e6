import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answered, entriesOf, pack } from './pack.fixture.ts';
import {
  doneFields,
  due,
  moduleState,
  nextStep,
  practice,
  practiceFields,
  standing,
  standsFrom,
  stepFields,
} from './programme.ts';

const first = pack.modules['first-hold'];
assert.ok(first);

test('a module opens where it was left', () => {
  const left = entriesOf(['progress', stepFields('first-hold', 'barrier')]);
  assert.deepEqual(moduleState(left, first), { state: 'begun', step: 'barrier', n: 5, of: 6, minutes: 3 });
  assert.equal(moduleState(entriesOf(), first).state, 'new');
});

test('a step that left the pack opens the module at its start', () => {
  assert.equal(moduleState(entriesOf(['progress', stepFields('first-hold', 'gone')]), first).step, 'start');
});

test('the next step is only ever a module that exists and is not done', () => {
  assert.equal(nextStep(entriesOf(), pack, ['once'])?.module, 'first-hold');
  assert.equal(nextStep(entriesOf(['progress', doneFields('first-hold', '2026-11-20')]), pack, ['again']), null);
});

test('a practice stands from the end of its module until it is done, with the words it is about', () => {
  const barrier = answered('barrier', { codes: ['phone-out'] });
  const done = doneFields('first-hold', '2026-11-20');
  assert.equal(practice(entriesOf(barrier), pack), null);
  const standingNow = practice(entriesOf(barrier, ['progress', done]), pack);
  assert.deepEqual(
    [standingNow?.shown, standingNow?.at, standingNow?.state],
    [['Phone in another room'], '2026-11-20', undefined],
  );
  const tried = { ...done, ...practiceFields('first-hold', 'tried', '2026-11-22') };
  assert.deepEqual(
    [practice(entriesOf(['progress', tried]), pack)?.state, practice(entriesOf(['progress', tried]), pack)?.at],
    ['tried', '2026-11-22'],
  );
  assert.equal(
    practice(entriesOf(['progress', { ...done, ...practiceFields('first-hold', 'done', '2026-11-22') }]), pack),
    null,
  );
});

test('the later part of the lapse page comes the day after and not the same day', () => {
  const entries = entriesOf(answered('lapse-next-hour', { codes: ['bed'], at: '2026-11-24' }));
  assert.equal(due(entries, pack, '2026-11-24'), null);
  assert.deepEqual(due(entries, pack, '2026-11-25'), { page: 'lapse', step: 'chain', title: 'Title of chain' });
});

test('a purchase in the diary brings it too', () => {
  assert.equal(due(entriesOf(['purchase', { date: '2026-11-23', part: 'night' }]), pack, '2026-11-25')?.step, 'chain');
});

test('it goes when it has been gone through, and by itself after a week', () => {
  const bought = ['purchase', { date: '2026-11-23', part: 'night' }] as [string, Record<string, string>];
  assert.equal(due(entriesOf(bought, ['progress', doneFields('lapse', '2026-11-24')]), pack, '2026-11-25'), null);
  assert.equal(due(entriesOf(bought), pack, '2026-12-01'), null);
  assert.equal(
    due(entriesOf(bought, ['progress', doneFields('lapse', '2026-11-22')]), pack, '2026-11-24')?.step,
    'chain',
  );
});

test('the safety plan stands for fourteen days after «some» or «yes», whatever is answered later', () => {
  const page = pack.pages.safety;
  const asked = page?.steps[0]?.exercise;
  assert.ok(page && asked);
  assert.deepEqual(standsFrom(page, asked, { codes: ['some'] }, '2026-11-10'), { stands_from: '2026-11-10' });
  assert.deepEqual(standsFrom(page, asked, { codes: ['no'] }, '2026-11-11'), {});
  const device = new Map([
    [
      'answer/pages/safety/thoughts',
      { answer: 'safety-thoughts', codes: ['no'], at: '2026-11-11', stands_from: '2026-11-10' },
    ],
    ['answer/pages/safety/helpers', { answer: 'safety-helpers', codes: ['line'] }],
  ]);
  const stands = standing(device, pack, '2026-11-24');
  assert.deepEqual([stands?.page, stands?.until, stands?.step], ['safety', '2026-11-24', 'helpers']);
  assert.equal(stands?.lines[0]?.words, 'The line');
  assert.equal(standing(device, pack, '2026-11-25'), null);
  assert.equal(standing(new Map(), pack, '2026-11-24'), null);
});
