import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addMonths, dateByKey, lastDate, monthRows } from './month-view.ts';

test('a month in weeks that begin on Monday, with every date of it once', () => {
  const november = monthRows('2026-11');
  assert.deepEqual(november[0], [null, null, null, null, null, null, '2026-11-01']);
  assert.equal(november.at(-1)?.[0], '2026-11-30');
  for (let month = '2019-01'; month < '2031-01'; month = addMonths(month, 1)) {
    const dates = monthRows(month).flat().filter(Boolean);
    assert.equal(dates[0], `${month}-01`);
    assert.equal(dates.at(-1), lastDate(month));
    assert.equal(new Set(dates).size, Number(lastDate(month).slice(8)));
    assert.ok(monthRows(month).every((row) => row.length === 7 && row.some(Boolean)));
  }
});

test('leap years, and the days on which the clock is moved', () => {
  assert.equal(lastDate('2024-02'), '2024-02-29');
  assert.equal(lastDate('2026-02'), '2026-02-28');
  assert.equal(lastDate('2000-02'), '2000-02-29');
  for (const moved of ['2026-03-29', '2026-10-25'])
    assert.equal(
      monthRows(moved.slice(0, 7))
        .flat()
        .filter((it) => it === moved).length,
      1,
    );
  assert.equal(addMonths('2026-12', 1), '2027-01');
  assert.equal(addMonths('2026-01', -1), '2025-12');
});

test('keys lead by days, weeks and months, never past either end', () => {
  const by = (key: string, date: string) => dateByKey(key, date, '2025-01-15', '2026-11-25');
  assert.equal(by('ArrowLeft', '2026-11-01'), '2026-10-31');
  assert.equal(by('ArrowRight', '2026-03-28'), '2026-03-29');
  assert.equal(by('ArrowRight', '2026-03-29'), '2026-03-30');
  assert.equal(by('ArrowUp', '2026-03-03'), '2026-02-24');
  assert.equal(by('ArrowDown', '2026-10-24'), '2026-10-31');
  assert.equal(by('Home', '2026-11-19'), '2026-11-16');
  assert.equal(by('End', '2026-11-19'), '2026-11-22');
  assert.equal(by('PageUp', '2026-03-31'), '2026-02-28');
  assert.equal(by('PageDown', '2026-01-31'), '2026-02-28');
  assert.equal(by('ArrowRight', '2026-11-25'), '2026-11-25');
  assert.equal(by('End', '2026-11-24'), '2026-11-25');
  assert.equal(by('PageUp', '2025-02-10'), '2025-01-15');
  assert.equal(by('a', '2026-11-25'), null);
});
