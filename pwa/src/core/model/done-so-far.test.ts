import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entries } from './answers.ts';
import { diary } from './diary.ts';
import { allDone, doneSoFar, lastDone } from './done-so-far.ts';
import { answered, entriesOf, pack } from './pack.fixture.ts';
import type { Fields } from './plain.ts';
import { takenFields } from './practice.ts';
import { doneFields, practiceFields } from './progress.ts';
import { ratings } from './rated.ts';
import { wentWell } from './went-well.ts';

const today = '2026-11-25';
const ride = (fields: Fields = {}): [string, Fields] => [
  'urge',
  { date: '2026-11-24', part: 'evening', strength: 7, way: 'wave', after: 3, ...fields },
];
const evening = (date: string, fields: Fields = {}): [string, Fields] => [
  'evening',
  { date, part: 'evening', place: 'home', ...fields },
];
const count = (...records: [string, Fields][]) => doneSoFar(entriesOf(...records), pack, new Map());
const lastOf = (entries: Entries) => lastDone(entries, pack, new Map());
/** Something chosen in the first module. */
const chosen = answered('reason', { module: 'first-hold', codes: ['honest'] });

test('an urge counts when it was given time: it was rated afterwards, or something was done that took some minutes', () => {
  const minutes: [string, Fields] = ['urge', { date: today, part: 'day', way: 'call', minutes: 4 }];
  const logged: [string, Fields] = ['urge', { date: today, part: 'day', strength: 7 }];
  const left: [string, Fields] = ['urge', { date: today, part: 'day', strength: 7, way: 'wave' }];
  assert.equal(count(ride(), minutes, logged, left).rides, 2);
  assert.equal(count(ride({ after: 9 })).rides, 1, 'however it ended');
});

test('what he did on his own, and every urge that is told as one that fell, counts as a ride of the urge tool does', () => {
  const own = ride({ way: '', did_text: 'Gikk en tur rundt vannet' });
  const alone = ride({ way: '', part: 'night' });
  const told: [string, Fields] = ['urge', { date: today, part: 'day', strength: 7, did_text: 'Gikk en tur' }];
  const entries = entriesOf(ride({ part: 'morning' }), own, alone, told);
  const { urges } = diary(entries.values());
  assert.equal(doneSoFar(entries, pack, new Map()).rides, 3);
  assert.equal(ratings(urges)?.times, 3);
  assert.equal(wentWell(urges, entries).length, 3);
  assert.deepEqual(lastOf(entriesOf(ride({ date: '2026-11-01' }), own)), {
    date: '2026-11-24',
    part: 'evening',
  });
});

test('a practice counts when it was done or tried, also when its module is taken once more', () => {
  const done = [doneFields('first-hold', '2026-11-01'), practiceFields('first-hold', 'done', '2026-11-03')];
  const fields: Fields = Object.assign({}, ...done, practiceFields('harder', 'tried', '2026-11-10'));
  assert.equal(count(['progress', fields]).practices, 2);
  assert.equal(count(['progress', { ...fields, ...practiceFields('harder', 'notyet', today) }]).practices, 1);
  const again = { ...fields, ...takenFields(entriesOf(['progress', fields]), 'first-hold', '2026-11-20') };
  assert.equal(count(['progress', again]).practices, 2);
  const twice = { ...again, ...practiceFields('first-hold', 'done', '2026-11-22') };
  assert.equal(count(['progress', twice]).practices, 3);
  const thrice = { ...twice, ...takenFields(entriesOf(['progress', twice]), 'first-hold', '2026-11-23') };
  assert.equal(count(['progress', thrice]).practices, 3);
});

test('an evening that is planned counts from when the plan is made, and a module when it is finished; a page is none', () => {
  assert.equal(count(evening('2026-11-24'), evening(today), evening('2026-11-26'), ['evening', {}]).evenings, 3);
  assert.equal(count(evening('2026-11-24', { part: 'morning' })).evenings, 1);
  assert.equal(count(evening('2026-11-24', { place: '' })).evenings, 0, 'emptied');
  const [page = ''] = Object.keys(pack.pages);
  const fields = { ...doneFields('first-hold', today), ...doneFields(page, today), done_harder: '' };
  assert.equal(count(['progress', fields], chosen).modules, 1);
});

test('a module in which all was skipped was read: it is no line until something is answered in it', () => {
  const read: [string, Fields] = ['progress', { ...doneFields('first-hold', today), ...doneFields('harder', today) }];
  assert.equal(count(read).modules, 0);
  assert.equal(lastOf(entriesOf(read)), null);
  assert.equal(count(read, chosen).modules, 1);
  assert.equal(count(chosen).modules, 0, 'begun only');
  const here = new Map([['answer/stop/harder/x', { answer: 'x', module: 'harder' }]]);
  assert.equal(doneSoFar(entriesOf(read), pack, here).modules, 1, 'what is kept on this phone only counts');
});

test('a purchase takes nothing away, not even from the same evening', () => {
  const done: [string, Fields] = ['progress', doneFields('first-hold', '2026-11-01')];
  const before = count(ride(), evening('2026-11-24'), done, chosen);
  const bought: [string, Fields] = ['purchase', { date: '2026-11-24', part: 'evening' }];
  assert.deepEqual(count(ride(), evening('2026-11-24'), done, chosen, bought), before);
  assert.equal(allDone(before), 3);
});

test('nothing at all is nought of everything', () => {
  assert.deepEqual(count(), { rides: 0, practices: 0, evenings: 0, modules: 0 });
});

test('the last thing done is the newest ride, practice, plan or module, and a ride is told with its part of the day', () => {
  const last = (...records: [string, Fields][]) => lastOf(entriesOf(...records));
  assert.equal(last(), null);
  assert.equal(last(['urge', { date: today, part: 'day', strength: 7 }]), null, 'only logged');
  const [page = ''] = Object.keys(pack.pages);
  const module: [string, Fields] = [
    'progress',
    { ...doneFields('first-hold', '2026-11-20'), ...doneFields(page, today) },
  ];
  assert.deepEqual(last(module, chosen), { date: '2026-11-20' }, 'a page is none');
  const practised: [string, Fields] = [
    'progress',
    { ...module[1], ...practiceFields('first-hold', 'tried', '2026-11-24') },
  ];
  assert.deepEqual(last(practised), { date: '2026-11-24' });
  assert.deepEqual(last(practised, ride()), { date: '2026-11-24', part: 'evening' });
  assert.deepEqual(last(ride({ date: '2026-11-01' }), ride(), ride({ part: 'day' })), {
    date: '2026-11-24',
    part: 'evening',
  });
  // A plan was made on the day on which it came to this phone, or before its evening.
  const planned = (date: string) => {
    const [[id, entry] = assert.fail()] = entriesOf(evening(date));
    return lastOf(new Map([[id, { ...entry, made: Date.parse(`${today}T12:00:00Z`) }]]));
  };
  assert.deepEqual([planned('2026-11-20'), planned('2026-11-27')], [{ date: '2026-11-20' }, { date: today }]);
});
