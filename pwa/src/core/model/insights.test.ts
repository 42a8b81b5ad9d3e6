import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, type DayPart, dayParts, weekday } from './dates.ts';
import { diary, type Logged } from './diary.ts';
import {
  bars,
  commonest,
  countedCodes,
  hardest,
  hardestShare,
  helped,
  isMost,
  isTried,
  mostHelp,
  NEEDS,
  oftenestShare,
  rises,
  saysReset,
  shade,
  sum,
  tellsShare,
  toldBars,
  triedFirst,
  triggers,
  type WayHelp,
  whenTable,
} from './insights.ts';
import { offeredSpans, spans, weekStart } from './spans.ts';
import { passed } from './times.ts';

const today = '2026-11-25';
let made = 0;
const record = (kind: string, fields: Record<string, unknown>): Logged => ({ id: `r${made++}`, kind, fields });
const urge = (ago: number, more = {}): Logged =>
  record('urge', { date: addDays(today, -ago), part: 'evening', strength: 6, ...more });
const purchase = (ago: number, part: DayPart = 'night'): Logged =>
  record('purchase', { date: addDays(today, -ago), part });

const some = fc.array(
  fc.record({ bought: fc.boolean(), ago: fc.integer({ min: 0, max: 3650 }), part: fc.constantFrom(...dayParts) }),
  { maxLength: 60 },
);
const read = (list: { bought: boolean; ago: number; part: DayPart }[]) =>
  diary(list.map(({ bought, ago, part }) => (bought ? purchase(ago, part) : urge(ago, { part }))));
const anySpan = fc.constantFrom(...spans);

test('every time of a span stands in one bar and in one cell of the week, and a purchase takes no entry away', () => {
  fc.assert(
    fc.property(some, anySpan, (list, span) => {
      const it = read(list);
      const all = bars(it, today, span);
      const { rows, entries } = whenTable(it, today, span);
      const total = (cells: number[][]): number => cells.flat().reduce((so, n) => so + n, 0);
      assert.equal(total(rows), sum(all).times);
      // While a part of today runs, too: when an urge of it came is known, and how it ended is not.
      const running = { date: today, part: 'evening' as const };
      const now = { ...read([...list, { ...running, bought: false, ago: 0 }]), running };
      const { times, open } = sum(bars(now, today, span));
      assert.equal(total(whenTable(now, today, span).rows), times + open);
      assert.equal(sum(all).passed + sum(all).purchases, sum(all).times);
      const more = diary([
        ...list.map(({ bought, ago, part }) => (bought ? purchase(ago, part) : urge(ago, { part }))),
        purchase(0, 'evening'),
      ]);
      assert.equal(whenTable(more, today, span).entries, entries + 1);
      assert.ok(hardest(rows).length <= 2);
      if (span === 'all') assert.equal(sum(all).times, passed(it).length + it.purchases.length);
      assert.equal(all.filter((bar) => bar.now).length, list.length > 0 ? 1 : 0);
      assert.ok(all.length <= (span === 'weeks' ? 8 : 12));
    }),
  );
});

test('weeks that are over show the same on each day of this week', () => {
  fc.assert(
    fc.property(some, fc.integer({ min: 0, max: 60 }), (list, ago) => {
      const it = read(list);
      const monday = weekStart(addDays(today, -ago));
      const over = (days: number) => bars(it, addDays(monday, days)).filter(({ now }) => !now);
      for (let days = 1; days < 7; days += 1) assert.deepEqual(over(days), over(0));
      assert.ok(over(0).every(({ start }) => weekday(start) === 0));
    }),
  );
});

test('an urge written in the same part of the day as a purchase did not pass; another part of the day did', () => {
  const [bar] = bars(
    diary([urge(1), purchase(1, 'evening'), urge(1, { part: 'day' }), urge(0, { strength: 0 })]),
    today,
  );
  assert.deepEqual([bar?.passed, bar?.purchases, bar?.times], [1, 1, 2]);
  // Two urges of one evening are no two purchases.
  assert.deepEqual(sum(bars(diary([urge(1), urge(1), purchase(1, 'evening')]), today)), {
    passed: 0,
    purchases: 1,
    times: 1,
    open: 0,
  });
});

