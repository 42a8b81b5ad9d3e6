import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { OpenRange, Service } from './content.ts';
import { closedLast, dayNumber, inNorway, isClosed, opening, special } from './opening.ts';

const office: OpenRange[] = [{ days: [1, 2, 3, 4, 5], from: 9 * 60, to: 15 * 60 }];
const nightChat: OpenRange[] = [
  { days: [1, 2], from: 18 * 60 + 30, to: 22 * 60 + 30 },
  { days: [3, 4, 5], from: 18 * 60 + 30, to: 25 * 60 + 30 },
  { days: [6, 7], from: 14 * 60 + 30, to: 25 * 60 + 30 },
];
const at = (iso: string, times: Parameters<typeof opening>[0] = office, holidays?: Service['holidays']) =>
  opening(times, holidays, new Date(iso));
const opens = (found: ReturnType<typeof opening>) => (found.is === 'closed' ? found.opens : undefined);

test('it is open from its first minute to the one before its last', () => {
  assert.deepEqual(at('2026-11-30T09:00:00+01:00'), { is: 'open', until: 15 * 60 });
  assert.deepEqual(at('2026-11-30T14:59:59+01:00'), { is: 'open', until: 15 * 60 });
  assert.equal(at('2026-11-30T15:00:00+01:00').is, 'closed');
  assert.equal(at('2026-11-30T08:59:59+01:00').is, 'closed');
});

test('it opens today, on the next weekday, or after the weekend', () => {
  const next = (iso: string) => {
    const { ahead, at: minute } = opens(at(iso)) ?? {};
    return [ahead, minute];
  };
  assert.deepEqual(next('2026-11-30T01:00:00+01:00'), [0, 9 * 60]);
  assert.deepEqual(next('2026-11-30T16:00:00+01:00'), [1, 9 * 60]);
  assert.deepEqual(next('2026-11-28T23:00:00+01:00'), [2, 9 * 60]);
  assert.deepEqual(next('2026-11-29T23:59:00+01:00'), [1, 9 * 60]);
});

test('past midnight belongs to the evening before, over the end of the week too', () => {
  assert.deepEqual(at('2026-11-29T23:00:00+01:00', nightChat), { is: 'open', until: 90 });
  assert.deepEqual(at('2026-11-30T01:29:00+01:00', nightChat), { is: 'open', until: 90 });
  assert.equal(opens(at('2026-11-30T01:30:00+01:00', nightChat))?.at, 18 * 60 + 30);
  assert.equal(at('2026-12-02T00:30:00+01:00', nightChat).is, 'closed', 'Tuesday ends at half past ten');
});

test('Norway’s clock counts, wherever the phone is, in summer time and on the nights when it changes', () => {
  assert.deepEqual(inNorway(new Date('2026-06-30T22:30:00Z')), { day: dayNumber(2026, 7, 1), minute: 30 });
  assert.deepEqual(inNorway(new Date('2026-12-31T23:30:00Z')), { day: dayNumber(2027, 1, 1), minute: 30 });
  // 02:00 becomes 03:00, and in autumn 03:00 becomes 02:00.
  const nights: OpenRange[] = [{ days: [7], from: 2 * 60 + 30, to: 3 * 60 }];
  assert.equal(at('2026-03-29T01:15:00Z', nights).is, 'closed', 'there is no half past two');
  assert.deepEqual(at('2026-10-25T00:30:00Z', nights), { is: 'open', until: 180 });
  assert.deepEqual(at('2026-10-25T01:30:00Z', nights), { is: 'open', until: 180 });
  assert.deepEqual(at('2026-10-25T02:00:00Z', nights).is, 'closed');
});

test('the public holidays of Norway are those of the calendar', () => {
  const of = (year: number) =>
    Array.from({ length: 366 }, (_, n) => dayNumber(year, 1, 1) + n)
      .filter((day) => new Date(day * 86_400_000).getUTCFullYear() === year && special(day) === 'holiday')
      .map((day) => new Date(day * 86_400_000).toISOString().slice(5, 10));
  const whole = ['01-01', '05-01', '05-17', '12-25', '12-26'];
  const moving = (year: number) => of(year).filter((day) => !whole.includes(day));
  assert.deepEqual(moving(2026), ['04-02', '04-03', '04-05', '04-06', '05-14', '05-24', '05-25']);
  assert.deepEqual(moving(2027), ['03-25', '03-26', '03-28', '03-29', '05-06', '05-16']);
  assert.deepEqual(moving(2038), ['04-22', '04-23', '04-25', '04-26', '06-03', '06-13', '06-14']);
  assert.ok(whole.every((day) => of(2026).includes(day)));
  assert.equal(special(dayNumber(2026, 12, 24)), 'christmas_eve');
  assert.equal(special(dayNumber(2026, 12, 31)), 'new_years_eve');
  assert.equal(special(dayNumber(2026, 12, 27)), null);
});

test('on a public holiday it says what the entry says, and no more', () => {
  const noon = '2027-05-17T12:00:00+02:00'; // a Monday
  assert.deepEqual(at(noon), { is: 'maybe', why: 'holiday' });
  assert.deepEqual(at(noon, office, 'open'), { is: 'open', until: 15 * 60 });
  assert.equal(opens(at(noon, office, 'closed'))?.ahead, 1);
  // The day before, the next that is known to be open may be the day after the holiday.
  assert.deepEqual(opens(at('2027-05-16T20:00:00+02:00')), {
    ahead: 1,
    day: dayNumber(2027, 5, 17),
    at: 9 * 60,
    why: 'holiday',
  });
  assert.equal(opens(at('2027-05-16T20:00:00+02:00', office, 'closed'))?.ahead, 2);
  assert.deepEqual(at('2026-12-24T12:00:00+01:00', office, 'closed'), { is: 'maybe', why: 'christmas_eve' });
  assert.deepEqual(at(noon, '24/7'), { is: 'always' });
});

