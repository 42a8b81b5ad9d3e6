import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entries } from './answers.ts';
import { answered, calendarPack, entriesOf } from './pack.fixture.ts';
import {
  armOwn,
  heldBack,
  mostNudges,
  type OwnChoice,
  ownAt,
  ownReminders,
  ownSortAt,
  readOwnChoice,
  settleOwn,
} from './personal-reminders.ts';
import type { Fields } from './plain.ts';
import type { What } from './records.ts';

const nobody: OwnChoice = { asked: {}, on: {}, ids: {} };
const yes: OwnChoice = { ...nobody, asked: { evenings: true } };
const friday = entriesOf(answered('evenings', { codes: ['payday'], times: { payday: 'fri 20:00' } }));

let made = 0;
const newId = () => String(made++).padStart(16, '0');
// 2026-11-25 is a Wednesday.
const at = (entries: Entries, now = '2026-11-25T12:00', what: readonly What[] = []) => ({
  entries,
  device: new Map(),
  bundle: calendarPack,
  what,
  now,
  usual: '20:00',
});

/** The nudges of a choice that has been given its ids. */
function nudges(choice: OwnChoice, situation: ReturnType<typeof at>, room = mostNudges) {
  const own = ownReminders(choice, situation);
  return armOwn(own, settleOwn(choice, own, newId).ids, room);
}

test('nothing in the calendar rings before one has said yes', () => {
  assert.deepEqual(nudges(nobody, at(friday)), []);
  assert.deepEqual(nudges({ ...nobody, asked: { evenings: false } }, at(friday)), []);
});

test('a weekly evening rings weekly and a date once, as kind own and without a word', () => {
  const both = entriesOf(
    answered('evenings', { codes: ['payday', 'hotel'], times: { payday: 'fri 20:00', hotel: '2026-12-03 21:30' } }),
  );
  const told = nudges(yes, at(both));
  assert.deepEqual(
    told.map(({ id: _, ...rest }) => rest).sort((one) => ('once' in one ? 1 : -1)),
    [
      { kind: 'own', at: '20:00', days: ['fri'] },
      { kind: 'own', once: '2026-12-03T21:30' },
    ],
  );
  assert.doesNotMatch(JSON.stringify(told), /pay|hotel|evening/i);
});

test('a thing keeps its id when its time changes, and loses it when it goes', () => {
  const own = ownReminders(yes, at(friday));
  const first = settleOwn(yes, own, newId);
  const moved = entriesOf(answered('evenings', { codes: ['payday'], times: { payday: 'sat 21:00' } }));
  const second = settleOwn(first, ownReminders(first, at(moved)), newId);
  assert.deepEqual(second.ids, first.ids);
  assert.deepEqual(armOwn(ownReminders(second, at(moved)), second.ids, 20)[0], {
    id: first.ids['evenings/payday'],
    kind: 'own',
    at: '21:00',
    days: ['sat'],
  });
  const removed = entriesOf(answered('evenings', { codes: [], times: { payday: 'fri 20:00' } }));
  assert.deepEqual(nudges(first, at(removed)), []);
  assert.deepEqual(settleOwn(first, ownReminders(first, at(removed)), newId).ids, {});
});

test('one that is switched off is not armed, and the others are', () => {
  const both = entriesOf(
    answered('evenings', { codes: ['payday', 'hotel'], times: { payday: 'fri 20:00', hotel: 'sat 20:00' } }),
  );
  assert.equal(nudges({ ...yes, on: { 'evenings/hotel': false } }, at(both)).length, 1);
  assert.equal(nudges({ ...nobody, on: { 'evenings/hotel': true } }, at(both)).length, 1);
});

test('a minute that has passed is not armed, and one too far ahead neither', () => {
  const once = (time: string) => entriesOf(answered('evenings', { codes: ['payday'], times: { payday: time } }));
  assert.deepEqual(nudges(yes, at(once('2026-11-25 12:00'))), []);
  assert.equal(nudges(yes, at(once('2026-11-25 12:01'))).length, 1);
  assert.deepEqual(nudges(yes, at(once('2027-12-30 20:00'))), []);
});

test('a day without a time rings at no time', () => {
  const entries = entriesOf(answered('evenings', { codes: ['payday'], times: { payday: 'fri' } }));
  assert.deepEqual(ownReminders(yes, at(entries)), []);
});