test('an urge that was ridden down passed, also where a purchase came later in the same part of the day', () => {
  const ridden = { strength: 8, after: 3 };
  const [bar] = bars(diary([urge(1, ridden), urge(1, { after: 6 }), urge(1), purchase(1, 'evening')]), today);
  assert.deepEqual([bar?.passed, bar?.purchases, bar?.times], [1, 1, 2]);
  // While the part of the day runs and no purchase is written of it, nobody knows yet.
  const running = { date: today, part: 'evening' } as const;
  assert.deepEqual(passed({ urges: diary([urge(0, ridden)]).urges, purchases: [], running }), []);
});

test('a bar is a week from Monday; none is drawn before the diary was begun, and only the last is under way', () => {
  assert.deepEqual(
    bars(diary([urge(8), urge(3), urge(2), urge(0)]), today).map((bar) => [bar.start, bar.times, bar.now]),
    [
      ['2026-11-16', 2, false],
      ['2026-11-23', 2, true],
    ],
  );
  assert.deepEqual(bars(diary([]), today), []);
  // A clock that was put back: what is ahead is not counted, and nothing is drawn.
  assert.deepEqual(bars(diary([urge(-20)]), today), []);
});

test('months and years begin where they begin', () => {
  const long = diary([urge(700), urge(400), urge(330), urge(0)]);
  assert.deepEqual(
    bars(long, today, 'year').map((bar) => bar.start.slice(0, 7)),
    [
      '2025-12',
      '2026-01',
      '2026-02',
      '2026-03',
      '2026-04',
      '2026-05',
      '2026-06',
      '2026-07',
      '2026-08',
      '2026-09',
      '2026-10',
      '2026-11',
    ],
  );
  assert.deepEqual(
    bars(long, today, 'all').map((bar) => [bar.start.slice(0, 4), bar.times]),
    [
      ['2024', 1],
      ['2025', 2],
      ['2026', 1],
    ],
  );
});

