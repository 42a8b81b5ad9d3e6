import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, type DayPart, type Moment } from './dates.ts';
import { eveningChoices, personMeant, suggestedPlan } from './evening-plan.ts';
import { eveningReason, hardEvening, hiddenOffer, nextHard, nextHardOf, offerField } from './hard-evening.ts';
import { byHour } from './insights.ts';
import { pauseFields } from './pace.ts';
import { answered, calendarPack, entriesOf } from './pack.fixture.ts';
import type { Fields } from './plain.ts';
import { hideFields } from './progress.ts';

type Kept = [kind: string, fields: Fields];

// A Friday.
const friday = '2026-11-27';
const thursday = addDays(friday, -1);
const noon = (date: string): Moment => ({ date, part: 'day' });

/** An urge at this part of so many weeks before. */
const weekly = (times: number, part: DayPart = 'evening', date = friday, more: Fields = {}): Kept[] =>
  Array.from(
    { length: times },
    (_, n): Kept => ['urge', { date: addDays(date, -7 * (n + 1)), part, strength: 6, ...more }],
  );

const codes = (...all: string[]) => all.map((code) => ({ code, label: code }));
const bundle = {
  ...calendarPack,
  codes: { places: codes('home', 'car', 'out'), ways: codes('wave', 'breathing', 'call', 'outside', 'other') },
};
const at = (now: Moment, ...kept: Kept[]) => ({ entries: entriesOf(...kept), device: new Map(), bundle, now });
const found = (now: Moment, ...kept: Kept[]) => hardEvening(at(now, ...kept));
const hard = { date: friday, part: 'evening', from: 'entries' };

test('the evening that leads is offered from the day before until midnight', () => {
  const kept = weekly(5);
  assert.equal(found(noon(addDays(friday, -2)), ...kept), null);
  assert.deepEqual(found({ date: thursday, part: 'night' }, ...kept), hard);
  assert.deepEqual(found({ date: thursday, part: 'evening' }, ...kept), hard);
  assert.deepEqual(found(noon(friday), ...kept), hard);
  assert.deepEqual(found({ date: friday, part: 'evening' }, ...kept), hard);
  assert.equal(found({ date: addDays(friday, 1), part: 'night' }, ...kept), null);
});

test('while a hard evening runs it comes before the next one, until it is planned, put aside or overtaken by a purchase', () => {
  const saturday = addDays(friday, 1);
  const now = { date: friday, part: 'evening' } as const;
  const kept = [...weekly(5), ...weekly(5, 'evening', saturday)];
  const next = { ...hard, date: saturday };
  assert.deepEqual(found(now, ...kept), hard);
  assert.deepEqual(found(now, ...kept, planned(friday)), next);
  assert.deepEqual(found(now, ...kept, ['progress', hideFields(hiddenOffer, friday)]), next);
  assert.deepEqual(found(now, ...kept, ['purchase', { date: friday, part: 'evening' }]), next);
  assert.deepEqual(found(now, ...kept, ['purchase', { date: friday, part: 'day' }]), hard);
  const row = (...more: Kept[]) => nextHardOf(at(now, ...kept, ...more))?.date;
  assert.equal(row(), friday);
  assert.equal(row(['purchase', { date: friday, part: 'evening' }]), saturday);
  assert.equal(found({ date: friday, part: 'day' }, ...weekly(5, 'day')), null);
});

test('it is silent without enough entries, without a clear lead, and of what lies further back', () => {
  assert.equal(found(noon(friday), ...weekly(4)), null);
  const spread = weekly(6).map(
    ([kind, fields], n): Kept => [kind, { ...fields, date: addDays(String(fields.date), n) }],
  );
  assert.equal(found(noon(friday), ...spread), null);
  const old = weekly(6).map(([kind, fields]): Kept => [kind, { ...fields, date: addDays(String(fields.date), -70) }]);
  assert.equal(found(noon(friday), ...old), null);
});

test('the small hours belong to the evening before: they are offered the day before, and not once they run', () => {
  const saturday = addDays(friday, 1);
  const night = { date: saturday, part: 'night', from: 'entries' };
  const kept = weekly(5, 'night', saturday);
  assert.deepEqual(found(noon(thursday), ...kept), night);
  assert.deepEqual(found({ date: friday, part: 'evening' }, ...kept), night);
  assert.equal(found({ date: saturday, part: 'night' }, ...kept), null);
  assert.equal(found(noon(addDays(friday, -2)), ...kept), null);
});

