import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, dayParts, weekday } from './dates.ts';
import { diary, type Logged } from './diary.ts';
import { hardest, helped, purchases, shade, triggers, weeks, whenTable } from './insights.ts';

const today = '2026-11-25';
let made = 0;
const record = (kind: string, fields: Record<string, unknown>): Logged => ({ id: `r${made++}`, kind, fields });
const urge = (ago: number, more = {}): Logged =>
  record('urge', { date: addDays(today, -ago), part: 'evening', strength: 6, ...more });
const purchase = (ago: number): Logged => record('purchase', { date: addDays(today, -ago), part: 'night' });

const some = fc.array(
  fc.record({ bought: fc.boolean(), ago: fc.integer({ min: 0, max: 55 }), part: fc.constantFrom(...dayParts) }),
  { maxLength: 50 },
);
const read = (list: { bought: boolean; ago: number; part: string }[]) =>
  diary(list.map(({ bought, ago, part }) => (bought ? { ...purchase(ago) } : urge(ago, { part }))));

test('the bars of the weeks hold every urge and purchase of those weeks once', () => {
  fc.assert(
    fc.property(some, (list) => {
      const it = read(list);
      const bars = weeks(it, today, 9);
      const total = bars.reduce((sum, bar) => sum + bar.times, 0);
      assert.equal(total, list.length);
      for (const bar of bars) {
        assert.equal(weekday(bar.start), 0);
        assert.equal(bar.times, bar.passed + bar.purchases);
      }
    }),
  );
});

test('no bar is drawn for weeks before the diary was begun, and only the last is under way', () => {
  const bars = weeks(diary([urge(8), urge(0)]), today);
  assert.deepEqual(
    bars.map((bar) => [bar.start, bar.times, bar.now]),
    [
      ['2026-11-16', 1, false],
      ['2026-11-23', 1, true],
    ],
  );
  assert.deepEqual(weeks(diary([]), today), []);
});

test('the table of weekdays and day parts adds up', () => {
  fc.assert(
    fc.property(some, (list) => {
      const { rows, entries } = whenTable(read(list), today);
      assert.equal(
        rows.flat().reduce((sum, n) => sum + n, 0),
        entries,
      );
      assert.equal(entries, list.length);
      assert.ok(hardest(rows).length <= 2);
    }),
  );
});

test('a time of the week is only called hardest when it stands out', () => {
  const { rows } = whenTable(diary([urge(5), urge(12), urge(19), urge(1)]), today);
  assert.deepEqual(hardest(rows), [{ day: 4, part: 'evening', times: 3 }]);
  assert.deepEqual(hardest(whenTable(diary([urge(1), urge(2), urge(3)]), today).rows), []);
  assert.deepEqual(hardest(whenTable(diary([urge(1)]), today).rows), []);
  // Two against one may be chance, and so may four against three and two.
  assert.deepEqual(hardest(whenTable(diary([urge(5), urge(12), urge(1)]), today).rows), []);
  const close = [5, 12, 19, 26, 1, 8, 15, 2, 9].map((ago) => urge(ago));
  assert.deepEqual(hardest(whenTable(diary(close), today).rows), []);
  const two = [5, 12, 19, 26, 1, 8, 15, 2].map((ago) => urge(ago));
  assert.deepEqual(
    hardest(whenTable(diary(two), today).rows).map((it) => it.times),
    [4, 3],
  );
});

test('shades run from none to the most', () => {
  assert.deepEqual(
    [0, 1, 3, 5, 8, 10].map((n) => shade(n, 10)),
    [0, 1, 2, 2, 4, 4],
  );
  assert.equal(shade(0, 0), 0);
});

test('what came before is counted once an entry', () => {
  const { counted, entries } = triggers(
    diary([urge(1, { triggers: ['lonely', 'lonely'] }), urge(2, { triggers: ['lonely', 'stress'] }), urge(3)]),
    today,
  );
  assert.deepEqual(counted, [
    { code: 'lonely', times: 2 },
    { code: 'stress', times: 1 },
  ]);
  assert.equal(entries, 2);
});

test('what helped is the mean fall per way, only of urges rated twice', () => {
  const { urges } = diary([
    urge(1, { way: 'wave', after: 2 }),
    urge(2, { way: 'wave', after: 4 }),
    urge(3, { way: 'wait', after: 6 }),
    urge(4, { way: 'wait' }),
  ]);
  assert.deepEqual(helped(urges), [
    { way: 'wave', fall: 3, times: 2 },
    { way: 'wait', fall: 0, times: 1 },
  ]);
});

test('purchases are compared with the 28 days before only when the diary is that old', () => {
  assert.deepEqual(purchases(diary([purchase(3), urge(30)]), today), { last: 1, before: null, best: 27 });
  assert.equal(purchases(diary([purchase(3), purchase(28), purchase(40), urge(60)]), today).before, 2);
});

test('the best period stands after a new purchase', () => {
  assert.equal(purchases(diary([urge(40), purchase(10)]), today).best, 30);
  assert.equal(purchases(diary([urge(40), purchase(10), purchase(0)]), today).best, 30);
});
