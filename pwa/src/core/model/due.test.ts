import assert from 'node:assert/strict';
import { test } from 'node:test';
import { due } from './due.ts';
import { answered, entriesOf, pack } from './pack.fixture.ts';
import { doneFields } from './progress.ts';

test('the later part of the lapse page comes the day after and not the same day', () => {
  const entries = entriesOf(answered('lapse-next-hour', { codes: ['bed'], at: '2026-11-24' }));
  assert.equal(due(entries, pack, '2026-11-24'), null);
  assert.deepEqual(due(entries, pack, '2026-11-25'), {
    page: 'lapse',
    step: 'chain',
    title: 'Title of chain',
    since: '2026-11-24',
  });
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