test('parts that are no evening are offered too, over the turn of the year', () => {
  const day = '2027-01-01';
  const last = addDays(day, -1);
  assert.deepEqual(found(noon(last), ...weekly(5, 'morning', day)), { date: day, part: 'morning', from: 'entries' });
  assert.equal(found({ date: day, part: 'morning' }, ...weekly(5, 'morning', day)), null);
  assert.deepEqual(found({ date: day, part: 'morning' }, ...weekly(5, 'day', day)), {
    date: day,
    part: 'day',
    from: 'entries',
  });
});

test('the rule goes by the dates of the phone: with its clock in another zone it is offered on that day there', () => {
  const kept = weekly(5);
  const seen = (zone: string, instant: string): string | undefined => {
    const [date = '', hour = ''] = new Intl.DateTimeFormat('sv', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'short',
    })
      .format(new Date(instant))
      .split(' ');
    const part = Number(hour.slice(0, 2)) < 6 ? 'night' : Number(hour.slice(0, 2)) < 17 ? 'day' : 'evening';
    return found({ date, part }, ...kept)?.date;
  };
  // Thursday 00:30 in Oslo is Wednesday still in New York, and Friday evening in Auckland is Friday morning in Oslo.
  assert.equal(seen('Europe/Oslo', '2026-11-26T00:30:00+01:00'), friday);
  assert.equal(seen('America/New_York', '2026-11-26T00:30:00+01:00'), undefined);
  assert.equal(seen('Europe/Oslo', '2026-11-27T07:00:00+01:00'), friday);
  assert.equal(seen('Pacific/Auckland', '2026-11-27T07:00:00+01:00'), friday);
  assert.equal(seen('Pacific/Auckland', '2026-11-27T13:00:00+01:00'), undefined);
});

const name = (when: string): Kept => answered('evenings', { codes: ['payday'], times: { payday: when } });

test('what he has named counts without any entry, at its own part of the day', () => {
  assert.deepEqual(found(noon(thursday), name('fri 20:00')), { date: friday, part: 'evening', from: 'named' });
  assert.deepEqual(found(noon(thursday), name('fri')), { date: friday, part: 'evening', from: 'named' });
  assert.deepEqual(found(noon(thursday), name(`${friday} 12:00`)), { date: friday, part: 'day', from: 'named' });
  assert.deepEqual(found(noon(thursday), name('sat 00:30')), {
    date: addDays(friday, 1),
    part: 'night',
    from: 'named',
  });
  assert.equal(found(noon(thursday), name('sun 20:00')), null);
  assert.equal(found(noon(thursday), name('2026-12-27 20:00')), null);
});

test('the earliest comes first, and what he has named before what he has logged', () => {
  assert.equal(found(noon(thursday), ...weekly(5), name('thu 20:00'))?.date, thursday);
  assert.equal(found(noon(thursday), ...weekly(5), name('fri 20:00'))?.from, 'named');
});

test('not the same day where the plan he has made for it stands on Today', () => {
  const plan = answered('evening-plan', { if_code: 'payday', own_text: 'Stay with Ola' });
  assert.equal(found(noon(thursday), name('fri 20:00'), plan)?.date, friday);
  assert.equal(found(noon(friday), name('fri 20:00'), plan), null);
  assert.equal(found(noon(friday), name('fri 20:00'))?.date, friday);
});

test('nothing while the programme rests, and nothing when he wants no offer', () => {
  const kept = weekly(5);
  assert.equal(found(noon(friday), ...kept, ['progress', pauseFields(addDays(friday, 3), thursday)]), null);
  assert.deepEqual(found(noon(friday), ...kept, ['progress', pauseFields(friday, addDays(friday, -7))]), hard);
  assert.equal(found(noon(friday), ...kept, ['progress', { ended: thursday }]), null);
  assert.equal(found(noon(friday), ...kept, ['plan', { [offerField]: false }]), null);
  assert.deepEqual(found(noon(friday), ...kept, ['plan', { [offerField]: true }]), hard);
});

test('one put aside does not come back, the next one does', () => {
  const kept: Kept[] = [...weekly(5), ['progress', hideFields(hiddenOffer, friday)]];
  assert.equal(found(noon(friday), ...kept), null);
  assert.equal(
    found(noon(addDays(friday, 7)), ...kept, ...weekly(1, 'evening', addDays(friday, 7)))?.date,
    addDays(friday, 7),
  );
});

