import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Step } from './content.ts';
import { begunLookBack, due } from './due.ts';
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

test('a look back that was begun and left is found until all is answered, it was ended, or another purchase came', () => {
  const { lapse } = pack.pages;
  assert.ok(lapse);
  const chain = lapse.steps.at(-1) as Step;
  const turn = { ...chain, id: 'turn', exercise: { ...chain.exercise, answer: 'lapse-turn' } } as Step;
  const two = { ...pack, pages: { ...pack.pages, lapse: { ...lapse, steps: [...lapse.steps, turn] } } };
  type Kept = Parameters<typeof entriesOf>;
  const on = (...all: Kept) =>
    begunLookBack(entriesOf(['purchase', { date: '2026-11-23', part: 'night' }], ...all), two);
  const first = answered('lapse-chain', { at: '2026-11-24' });
  assert.deepEqual(on(first), { page: 'lapse', step: 'chain', since: '2026-11-23', n: 1, of: 2 });
  assert.equal(on(), null, 'not begun');
  assert.equal(on(answered('lapse-next-hour', { codes: ['bed'], at: '2026-11-24' })), null, 'the part before it');
  assert.equal(on(answered('lapse-chain', { at: '2026-11-20' })), null, 'of an earlier purchase');
  assert.equal(on(first, answered('lapse-turn', { at: '2026-11-24' })), null, 'all of it');
  assert.equal(on(first, ['progress', doneFields('lapse', '2026-11-24')]), null, 'ended');
  assert.equal(on(first, ['purchase', { date: '2026-11-26', part: 'night' }]), null, 'another purchase');
  assert.equal(begunLookBack(entriesOf(first), two), null, 'no purchase');
});
