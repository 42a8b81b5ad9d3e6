import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, type DayPart, type Moment } from './dates.ts';
import {
  eve,
  eveningFollowed,
  eveningOn,
  eveningRing,
  evenings,
  eveningsAhead,
  eveningToAsk,
  isOvertaken,
  plannedNow,
  readEvening,
} from './evening.ts';
import { entriesOf } from './pack.fixture.ts';
import type { Fields } from './plain.ts';

const friday = '2026-11-27';
const [thursday, saturday, sunday, monday] = [-1, 1, 2, 3].map((days) => addDays(friday, days)) as [
  string,
  string,
  string,
  string,
];
const kept = (part: DayPart, date = friday, fields: Fields = {}) =>
  entriesOf(['evening', { date, part, first_text: 'Go out', ...fields }]);
const at = (date: string, part: DayPart): Moment => ({ date, part });

test('what does not say which part of which day is not read, and the rest of it is', () => {
  assert.equal(readEvening({ date: '2026-02-30', part: 'evening' }), null);
  assert.equal(readEvening({ date: friday, part: 'noon' }), null);
  assert.deepEqual(readEvening({ date: friday, part: 'evening', place: 3, first_text: ' ', held: 'maybe', odd: 1 }), {
    date: friday,
    part: 'evening',
  });
  const whole = { date: friday, part: 'night', place_text: 'At Ola’s', person_text: 'Ola', held: 'partly' };
  assert.deepEqual(readEvening(whole), whole);
});

test('one that was emptied is none, and a reminder’s words alone are no plan', () => {
  assert.deepEqual(evenings(kept('evening', friday, { first_text: '' })), []);
  assert.deepEqual(evenings(kept('evening', friday, { first_text: '', notice_text: 'Hei' })), []);
});

test('an evening stands first on its day and until the night is over; before that it lies ahead', () => {
  const on = (moment: Moment) => eveningOn(kept('evening'), moment)?.date;
  assert.equal(on(at(thursday, 'evening')), undefined);
  assert.equal(eveningsAhead(kept('evening'), at(thursday, 'evening')).length, 1);
  for (const part of ['night', 'morning', 'day', 'evening'] as const) assert.equal(on(at(friday, part)), friday);
  assert.deepEqual(eveningsAhead(kept('evening'), at(friday, 'night')), []);
  assert.equal(on(at(saturday, 'night')), friday);
  assert.equal(on(at(saturday, 'morning')), undefined);
});

test('a purchase in the evening, or in the night after it, overtakes the plan; one that morning does not', () => {
  const by = (purchase: Moment, now: Moment) => isOvertaken(at(friday, 'evening'), [purchase], now);
  assert.equal(by(at(friday, 'morning'), at(friday, 'evening')), false);
  assert.equal(by(at(friday, 'evening'), at(friday, 'evening')), true);
  assert.equal(by(at(saturday, 'night'), at(saturday, 'night')), true);
  assert.equal(by(at(saturday, 'evening'), at(saturday, 'night')), false);
});

test('one that was marked as done while it ran is asked about after all where a purchase came in it', () => {
  const said = (time: string) =>
    new Map(
      [...kept('evening', friday, { held: 'yes' })].map(([id, it]) => [id, { ...it, changed: Date.parse(time) }]),
    );
  const [early, after] = [said(`${friday}T20:00`), said(`${saturday}T09:00`)];
  const asks = (entries: typeof early, ...purchases: Moment[]) =>
    eveningToAsk(entries, at(saturday, 'morning'), purchases)?.date;
  assert.equal(asks(early), undefined);
  assert.equal(asks(early, at(friday, 'evening')), friday);
  assert.equal(asks(early, at(saturday, 'night')), friday);
  assert.equal(asks(early, at(friday, 'day')), undefined);
  assert.equal(asks(early, at(saturday, 'morning')), undefined);
  assert.equal(asks(after, at(friday, 'evening')), undefined);
});

