import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entry, Fields } from './plain.ts';
import {
  asUrge,
  barelyBegun,
  freshRide,
  isVeryStrong,
  isWeaker,
  loggedLately,
  minutesRidden,
  offersAnother,
  outcomeOf,
  paused,
  ridden,
  rideFields,
  rideIn,
  started,
  unfinished,
  unsaved,
} from './ride.ts';
import { opensInRide, type Ride, rideGoesOn } from './ride-rest.ts';
import { sayRidden } from './ride-said.ts';

const minute = 60_000;
const at = 1_800_000_000_000;
const riding: Ride = {
  ...freshRide(at),
  phase: 'through',
  strength: 7,
  began: at,
  seen: started(at),
  triggers: ['lonely'],
  tool: 'listen-wave',
  at: 3,
  way: 'listen-wave',
};
/** As it is read: nobody has said that the page was there after the last press. */
const rested: Ride = { ...riding, seen: { passed: 0, since: null } };

test('a running ride is read back as it was left, and its clock has gone on', () => {
  const back = rideIn(rideFields(riding) ?? undefined);
  assert.deepEqual(back, rested);
  assert.equal(ridden(riding.ticking, at + 3 * minute), 180);
});

test('a paused clock stands, and goes on from where it stood', () => {
  const still = paused(started(at), at + minute);
  assert.equal(ridden(still, at + 5 * minute), 60);
  assert.equal(ridden(paused(still, at + 5 * minute), at + 6 * minute), 120);
  assert.deepEqual(rideIn(rideFields({ ...riding, ticking: still }) ?? undefined)?.ticking, still);
  assert.equal(ridden(started(at), at - minute), 0, 'the phone’s clock was set back');
});

test('there is nothing to go on with before it has begun, when it has ended, in a trial and after an hour', () => {
  for (const other of [{ phase: 'fresh' }, { phase: 'end', saved: true }, { trial: true }] as Partial<Ride>[])
    assert.equal(rideFields({ ...riding, ...other }), null);
  assert.deepEqual(
    [60, 61].map((minutes) => rideGoesOn(riding, at + minutes * minute)),
    [true, false],
  );
  assert.equal(rideIn(undefined), null);
  assert.equal(rideIn({ phase: 'somewhere', touched: at }), null);
});

test('a ride that has come to its end rests until all of it is saved', () => {
  const ended: Ride = { ...riding, phase: 'end', after: 3 };
  assert.equal(unsaved(ended), true);
  assert.deepEqual(rideIn(rideFields(ended) ?? undefined), { ...ended, seen: rested.seen });
  for (const other of [
    { saved: true },
    { phase: 'through' },
    { trial: true },
    { strength: null, way: null },
  ] as Partial<Ride>[])
    assert.equal(unsaved({ ...ended, ...other }), false, JSON.stringify(other));
  const { id: _, ...older } = rideFields(riding) ?? {};
  assert.equal(rideIn(older)?.id, String(at), 'of an app that gave rides no id');
});

test('who went back out of a ride is not thrown into it again, and goes on with it when he wants to', () => {
  const aside: Ride = { ...rested, straight: true, aside: true };
  assert.equal(opensInRide(aside, at), false);
  assert.deepEqual(rideIn(rideFields(aside) ?? undefined), aside);
});

test('half a minute without a number is a press that was not meant', () => {
  const opened: Ride = { ...riding, strength: null };
  const barely = (ride: Ride, seconds: number) => barelyBegun(ride, at + seconds * 1000);
  assert.deepEqual([barely(opened, 29), barely(opened, 30), barely(riding, 1)], [true, false, false]);
});

test('the app opens in a ride that was just left, and on Today when it is a while ago', () => {
  assert.equal(opensInRide(riding, at + 19 * minute), true);
  assert.equal(opensInRide(riding, at + 21 * minute), false);
  assert.equal(opensInRide(null, at), false);
  const record = rideFields(riding);
  assert.deepEqual(
    [record, { ...record, aside: true }, { ...record, phase: 'end' }, { ...record, touched: null }, {}].map((it) =>
      opensInRide(it, at),
    ),
    [true, false, false, false, false],
  );
});

test('a ride that was left is found again however old, until it has come to its end or is kept', () => {
  const old = rideIn(rideFields(riding) ?? undefined);
  assert.deepEqual(old, rested);
  assert.equal(unfinished(riding), true);
  assert.equal(unfinished({ ...riding, strength: null }), true, 'what was tried is known');
  const nothing = { strength: null, way: null };
  for (const other of [{ phase: 'end' }, { trial: true }, nothing, { entry: 'x' }] as Partial<Ride>[])
    assert.equal(unfinished({ ...riding, ...other }), false, JSON.stringify(other));
});

test('the minutes of a ride are those from its beginning, and a wrong clock gives none', () => {
  assert.equal(minutesRidden(riding, at + 12.4 * minute), 12);
  assert.equal(minutesRidden(riding, at + 20_000), null, 'no minute has passed');
  assert.equal(minutesRidden(riding, at - minute), null, 'set back');
  assert.equal(minutesRidden(riding, at + 4 * 60 * minute), null, 'hours');
  assert.equal(minutesRidden({ ...riding, began: null }, at + minute), null, 'not begun');
});

