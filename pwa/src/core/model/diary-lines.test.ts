import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDate } from './dates.ts';
import { diary, type Logged } from './diary.ts';
import { datesCode, ownFilter } from './diary-filter.ts';
import { countLines, diaryLines, everyLine, onlyLines } from './diary-lines.ts';
import { chosenOf, withoutFilter } from './filtering.ts';

let made = 0;
const record = (kind: string, fields: Record<string, unknown>): Logged => ({ id: `id${made++}`, kind, fields });
const urge = (date: string, part: string, more: Record<string, unknown> = {}) =>
  record('urge', { date, part, strength: 5, ...more });

test('by date, newest first; within a date the latest part of the day first, and the check-in on top', () => {
  const { days, loose } = diaryLines([
    urge('2026-11-18', 'evening'),
    urge('2026-11-20', 'morning'),
    urge('2026-11-20', 'evening'),
    record('checkin', { date: '2026-11-20', mood: 5, peak: 5, control: 5 }),
    record('purchase', { date: '2026-11-20', part: 'night' }),
    record('settings', { what: ['again'] }),
  ]);
  assert.deepEqual(
    days.map(({ date, lines }) => [date, lines.map(({ kind, part }) => `${kind} ${part}`)]),
    [
      ['2026-11-20', ['checkin null', 'urge evening', 'urge morning', 'purchase night']],
      ['2026-11-18', ['urge evening']],
    ],
  );
  assert.deepEqual(loose, []);
});

test('half a record is shown, what has no date last; a day of a relative is none of his', () => {
  const half = record('urge', { text: 'skrevet mens den ble slettet' });
  const kept = record('kept', { from: 'urge', field: 'text', text: 'en eldre tekst' });
  const { days, loose } = diaryLines([
    half,
    kept,
    record('purchase', { date: '2026-11-20' }),
    urge('2026-02-30', 'day'),
    record('checkin', { date: '2026-11-21', mood: 4, sleep: 2, text: 'hennes' }),
    record('checkin', { date: '2026-11-22', good_text: 'noe godt' }),
  ]);
  assert.deepEqual(
    days.map(({ date, lines }) => `${date} ${lines[0]?.kind} ${lines[0]?.part}`),
    ['2026-11-22 checkin null', '2026-11-20 purchase null'],
  );
  assert.deepEqual(
    loose.map(({ kind, date }) => `${kind} ${date}`),
    ['urge null', 'kept null', 'urge null'],
  );
});

test('a date is one that is on the calendar', () => {
  for (const date of ['2024-02-29', '2026-12-31', '2000-02-29']) assert.ok(isDate(date), date);
  for (const date of [
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '0026-01-01',
    '2026-1-1',
    7,
  ])
    assert.ok(!isDate(date), String(date));
});

const lines = diaryLines([
  urge('2026-11-20', 'evening', { triggers: ['lonely', 'stress'], place: 'home', way: 'wave', after: 2, text: 'ord' }),
  urge('2026-11-20', 'morning', { triggers: ['stress'], place: '', way: 'wave', after: 7, text: ' ' }),
  urge('2026-11-19', 'evening', { place: 'work', way: 'call', after: 1, own_triggers: ['Søndager'] }),
  record('purchase', { date: '2026-11-18', part: 'evening', text: 'ord' }),
  record('checkin', { date: '2026-11-18', mood: 5, peak: 5, control: 5 }),
]);
const left = (filters: Partial<typeof ownFilter.none>) =>
  onlyLines(lines, (line) => ownFilter.fits(line, { ...ownFilter.none, ...filters })).days.map(
    ({ date, lines: its }) => `${date.slice(8)}:${its.length}`,
  );

test('within a group one is enough, every group must fit, and a date without a line goes', () => {
  assert.deepEqual(left({}), ['20:2', '19:1', '18:2']);
  assert.deepEqual(left({ kind: ['purchase', 'checkin'] }), ['18:2']);
  assert.deepEqual(left({ part: ['evening'] }), ['20:1', '19:1', '18:1']);
  assert.deepEqual(left({ part: ['evening'], before: ['stress'] }), ['20:1']);
  assert.deepEqual(left({ before: ['Søndager'] }), ['19:1']);
  assert.deepEqual(left({ where: ['home', 'work'] }), ['20:1', '19:1']);
  assert.deepEqual(left({ words: ['own'] }), ['20:1', '18:1']);
  assert.deepEqual(left({ kind: ['checkin'], before: ['stress'] }), []);
  // 20 November is a Friday.
  assert.deepEqual(left({ weekday: ['4'], part: ['evening'] }), ['20:1']);
  assert.deepEqual(left({ weekday: ['2', '3'] }), ['19:1', '18:2']);
  assert.deepEqual(left({ dates: [datesCode({ from: '2026-11-18', until: '2026-11-19' })] }), ['19:1', '18:2']);
  assert.deepEqual(left({ dates: [datesCode({ from: '2026-11-21', until: '2026-11-30' })] }), []);
});

test('a way helped only where the urge fell, and only what some line has is offered', () => {
  assert.deepEqual(left({ helped: ['wave'] }), ['20:1']);
  const offered = ownFilter.offered(everyLine(lines));
  assert.deepEqual([...offered.helped].sort(), ['call', 'wave']);
  assert.deepEqual([...offered.where].sort(), ['home', 'work']);
  assert.deepEqual([...offered.before].sort(), ['Søndager', 'lonely', 'stress']);
  assert.deepEqual([...offered.weekday].sort(), ['2', '3', '4']);
  assert.deepEqual(offered.dates, []);
  for (const chosen of chosenOf(offered)) {
    const one = { ...ownFilter.none, [chosen.group]: [chosen.code] };
    assert.ok(countLines(onlyLines(lines, (line) => ownFilter.fits(line, one))) > 0, `${chosen.group} ${chosen.code}`);
    assert.deepEqual(withoutFilter(one, chosen), ownFilter.none);
  }
});

test('of one part of a day the one made last stands on top, and is read last, whatever its id', () => {
  const at = (id: string, made: number): Logged => ({ ...urge('2026-11-25', 'evening', { strength: 5 }), id, made });
  const records = [at('c', 9), at('a', 100), at('b', 20)];
  const shown = diaryLines(records).days.flatMap(({ lines }) => lines.map(({ id }) => id));
  assert.deepEqual(shown, ['a', 'b', 'c']);
  assert.deepEqual(
    diary(records).urges.map(({ id }) => id),
    ['c', 'b', 'a'],
  );
});
