import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, daysBetween } from './dates.ts';
import { paced } from './pace.fixture.ts';
import {
  asksForPractice,
  began,
  boosterDue,
  boosters,
  dueDates,
  endFields,
  endsProgramme,
  finishedOn,
  goOnFields,
  LONGEST_PAUSE,
  monthDue,
  monthReadFields,
  nextFrom,
  offer,
  pauseDays,
  pauseFields,
  programmeRest,
  stepDates,
  theEnd,
} from './pace.ts';
import { answered, entriesOf } from './pack.fixture.ts';
import type { Fields } from './plain.ts';
import { takenFields } from './practice.ts';
import { beganFields, doneFields, practiceFields, stepFields } from './progress.ts';
import { summary } from './summary.ts';

const had = (...fields: Fields[]) => entriesOf(['progress', Object.assign({}, ...fields) as Fields]);
const all = (date: string): Fields[] => ['first-hold', 'harder', 'map', 'slips'].map((id) => doneFields(id, date));

test('a week after a module the next one is offered, and until then it says from when', () => {
  const done = had(doneFields('first-hold', '2026-11-20'));
  assert.deepEqual(
    [offer(done, paced, ['again'], '2026-11-26')?.module, offer(done, paced, ['again'], '2026-11-26')?.from],
    ['harder', '2026-11-27'],
  );
  assert.equal(offer(done, paced, ['again'], '2026-11-27')?.from, undefined);
  assert.equal(offer(entriesOf(), paced, ['again'], '2026-11-20')?.from, undefined);
});

test('a module begun and a side path of the track are offered at once', () => {
  const begun = had(doneFields('first-hold', '2026-11-20'), stepFields('harder', 'start'));
  assert.equal(offer(begun, paced, ['again'], '2026-11-20')?.from, undefined);
  const police = had(doneFields('first-hold', '2026-11-20'));
  const next = offer(police, paced, ['happened', 'police'], '2026-11-20');
  assert.deepEqual([next?.module, next?.from], ['police-path', undefined]);
  const after = had(doneFields('first-hold', '2026-11-20'), doneFields('police-path', '2026-11-24'));
  assert.equal(offer(after, paced, ['happened', 'police'], '2026-11-24')?.from, '2026-11-27');
});

test('a module read once more does not put off the next one', () => {
  const done = doneFields('first-hold', '2026-11-20');
  const again = had(done, takenFields(had(done), 'first-hold', '2026-11-26'));
  assert.equal(offer(again, paced, ['again'], '2026-11-27')?.from, undefined);
});

test('only the next module has a date: a week after the one before, or the end of a pause', () => {
  const from = (...fields: Fields[]) => nextFrom(had(...fields), paced, ['again'], '2026-11-22');
  assert.equal(from(doneFields('first-hold', '2026-11-20')), '2026-11-27');
  assert.equal(from(doneFields('first-hold', '2026-11-15')), null);
  assert.equal(from(doneFields('first-hold', '2026-11-20'), stepFields('harder', 'start')), null);
  assert.equal(from(), null);
  assert.equal(from(pauseFields('2026-12-24', '2026-11-22')), '2026-12-24');
  const both = [doneFields('first-hold', '2026-11-20'), pauseFields('2026-11-24', '2026-11-22')];
  assert.equal(from(...both), '2026-11-27');
  assert.equal(from(endFields('2026-11-22')), null);
  const police = had(doneFields('first-hold', '2026-11-20'));
  assert.equal(nextFrom(police, paced, ['happened', 'police'], '2026-11-22'), null);
});

test('in a pause and after the end nothing is offered, until the person goes on', () => {
  const paused = had(pauseFields('2026-12-10', '2026-12-01'));
  assert.deepEqual(programmeRest(paused, '2026-12-09'), { kind: 'pause', until: '2026-12-10' });
  assert.equal(offer(paused, paced, [], '2026-12-09'), null);
  assert.equal(programmeRest(paused, '2026-12-10'), null);
  assert.equal(offer(paused, paced, [], '2026-12-10')?.module, 'first-hold');
  const ended = had(endFields('2026-12-01'));
  assert.deepEqual(programmeRest(ended, '2027-12-09'), { kind: 'ended', at: '2026-12-01' });
  assert.equal(offer(ended, paced, [], '2027-12-09'), null);
  assert.equal(programmeRest(had(endFields('2026-12-01'), goOnFields('2026-12-05')), '2026-12-05'), null);
});

test('the first day is the day the diary was made, whatever is set back later', () => {
  const old = ['purchase', { date: '2026-09-01', part: 'night' }] as [string, Fields];
  assert.equal(began(entriesOf(old, ['progress', beganFields('2026-11-01')])), '2026-11-01');
  assert.equal(began(entriesOf(old, answered('reason'))), '2026-11-24');
  assert.equal(began(entriesOf(['progress', beganFields('2026-12-01')], answered('reason'))), '2026-11-24');
  assert.equal(began(entriesOf(old)), '2026-09-01');
  // A day of before can be answered for too.
  const past = ['checkin', { date: '2026-10-01', mood: 5 }] as [string, Fields];
  assert.equal(began(entriesOf(past, ['progress', beganFields('2026-11-01')])), '2026-11-01');
  assert.equal(began(entriesOf(old, past)), '2026-10-01');
  assert.equal(began(entriesOf(['settings', {}])), null);
});

