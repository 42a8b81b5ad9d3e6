import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entriesOf } from './pack.fixture.ts';
import {
  type Ahead,
  arm,
  freeFrom,
  isTold,
  type Nudge,
  noReminders,
  offeredHours,
  pauseOn,
  type ReminderChoice,
  readChoice,
  readPause,
  readSkips,
  skipsLeft,
  toSkip,
  usualKinds,
  usualTime,
  usualWeekly,
} from './reminders.ts';

const id = '0123456789abcdef';
const choice: ReminderChoice = {
  comeback: { id, at: '20:00' },
  daily: { id, at: '20:00', days: ['sun', 'mon'] },
  weekly: { id, at: '18:30', day: 'sun' },
  step: { id, at: '20:00', since: '2026-11-25' },
};

const nothingAhead: Ahead = { steps: [], quiet: false, rest: '', over: 'no' };

test('what was kept is read back as it was', () => {
  assert.deepEqual(readChoice(JSON.parse(JSON.stringify(choice))), choice);
});

test('a part that cannot be read is not chosen, and the others stand', () => {
  const broken = { ...choice, comeback: { id }, daily: { id, at: '24:00', days: ['mon'] }, step: { id: 'x' } };
  assert.deepEqual(readChoice(broken), { ...noReminders, weekly: choice.weekly });
  for (const value of [null, undefined, 7, {}, { daily: [] }]) assert.deepEqual(readChoice(value), noReminders);
});

test('days go to the server in the order of the week', () => {
  assert.deepEqual(arm({ ...noReminders, daily: choice.daily }, nothingAhead, '2026-11-25T12:00'), [
    { id, kind: 'daily', at: '20:00', days: ['mon', 'sun'] },
  ]);
});

test('the first step rings two days after it was chosen', () => {
  assert.deepEqual(arm({ ...noReminders, step: choice.step }, nothingAhead, '2026-11-25T12:00'), [
    { id, kind: 'step', once: '2026-11-27T20:00' },
  ]);
});

test('a finished module brings its practice first, and the next step when that has rung', () => {
  const ahead: Ahead = { ...nothingAhead, steps: ['2026-11-29', '2026-12-03'] };
  const at = (now: string) => arm({ ...noReminders, step: choice.step }, ahead, now);
  assert.deepEqual(at('2026-11-26T12:00'), [{ id, kind: 'step', once: '2026-11-29T20:00' }]);
  assert.deepEqual(at('2026-11-29T20:00'), [{ id, kind: 'step', once: '2026-12-03T20:00' }]);
});

test('a step of the day of the week rings the day after: the server gives that day to the week', () => {
  const both = { ...noReminders, step: choice.step, weekly: choice.weekly };
  const at = (now: string, steps: string[], more: Partial<Ahead> = {}) =>
    arm(both, { ...nothingAhead, steps, ...more }, now).find(({ kind }) => kind === 'step');
  const monday = { id, kind: 'step', once: '2026-11-30T20:00' };
  assert.deepEqual(at('2026-11-26T12:00', ['2026-11-29', '2026-12-03']), monday);
  assert.deepEqual(at('2026-11-30T19:59', ['2026-11-29', '2026-12-03']), monday);
  assert.deepEqual(at('2026-11-30T20:00', ['2026-11-29', '2026-12-03']), { ...monday, once: '2026-12-03T20:00' });
  // The first one too; and in a pause there is no week to give way to.
  const since = { ...both, step: { id, at: '20:00', since: '2026-11-27' } };
  assert.deepEqual(
    arm(since, nothingAhead, '2026-11-30T12:00').find(({ kind }) => kind === 'step'),
    monday,
  );
  assert.deepEqual(at('2026-11-26T12:00', ['2026-11-29'], { quiet: true }), { ...monday, once: '2026-11-29T20:00' });
});

test('a step that is due in a rest rings when that is over, and not on a day of the week', () => {
  const at = (rest: string, steps = ['2026-11-27', '2026-12-03']) =>
    arm(
      { ...noReminders, step: choice.step, weekly: choice.weekly },
      { ...nothingAhead, steps, rest },
      '2026-11-27T12:00',
    )
      .flatMap((it) => (it.kind === 'step' && 'once' in it ? [it.once] : []))
      .join();
  assert.equal(at(''), '2026-11-27T20:00');
  assert.equal(at('2026-11-28'), '2026-11-28T20:00');
  assert.equal(at('2026-11-29'), '2026-11-30T20:00');
  assert.equal(at('2026-11-28', ['2026-12-03']), '2026-12-03T20:00');
  assert.equal(at('2026-11-20'), '2026-11-27T20:00');
});

