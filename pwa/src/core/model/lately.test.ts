import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { addDays } from './dates.ts';
import { diary, firstDate, type Logged, lately, madeIn } from './diary.ts';
import { ofKind } from './kinds.ts';
import type { Entry } from './plain.ts';
import { summary, summaryOf } from './summary.ts';

const today = '2026-11-26';

const logged = fc
  .record({
    id: fc.uuid(),
    kind: fc.constantFrom('urge', 'purchase', 'checkin', 'answer'),
    date: fc.oneof(
      fc.integer({ min: -2, max: 18 }).map((ago) => addDays(today, -ago)),
      fc.constantFrom('2026-02-30', 'i går', 7),
    ),
    part: fc.constantFrom('morning', 'evening'),
    strength: fc.integer({ min: 0, max: 10 }),
  })
  .map(({ id, kind, date, part, strength }): Logged => {
    const figures = { mood: strength, peak: strength, control: strength };
    return { id, kind, fields: { date, part, strength, triggers: ['alone'], ...figures } };
  });

const diaries = fc.uniqueArray(logged, { selector: ({ id }) => id, minLength: 20, maxLength: 60 });

test('the week says the same whether all of the diary was read for it or the last weeks', () => {
  fc.assert(
    fc.property(diaries, fc.option(fc.integer({ min: 0, max: 20 })), (entries, ago) => {
      const made = ago === null ? [] : [{ id: 'progress', kind: 'progress', fields: { began: addDays(today, -ago) } }];
      const records = [...entries, ...made];
      const read = diary(records);
      assert.deepEqual(
        summary(records, today),
        summaryOf(read, today, { first: firstDate(read), made: madeIn(records) }),
      );
    }),
  );
});

test('what was written lately is what the whole diary has from that day on, in the same order', () => {
  fc.assert(
    fc.property(diaries, fc.integer({ min: 0, max: 30 }), (records, ago) => {
      const since = addDays(today, -ago);
      const whole = diary(records);
      const { read } = lately(records, since);
      for (const kind of ['urges', 'purchases', 'checkins'] as const)
        assert.deepEqual(
          read[kind],
          (whole[kind] as { date: string }[]).filter((it) => it.date >= since),
        );
    }),
  );
});

test('the records of a kind are those that the map holds now', () => {
  const entry = (id: string, kind: string): [string, Entry] => [id, { id, kind, fields: {}, also: [], changed: 0 }];
  const entries = new Map([entry('a', 'urge'), entry('b', 'answer'), entry('c', 'urge')]);
  assert.deepEqual(
    ofKind(entries, 'urge').map(({ id }) => id),
    ['a', 'c'],
  );
  assert.deepEqual(ofKind(entries, 'progress'), []);
  const next = new Map([...entries, entry('d', 'progress')]);
  next.delete('a');
  assert.deepEqual(
    ofKind(next, 'urge').map(({ id }) => id),
    ['c'],
  );
  assert.equal(ofKind(next, 'progress').length, 1);
});
