import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, daysBetween } from './dates.ts';
import { diary, type Logged } from './diary.ts';
import { FOUR_WEEKS, isSilent, isYoung, purchases } from './purchases.ts';

const today = '2026-11-25';
let made = 0;
const record = (kind: string, fields: Record<string, unknown>): Logged => ({ id: `r${made++}`, kind, fields });
const urge = (ago: number): Logged => record('urge', { date: addDays(today, -ago), part: 'evening', strength: 6 });
const purchase = (ago: number): Logged => record('purchase', { date: addDays(today, -ago), part: 'night' });
const days = (list: Logged[], date = today): number => purchases(diary(list), date).best?.days ?? 0;

test('purchases are compared with the 28 days before only when the diary is that old', () => {
  const young = purchases(diary([purchase(3), urge(20), urge(30)]), today);
  assert.deepEqual([young.last, young.before, young.best?.days], [1, null, 27]);
  assert.equal(purchases(diary([purchase(3), purchase(28), purchase(40), urge(60)]), today).before, 2);
});

test('the longest time stands after a new purchase, with the dates it had', () => {
  const before = purchases(diary([urge(40), urge(20), purchase(10)]), today).best;
  assert.deepEqual(before, { days: 30, from: addDays(today, -40), until: addDays(today, -11), ongoing: false });
  assert.deepEqual(purchases(diary([urge(40), urge(20), purchase(10), purchase(0)]), today).best, before);
});

test('the longest time still goes on only while no purchase and no silence has ended it', () => {
  const ongoing = (...list: Logged[]) => purchases(diary(list), today).best?.ongoing;
  assert.equal(ongoing(urge(40), purchase(20), urge(3)), false);
  assert.equal(ongoing(urge(25), purchase(20), urge(3)), true);
  assert.equal(ongoing(urge(25), purchase(20), urge(0)), true);
  assert.equal(ongoing(urge(25), purchase(20)), true);
  assert.equal(ongoing(urge(25), purchase(20), purchase(0)), false);
  assert.equal(ongoing(urge(60)), false);
});

test('silence is not counted as time without: four weeks after an entry nobody knows', () => {
  const gap = purchases(diary([urge(200), urge(3)]), today);
  assert.deepEqual([gap.best?.days, gap.silent], [29, true]);
  assert.equal(gap.best?.from, addDays(today, -200));
  assert.equal(purchases(diary([urge(20)]), today).silent, false);
});

test('the day of a first purchase and an empty diary have no time without', () => {
  assert.equal(purchases(diary([purchase(0)]), today).best, null);
  assert.equal(purchases(diary([]), today).best, null);
  assert.equal(purchases(diary([urge(0)]), today).best, null);
});

test('the longest time is told once the diary covers two weeks, and from two days on', () => {
  assert.deepEqual([days([urge(12)]), days([urge(13)])], [0, 13]);
  assert.deepEqual([days([purchase(13), purchase(0), urge(1)]), days([purchase(13)])], [12, 12]);
  const every = [13, 11, 9, 7, 5, 3, 1].map((it) => purchase(it));
  assert.equal(days(every), 0);
  assert.equal(days([...every, purchase(16)]), 2);
});

const entries = fc.array(fc.record({ bought: fc.boolean(), ago: fc.integer({ min: 1, max: 400 }) }), {
  minLength: 1,
  maxLength: 30,
});

test('neither a new entry, a purchase nor the days that pass make it shorter, and no purchase lies within it', () => {
  fc.assert(
    fc.property(entries, fc.boolean(), fc.integer({ min: 0, max: 90 }), (list, bought, later) => {
      const all = list.map(({ bought: it, ago }) => (it ? purchase(ago) : urge(ago)));
      const before = days(all);
      assert.ok(days([...all, bought ? purchase(0) : urge(0)]) >= before);
      assert.ok(days(all, addDays(today, later)) >= before);
      const { best } = purchases(diary(all), today);
      if (!best) return;
      assert.equal(daysBetween(best.from, best.until) + 1, best.days);
      const inside = all.filter(
        ({ kind, fields }) =>
          kind === 'purchase' && String(fields.date) >= best.from && String(fields.date) <= best.until,
      );
      assert.deepEqual(inside, []);
    }),
  );
});

test('a diary is young until it covers its first four weeks', () => {
  const at = (ago: number): boolean => isYoung(diary([urge(ago)]), today);
  assert.deepEqual([at(26), at(27)], [true, false]);
  assert.equal(isYoung(diary([]), today), true);
});

test('the four weeks are the 28 days that end with the date, and twice as many make a comparison', () => {
  assert.equal(FOUR_WEEKS, 28);
  assert.equal(purchases(diary([purchase(27), purchase(28)]), today).last, 1);
  assert.equal(purchases(diary([urge(54)]), today).before, null);
  assert.equal(purchases(diary([urge(55), purchase(55), purchase(27)]), today).before, 1);
});

test('nothing of any kind in the four weeks is silence', () => {
  const silent = (...list: Logged[]): boolean => isSilent(diary(list), today);
  assert.deepEqual([silent(), silent(urge(28)), silent(urge(27)), silent(purchase(0))], [true, true, false, false]);
  const checkin = record('checkin', { date: today, mood: 5, peak: 5, control: 5 });
  assert.equal(silent(checkin), false);
});
