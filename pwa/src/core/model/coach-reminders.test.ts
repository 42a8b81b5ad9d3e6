import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entries } from './answers.ts';
import { agreementKey, checkinEvery, remindable, rhythmKey } from './coach-reminders.ts';
import { calendarPack } from './pack.fixture.ts';
import { armOwn, ownReminders, settleOwn } from './personal-reminders.ts';
import type { Entry, Fields } from './plain.ts';

const entry = (id: string, kind: string, fields: Fields): Entry => ({ id, kind, fields, also: [] }) as unknown as Entry;
const entries = (...all: Entry[]): Entries => new Map(all.map((it) => [it.id, it]));

const thread = (more: Fields = {}) => entry('t', 'thread', { thread: 'aa', secret: 's', ...more });
const agreement = (more: Fields = {}, content: Fields = {}) =>
  entry('l', 'letter', {
    thread: 'aa',
    from: 'c',
    n: 4,
    day: '2026-11-20',
    content: { kind: 'agreement', name: 'Kari', text: 'Ring legen', date: '2026-11-28', time: '18:30', ...content },
    ...more,
  });
const checkin = (day: string) =>
  entry(`c${day}`, 'letter', { thread: 'aa', from: 'u', n: 2, day, content: { kind: 'checkin', how: 5 } });

test('an agreement that stands can be a reminder; one that was taken back, or of a thread that is gone, cannot', () => {
  assert.deepEqual(remindable(entries(thread(), agreement())), [
    { key: agreementKey('aa', 4), words: 'Ring legen', date: '2026-11-28', at: '18:30' },
  ]);
  assert.deepEqual(remindable(entries(thread(), agreement({ withdrawn: true }))), []);
  assert.deepEqual(remindable(entries(agreement())), []);
  assert.deepEqual(remindable(entries(thread(), agreement({}, { date: 'soon' }))), []);
});

test('the next check-in follows the last one that was sent', () => {
  const rhythm = { rhythm: { every: 'fortnight', since: '2026-11-01' } };
  assert.equal(remindable(entries(thread(rhythm)))[0]?.date, '2026-11-15');
  assert.equal(remindable(entries(thread(rhythm), checkin('2026-11-20')))[0]?.date, '2026-12-04');
});

test('nothing rings because a coach has written: only what was said yes to does, and the server is told no word of it', () => {
  const situation = {
    entries: entries(thread({ rhythm: { every: 'week', since: '2026-11-24' } }), agreement()),
    device: new Map(),
    bundle: calendarPack,
    what: [],
    now: '2026-11-25T12:00',
    usual: '20:00',
  };
  const nobody = { asked: {}, on: {}, ids: {} };
  assert.deepEqual(ownReminders(nobody, situation), []);
  const yes = { ...nobody, on: { [agreementKey('aa', 4)]: true, [rhythmKey('aa')]: true } };
  const own = ownReminders(yes, situation);
  const told = armOwn(own, settleOwn(yes, own, () => Math.random().toString(16).slice(2)).ids, 20);
  assert.deepEqual(told.map((it) => ('once' in it ? it.once : '')).sort(), ['2026-11-28T18:30', '2026-12-01T20:00']);
  assert.doesNotMatch(JSON.stringify(told), /legen|coach/i);
  const no = { ...nobody, on: { [agreementKey('aa', 4)]: false } };
  assert.equal(ownReminders(no, situation)[0]?.on, false);
});

test('a thread that was made anew goes on reminding of what was said yes to in the old one, and of the rhythm', () => {
  const rhythm = { rhythm: { every: 'week', since: '2026-11-01' } };
  const renewed = entry('n', 'thread', { thread: 'cc', secret: 's', before: ['bb', 'aa'], ...rhythm });
  // The records of the old ones are gone, or one is still on its way out.
  for (const old of [[], [thread(rhythm)]]) {
    assert.deepEqual(remindable(entries(renewed, ...old, agreement(), checkin('2026-11-20'))), [
      { key: agreementKey('aa', 4), words: 'Ring legen', date: '2026-11-28', at: '18:30' },
      { key: rhythmKey('aa'), words: null, date: '2026-11-27', at: null },
    ]);
  }
});

test('a check-in comes every seven or every fourteen days', () => {
  assert.deepEqual(checkinEvery, { week: 7, fortnight: 14 });
});