test('what never closes in a day has no hour at which it does', () => {
  const days: OpenRange[] = [{ days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 24 * 60 }];
  assert.deepEqual(at('2026-11-30T12:00:00+01:00', days), { is: 'open', until: null });
  const evening: OpenRange[] = [{ days: [1], from: 18 * 60, to: 24 * 60 }];
  assert.deepEqual(at('2026-11-30T18:00:00+01:00', evening), { is: 'open', until: 24 * 60 });
});

const range = fc
  .record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    from: fc.integer({ min: 0, max: 24 * 60 - 1 }),
    length: fc.integer({ min: 1, max: 24 * 60 }),
  })
  .map(({ days, from, length }): OpenRange => ({ days, from, to: from + length }));
const week = fc.array(range, { minLength: 1, maxLength: 4 });
const policy = fc.constantFrom<Service['holidays'][]>(undefined, 'open', 'closed');
const moment = fc.date({
  min: new Date('2026-01-01T00:00:00Z'),
  max: new Date('2036-01-01T00:00:00Z'),
  noInvalidDate: true,
});

/** The same in the plainest way: whether one of the ranges of today, or of yesterday past midnight, holds this minute. */
function holds(ranges: readonly OpenRange[], holidays: Service['holidays'], day: number, minute: number) {
  const of = (date: number, at: number) =>
    ranges.some(
      (it) => it.days.includes(((new Date(date * 86_400_000).getUTCDay() + 6) % 7) + 1) && it.from <= at && at < it.to,
    )
      ? { why: holidays === 'open' ? null : special(date), shut: holidays === 'closed' && special(date) === 'holiday' }
      : null;
  return [of(day, minute), of(day - 1, minute + 24 * 60)].filter((it) => it !== null && !it.shut);
}

test('it never says open when the data says closed, nor closed when it says open', () => {
  fc.assert(
    fc.property(week, policy, moment, (ranges, holidays, now) => {
      const { day, minute } = inNorway(now);
      const held = holds(ranges, holidays, day, minute);
      const found = opening(ranges, holidays, now);
      if (held.length === 0) assert.equal(found.is, 'closed');
      else if (held.every((it) => it?.why)) assert.equal(found.is, 'maybe');
      else if (held.every((it) => !it?.why)) assert.equal(found.is, 'open');
      else assert.notEqual(found.is, 'closed');
    }),
    { numRuns: 2000 },
  );
});

test('who is closed is told the nearest opening: nothing is open before it, and then it is', () => {
  fc.assert(
    fc.property(week, policy, moment, (ranges, holidays, now) => {
      const found = opening(ranges, holidays, now);
      if (found.is !== 'closed') return;
      assert.ok(found.opens);
      const { day, minute } = inNorway(now);
      const { day: then, at: first, why } = found.opens;
      const held = holds(ranges, holidays, then, first);
      assert.ok(held.some((it) => (it?.why ?? null) === why));
      for (let n = day * 1440 + minute; n < then * 1440 + first; n++)
        assert.equal(holds(ranges, holidays, Math.floor(n / 1440), n % 1440).length, 0);
    }),
    { numRuns: 300 },
  );
});

test('who is open is open until then, and not a minute more', () => {
  fc.assert(
    fc.property(week, moment, (ranges, now) => {
      const found = opening(ranges, 'open', now);
      if (found.is !== 'open' || found.until === null) return;
      const { day, minute } = inNorway(now);
      const end = day * 1440 + (found.until > minute ? found.until : found.until + 1440);
      for (let n = day * 1440 + minute; n < end; n++)
        assert.ok(holds(ranges, 'open', Math.floor(n / 1440), n % 1440).length > 0);
      assert.equal(holds(ranges, 'open', Math.floor(end / 1440), end % 1440).length, 0);
    }),
    { numRuns: 1000 },
  );
});

const service = (id: string, more: Partial<Service>): Service => ({
  id,
  country: 'NO',
  needs: [],
  name: id,
  does: '',
  languages: [],
  anonymous: false,
  source: '',
  ...more,
});

test('who is known to be closed stands last; nothing else leaves the order of the directory', () => {
  const all = [
    service('unknown', { phone: '113' }),
    service('office', { phone: '22401110', open: office }),
    service('page', { url: 'https://example.org' }),
    service('always', { phone: '116123', hours: '24/7' }),
    service('words', { url: 'https://example.org', hours: 'Etter avtale' }),
    service('chat-alone', { url: 'https://example.org', chat: office }),
    service('night-chat', { phone: '22401110', open: office, chat: nightChat }),
  ];
  const ids = (iso: string) => closedLast(all, new Date(iso)).map((it) => it.id);
  const saturdayNight = ['unknown', 'page', 'always', 'words', 'chat-alone', 'night-chat', 'office'];
  assert.deepEqual(ids('2026-11-28T23:00:00+01:00'), saturdayNight);
  assert.deepEqual(
    ids('2026-11-30T12:00:00+01:00'),
    all.map((it) => it.id),
  );
  // Of a holiday nothing is known: that is not closed.
  assert.equal(isClosed(service('office', { open: office }), new Date('2027-05-17T12:00:00+02:00')), false);
});
