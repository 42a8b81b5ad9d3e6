import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays } from './dates.ts';
import {
  beyondDiary,
  CHANGEABLE,
  checks,
  courses,
  draftValues,
  fortnightDue,
  fortnightly,
  stepUp,
  turnTo,
} from './fortnight.ts';
import { paced } from './pace.fixture.ts';
import { endFields, pauseFields } from './pace.ts';
import { entriesOf } from './pack.fixture.ts';
import type { Fields } from './plain.ts';
import { beganFields, hideFields } from './progress.ts';

type Given = Record<string, number>;
const check = (date: string, values: Given): [string, Fields] => ['measure', { date, ...values }];
const begun = (...more: Fields[]): [string, Fields] => [
  'progress',
  Object.assign({}, beganFields('2026-11-01'), ...more) as Fields,
];
const due = (date: string, ...all: [string, Fields][]) => fortnightDue(entriesOf(begun(), ...all), paced, 'stop', date);

test('each face is asked its own questions of every fortnight', () => {
  assert.deepEqual(
    fortnightly(paced, 'stop').map((it) => it.id),
    ['control-14', 'urge-14', 'purchases-28', 'wellbeing'],
  );
  assert.deepEqual(
    fortnightly(paced, 'near').map((it) => it.id),
    ['near-wellbeing'],
  );
});

test('it is offered every fourteenth day from the first, until it is answered', () => {
  assert.deepEqual(
    ['2026-11-14', '2026-11-15', '2026-11-28', '2026-11-29'].map((date) => due(date)),
    [false, true, true, true],
  );
  const answered = check('2026-11-16', { 'control-14': 5 });
  assert.deepEqual(
    ['2026-11-16', '2026-11-28', '2026-11-29'].map((date) => due(date, answered)),
    [false, false, true],
  );
});

test('answered late, the next one does not follow within a week', () => {
  const late = check('2026-11-27', { 'control-14': 5 });
  assert.deepEqual(
    ['2026-11-29', '2026-12-03', '2026-12-04'].map((date) => due(date, late)),
    [false, false, true],
  );
});

test('it is not offered in a pause, after the end, or when the pack has no questions', () => {
  const resting = (fields: Fields) => fortnightDue(entriesOf(begun(fields)), paced, 'stop', '2026-11-20');
  assert.equal(resting(pauseFields('2026-12-01', '2026-11-18')), false);
  assert.equal(resting(endFields('2026-11-18')), false);
  assert.equal(fortnightDue(entriesOf(begun()), { ...paced, measures: [] }, 'stop', '2026-11-20'), false);
  assert.equal(fortnightDue(entriesOf(), paced, 'stop', '2026-11-20'), false);
});

test('an answer above what the diary held by then is known for four weeks; silence in the diary is no abstinence', () => {
  const answered = check('2026-11-20', { 'purchases-28': 2 });
  const bought = (date: string): [string, Fields] => ['purchase', { date, part: 'night' }];
  const beyond = (date: string, ...all: [string, Fields][]) =>
    beyondDiary(entriesOf(answered, ...all), paced, 'stop', date);
  assert.deepEqual(beyond('2026-11-20'), { n: 2, date: '2026-11-20' });
  assert.deepEqual(beyond('2026-12-17', bought('2026-11-10'))?.n, 2);
  assert.equal(beyond('2026-12-18'), null);
  assert.equal(beyond('2026-11-25', bought('2026-11-10'), bought('2026-11-19')), null);
  assert.equal(beyond('2026-12-10', bought('2026-10-25'), bought('2026-10-26')), null);
  // What was written down of another time is not what was answered for.
  assert.deepEqual(beyond('2026-11-25', bought('2026-10-01'), bought('2026-11-24'))?.n, 2);
  // The last answer counts, and one that left the question out does not.
  assert.equal(beyond('2026-11-30', check('2026-11-29', { 'purchases-28': 0 })), null);
  assert.equal(beyond('2026-11-30', check('2026-11-29', { 'control-14': 0 }))?.n, 2);
});

test('half a check-in is gone on with for a week', () => {
  const half = { date: '2026-11-20', 'control-14': 3, note: 'x' };
  assert.deepEqual(draftValues(half, '2026-11-26'), { 'control-14': 3 });
  assert.deepEqual(draftValues(half, '2026-11-27'), {});
  assert.deepEqual(draftValues(half, '2026-11-19'), {});
  assert.deepEqual(draftValues(undefined, '2026-11-20'), {});
});

const up = (date: string, ...all: [string, Fields][]) => stepUp(entriesOf(...all), paced, 'stop', date);