test('looking back is offered from day 30 until it has been read or answered, however late', () => {
  const kept = beganFields('2026-11-01');
  const days = [29, 30, 43, 44, 80].map((day) => monthDue(had(kept), addDays('2026-11-01', day)));
  assert.deepEqual(days, [false, true, true, true, true]);
  assert.equal(monthDue(had(kept, monthReadFields('2026-12-01')), '2026-12-02'), false);
  assert.equal(monthDue(had(kept, goOnFields('2026-12-01')), '2026-12-02'), false);
  assert.equal(monthDue(had(kept, pauseFields('2026-12-20', '2026-11-10')), '2026-12-02'), false);
  assert.equal(monthDue(entriesOf(), '2026-12-02'), false);
});

test('one entry on the first day makes a first summary on day seven', () => {
  const one = entriesOf(['urge', { date: '2026-11-01', part: 'evening', strength: 4 }]);
  assert.deepEqual([summary(one.values(), '2026-11-07').days, summary(one.values(), '2026-11-07').passed], [1, 1]);
});

test('the programme is finished when each module of the track is, or where it was ended', () => {
  const short = [doneFields('first-hold', '2026-11-01'), doneFields('slips', '2026-11-09')];
  assert.equal(finishedOn(had(...short), paced, ['once']), '2026-11-09');
  assert.equal(finishedOn(had(...short), paced, ['again']), null);
  assert.equal(finishedOn(had(...short, endFields('2026-11-12')), paced, ['again']), '2026-11-12');
  assert.equal(finishedOn(had(...all('2026-11-03')), paced, ['happened', 'police']), '2026-11-03');
  // By which the end is known that a person has answered.
  assert.equal(theEnd(had(...short), paced, ['again']), null);
  assert.equal(theEnd(had(...short), paced, ['once']), 'done 2026-11-09');
  assert.equal(theEnd(had(...short, endFields('2026-11-12')), paced, ['once']), 'ended 2026-11-12');
});

test('the module of the track that is done last ends the programme; a booster after it does not, nor does an end that was pressed', () => {
  const short = had(doneFields('first-hold', '2026-11-01'), doneFields('slips', '2026-11-09'));
  assert.equal(endsProgramme(short, paced, ['once'], 'slips'), true);
  assert.equal(endsProgramme(short, paced, ['again'], 'slips'), false);
  const [booster = ''] = boosters(short, paced, ['once'], '2026-11-10').map((it) => it.module);
  assert.equal(
    endsProgramme(
      had(doneFields('first-hold', '2026-11-01'), doneFields('slips', '2026-11-09'), doneFields(booster, '2026-12-09')),
      paced,
      ['once'],
      booster,
    ),
    false,
  );
  assert.equal(
    endsProgramme(had(doneFields('slips', '2026-11-09'), endFields('2026-11-12')), paced, ['once'], 'slips'),
    false,
  );
});

test('a booster comes at its days after the end, stands four weeks, and stays in the programme', () => {
  const done = had(...all('2026-11-01'));
  const state = (date: string, id = 0): string | undefined => boosters(done, paced, ['again'], date)[id]?.state;
  assert.deepEqual(
    ['2026-11-28', '2026-11-29', '2026-12-26', '2026-12-27'].map((date) => state(date)),
    ['coming', 'due', 'due', 'past'],
  );
  assert.equal(state('2026-12-27', 1), 'coming');
  assert.equal(boosterDue(boosters(done, paced, ['again'], '2026-11-29'))?.module, 'after-four-weeks');
  const had1 = had(...all('2026-11-01'), doneFields('after-four-weeks', '2026-11-30'));
  assert.equal(boosters(had1, paced, ['again'], '2026-11-30')[0]?.state, 'done');
  assert.deepEqual(boosters(had(), paced, ['again'], '2026-12-01'), []);
});

test('what rings: the practice first, then the next module, and the boosters by their dates', () => {
  const done = had(doneFields('first-hold', '2026-11-20'));
  assert.deepEqual(
    dueDates(done, paced, ['again'], '2026-11-20').map((it) => [it.kind, it.of, it.module, it.at]),
    [
      ['step', 'practice', 'first-hold', '2026-11-23'],
      ['step', 'next', 'harder', '2026-11-27'],
    ],
  );
  const settled = had(doneFields('first-hold', '2026-11-20'), practiceFields('first-hold', 'done', '2026-11-21'));
  assert.deepEqual(
    dueDates(settled, paced, ['again'], '2026-11-21').map((it) => it.of),
    ['next'],
  );
  const tried = had(doneFields('first-hold', '2026-11-20'), practiceFields('first-hold', 'tried', '2026-11-21'));
  assert.deepEqual(
    dueDates(tried, paced, ['again'], '2026-11-21').map((it) => it.of),
    ['next'],
  );
  const whole = had(...all('2026-11-01'), practiceFields('slips', 'done', '2026-11-02'));
  assert.deepEqual(
    dueDates(whole, paced, ['again'], '2026-11-10').map((it) => [it.kind, it.module, it.at]),
    [
      ['own', 'after-four-weeks', '2026-11-29'],
      ['own', 'after-a-year', '2027-11-01'],
    ],
  );
});

