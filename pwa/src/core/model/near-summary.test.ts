import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, daysBetween } from './dates.ts';
import type { Logged } from './diary.ts';
import { nearParts, nearSentence, nearSummary } from './near-summary.ts';
import type { Entry } from './plain.ts';
import { parted, sinceOf } from './recent-months.ts';
import { LOCK_SCREEN, SAYS_ENOUGH } from './summary.ts';

const today = '2026-11-26';
const styles = ['neutral', 'discreet', 'full'] as const;
const languages = ['nb', 'en'] as const;

const three = fc.option(fc.constantFrom(0, 1, 2), { nil: undefined });
const said = fc.record({
  sleep: three,
  limits: three,
  mood: fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined }),
  talked: fc.option(fc.boolean(), { nil: undefined }),
});
type Fields = Record<string, unknown>;

/** Days as the app keeps them, one record each, from `least` days ago; and what it counts as nothing. */
const days = (least: number, most: number) =>
  fc
    .uniqueArray(fc.tuple(fc.integer({ min: least, max: most }), said), { selector: ([ago]) => ago, maxLength: 40 })
    .map((all) => all.map(([ago, fields]): [number, Fields] => [ago, fields]));

const recordOf = ([ago, fields]: readonly [number, Fields], date = today): Logged => {
  const at = addDays(date, -ago);
  return { id: `checkin/${at}`, kind: 'checkin', fields: { date: at, ...fields } };
};
const began = (ago: number): Logged => ({ id: 'progress', kind: 'progress', fields: { began: addDays(today, -ago) } });
const has = ({ fields }: Logged): boolean =>
  Object.entries(fields).some(([key, it]) => key !== 'date' && it !== undefined);

test('the counts add up to the records of the seven dates', () => {
  fc.assert(
    fc.property(days(-2, 20), (list) => {
      const all = list.map((it) => recordOf(it));
      const it = nearSummary(all, today);
      assert.equal(daysBetween(it.from, it.until), 6);
      const within = all.filter(({ fields }) => String(fields.date) >= it.from && String(fields.date) <= it.until);
      const values = (field: string) => within.flatMap(({ fields }) => (fields[field] as number | undefined) ?? []);
      const mean = (list: number[]) => (list.length ? list.reduce((sum, one) => sum + one, 0) / list.length : null);
      assert.equal(it.days, within.filter(has).length);
      assert.deepEqual(it.sleep, {
        good: values('sleep').filter((one) => one === 2).length,
        of: values('sleep').length,
      });
      assert.deepEqual(it.limits, {
        good: values('limits').filter((one) => one === 2).length,
        of: values('limits').length,
      });
      assert.deepEqual([it.moodMean, it.moods], [mean(values('mood')), values('mood').length]);
      assert.ok(it.days <= 7);
    }),
  );
});

test('a week is compared only with a whole one through which the diary was kept', () => {
  fc.assert(
    fc.property(days(0, 30), fc.option(fc.integer({ min: 0, max: 40 })), (list, made) => {
      const all = [...list.map((it) => recordOf(it)), ...(made === null ? [] : [began(made)])];
      const it = nearSummary(all, today);
      if (it.change === null) return;
      const before = addDays(it.from, -7);
      assert.equal(it.until, today);
      assert.ok(made === null || addDays(today, -made) <= before, 'the diary had been made by then');
      const dates = all.filter((one) => one.kind === 'checkin' && has(one)).map(({ fields }) => String(fields.date));
      assert.ok(dates.some((one) => one <= before));
      for (const from of [before, it.from])
        assert.ok(dates.filter((one) => one >= from && one <= addDays(from, 6)).length >= SAYS_ENOUGH);
    }),
  );
});