test('control at three or lower twice in a row advises talking to somebody', () => {
  const low = [check('2026-11-15', { 'control-14': 3 }), check('2026-11-29', { 'control-14': 2 })];
  assert.equal(up('2026-11-29', ...low), 'control');
  assert.equal(
    up('2026-11-29', check('2026-11-15', { 'control-14': 4 }), check('2026-11-29', { 'control-14': 2 })),
    null,
  );
  assert.equal(up('2026-12-13', ...low, check('2026-12-13', { 'control-14': 6 })), null);
  assert.equal(up('2026-11-15', ...low), null);
  assert.equal(up('2026-12-27', ...low), null);
});

test('more purchases than at the start advise it too, as many do not', () => {
  const start = check('2026-11-15', { 'purchases-28': 1, 'control-14': 6 });
  assert.equal(up('2026-11-29', start, check('2026-11-29', { 'purchases-28': 2, 'control-14': 6 })), 'purchases');
  assert.equal(up('2026-11-29', start, check('2026-11-29', { 'purchases-28': 1, 'control-14': 6 })), null);
});

test('the advice that was put aside does not come back within fourteen days', () => {
  const low = [check('2026-11-15', { 'control-14': 3 }), check('2026-11-29', { 'control-14': 2 })];
  const aside: [string, Fields] = ['progress', hideFields('step-up', '2026-11-30')];
  assert.equal(up('2026-12-13', ...low, aside), null);
  assert.equal(up('2026-12-14', ...low, aside), 'control');
});

test('somebody close to him is advised by low wellbeing twice, and by nothing of his', () => {
  const low = entriesOf(
    check('2026-11-15', { 'near-wellbeing': 3, 'control-14': 0, 'purchases-28': 0 }),
    check('2026-11-29', { 'near-wellbeing': 1, 'control-14': 0, 'purchases-28': 9 }),
  );
  assert.equal(stepUp(low, paced, 'near', '2026-11-29'), 'wellbeing');
  const well = entriesOf(
    check('2026-11-15', { 'control-14': 0, 'near-wellbeing': 4 }),
    check('2026-11-29', { 'control-14': 0, 'near-wellbeing': 3 }),
  );
  assert.equal(stepUp(well, paced, 'near', '2026-11-29'), null);
});

test('a course says whether a question went the better way', () => {
  const two = entriesOf(
    check('2026-11-29', { 'control-14': 6, 'urge-14': 7 }),
    check('2026-11-15', { 'control-14': 3, 'urge-14': 5 }),
  );
  assert.deepEqual(
    courses(two, paced, 'stop').map(({ measure, points, change }) => [
      measure.id,
      points.map((it) => it.value),
      change,
    ]),
    [
      ['control-14', [3, 6], 'better'],
      ['urge-14', [5, 7], 'worse'],
    ],
  );
  assert.equal(courses(entriesOf(check('2026-11-15', { 'control-14': 3 })), paced, 'stop')[0]?.change, null);
});

const ten = fc.integer({ min: 0, max: 10 });
const given = fc.array(
  fc.record({
    day: fc.integer({ min: 0, max: 200 }),
    values: fc.record({ 'control-14': ten, 'purchases-28': ten, 'near-wellbeing': ten }, { requiredKeys: [] }),
  }),
  { maxLength: 8 },
);

test('whatever was answered: one check-in never advises, and a good last one never advises by control or wellbeing', () => {
  fc.assert(
    fc.property(given, fc.integer({ min: 0, max: 220 }), (all, day) => {
      const entries = entriesOf(...all.map(({ day: at, values }) => check(addDays('2026-01-01', at), values as Given)));
      const date = addDays('2026-01-01', day);
      const known = checks(entries).filter((it) => it.date <= date);
      for (const face of ['stop', 'near'] as const) {
        const why = stepUp(entries, paced, face, date);
        if (known.length < 2) assert.equal(why, null);
        const last = known.at(-1)?.values ?? {};
        if (why === 'control') assert.ok((last['control-14'] ?? 99) <= 3);
        if (why === 'wellbeing') assert.ok((last['near-wellbeing'] ?? 99) <= 3);
        if (face === 'near') assert.ok(why === null || why === 'wellbeing');
      }
      assert.deepEqual(
        known.map((it) => it.date),
        known.map((it) => it.date).sort(),
      );
    }),
  );
});

test('half a year of them can be changed', () => {
  assert.equal(CHANGEABLE * 14, 182);
});

test('whom one is advised to turn to stands in the directory, and a doctor is named to all but those close to him', () => {
  const directory = readFileSync(new URL('../../../../content/directory.toml', import.meta.url), 'utf8');
  for (const { service } of Object.values(turnTo)) assert.ok(directory.includes(`id = "${service}"`), service);
  const of = (service: string) => Object.keys(turnTo).filter((why) => turnTo[why as 'control'].service === service);
  assert.deepEqual(of('parorendelinjen'), ['wellbeing']);
  assert.deepEqual(
    Object.values(turnTo).map(({ doctor }) => doctor),
    [true, true, false],
  );
});