test('a ride that the page was away from for more than three minutes in all has no length, and was ridden still', () => {
  const seen = (ride: Ride, minutes: number) => minutesRidden(ride, at + minutes * minute);
  // Five minutes of it, away for twelve, and there again.
  const away = (minutes: number): Ride => ({ ...riding, seen: { passed: 300, since: at + (5 + minutes) * minute } });
  assert.deepEqual([seen(away(3), 9), seen(away(3.1), 9), seen(away(12), 17)], [9, 0, 0]);
  assert.equal(sayRidden({ ...asUrge({ ...riding, minutes: 0 }, at) }), true);
  const hidden: Ride = { ...riding, seen: paused(riding.seen, at + 2 * minute) };
  assert.deepEqual(rideIn(rideFields(hidden) ?? undefined), hidden, 'the page that died behind had said so');
  const died = rideIn(rideFields({ ...riding, touched: at + 4 * minute }) ?? undefined);
  assert.deepEqual(died?.seen, { passed: 240, since: null }, 'unheard: until the last press');
  const { seen: _, seen_since: __, ...older } = rideFields({ ...riding, touched: at + 4 * minute }) ?? {};
  assert.deepEqual(rideIn(older)?.seen, { passed: 240, since: null }, 'of an app that did not count it');
});

test('a ride without a strength is an entry that says when it came, what was done and for how long', () => {
  const skipped: Ride = { ...riding, strength: null, triggers: [] };
  const { date, part } = asUrge(riding, at) ?? {};
  assert.deepEqual(asUrge(skipped, at + minute), { date, part, way: 'listen-wave' });
  assert.deepEqual(asUrge({ ...skipped, minutes: 11 }, at), { date, part, way: 'listen-wave', minutes: 11 });
  assert.equal(asUrge({ ...skipped, way: null }, at), null, 'nothing was done, and nothing is known');
  assert.equal(asUrge({ ...skipped, trial: true }, at), null, 'a tool that was only tried');
});

test('another way is offered after an urge that did not fall or is at five still, and after a trial', () => {
  const ended = (strength: number | null, after: number | null, trial = false) => ({ strength, after, trial });
  const outcome = (strength: number | null, after: number | null) => outcomeOf({ strength, after });
  assert.deepEqual(
    [outcome(7, 6), outcome(7, 7), outcome(7, 8), outcome(null, 3), outcome(7, null)],
    ['fallen', 'same', 'risen', null, null],
  );
  assert.deepEqual([offersAnother(ended(7, 4)), offersAnother(ended(7, 5))], [false, true]);
  assert.deepEqual([offersAnother(ended(3, 3)), offersAnother(ended(1, 2))], [true, true]);
  assert.deepEqual([offersAnother(ended(7, null)), offersAnother(ended(null, null, true))], [false, true]);
  assert.deepEqual([offersAnother(ended(null, 2)), offersAnother(ended(null, 5))], [false, true]);
});

test('it is weaker by both numbers, or by his press where one is missing; very strong it is not', () => {
  const told = (strength: number | null, after: number | null, weaker: boolean) =>
    isWeaker({ strength, after, weaker });
  assert.deepEqual(
    [told(7, 6, false), told(7, 7, true), told(5, 6, true), told(9, 7, true)],
    [true, false, false, false],
  );
  assert.deepEqual([told(null, null, true), told(7, null, true), told(null, 6, true)], [true, true, true]);
  assert.deepEqual([told(null, 7, true), told(null, 0, false), told(7, null, false)], [false, false, false]);
  assert.ok(!('weaker' in (rideFields({ ...riding, weaker: true }) ?? {})), 'it is stored nowhere');
});

test('from seven on an urge is very strong; what was not rated is not', () => {
  assert.deepEqual([6, 7, 10, null].map(isVeryStrong), [false, true, true, false]);
});

test('a ride of more than three hours has no minutes', () => {
  const after = (minutes: number) => minutesRidden(riding, at + minutes * minute);
  assert.deepEqual([after(180), after(181)], [180, null]);
});

test('an urge that ended in a purchase is not gone on with: what is ridden after it is another one', () => {
  const now = new Date('2026-11-25T19:30:00').getTime();
  const entry = (kind: string, ago: number, fields: Fields): Entry => ({
    ...{ id: `${kind}${ago}`, kind, also: [], made: now - ago * 60_000, changed: now },
    fields: { date: '2026-11-25', part: 'evening', ...fields },
  });
  const found = (...all: Entry[]) => loggedLately(new Map(all.map((it) => [it.id, it])), now);
  const urge = entry('urge', 7, { strength: 7 });
  assert.deepEqual(found(urge), { entry: urge.id, strength: 7 });
  assert.equal(found(urge, entry('purchase', 2, {})), null);
  assert.deepEqual(found(urge, entry('purchase', 30, {})), { entry: urge.id, strength: 7 });
});
