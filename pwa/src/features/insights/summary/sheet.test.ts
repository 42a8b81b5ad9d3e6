import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, dayParts } from '../../../core/model/dates.ts';
import type { Logged } from '../../../core/model/diary.ts';
import type { MeasureCourse } from '../../../core/model/fortnight.ts';
import { fourWeeks, ownWords, sheetDates } from '../../../core/model/four-weeks.ts';
import { nearDays } from '../../../core/model/near.ts';
import { nearSummaryOf } from '../../../core/model/near-summary.ts';
import { languages, spoken } from '../../../shared/spoken.fixture.ts';

const today = '2026-11-25';
await spoken('nb');
const { ownParts } = await import('./parts.ts');
const { nearSheetParts } = await import('./nearParts.ts');
const { asText } = await import('./sheet.ts');
const { speak } = await import('../../../platform/i18n.ts');

const labels = { trigger: (code: string) => `<${code}>`, way: (code: string) => `<${code}>` };
const bought28: MeasureCourse = {
  measure: { id: 'purchases-28', range: [0, 60], better: 'low', every: 14, for: ['stop'], ask: 'How many?' },
  points: [{ date: today, value: 7 }],
  change: null,
};
let made = 0;
const record = (kind: string, ago: number, fields: Record<string, unknown>): Logged => ({
  id: `r${made++}`,
  kind,
  fields: { date: addDays(today, -ago), ...fields },
});
const ago = fc.integer({ min: 0, max: 60 });
const part = fc.constantFrom(...dayParts);
const urge = fc
  .tuple(
    ago,
    part,
    fc.integer({ min: 0, max: 10 }),
    fc.subarray(['a', 'b', 'c']),
    fc.option(fc.integer({ min: 0, max: 10 })),
  )
  .map(([days, at, strength, triggers, after]) =>
    record('urge', days, { part: at, strength, triggers, ...(after !== null && { after, way: 'wave' }) }),
  );
const checkin = fc
  .tuple(ago, fc.integer({ min: 0, max: 10 }))
  .map(([days, mood]) => record('checkin', days, { mood, peak: 10 - mood, control: 5 }));
const purchase = fc.tuple(ago, part).map(([days, at]) => record('purchase', days, { part: at, text: 'PRIVATE' }));

const textOf = (records: Logged[], bought: boolean): string => {
  const numbers = fourWeeks(records, today, bought);
  const parts = ownParts(numbers, [bought28], labels);
  return asText({ name: 'Fotfeste', dates: '', parts, words: [], wordsName: '' });
};

test('a sheet without purchases is the same whether there were any or not', async () => {
  await speak('nb', true);
  fc.assert(
    fc.property(
      fc.array(fc.oneof(urge, checkin), { maxLength: 30 }),
      fc.array(purchase, { maxLength: 10 }),
      (rest, bought) => {
        const without = textOf(rest, false);
        assert.equal(textOf([...rest, ...bought], false), without);
        assert.doesNotMatch(without, /kjøp|How many/i);
        assert.match(textOf([...rest, ...bought], true), /kjøp logget/i);
      },
    ),
  );
});

test('the numbers of each table add up to those of its sentence, in both languages', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(urge, checkin, purchase), { maxLength: 40 }),
      fc.constantFrom(...languages),
      async (list, locale) => {
        await speak(locale, true);
        const numbers = fourWeeks(list, today, true);
        const parts = new Map(ownParts(numbers, [], labels).map((it) => [it.field, it]));
        const column = (field: 'urges' | 'checkins' | 'when', ...at: number[]): number =>
          (parts.get(field)?.table?.rows ?? [])
            .flatMap(({ cells }) => at.map((place) => Number(cells[place])))
            .reduce((all, n) => all + n, 0);
        assert.equal(column('urges', 0), numbers.urges.times);
        assert.equal(column('checkins', 0), numbers.checkins.days);
        if (parts.has('when')) assert.equal(column('when', 0, 1, 2, 3), numbers.urges.times);
        assert.doesNotMatch(
          asText({ name: '', dates: '', parts: [...parts.values()], words: [], wordsName: '' }),
          /NaN|Infinity|undefined|\bnull\b|\{/,
        );
      },
    ),
  ));

test('own words beside a purchase come with purchases, and another face has none of his', () => {
  const list = [
    record('purchase', 1, { part: 'night', text: 'after it' }),
    record('urge', 2, { part: 'day', strength: 4, text: ' alone ', did_text: 'rang' }),
    record('urge', 40, { part: 'day', strength: 4, text: 'long ago' }),
    record('checkin', 3, { mood: 4, peak: 2, control: 5, good_text: 'a walk', text: 'their day' }),
  ];
  const dates = sheetDates(addDays(today, -100), today);
  const words = (face: 'stop' | 'near', bought: boolean) => ownWords(list, face, dates, bought).map((it) => it.text);
  assert.deepEqual(words('stop', false), ['a walk', 'rang', 'alone']);
  assert.deepEqual(words('stop', true), ['a walk', 'rang', 'alone', 'after it']);
  assert.deepEqual(words('near', true), ['their day']);
});