test('mood and sleep are compared from three answers each: of two nothing follows', () => {
  const week = (from: number, days: number, answers: number, fields: Fields) =>
    Array.from({ length: days }, (_, at) => recordOf([from + at, at < answers ? fields : { talked: true }]));
  const told = (now: number, before: number, days = 7) =>
    (['mood', 'sleep'] as const).map((field) => {
      const [good, bad] = field === 'mood' ? [9, 2] : [2, 0];
      const weeks = [...week(1, days, now, { [field]: good }), ...week(8, days, before, { [field]: bad })];
      return nearSummary([recordOf([30, { talked: true }]), ...weeks], today).change;
    });
  for (const [now, before] of [
    [2, 7],
    [7, 2],
  ] as const)
    assert.deepEqual(told(now, before), [null, null], `${now} against ${before}`);
  assert.deepEqual(told(3, 3), ['calmer', 'calmer']);
  assert.deepEqual(
    [told(2, 2, 2), told(3, 3, 3)],
    [
      [null, null],
      ['calmer', 'calmer'],
    ],
  );
});

test('the week ends with today, and a comparison that today alone makes is not told', () => {
  const answers = (from: number, mood: number) => [0, 1, 2, 3].map((at) => recordOf([from + at, { mood }]));
  const before = [...answers(8, 5), recordOf([20, { mood: 5 }])];
  const unwritten = nearSummary([...answers(1, 5), ...before], today);
  assert.deepEqual([unwritten.until, unwritten.today, unwritten.days, unwritten.change], [today, false, 4, 'same']);
  const written = nearSummary([...answers(1, 5), ...before, recordOf([0, { mood: 10 }])], today);
  assert.deepEqual([written.today, written.days, written.moodMean, written.change], [true, 5, 6, null]);
});

test('what is told from memory is not compared, and a first week is not measured against days before it', () => {
  const told = [1, 2, 3, 8, 9, 13, 14].map((ago) => recordOf([ago, { sleep: 2, mood: ago < 8 ? 7 : 3 }]));
  assert.equal(nearSummary([...told, began(14)], today).change, 'calmer');
  assert.equal(nearSummary([...told, began(13)], today).change, null);
  const first = nearSummary([recordOf([1, { sleep: 2 }]), recordOf([3, { sleep: 2 }]), began(4)], today);
  assert.deepEqual([first.days, first.of], [2, 5]);
  assert.equal(nearSentence(first, 'discreet', 'nb'), 'Uken din så langt: 2 dager.');
});

test('the week is told the same from the part of the diary at hand, whatever lies before it', () => {
  fc.assert(
    fc.property(days(-2, 40), days(90, 500), fc.option(fc.integer({ min: 0, max: 500 })), (late, early, made) => {
      const all = [...late, ...early].map((it) => recordOf(it)).concat(made === null ? [] : [began(made)]);
      const entries = new Map(all.map((it, at): [string, Entry] => [it.id, { ...it, also: [], changed: at } as Entry]));
      const { near } = parted(entries, sinceOf(today));
      assert.deepEqual(nearSummary(near.values(), today), nearSummary(entries.values(), today));
    }),
  );
});