const planned = (date: string, fields: Fields = {}): Kept => [
  'evening',
  { date, part: 'evening', first_text: 'Go for a walk', ...fields },
];

test('a date that is planned is not offered again; one that was emptied is', () => {
  assert.equal(found(noon(friday), ...weekly(5), planned(friday)), null);
  assert.deepEqual(found(noon(friday), ...weekly(5), planned(friday, { first_text: '' })), hard);
});

const who = answered('who', { own_text: 'Kari', phones_text: 'Kari\t41 23 45 67' });
const instead = answered('first-plan', { if_code: 'lonely', codes: ['outside'] });

test('what is suggested is his own: where he usually is, the first he can call, what he has planned', () => {
  const kept = [...weekly(3, 'evening', friday, { place: 'home' }), ...weekly(1, 'evening', friday, { place: 'out' })];
  const situation = at(noon(friday), ...kept, who, instead);
  assert.deepEqual(suggestedPlan(situation, hard as Moment), {
    place: 'home',
    person_text: 'Kari',
    first_text: 'Go outside',
  });
  assert.equal(personMeant(eveningChoices(situation).people, 'Kari')?.phone, '41 23 45 67');
  assert.deepEqual(suggestedPlan(at(noon(friday), ...weekly(5)), hard as Moment), {});
  const passing = at(noon(friday), ...weekly(5, 'evening', friday, { place: 'car' }));
  assert.deepEqual(suggestedPlan(passing, hard as Moment), {});
  assert.deepEqual(eveningChoices(passing).places, ['home', 'out']);
});

test('the plan made beside the evenings goes before other things to do', () => {
  const plan = answered('evening-plan', { if_code: 'payday', own_text: 'Stay with Ola' });
  const { firsts } = eveningChoices(at(noon(friday), name('fri 20:00'), plan, instead));
  assert.deepEqual(firsts, ['Stay with Ola', 'Go outside']);
});

test('what the urge has fallen with can be done first too, what he used most before the rest', () => {
  const rode = (way: string, times: number, after = 2): Kept[] =>
    weekly(times, 'evening', friday, { way, after, strength: 6 });
  const { firsts } = eveningChoices(
    at(noon(friday), instead, ...rode('call', 1, 0), ...rode('wave', 3), ...rode('breathing', 2), ...rode('other', 4)),
  );
  assert.deepEqual(firsts, ['Go outside', 'wave', 'breathing']);
  assert.deepEqual(eveningChoices(at(noon(friday), ...rode('wave', 3, 7))).firsts, []);
  // What stands in his plan is not offered again by the name of its way.
  const offered = eveningChoices(at(noon(friday), instead, ...rode('outside', 3), ...rode('wave', 2)));
  assert.deepEqual(offered.firsts, ['Go outside', 'wave']);
});

test('why an evening is planned for: that it stands out of the week, what comes before it then, that he has named it', () => {
  const reason = (on: Moment, ...all: Kept[]) => eveningReason(at(noon(friday), ...all), on);
  const evening = { date: friday, part: 'evening' } as const;
  const kept = [
    ...weekly(4, 'evening', friday, { triggers: ['stress', 'bored'] }),
    ...weekly(2, 'evening', friday, { triggers: ['stress'] }),
    ...weekly(3, 'day', thursday, { triggers: ['bored'] }),
  ];
  const found = reason(evening, ...kept);
  assert.equal(found.rows?.[4]?.[3], 6);
  assert.deepEqual(found.before, [{ code: 'stress', times: 6 }]);
  assert.equal(found.named, false);
  // Of another time of the week nothing is said, nor of a few entries.
  assert.deepEqual(reason({ date: thursday, part: 'evening' }, ...kept), {
    rows: null,
    times: null,
    before: [],
    named: false,
  });
  assert.deepEqual(reason(evening, ...weekly(4)), { rows: null, times: null, before: [], named: false });
  assert.equal(reason(evening, name('fri 20:00')).named, true);
  assert.equal(reason({ date: friday, part: 'day' }, name('fri 20:00')).named, false);
  // Where a weekday is named with its number, what came before is of that weekday alone.
  const evenings = [0, 1, 2].flatMap((days) =>
    weekly(3, 'evening', addDays(friday, -days), { triggers: [days === 1 ? 'bored' : 'stress'] }),
  );
  const { times, before } = reason({ date: thursday, part: 'evening' }, ...evenings);
  assert.deepEqual([times, before], [3, [{ code: 'bored', times: 3 }]]);
});