test('the small hours stand first on the day before, a morning from the evening before, a day on its own', () => {
  assert.equal(eve(at(saturday, 'night')), friday);
  const on = (part: DayPart, moment: Moment) => eveningOn(kept(part, saturday), moment) !== null;
  assert.deepEqual(
    [at(thursday, 'evening'), at(friday, 'night'), at(saturday, 'night'), at(saturday, 'morning')].map((it) =>
      on('night', it),
    ),
    [false, true, true, false],
  );
  assert.deepEqual(
    [at(friday, 'day'), at(friday, 'evening'), at(saturday, 'morning'), at(saturday, 'day')].map((it) =>
      on('morning', it),
    ),
    [false, true, true, false],
  );
  assert.deepEqual(
    [at(friday, 'evening'), at(saturday, 'night'), at(saturday, 'day'), at(saturday, 'evening')].map((it) =>
      on('day', it),
    ),
    [false, true, true, false],
  );
});

test('what he planned to do first is for the evening itself, also after midnight, and not for the day before it', () => {
  const first = (moment: Moment) => plannedNow(kept('evening'), moment)?.first_text;
  assert.deepEqual(
    [at(friday, 'day'), at(friday, 'evening'), at(saturday, 'night'), at(saturday, 'morning')].map(first),
    [undefined, 'Go out', 'Go out', undefined],
  );
});

test('it is asked once it is over, an evening the morning after, and for two days', () => {
  const asks = (moment: Moment, part: DayPart = 'evening', fields: Fields = {}) =>
    eveningToAsk(kept(part, friday, fields), moment) !== null;
  assert.deepEqual(
    [
      at(friday, 'evening'),
      at(saturday, 'night'),
      at(saturday, 'morning'),
      at(sunday, 'evening'),
      at(monday, 'night'),
    ].map((it) => asks(it)),
    [false, false, true, true, false],
  );
  assert.equal(asks(at(saturday, 'morning'), 'evening', { held: 'no' }), false);
  assert.equal(asks(at(saturday, 'morning'), 'evening', { held: '' }), true);
  // What was planned for earlier in the day is asked about the same day.
  assert.equal(asks(at(friday, 'day'), 'day'), false);
  assert.equal(asks(at(friday, 'evening'), 'day'), true);
  assert.equal(asks(at(friday, 'day'), 'morning'), true);
  assert.equal(asks(at(sunday, 'evening'), 'day'), true);
  // The small hours of Friday were planned for on Thursday.
  assert.equal(asks(at(friday, 'night'), 'night'), false);
  assert.equal(asks(at(friday, 'morning'), 'night'), true);
});

test('that a plan held is told for the rest of the day on which he says so, and that it was not used is not', () => {
  const followed = (held: string, moment: Moment, answered: string) => {
    const changed = new Date(`${answered}T09:00:00`).getTime();
    const all = [...kept('evening', friday, { held })].map(([id, entry]) => [id, { ...entry, changed }] as const);
    return eveningFollowed(new Map(all), moment)?.held;
  };
  assert.equal(followed('yes', at(saturday, 'evening'), saturday), 'yes');
  assert.equal(followed('partly', at(sunday, 'day'), sunday), 'partly');
  assert.equal(followed('yes', at(sunday, 'day'), saturday), undefined);
  assert.equal(followed('no', at(saturday, 'evening'), saturday), undefined);
  assert.equal(followed('', at(saturday, 'evening'), saturday), undefined);
  // What an older plan says of itself is nothing of today, whatever else is changed in it.
  assert.equal(followed('yes', at(addDays(friday, 9), 'day'), addDays(friday, 9)), undefined);
});

test('a reminder rings before it is hard, and never in the small hours', () => {
  assert.deepEqual(eveningRing(at(friday, 'evening')), { date: friday, at: '17:30' });
  assert.deepEqual(eveningRing(at(friday, 'day')), { date: friday, at: '10:00' });
  assert.deepEqual(eveningRing(at(friday, 'morning')), { date: thursday, at: '21:00' });
  assert.deepEqual(eveningRing(at(friday, 'night')), { date: thursday, at: '22:00' });
});
