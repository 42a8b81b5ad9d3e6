import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tonight } from './calendar.ts';
import { addDays } from './dates.ts';
import { diary } from './diary.ts';
import { due } from './due.ts';
import { fortnightDue, stepUp } from './fortnight.ts';
import { afterTalking, nearDays, span } from './near.ts';
import { nearSummary } from './near-summary.ts';
import { sideOffer } from './offers.ts';
import { paced } from './pace.fixture.ts';
import { began, dueDates, monthDue, offer } from './pace.ts';
import { pack } from './pack.fixture.ts';
import type { Entry, Fields } from './plain.ts';
import { practice } from './practice.ts';
import { beganFields, doneFields } from './progress.ts';
import { parted, reachesBack, sinceOf } from './recent-months.ts';
import { summary } from './summary.ts';
import { newest } from './warnings.ts';

const today = '2026-11-26';
const since = sinceOf(today);
const bundle = { ...paced, pages: pack.pages };

/** Often in the last weeks, and before them as often as after the day on which older entries begin. */
const dates = fc
  .oneof(
    { weight: 3, arbitrary: fc.integer({ min: -2, max: 40 }) },
    { weight: 2, arbitrary: fc.integer({ min: 90, max: 400 }) },
  )
  .map((ago) => addDays(today, -ago));
const ten = fc.integer({ min: 0, max: 10 });

const fields: fc.Arbitrary<[kind: string, fields: Fields]> = fc.oneof(
  fc
    .record({ date: dates, strength: ten })
    .map(({ date, strength }): [string, Fields] => [
      'urge',
      { date, part: 'evening', strength, triggers: ['alone'], way: 'wave', after: 1 },
    ]),
  dates.map((date): [string, Fields] => ['purchase', { date, part: 'night' }]),
  fc
    .record({ date: dates, mood: ten })
    .map(({ date, mood }): [string, Fields] => ['checkin', { date, mood, peak: mood, control: mood }]),
  fc
    .record({ date: dates, sleep: fc.integer({ min: 0, max: 2 }), talked: fc.boolean() })
    .map((said): [string, Fields] => ['checkin', said]),
  fc
    .record({ date: dates, n: ten })
    .map(({ date, n }): [string, Fields] => ['measure', { date, 'control-14': n, 'near-wellbeing': n }]),
  dates.map((at): [string, Fields] => ['answer', { answer: 'trigger', at, codes: ['alone'] }]),
  dates.map((at): [string, Fields] => ['progress', doneFields('first-hold', at)]),
  dates.map((at): [string, Fields] => ['progress', beganFields(at)]),
  // What a newer app has written, and what no app can read.
  fc.record({ date: dates }).map((broken): [string, Fields] => ['urge', { ...broken, strength: 'mye' }]),
  fc.constant<[string, Fields]>(['purchase', { date: 'i går', part: 'night' }]),
);

const diaries = fc
  .array(fc.tuple(fields, fc.nat({ max: 500 })), { minLength: 5, maxLength: 60 })
  .map(
    (all): ReadonlyMap<string, Entry> =>
      new Map(
        all.map(([[kind, said], changed], at) => [`${at}`, { id: `${at}`, kind, fields: said, also: [], changed }]),
      ),
  );

/** Everything that Today, the reminders and the worker ask. */
const asked = (entries: ReadonlyMap<string, Entry>, date: string) => ({
  due: due(entries, bundle, date),
  tomorrow: due(entries, bundle, addDays(date, 1)),
  offer: offer(entries, bundle, ['again'], date),
  side: sideOffer(entries, bundle, ['again'], date),
  practice: practice(entries, bundle, ['again'], date),
  dueDates: dueDates(entries, bundle, ['again'], date),
  began: began(entries),
  month: monthDue(entries, date),
  fortnight: (['stop', 'near'] as const).map((face) => fortnightDue(entries, bundle, face, date)),
  stepUp: (['stop', 'near'] as const).map((face) => stepUp(entries, bundle, face, date)),
  tonight: tonight(entries, new Map(), bundle, date),
  week: summary(entries.values(), date),
  nearWeek: nearSummary(entries.values(), date),
  nearSpan: span(nearDays(entries.values()), addDays(date, -6), date),
  talked: afterTalking(nearDays(entries.values()), date),
  anyDay: nearDays(entries.values()).length > 0,
  newest: newest(entries.values()),
  today: diary(entries.values()).checkins.filter((it) => it.date === date),
});

test('what Today, the reminders and the worker ask is answered without older entries as with them', () => {
  fc.assert(
    fc.property(diaries, fc.integer({ min: 0, max: 40 }), (entries, later) => {
      const { near } = parted(entries, since);
      const date = addDays(today, later);
      assert.ok(reachesBack(since, date));
      assert.deepEqual(asked(near, date), asked(entries, date));
    }),
  );
});

test('every entry is in one of the two parts, and in the same whatever the order', () => {
  fc.assert(
    fc.property(diaries, (entries) => {
      const { near, older } = parted(entries, since);
      assert.deepEqual(new Map([...near, ...older].sort()), new Map([...entries].sort()));
      assert.equal(near.size + older.size, entries.size);
      const turned = parted(new Map([...entries].reverse()), since);
      assert.deepEqual(new Set(turned.older.keys()), new Set(older.keys()));
      for (const { kind, fields: said } of older.values()) {
        assert.ok(['urge', 'purchase', 'checkin'].includes(kind));
        assert.ok(String(said.date) < since);
      }
    }),
  );
});

test('three whole months are at hand, and a clock that was set back is seen', () => {
  assert.equal(sinceOf('2026-11-26'), '2026-08-01');
  assert.equal(sinceOf('2026-12-31'), '2026-09-01');
  assert.equal(reachesBack('2026-08-01', '2026-11-26'), true);
  assert.equal(reachesBack('2026-08-01', '2026-09-20'), false);
});