test('a longer span is offered once the diary reaches further back', () => {
  const offered = (ago: number) => offeredSpans(diary([urge(ago)]), today);
  assert.deepEqual(offered(3), ['weeks']);
  assert.deepEqual(offered(80), ['weeks', 'year']);
  assert.deepEqual(offered(500), ['weeks', 'year', 'all']);
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

/** A table of the week with so many times in the cells of a part of the day, Monday first. */
function table(cells: Partial<Record<DayPart, readonly number[]>>): number[][] {
  return Array.from({ length: 7 }, (_, day) => dayParts.map((part) => cells[part]?.[day] ?? 0));
}

test('a part of the day stands out where no cell of the week does: from half of all times, and by more than chance', () => {
  const evenings = table({ evening: [3, 2, 2, 2, 2, 2, 2], day: [1, 1, 1, 1], night: [0, 0, 0, 0, 1, 1, 1] });
  assert.deepEqual([hardest(evenings), hardestShare(evenings)], [[], { part: 'evening', times: 15 }]);
  const twelve = table({ evening: [2, 2, 2, 2, 2, 1, 1], day: [1, 1, 1, 1, 1], night: [0, 0, 1, 1, 1, 1, 1] });
  assert.equal(hardestShare(twelve), null, '12 of 22 may be chance');
  const few = (n: number) => table({ evening: Array.from({ length: 7 }, (_, day) => (day < n ? 1 : 0)), day: [1] });
  assert.deepEqual([hardestShare(few(5)), hardestShare(few(6))], [null, { part: 'evening', times: 6 }]);
  assert.deepEqual(oftenestShare(twelve), { part: 'evening', times: 12 }, 'it came most often all the same');
  assert.equal(oftenestShare(table({ evening: [1, 1] })), null, 'two are none yet');
  // In years of entries less than half is far beyond chance, and still no «hardest».
  const years = table({ evening: [70, 70, 70, 70, 70, 70, 70], night: [69, 69, 69, 69, 69, 69, 69], day: [10, 10] });
  assert.deepEqual([hardestShare(years), oftenestShare(years)], [null, null]);
});

test('a weekday stands out where neither a cell nor a part of the day does', () => {
  const fridays = table({
    night: [1, 0, 0, 0, 2],
    morning: [0, 0, 0, 0, 3],
    day: [0, 1, 0, 0, 3],
    evening: [0, 0, 1, 1, 3],
  });
  assert.deepEqual([hardest(fridays), hardestShare(fridays)], [[], { day: 4, times: 11 }]);
  assert.equal(hardestShare(table({})), null);
});

test('shades run from none to the most', () => {
  assert.deepEqual(
    [0, 1, 3, 5, 8, 10].map((n) => shade(n, 10)),
    [0, 1, 2, 2, 4, 4],
  );
  assert.equal(shade(0, 0), 0);
  assert.deepEqual(
    [0, 1, 2].map((n) => shade(n, 2)),
    [0, 1, 2],
    'twice is no black',
  );
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

test('what came before a purchase counts beside what came before an urge, once where the two are one time', () => {
  const bought = (ago: number, triggers: string[]): Logged =>
    record('purchase', { date: addDays(today, -ago), part: 'evening', triggers, own_triggers: ['Lønning'] });
  const its = urge(1, { triggers: ['lonely'] });
  assert.deepEqual(triggers(diary([its, bought(1, ['lonely', 'stress']), bought(2, ['stress'])]), today), {
    counted: [
      { code: 'Lønning', times: 2 },
      { code: 'stress', times: 2 },
      { code: 'lonely', times: 1 },
    ],
    entries: 2,
    times: 2,
  });
  // What eased before it was another time, and of two purchases at once one has the urge.
  const eased = urge(1, { triggers: ['lonely'], after: 2 });
  assert.deepEqual(
    [eased, its].map((it) =>
      triggers(diary([it, bought(1, []), bought(1, [])]), today).counted.map(({ times }) => times),
    ),
    [
      [2, 1],
      [2, 1],
    ],
  );
  assert.equal(triggers(diary([eased, bought(1, [])]), today).entries, 2);
  assert.equal(triggers(diary([its, bought(1, [])]), today).entries, 1);
});

test('his own words are counted as what came before, on his own screen alone', () => {
  const read = diary([
    urge(1, { triggers: ['lonely'], own_triggers: ['Søndager'] }),
    urge(2, { own_triggers: ['Søndager'] }),
  ]);
  assert.deepEqual(triggers(read, today), {
    counted: [
      { code: 'Søndager', times: 2 },
      { code: 'lonely', times: 1 },
    ],
    entries: 2,
    times: 2,
  });
  assert.deepEqual(countedCodes(read.urges), { counted: [{ code: 'lonely', times: 1 }], entries: 1 });
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

test('what came most often is named when it is one or two, never one of many that are alike', () => {
  const counted = (...times: number[]) => times.map((n, place) => ({ code: `c${place}`, times: n }));
  assert.deepEqual(commonest(counted(4, 3)).length, 1);
  assert.deepEqual(commonest(counted(4, 4, 3)).length, 2);
  assert.deepEqual(commonest(counted(2, 2, 2)), []);
  assert.deepEqual(commonest(counted(1)), []);
  assert.deepEqual(commonest(counted(2, 1)).length, 1);
});

test('what helped most was used three times, made the urge fall, and is not one of many that look alike', () => {
  const way = (name: string, fall: number, times: number) => ({ way: name, fall, times });
  assert.deepEqual(mostHelp([way('twice', 9, 2), way('wave', 3, 3)]), [way('wave', 3, 3)]);
  assert.deepEqual(mostHelp([way('wave', 3.04, 3), way('wait', 3, 5), way('call', 1, 5)]).length, 2);
  assert.deepEqual(mostHelp([way('a', 3, 3), way('b', 3, 3), way('c', 3, 3)]), []);
  assert.deepEqual(mostHelp([way('wave', 0, 4), way('call', -1, 4)]), []);
});

test('«most» is said where another way was used three times too, and none made the urge fall by more', () => {
  const way = (name: string, fall: number, times: number) => ({ way: name, fall, times });
  const said = (...ways: WayHelp[]) => isMost(mostHelp(ways), ways);
  assert.equal(said(way('wave', 3, 3)), false);
  assert.equal(said(way('once', 5, 1), way('walk', 1.5, 3), way('call', 1, 3)), false);
  assert.equal(said(way('wave', 3, 9), way('twice', 2, 2)), false);
  assert.equal(said(way('wave', 3, 3), way('call', 2, 3), way('once', 3, 1)), true);
  assert.equal(said(way('wave', 3, 3), way('call', 3, 3)), true);
  assert.equal(said(way('once', 3, 1), way('walk', 0, 3)), false);
});

test('in a great many entries a lead of two says nothing', () => {
  const rows = Array.from({ length: 7 }, () => dayParts.map(() => 90));
  (rows[4] as number[])[3] = 92;
  assert.deepEqual(hardest(rows), []);
  (rows[4] as number[])[3] = 101;
  assert.deepEqual(hardest(rows), []);
  (rows[4] as number[])[3] = 125;
  assert.equal(hardest(rows).length, 1);
});

test('a way used three times is tried, and stands before those used more seldom', () => {
  const help = (way: string, times: number) => ({ way, fall: 1, times });
  assert.deepEqual([isTried(help('a', 2)), isTried(help('a', 3))], [false, true]);
  const ways = [help('once', 1), help('thrice', 3), help('twice', 2), help('often', 5)];
  assert.deepEqual(
    triedFirst(ways).map(({ way }) => way),
    ['thrice', 'often', 'once', 'twice'],
  );
});

test('the last four weeks are told, beside those before them once there are eight; a longer span is told whole', () => {
  const all = bars(diary([urge(60), urge(0)]), today);
  const counts = (n: number, span: 'weeks' | 'year' = 'weeks') => {
    const { lately, before } = toldBars(all.slice(-n), span);
    return [lately.length, before.length];
  };
  assert.deepEqual(
    [counts(3), counts(5), counts(7), counts(8)],
    [
      [3, 0],
      [4, 0],
      [4, 0],
      [4, 4],
    ],
  );
  assert.deepEqual(counts(8, 'year'), [8, 0]);
});

test('Insights tells of triggers from four entries on, of the week from five and of what helped from four', () => {
  assert.deepEqual(NEEDS, { triggers: 4, when: 5, helped: 4 });
});

test('that more times can be more logging is said of the weeks in which a diary began, where they rise', () => {
  const more = diary([urge(30), urge(22), urge(9), urge(8), urge(15), urge(10)]);
  const found = (it: ReturnType<typeof diary>, first: string) => rises(bars(it, today), first);
  const [began, long] = [addDays(today, -30), addDays(today, -100)];
  assert.deepEqual([found(more, began), found(more, long)], [true, false]);
  assert.equal(found(diary([urge(30), urge(29), urge(22), urge(8)]), began), false);
  assert.equal(rises([], null), false);
});

test('no part of a week is set beside whole ones: neither the one that runs nor the first days of a diary', () => {
  // It is Wednesday; the diary began on a Friday with one urge, and has had two each whole week since.
  const even = [urge(26), ...[20, 18, 13, 11, 6, 4].map((it) => urge(it))];
  const began = addDays(today, -26);
  assert.equal(rises(bars(diary(even), today), began), false);
  // Nor do the first days of this week count.
  assert.equal(rises(bars(diary([...even, urge(0), urge(1), urge(2)]), today), began), false);
  assert.equal(rises(bars(diary([...even, urge(5), urge(7)]), today), began), true);
  // One that began on a Monday has a whole first week.
  const monday = [urge(23), urge(13), urge(6), urge(4)];
  assert.equal(rises(bars(diary(monday), today), addDays(today, -23)), true);
});

test('a share is told of three times and more, and only where half of them passed', () => {
  const told = (passed: number, purchases: number): boolean =>
    tellsShare({ passed, purchases, times: passed + purchases, open: 0 });
  assert.deepEqual([told(2, 0), told(3, 0), told(1, 1), told(2, 1)], [false, true, false, true]);
  assert.deepEqual([told(2, 2), told(2, 3), told(0, 3)], [true, false, false]);
});

test('that nothing is reset is said where no more passed than were bought', () => {
  const said = (passed: number, purchases: number): boolean => saysReset({ passed, purchases });
  assert.deepEqual([said(0, 1), said(2, 2), said(3, 2)], [true, true, false]);
});
