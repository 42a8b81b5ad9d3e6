import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, type Moment } from './dates.ts';
import { monthNumbers } from './month-numbers.ts';
import { paced } from './pace.fixture.ts';
import { entriesOf } from './pack.fixture.ts';
import type { Fields } from './plain.ts';
import { doneFields } from './progress.ts';

const today = '2026-11-25';
const ago = (days: number): string => addDays(today, -days);
const running: Moment = { date: today, part: 'night' };
const urge = (days: number): [string, Fields] => ['urge', { date: ago(days), part: 'evening', strength: 6 }];
const purchase = (days: number): [string, Fields] => ['purchase', { date: ago(days), part: 'evening' }];
const done: [string, Fields] = ['progress', doneFields('first-hold', ago(20))];
const numbers = (face: 'stop' | 'near', ...all: [string, Fields][]) =>
  monthNumbers(entriesOf(...all), paced, face === 'near' ? ['relative'] : ['again'], face, today, running);

test('the four weeks that end today are counted, and the modules that are done', () => {
  const { modules, diary } = numbers('stop', done, urge(28), urge(27), urge(3), purchase(10));
  assert.equal(modules, 1);
  assert.deepEqual([diary?.passed, diary?.times, diary?.days], [2, 3, 3]);
});

test('the longest time without is told, but not where the fortnight answered more than the diary holds', () => {
  assert.equal(numbers('stop', purchase(14), urge(2)).diary?.best, 13);
  const answered: [string, Fields] = ['measure', { date: ago(1), 'purchases-28': 5 }];
  assert.equal(numbers('stop', purchase(14), urge(2), answered).diary?.best, null);
  assert.equal(numbers('stop', urge(40)).diary?.best, null);
});

test('those close to him are told of their modules alone', () => {
  assert.deepEqual(numbers('near', urge(3), ['progress', doneFields('right-now', ago(3))]), {
    modules: 1,
    diary: null,
  });
});