test('what comes every month is told for its next time alone, once the last has gone', () => {
  const monthly = entriesOf(answered('evenings', { codes: ['payday'], times: { payday: 'm25 12:00' } }));
  assert.deepEqual(once(yes, at(monthly, '2026-11-25T11:59')), ['2026-11-25T12:00']);
  assert.deepEqual(once(yes, at(monthly, '2026-11-25T12:00')), ['2026-12-25T12:00']);
});

test('the day after a lapse rings once, on the day after and not on the days that follow', () => {
  const bought = entriesOf(['purchase', { date: '2026-11-25', part: 'night' }]);
  assert.deepEqual(
    nudges(nobody, at(bought)).map(({ id: _, ...rest }) => rest),
    [{ kind: 'own', once: '2026-11-26T20:00' }],
  );
  assert.equal(nudges(nobody, at(bought, '2026-11-26T09:00')).length, 1);
  assert.deepEqual(nudges(nobody, at(bought, '2026-11-27T09:00')), []);
});

const finished = (more: Fields = {}) =>
  entriesOf(['progress', { 'done_first-hold': '2026-11-15', done_harder: '2026-11-22', ...more }], ['answer', weekly]);
const weekly = { answer: 'evenings', at: '2026-11-24', codes: ['payday'], times: { payday: 'fri 20:00' } };

test('a booster rings on its day, and is all that rings when the programme has been ended', () => {
  const booster = { kind: 'own', once: '2026-12-20T20:00' };
  const told = (entries: Entries) => nudges(yes, at(entries)).map(({ id: _, ...rest }) => rest);
  assert.deepEqual(told(finished()).length, 2);
  assert.deepEqual(told(finished({ ended: '2026-11-24' })), [booster]);
  assert.deepEqual(told(finished({ 'done_after-four-weeks': '2026-11-24', ended: '2026-11-24' })), []);
});

test('nothing rings in a pause, and a weekly one first on its day after it', () => {
  const told = (now: string) =>
    nudges(yes, at(finished({ pause_until: '2026-12-10' }), now)).map((it) => ('once' in it ? it.once : it.days));
  assert.deepEqual(told('2026-11-25T12:00').sort(), ['2026-12-11T20:00', '2026-12-20T20:00']);
  assert.deepEqual(told('2026-12-10T08:00').sort(), ['2026-12-20T20:00', ['fri']].sort());
});

test('never more than there is room for, the soonest first', () => {
  const words = Array.from({ length: 25 }, (_, n) => `Evening ${n}`);
  const times = Object.fromEntries(words.map((it, n) => [it, `2026-12-${String(n + 1).padStart(2, '0')} 20:00`]));
  const many = entriesOf(answered('evenings', { own_text: words.join('\n'), times }));
  const told = nudges(yes, at(many), 17);
  assert.equal(told.length, 17);
  assert.ok(told.every((it) => 'once' in it && it.once < '2026-12-18'));
});

test('a reminder knows what it is for by the minute it comes at', () => {
  assert.equal(ownSortAt(yes, at(friday, '2026-11-27T20:07')), 'evening');
  assert.equal(ownSortAt(yes, at(friday, '2026-11-27T19:59')), 'reminder');
  assert.equal(ownSortAt(yes, at(friday, '2026-11-27T23:30')), 'reminder');
  assert.equal(ownSortAt(yes, at(friday, '2026-11-26T20:07')), 'reminder');
  const bought = entriesOf(['purchase', { date: '2026-11-25', part: 'night' }]);
  assert.equal(ownSortAt(nobody, at(bought, '2026-11-26T20:03')), 'later');
});

test('what was kept is read back, and what cannot be read was not chosen', () => {
  const kept = {
    asked: { evenings: true },
    on: { 'evenings/hotel': false },
    ids: { 'evenings/payday': '0123456789abcdef' },
  };
  assert.deepEqual(readOwnChoice(JSON.parse(JSON.stringify(kept))), kept);
  assert.deepEqual(readOwnChoice({ asked: { evenings: 'yes' }, on: 7, ids: { a: 'short' } } as never), nobody);
  assert.deepEqual(readOwnChoice(undefined), nobody);
});