test('a module finished before reminders were chosen does not ring at once', () => {
  const [nudge] = arm(
    { ...noReminders, step: choice.step },
    { ...nothingAhead, steps: ['2026-11-25'] },
    '2026-11-25T12:00',
  );
  assert.deepEqual(nudge, { id, kind: 'step', once: '2026-11-27T20:00' });
});

test('who has paused hears nothing by the day or the week, and of the next step when the pause is over', () => {
  assert.deepEqual(arm(choice, { ...nothingAhead, quiet: true }, '2026-11-25T12:00'), []);
  assert.deepEqual(arm(choice, { ...nothingAhead, steps: ['2026-12-10'], quiet: true }, '2026-11-25T12:00'), [
    { id, kind: 'step', once: '2026-12-10T20:00' },
  ]);
});

test('whoever is finished gets none, and those with a time of their own when he asks for them all the same', () => {
  assert.deepEqual(arm(choice, { ...nothingAhead, steps: ['2026-11-29'], over: 'silent' }, '2026-11-25T12:00'), []);
  assert.deepEqual(
    arm({ ...choice, comeback: { id, at: '20:00' } }, { ...nothingAhead, over: 'wanted' }, '2026-11-25T12:00').map(
      ({ kind }) => kind,
    ),
    ['daily', 'weekly', 'comeback'],
  );
});

test('a step that has rung is not armed again', () => {
  assert.deepEqual(arm({ ...noReminders, step: choice.step }, nothingAhead, '2026-11-27T20:00'), []);
});

test('a word to somebody who has been away is told as a time alone, and to nobody who has paused', () => {
  const away = { ...noReminders, comeback: choice.comeback };
  assert.deepEqual(arm(away, nothingAhead, '2026-11-25T12:00'), [{ id, kind: 'comeback', at: '20:00' }]);
  assert.deepEqual(arm(away, { ...nothingAhead, quiet: true }, '2026-11-25T12:00'), []);
  assert.equal(usualTime({ ...noReminders, comeback: { id, at: '07:00' } }), '07:00');
});

test('a rest is read back as it was kept, and none from what cannot be read', () => {
  for (const pause of ['open', { until: '2026-12-02' }] as const)
    assert.deepEqual(readPause(JSON.parse(JSON.stringify(pause))), pause);
  for (const value of [undefined, null, '', 'closed', {}, { until: 'soon' }, { until: '2026-02-30' }, []])
    assert.equal(readPause(value), null);
});

test('a rest with a date is over on that date, and one without stands until it is ended', () => {
  const week = { until: '2026-12-02' };
  assert.equal(pauseOn(week, '2026-12-01'), week);
  assert.equal(pauseOn(week, '2026-12-02'), null);
  assert.equal(pauseOn('open', '2099-01-01'), 'open');
  assert.equal(pauseOn(null, '2026-12-01'), null);
});

test('a rest that is ended after the hour of a reminder does not make it ring at once', () => {
  const nudge = { id, kind: 'daily', at: '20:00', days: ['mon'] } as const;
  const daily = { ...nudge, days: [...nudge.days] };
  assert.equal(freeFrom(daily, '2026-11-25T19:59'), '2026-11-25');
  assert.equal(freeFrom(daily, '2026-11-25T20:00'), '2026-11-26');
  assert.equal(freeFrom({ id, kind: 'step', once: '2026-11-27T20:00' }, '2026-11-25T21:00'), '2026-11-25');
});

test('only the phone that asked for it is told of answers, though the diary says on every phone that one is', () => {
  const entries = (told: boolean) => entriesOf(['thread', { thread: 'ab', told }]);
  const asked = new Map([['thread-told', { thread: 'ab' }]]);
  assert.equal(isTold(entries(true), asked), true);
  assert.equal(isTold(entries(true), new Map()), false);
  assert.equal(isTold(entries(false), asked), false);
  assert.equal(isTold(entries(true), new Map([['thread-told', { thread: 'cd' }]])), false);
  assert.equal(isTold(entriesOf(['thread', { told: true }]), new Map([['thread-told', {}]])), false);
});