test('what was planned the week before is suggested again, unless it was not used', () => {
  const before = addDays(friday, -7);
  const plan = { place_text: 'At the club', person_text: 'Ola' };
  const now = (held: Fields) =>
    suggestedPlan(at(noon(friday), who, planned(before, { ...plan, ...held })), hard as Moment);
  assert.deepEqual(now({}), { ...plan, first_text: 'Go for a walk' });
  assert.deepEqual(now({ held: 'partly' }), { ...plan, first_text: 'Go for a walk' });
  assert.deepEqual(now({ held: 'no' }), { person_text: 'Kari' });
  const unused = at(noon(friday), who, planned(before, { ...plan, held: 'no' }));
  assert.deepEqual(suggestedPlan(unused, hard as Moment, true), { ...plan, first_text: 'Go for a walk' });
});

test('the next time that stands out is found from any moment of the week', () => {
  const { rows } = byHour(weekly(5).map(([, { date }]) => ({ date: String(date), part: 'evening' })));
  const next = { date: friday, part: 'evening' } as const;
  for (const now of [noon(addDays(friday, -6)), noon(thursday), noon(friday)])
    assert.deepEqual(nextHard(rows, now), { ...next, times: 5 });
  assert.deepEqual(nextHard(rows, next), { ...next, times: 5, date: addDays(friday, 7) });
  assert.equal(nextHard(byHour([]).rows, noon(friday)), null);
});

test('where a part of the day or a weekday stands out and no cell does, its next one is found', () => {
  const each = (dates: number[], parts: readonly DayPart[]) =>
    byHour(dates.flatMap((days) => parts.map((part) => ({ date: addDays(friday, days), part })))).rows;
  const evenings = each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], ['evening']);
  // As many on each weekday: it is the next one, whatever its weekday, and none of them is said to be hard.
  assert.deepEqual(nextHard(evenings, noon(thursday)), { date: thursday, part: 'evening', times: null });
  const later = nextHard(evenings, { date: thursday, part: 'evening' });
  assert.deepEqual(later, { date: friday, part: 'evening', times: null });
  // Of a weekday the part that has come most often.
  const fridays = each([0, 7, 14, 21], ['morning', 'day', 'evening']);
  fridays[4]?.splice(2, 1, 5);
  assert.deepEqual(nextHard(fridays, noon(thursday)), { date: friday, part: 'day', times: 5 });
});

/** Evenings that stand out, by weekday from Monday, and no time of the week by itself. */
const byWeekday = [1, 4, 1, 3, 4, 0, 3];
const eveningsOf = (times: readonly number[]): Kept[] =>
  times.flatMap((many, day) => weekly(many, 'evening', addDays(friday, day - 4)));

test('where evenings are hard, the next one is of a weekday that has more of them than most, never one that has none', () => {
  const { rows } = byHour(
    eveningsOf(byWeekday).map(([, { date }]) => ({ date: String(date), part: 'evening' as const })),
  );
  const after = (days: number) => nextHard(rows, { date: addDays(friday, days), part: 'evening' });
  const nexts = [-1, 0, 1, 2, 3, 4].map((days) => [after(days)?.date, after(days)?.times]);
  const [sunday, tuesday] = [addDays(friday, 2), addDays(friday, 4)];
  assert.deepEqual(nexts, [
    [friday, 4],
    [sunday, 3],
    [sunday, 3],
    [tuesday, 4],
    [tuesday, 4],
    [addDays(friday, 6), 3],
  ]);
});

test('an evening of a weekday that has none has no reason, and is not offered', () => {
  const kept = eveningsOf(byWeekday);
  const reason = (on: Moment) => eveningReason(at(noon(friday), ...kept), on);
  assert.equal(reason({ date: friday, part: 'evening' }).times, 4);
  assert.equal(reason({ date: addDays(friday, 1), part: 'evening' }).rows, null);
  for (const days of [-2, -1, 0, 1, 2]) assert.equal(found(noon(addDays(friday, days)), ...kept), null);
});