test('nothing is divided by nought, and no line is longer than a lock screen or speaks of him', () => {
  fc.assert(
    fc.property(days(0, 20), fc.option(fc.integer({ min: 0, max: 40 })), (list, made) => {
      const it = nearSummary([...list.map((one) => recordOf(one)), ...(made === null ? [] : [began(made)])], today);
      assert.ok(it.moodMean === null || (it.moodMean >= 0 && it.moodMean <= 10));
      for (const locale of languages) {
        for (const style of styles) {
          const line = nearSentence(it, style, locale);
          assert.doesNotMatch(line, /NaN|Infinity|undefined|\bnull\b|\{|trang|kjøp|glipp|urge|purchase|bought|slip/i);
          assert.ok(line.length <= LOCK_SCREEN);
        }
        // What went badly all week is not held up as nought of so many.
        if (it.days > 0) assert.doesNotMatch(Object.values(nearParts(it, locale)).join(' '), /\b0 (av|of) [1-7]\b/);
      }
    }),
  );
});

test('a week is compared by what was answered in both, and not at all where sleep and mood go apart', () => {
  const found = (now: Fields, before: Fields) => {
    const week = (fields: Fields, from: number) =>
      [from, from + 1, from + 2, from + 5].map((ago) => recordOf([ago, fields]));
    return nearSummary([...week(now, 1), ...week(before, 8), began(40), recordOf([20, { talked: true }])], today)
      .change;
  };
  assert.equal(found({ mood: 6 }, { mood: 5 }), 'calmer');
  assert.equal(found({ mood: 6, sleep: 1 }, { mood: 5, sleep: 1 }), 'calmer');
  assert.equal(found({ mood: 4, sleep: 0 }, { mood: 5, sleep: 1 }), 'harder');
  assert.equal(found({ sleep: 1 }, { sleep: 1, mood: 9 }), 'same');
  assert.equal(found({ mood: 6, sleep: 0 }, { mood: 5, sleep: 1 }), null);
  assert.equal(found({ talked: true }, { talked: true }), null);
  assert.equal(found({ mood: 6 }, { sleep: 1 }), null);
});

test('own nights, limits and mood are told as they were answered, and what two weeks are compared by is named', () => {
  const week = (from: number, fields: Fields) =>
    [from, from + 1, from + 2, from + 5].map((ago) => recordOf([ago, fields]));
  const said = (locale: 'nb' | 'en', ...all: Logged[]) => Object.values(nearParts(nearSummary(all, today), locale));
  const once = recordOf([2, { sleep: 2, limits: 2, mood: 6 }]);
  assert.deepEqual(said('nb', began(30), once), [
    'Uken din: Du skrev om én dag.',
    'Du sov godt natten du skrev om.',
    'Grensene dine holdt dagen du skrev om.',
    'Du satte humøret til 6 av 10.',
  ]);
  assert.deepEqual(said('en', began(30), once), [
    'Your week: you wrote about one day.',
    'You slept well on the night you wrote about.',
    'You kept your limits on the day you wrote about.',
    'You put your mood at 6 out of 10.',
  ]);
  const compared = (locale: 'nb' | 'en', now: Fields, before: Fields = { mood: 5 }) =>
    said(locale, began(30), recordOf([20, { talked: true }]), ...week(1, now), ...week(8, before)).at(-1);
  assert.equal(compared('nb', { mood: 7 }), 'Humøret var bedre enn forrige uke.');
  assert.equal(compared('nb', { mood: 3 }), 'Humøret var ikke så bra som forrige uke.');
  assert.equal(compared('nb', { mood: 5 }), 'Humøret var omtrent som forrige uke.');
  assert.equal(compared('en', { mood: 7 }), 'Your mood was better than the week before.');
  assert.equal(compared('en', { mood: 3 }), 'Your mood was not as good as the week before.');
  // Of the two, the one that tells it; of what is the same, all that is known of both weeks.
  const both = { mood: 5, sleep: 1 };
  assert.equal(compared('nb', { mood: 5, sleep: 2 }, both), 'Søvnen var bedre enn forrige uke.');
  assert.equal(compared('nb', both, both), 'Humøret og søvnen var omtrent som forrige uke.');
  assert.equal(compared('en', both, both), 'Your mood and sleep were much the same as the week before.');
  assert.equal(compared('en', { sleep: 1 }, both), 'Your sleep was much the same as the week before.');
  // A stranger is told of neither.
  const same = nearSummary([began(30), recordOf([20, { talked: true }]), ...week(1, both), ...week(8, both)], today);
  assert.equal(nearSentence(same, 'discreet', 'nb'), 'Uken din: 4 av 7 dager. Omtrent som forrige uke.');
  assert.equal(
    nearSentence(nearSummary([began(0), recordOf([0, { mood: 6 }])], today), 'full', 'nb'),
    'Du har skrevet i dag. Du satte humøret til 6 av 10.',
  );
});