test('in the face of those close to him his own reminders are held back, and come back as he left them', () => {
  const near = { id: 'near', title: '', modules: ['theirs'], tracks: {}, side: [], offers: {}, boosters: {} };
  const bundle = {
    ...calendarPack,
    programmes: [...calendarPack.programmes, near],
    help: { stop: ['lapse', 'safety'], near: ['safety'] },
  };
  const entries = entriesOf(
    answered('evenings', { codes: ['payday', 'hotel'], times: { payday: 'fri 20:00', hotel: 'sat 20:00' } }),
    ['purchase', { date: '2026-11-25' }],
  );
  const his = { ...at(entries), bundle, what: ['again' as const] };
  const theirs = { ...his, what: ['relative' as const] };
  const choice = { ...yes, on: { 'evenings/hotel': false } };
  assert.deepEqual(
    ownReminders(choice, his).map((it) => it.sort),
    ['later', 'evening', 'evening'],
  );
  assert.deepEqual(ownReminders(choice, theirs), []);
  assert.equal(ownSortAt(choice, { ...theirs, now: '2026-11-27T20:10' }), 'reminder');
  const before = settleOwn(choice, ownReminders(choice, his), newId);
  const meanwhile = settleOwn(before, ownReminders(before, theirs), newId, heldBack(before, theirs));
  assert.deepEqual(meanwhile, before);
});

const plannedOn = (date: string, fields: Fields = {}): [string, Fields] => [
  'evening',
  { date, part: 'evening', first_text: 'Ring Ola', ...fields },
];
const once = (choice: OwnChoice, situation: ReturnType<typeof at>) =>
  nudges(choice, situation).map((it) => ('once' in it ? it.once : it.at));

test('a planned evening rings once before it, and the server is told the minute alone', () => {
  const told = nudges(nobody, at(entriesOf(plannedOn('2026-11-27'))));
  assert.deepEqual(
    told.map(({ id: _, ...rest }) => rest),
    [{ kind: 'own', once: '2026-11-27T17:30' }],
  );
  assert.doesNotMatch(JSON.stringify(told), /Ola|evening/i);
});

test('it does not ring when it is switched off, emptied, over, in a pause, or of a face that plans none', () => {
  const one = entriesOf(plannedOn('2026-11-27'));
  assert.deepEqual(once({ ...nobody, on: { 'evening/2026-11-27': false } }, at(one)), []);
  assert.deepEqual(once(nobody, at(entriesOf(plannedOn('2026-11-27', { first_text: '' })))), []);
  assert.deepEqual(once(nobody, at(one, '2026-11-27T17:30')), []);
  assert.deepEqual(
    once(nobody, at(entriesOf(plannedOn('2026-11-27'), ['progress', { pause_until: '2026-12-10' }]))),
    [],
  );
  assert.deepEqual(once(nobody, at(one, '2026-11-25T12:00', ['relative'])), []);
});

test('nobody is reminded twice of one evening: not beside one that he has asked for', () => {
  const both = entriesOf(
    plannedOn('2026-11-27'),
    answered('evenings', { codes: ['payday'], times: { payday: 'fri 20:00' } }),
  );
  assert.deepEqual(once(yes, at(both)), ['20:00']);
  assert.deepEqual(once(nobody, at(both)), ['2026-11-27T17:30']);
});

test('where the one that he has asked for rings in its place, it says what he wrote for that evening, and not a week later', () => {
  const both = entriesOf(
    plannedOn('2026-11-27', { notice_text: 'Husk turen' }),
    answered('evenings', { codes: ['payday'], times: { payday: 'fri 20:00' } }),
  );
  const says = (choice: OwnChoice, now: string) => {
    const own = ownAt(choice, at(both, now));
    return [own?.key, (own?.planned ?? own?.tells)?.notice_text];
  };
  assert.deepEqual(says(yes, '2026-11-27T20:05'), ['evenings/payday', 'Husk turen']);
  assert.deepEqual(says(yes, '2026-12-04T20:05'), ['evenings/payday', undefined]);
  const apart = { ...yes, on: { 'evening/2026-11-27': true } };
  assert.deepEqual(says(apart, '2026-11-27T17:35'), ['evening/2026-11-27', 'Husk turen']);
  assert.deepEqual(says(apart, '2026-11-27T20:05'), ['evenings/payday', undefined]);
});

test('at its minute it is known again as what was planned', () => {
  const planned = at(entriesOf(plannedOn('2026-11-27', { notice_text: 'Husk turen' })), '2026-11-27T17:36');
  assert.equal(ownSortAt(nobody, planned), 'evening');
  assert.equal(ownAt(nobody, planned)?.planned?.notice_text, 'Husk turen');
});
