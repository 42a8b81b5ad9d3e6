import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entries } from './answers.ts';
import { agreementKey, rhythmKey } from './coach-reminders.ts';
import { calendarPack, entriesOf } from './pack.fixture.ts';
import {
  agreedSilence,
  armOwn,
  heldBack,
  mostNudges,
  type OwnChoice,
  ownReminders,
  ownSortAt,
  settleOwn,
} from './personal-reminders.ts';
import type { Fields } from './plain.ts';
import { type Pause, toSkip } from './reminders.ts';

const key = agreementKey('aa', 4);
const yes: OwnChoice = { asked: {}, on: { [key]: true }, ids: {} };

/** A thread in which a coach proposes something for this moment, and how the programme stands. */
const withAgreement = (date: string, time: string | null, progress: Fields = {}, ...more: [string, Fields][]) =>
  entriesOf(
    ['thread', { thread: 'aa', secret: 's' }],
    [
      'letter',
      {
        thread: 'aa',
        from: 'c',
        n: 4,
        day: '2026-11-20',
        content: { kind: 'agreement', text: 'Ring legen', date, time },
      },
    ],
    ['progress', progress],
    ...more,
  );

const around = (entries: Entries, pause: Pause | null = null, room = mostNudges) => ({
  entries,
  device: new Map(),
  bundle: calendarPack,
  what: [],
  now: '2026-11-25T12:00',
  usual: '20:00',
  pause,
  room,
});

let made = 0;
const newId = () => String(made++).padStart(16, '0');

/** Whether the server rings for it: it was told so, and not that it rests. */
function rings(situation: ReturnType<typeof around>): boolean {
  const { pause, now, room } = situation;
  if (pause === 'open') return false;
  const own = ownReminders(yes, situation);
  const { ids } = settleOwn(yes, own, newId);
  const told = armOwn(own, ids, room);
  const rests = toSkip(told, { pause, dayOff: '', skipped: {} }, now);
  return told.some(
    (it) =>
      it.id === ids[key] &&
      'once' in it &&
      !rests.some(({ id, until }) => id === it.id && until > it.once.slice(0, 10)),
  );
}

const ended = { ended: '2026-11-24' };
const paused = { pause_until: '2026-12-10' };
const cases: [string, string, string | null, Fields, Pause | null, string | null][] = [
  ['on another day', '2026-11-28', '18:30', {}, null, null],
  ['after the end, since it was said yes to', '2026-11-28', '18:30', ended, null, null],
  ['later today', '2026-11-25', '12:01', {}, null, null],
  ['today, at an hour that has passed', '2026-11-25', '12:00', {}, null, 'past'],
  ['today without an hour, before the usual one', '2026-11-25', null, {}, null, null],
  ['in a pause of the programme', '2026-12-09', '18:30', paused, null, 'pause'],
  ['on the day on which that pause is over', '2026-12-10', '08:00', paused, null, null],
  ['in a rest from all reminders', '2026-11-30', '18:30', {}, { until: '2026-12-01' }, 'rest'],
  ['on the day on which that rest is over', '2026-12-01', '08:00', {}, { until: '2026-12-01' }, null],
  ['in a rest without an end', '2026-12-01', '08:00', {}, 'open', 'rest'],
  ['too far ahead', '2027-12-30', '18:30', {}, null, 'far'],
];

for (const [when, date, time, progress, pause, why] of cases)
  test(`what is said of an agreement is what is armed: ${when}`, () => {
    const situation = around(withAgreement(date, time, progress), pause);
    const silent = agreedSilence({ key, date, at: time ?? '20:00' }, yes, situation);
    assert.equal(silent?.why ?? null, why);
    assert.equal(rings(situation), silent === null);
    // Before he has said yes it is the same: what is promised is what comes.
    const nobody: OwnChoice = { asked: {}, on: {}, ids: {} };
    assert.deepEqual(agreedSilence({ key, date, at: time ?? '20:00' }, nobody, situation), silent);
  });

test('an agreement without an hour has passed once the usual one has', () => {
  const situation = { ...around(withAgreement('2026-11-25', null)), now: '2026-11-25T20:01' };
  assert.equal(agreedSilence({ key, date: '2026-11-25', at: '20:00' }, yes, situation)?.why, 'past');
  assert.equal(rings(situation), false);
});

test('where the channel is full of sooner ones, nobody is told that it rings', () => {
  const situation = around(withAgreement('2026-11-28', '18:30', {}, ['purchase', { date: '2026-11-25' }]), null, 1);
  assert.equal(agreedSilence({ key, date: '2026-11-28', at: '18:30' }, yes, situation)?.why, 'full');
  assert.equal(rings(situation), false);
  assert.equal(rings({ ...situation, room: 2 }), true);
});

test('a pause does not forget what was said yes to: it rings when the pause is ended before its day', () => {
  const paused = around(withAgreement('2026-12-09', '18:30', { pause_until: '2026-12-10' }));
  const meanwhile = settleOwn(yes, ownReminders(yes, paused), newId, heldBack(yes, paused));
  assert.equal(meanwhile.on[key], true);
  assert.equal(ownReminders(meanwhile, around(withAgreement('2026-12-09', '18:30')))[0]?.on, true);
});

test('what rings after the end knows that it is an agreement', () => {
  const situation = around(withAgreement('2026-11-28', '18:30', { ended: '2026-11-24' }));
  assert.equal(ownSortAt(yes, { ...situation, now: '2026-11-28T18:31' }), 'agreement');
});

test('the check-in’s reminder goes by the same rule', () => {
  const check = { key: rhythmKey('aa'), date: '2026-12-01', at: '20:00' };
  const chosen: OwnChoice = { asked: {}, on: { [check.key]: true }, ids: {} };
  const thread: Fields = { thread: 'aa', secret: 's', rhythm: { every: 'week', since: '2026-11-24' } };
  for (const [progress, why] of [
    [{ ended: '2026-11-24' }, null],
    [{ pause_until: '2026-12-10' }, 'pause'],
  ] as const) {
    const situation = around(entriesOf(['thread', thread], ['progress', progress]));
    assert.equal(agreedSilence(check, chosen, situation)?.why ?? null, why);
    assert.equal(
      ownReminders(chosen, situation).some((it) => it.key === check.key),
      !why,
    );
  }
});