test('a step stands for a day more, because it may ring a day later', () => {
  const done = had(doneFields('first-hold', '2026-11-20'));
  const from = (date: string) => stepDates(done, paced, ['again'], date);
  assert.deepEqual(from('2026-11-23'), ['2026-11-23', '2026-11-27']);
  assert.deepEqual(from('2026-11-24'), ['2026-11-23', '2026-11-27']);
  assert.deepEqual(from('2026-11-25'), ['2026-11-27']);
  assert.deepEqual([from('2026-11-28'), from('2026-11-29')], [['2026-11-27'], []]);
  const paused = had(doneFields('first-hold', '2026-11-20'), pauseFields('2026-12-20', '2026-11-24'));
  assert.deepEqual(stepDates(paused, paced, ['again'], '2026-11-24'), ['2026-12-20']);
  assert.deepEqual(stepDates(had(...all('2026-11-01')), paced, ['again'], '2026-11-30'), []);
});

test('the reminder on the day of the next module speaks of it, also when nobody has answered for the practice', () => {
  const done = had(doneFields('first-hold', '2026-11-20'));
  const asks = (date: string, of = done) => asksForPractice(of, paced, ['again'], date);
  assert.deepEqual(
    ['2026-11-23', '2026-11-24', '2026-11-27', '2026-11-28'].map((date) => asks(date)),
    [true, true, false, false],
  );
  const notYet = had(doneFields('first-hold', '2026-11-20'), practiceFields('first-hold', 'notyet', '2026-11-26'));
  assert.deepEqual([asks('2026-11-27', notYet), asks('2026-11-29', notYet)], [false, true]);
  assert.equal(
    asks('2026-11-23', had(doneFields('first-hold', '2026-11-20'), practiceFields('first-hold', 'done', '2026-11-22'))),
    false,
  );
  // It stands through its week, and nobody is reminded of what he has tried.
  const tried = had(doneFields('first-hold', '2026-11-20'), practiceFields('first-hold', 'tried', '2026-11-21'));
  assert.equal(asks('2026-11-24', tried), false);
  assert.equal(asks('2026-11-23', had()), false);
});

test('in a pause nothing rings before its end, and after the end only the boosters do', () => {
  const done = doneFields('first-hold', '2026-11-20');
  assert.deepEqual(
    dueDates(had(done, pauseFields('2026-12-20', '2026-11-21')), paced, ['again'], '2026-11-21').map((it) => [
      it.of,
      it.at,
    ]),
    [['next', '2026-12-20']],
  );
  assert.deepEqual(
    dueDates(had(done, endFields('2026-11-21')), paced, ['again'], '2026-11-21').map((it) => it.of),
    ['booster', 'booster'],
  );
});

const day = fc.integer({ min: 0, max: 500 }).map((n) => addDays('2026-01-01', n));
const fields = fc
  .record(
    {
      began: day,
      'done_first-hold': day,
      done_harder: day,
      done_map: day,
      done_slips: day,
      'done_police-path': day,
      'done_after-four-weeks': day,
      'practice_first-hold': fc.constantFrom('done', 'tried', 'notyet', ''),
      step_map: fc.constant('start'),
      pause_until: fc.oneof(day, fc.constant('')),
      ended: fc.oneof(day, fc.constant('')),
      month: day,
    },
    { requiredKeys: [] },
  )
  .map((it) => it as Fields);
const whats = fc.subarray(['once', 'again', 'afraid', 'happened', 'police', 'relative'] as const);

test('whatever the record holds: nothing rings in the past, in a pause or before its own date, and no module is locked', () => {
  fc.assert(
    fc.property(fields, whats, day, (kept, what, date) => {
      const entries = had(kept);
      const resting = programmeRest(entries, date);
      const dates = dueDates(entries, paced, what, date);
      for (const it of dates) {
        assert.ok(it.at >= date);
        if (resting?.kind === 'pause') assert.ok(it.at >= resting.until);
        if (resting?.kind === 'ended') assert.equal(it.of, 'booster');
      }
      const next = offer(entries, paced, what, date);
      if (resting) assert.equal(next, null);
      if (next?.from) assert.ok(daysBetween(date, next.from) > 0 && next.module in paced.modules);
      for (const it of boosters(entries, paced, what, date))
        assert.equal(it.state === 'coming', it.at > date && !kept[`done_${it.module}`]);
    }),
  );
});

test('a pause is a week, two, four or as long as one likes, a year at the most', () => {
  assert.deepEqual(pauseDays, { week: 7, fortnight: 14, month: 28 });
  assert.equal(LONGEST_PAUSE, 365);
});