test('a young diary is not told as four weeks', async () => {
  await speak('nb', true);
  const text = textOf(
    [
      record('urge', 4, { part: 'day', strength: 4, triggers: [] }),
      record('urge', 0, { part: 'day', strength: 5, triggers: [] }),
    ],
    false,
  );
  assert.match(text, /^Skrevet om 2 av 5 dager\.$/m);
  assert.match(text, /^Trang logget 2 ganger\. Styrke 4,5 av 10 i snitt, 5 på det sterkeste\.$/m);
});

test('means of the sheet are told alike, also where one of them is whole; what was answered once is no mean', async () => {
  await speak('nb', true);
  const urge = (days: number, way: string, after: number) =>
    record('urge', days, { part: 'day', strength: 6, triggers: [], way, after });
  const days = [2, 3].map((ago) => record('checkin', ago, { mood: 5, peak: 6, control: 4 }));
  const all = [urge(1, 'wave', 3), urge(2, 'call', 5), urge(3, 'call', 4), ...days];
  const numbers = fourWeeks(all, today, false);
  const [urges, helped] = ['urges', 'helped'].map((field) =>
    ownParts(numbers, [], labels).find((it) => it.field === field),
  );
  assert.match(urges?.sentences[0] ?? '', /^Trang logget 3 ganger\. Styrke 6,0 av 10 i snitt/);
  assert.equal(urges?.table?.rows.at(-1)?.cells[1], '6,0');
  assert.deepEqual(
    helped?.table?.rows.map(({ cells }) => cells[0]),
    ['3,0', '1,5'],
  );
  assert.match(textOf(all, false), /humør 5,0/);
  assert.match(textOf(days.slice(1), false), /humør 5, /);
  const near = days.map(({ id, fields }) => ({ id, kind: 'checkin', fields: { date: fields.date, mood: 5 } }));
  const mood = nearSheetParts(nearDays(near), [], today, nearSummaryOf(nearDays(near), today, null)).find(
    (it) => it.field === 'mood',
  );
  assert.match(mood?.sentences[0] ?? '', /5,0/);
  assert.equal(mood?.table?.rows.at(-1)?.cells[1], '5,0');
});

test('the strongest urge of the sheet is the larger of what was logged and answered, in both its places', async () => {
  await speak('nb', true);
  const checkin = record('checkin', 1, { mood: 5, peak: 8, control: 5 });
  const urge = (days: number, fields = {}) => record('urge', days, { part: 'day', triggers: [], ...fields });
  const answered = 'Den sterkeste trangen, slik du svarte for dagen: 8 av 10.';
  const said = (...all: Logged[]) => textOf(all, false).match(/^(Trang|Ingen trang) logget.*$/m)?.[0];
  assert.equal(said(checkin, urge(1, { strength: 6 })), `Trang logget 1 gang, styrke 6 av 10. ${answered}`);
  assert.equal(
    said(checkin, urge(1, { strength: 6 }), urge(2, { strength: 5 })),
    'Trang logget 2 ganger. Styrke 5,5 av 10 i snitt, 8 på det sterkeste.',
  );
  assert.equal(said(checkin, urge(1)), `Trang logget 1 gang. ${answered}`);
  assert.equal(said(checkin), `Ingen trang logget. ${answered}`);
  // What was logged is as strong as what was answered, or stronger: one number, and the day's answers have it too.
  const all = textOf([record('checkin', 1, { mood: 5, peak: 6, control: 5 }), urge(1, { strength: 8 })], false);
  assert.match(all, /^Trang logget 1 gang, styrke 8 av 10\.$/m);
  assert.match(all, /sterkeste trang 8,/);
});

test('the sheet of somebody close to him is made of own days alone', async () => {
  await speak('nb', true);
  const days = nearDays(
    [0, 1, 2, 9].map((days) => record('checkin', days, { sleep: days % 3, mood: 4 + (days % 2), talked: days > 1 })),
  );
  const parts = nearSheetParts(days, [], today, nearSummaryOf(days, today, null));
  const text = asText({ name: 'Vaner', dates: 'x', parts, words: [], wordsName: '' });
  assert.deepEqual(
    parts.map((it) => it.field),
    ['week', 'days', 'sleep', 'mood', 'talked'],
  );
  assert.match(text, /^Sov godt 1 av 4 netter\.$/m);
  assert.match(text, /^Snakket med noen 2 av 4 dager\.$/m);
  assert.doesNotMatch(text, /trang|kjøp/i);
});

test('four weeks in which no urge was rated tell how often it came, and no number for how strong', () => {
  const entries = [record('urge', 3, { part: 'evening' }), record('urge', 5, { part: 'day', way: 'wave' })];
  const [urges] = ownParts(fourWeeks(entries, today, false), [], labels).filter((it) => it.field === 'urges');
  assert.deepEqual(urges?.sentences, ['Trang logget 2 ganger.']);
});