const other = 'fedcba9876543210';
const every: Nudge = { id, kind: 'daily', at: '20:00', days: ['mon'] };
const mine: Nudge = { id: other, kind: 'own', once: '2026-12-24T18:00' };
const noon = '2026-11-25T12:00';
const free = { pause: null, dayOff: '', skipped: {} };
const told = (until: string, heard = true) => ({ [id]: { until, heard } });

test('a rest is told of every reminder that the server has not been told it of, and once', () => {
  const month = { ...free, pause: { until: '2026-12-23' } };
  assert.deepEqual(toSkip([every, mine], month, noon), [
    { id, until: '2026-12-23' },
    { id: other, until: '2026-12-23' },
  ]);
  // One that came to be while the rest stands.
  assert.deepEqual(toSkip([every, mine], { ...month, skipped: told('2026-12-23') }, noon), [
    { id: other, until: '2026-12-23' },
  ]);
  assert.deepEqual(toSkip([every], { ...month, skipped: told('2026-12-23') }, noon), []);
});

test('the early end of a rest is told as long as the server may hold the rest', () => {
  assert.deepEqual(toSkip([every], { ...free, skipped: told('2026-12-23') }, noon), [{ id, until: '2026-11-25' }]);
  assert.deepEqual(toSkip([every], { ...free, skipped: told('2026-11-25', false) }, noon), [
    { id, until: '2026-11-25' },
  ]);
  assert.deepEqual(toSkip([every], { ...free, skipped: told('2026-11-25') }, noon), []);
  // Its hour has passed: it is free from tomorrow, and that is said once.
  const evening = '2026-11-25T21:00';
  assert.deepEqual(toSkip([every], { ...free, skipped: told('2026-12-23') }, evening), [{ id, until: '2026-11-26' }]);
  assert.deepEqual(toSkip([every], { ...free, skipped: told('2026-11-26') }, evening), []);
  // Over by itself, there is nothing to say.
  assert.deepEqual(toSkip([every], { ...free, skipped: told('2026-11-20') }, noon), []);
});

test('a day off is told of whatever rings, but for what one asks for oneself, and within a rest the rest holds', () => {
  const off = { ...free, dayOff: '2026-11-26' };
  assert.deepEqual(toSkip([every, mine], off, noon), [{ id, until: '2026-11-26' }]);
  assert.deepEqual(toSkip([every], { ...off, skipped: told('2026-11-26') }, noon), []);
  assert.deepEqual(toSkip([every], { ...off, pause: { until: '2026-12-23' } }, noon), [{ id, until: '2026-12-23' }]);
  assert.deepEqual(toSkip([every], { ...off, dayOff: '2026-11-25' }, noon), []);
});

test('what the server was told of rests outlives other times, and is doubted when it may have made the box anew', () => {
  const both = { ...told('2026-12-23'), [other]: { until: '2026-12-23', heard: false } };
  assert.deepEqual(skipsLeft(both, [every, mine], true), both);
  // It has let go of what it does not have any more.
  assert.deepEqual(skipsLeft(both, [every], true), told('2026-12-23'));
  assert.deepEqual(skipsLeft(both, [every], false), told('2026-12-23', false));
});

test('rests are read back as they were kept, and none from what cannot be read', () => {
  assert.deepEqual(readSkips(JSON.parse(JSON.stringify(told('2026-12-23')))), told('2026-12-23'));
  for (const value of [undefined, null, '', '2026-12-23', [], { x: 1 }, { [id]: null }, { [id]: { until: 'soon' } }])
    assert.deepEqual(readSkips(value), {});
});

test('what is offered before anything is chosen: the day at 20:00 and the week as it ends', () => {
  assert.equal(usualTime(undefined), '20:00');
  assert.deepEqual(offeredHours, ['07:00', '17:00', '20:00', '22:00']);
  assert.deepEqual(usualWeekly, { at: '18:00', day: 'sun' });
  assert.deepEqual(usualKinds, ['daily', 'weekly']);
});
