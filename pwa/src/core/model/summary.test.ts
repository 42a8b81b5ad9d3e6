import assert from 'node:assert/strict';
import process from 'node:process';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, dayPart, dayParts, daysBetween, localDate } from './dates.ts';
import { diary, type Logged } from './diary.ts';
import { asksSafety } from './safety.ts';
import { type Labels, parts, sentence, summary } from './summary.ts';

const today = '2026-11-25';
const labels: Labels = {
  trigger: (code) => ({ lonely: 'Ensomhet', stress: 'Stress' })[code],
  way: (code) => ({ wave: 'Bølgen' })[code],
};

let made = 0;
const record = (kind: string, fields: Record<string, unknown>): Logged => ({ id: `r${made++}`, kind, fields });
const urge = (ago: number, strength = 5, more = {}): Logged =>
  record('urge', { date: addDays(today, -ago), part: 'evening', strength, ...more });
const purchase = (ago: number): Logged => record('purchase', { date: addDays(today, -ago), part: 'night' });
const checkin = (ago: number, mood = 6): Logged =>
  record('checkin', { date: addDays(today, -ago), mood, peak: 3, control: 7 });

const began = (date: string): Logged => ({ id: 'progress', kind: 'progress', fields: { began: date } });

const records = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('urge'),
      ago: fc.integer({ min: 0, max: 30 }),
      part: fc.constantFrom(...dayParts),
      strength: fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined }),
      after: fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined }),
      way: fc.option(fc.constantFrom('wave', 'wait', 'call'), { nil: undefined }),
      triggers: fc.array(fc.constantFrom('lonely', 'stress', 'bored'), { maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('purchase'),
      ago: fc.integer({ min: 0, max: 30 }),
      part: fc.constantFrom(...dayParts),
    }),
    fc.record({
      kind: fc.constant('checkin'),
      ago: fc.integer({ min: 0, max: 30 }),
      mood: fc.integer({ min: 0, max: 10 }),
      peak: fc.integer({ min: 0, max: 10 }),
      control: fc.integer({ min: 0, max: 10 }),
    }),
  ),
  { maxLength: 60 },
);
const dated = (list: { kind: string; ago: number }[], date: string): Logged[] =>
  list.map(({ kind, ago, ...fields }) => record(kind, { ...fields, date: addDays(date, -ago) }));

const anyDate = fc.integer({ min: 0, max: 4000 }).map((n) => addDays('2024-01-01', n));
const styles = ['neutral', 'discreet', 'full'] as const;
const languages = ['nb', 'en'] as const;

test('the full line of a week says days, passed and how it compares, in words one can check', () => {
  const before = [urge(8), urge(9), urge(10), purchase(11), urge(12), urge(13), urge(13), urge(13), urge(13)];
  const now = [urge(1), urge(1), urge(2), urge(3), urge(4), urge(4), purchase(6)];
  const numbers = summary([...before, ...now], today);
  assert.equal(
    sentence(numbers, 'full', 'nb'),
    'Uken din: Du skrev om 5 av 7 dager. Trangen kom 6 ganger uten logget kjøp. Ingenting er nullstilt. Du har logget trangen sjeldnere enn forrige uke.',
  );
  assert.equal(
    sentence(numbers, 'full', 'en'),
    'Your week: you wrote about 5 of 7 days. The urge came 6 times without a logged purchase. Nothing has been reset. You’ve logged fewer urges than the week before.',
  );
  assert.equal(sentence(numbers, 'discreet', 'nb'), 'Uken din: 5 av 7 dager. Roligere enn forrige uke.');
  assert.equal(sentence(numbers, 'neutral', 'nb'), 'Tid for en liten pause?');
});

test('what came before and what helped are named with the labels of the pack, and left out without them', () => {
  const now = [
    urge(1, 8, { triggers: ['lonely'], way: 'wave', after: 3 }),
    urge(2, 4, { triggers: ['lonely', 'stress'], way: 'wave', after: 2 }),
    urge(3, 8, { way: 'wave', after: 4 }),
    ...[1, 2, 3].map((ago) => urge(ago, 5, { way: 'walk', after: 4 })),
  ];
  assert.equal(
    Object.values(parts(summary(now, today), 'nb', labels)).join(' '),
    'Uken din så langt: Du har skrevet om 3 dager. Trangen kom 6 ganger, uten at du logget et kjøp. Det som oftest kom før: «Ensomhet». Det som hjalp mest: «Bølgen».',
  );
  assert.equal(
    sentence(summary(now, today), 'full', 'nb'),
    'Uken din så langt: Du har skrevet om 3 dager. Trangen kom 6 ganger, uten at du logget et kjøp.',
  );
});

test('what two share is not called the most, and what was written or used once is not either', () => {
  const shared = [urge(1, 8, { triggers: ['lonely', 'stress'] }), urge(2, 4, { triggers: ['lonely', 'stress'] })];
  const once = [urge(1, 8, { triggers: ['lonely'], way: 'wave', after: 3 })];
  for (const list of [shared, once])
    assert.doesNotMatch(sentence(summary(list, today), 'full', 'nb', labels), /oftest|mest/);
});

test('one entry today is enough for a first summary', () => {
  const numbers = summary([urge(0)], today);
  assert.equal(numbers.days, 1);
  assert.equal(
    sentence(numbers, 'full', 'nb'),
    'Du har skrevet i dag. Trangen kom én gang, uten at du logget et kjøp.',
  );
});

test('only the first day of all is told as today, and a day told afterwards is one that was written about', () => {
  const said = (...list: Logged[]) =>
    languages.map((locale) => sentence(summary(list, today), 'full', locale).replace(/ (Trangen|The urge) .*/, ''));
  const start = began(today);
  assert.deepEqual(said(start, urge(0)), ['Du har skrevet i dag.', 'You’ve written today.']);
  assert.deepEqual(said(start, urge(0), urge(1)), [
    'Uken din så langt: Du har skrevet om 2 dager.',
    'Your week so far: you’ve written about 2 days.',
  ]);
  assert.deepEqual(said(start, urge(1), urge(2), urge(4), urge(30)), [
    'Uken din: Du skrev om 3 av 7 dager.',
    'Your week: you wrote about 3 of 7 days.',
  ]);
  assert.deepEqual(said(...[0, 1, 2, 3, 4, 5, 6].map((ago) => urge(ago))), [
    'Uken din: Du skrev om hver dag.',
    'Your week: you wrote about every day.',
  ]);
  assert.equal(
    sentence(summary([began(addDays(today, -3)), urge(0)], today, { date: today, part: 'evening' }), 'full', 'nb'),
    'Uken din så langt: Du har skrevet om én dag. I dag har du logget trangen.',
  );
});

/** How the urges ended, in a diary kept for long. */
const ended = (locale: 'nb' | 'en', ...list: Logged[]): string =>
  parts(summary([checkin(30), ...list], today), locale).passed;

test('where purchases are told, what passed stands in the same sentence, nothing has been reset, and of fewer than half that passed no share is told', () => {
  const both = (...list: Logged[]) => languages.map((locale) => ended(locale, ...list));
  assert.deepEqual(both(urge(1), purchase(2), purchase(3)), [
    'To kjøp. Én annen gang kom trangen uten at du logget et kjøp. Ingenting er nullstilt.',
    'Two purchases. One other time, the urge came and you logged none. Nothing has been reset.',
  ]);
  assert.deepEqual(both(urge(1), urge(2), urge(6), purchase(2), purchase(3), purchase(4), purchase(5)), [
    '4 kjøp. 3 andre ganger kom trangen uten at du logget et kjøp. Ingenting er nullstilt.',
    '4 purchases. 3 other times, the urge came and you logged none. Nothing has been reset.',
  ]);
  assert.deepEqual(both(urge(1), urge(4), purchase(2), purchase(3)), [
    'To kjøp. To andre ganger kom trangen uten at du logget et kjøp. Ingenting er nullstilt.',
    'Two purchases. Two other times, the urge came and you logged none. Nothing has been reset.',
  ]);
  assert.deepEqual(both(urge(1), purchase(2)), [
    'Ett kjøp. Én annen gang kom trangen uten at du logget et kjøp. Ingenting er nullstilt.',
    'One purchase. One other time, the urge came and you logged none. Nothing has been reset.',
  ]);
  assert.deepEqual(both(purchase(2)), [
    'Du skrev ned ett kjøp. Ingenting er nullstilt, og det teller at du skrev det ned.',
    'You logged one purchase. Nothing has been reset, and writing it down counts.',
  ]);
  fc.assert(
    fc.property(records, anyDate, fc.constantFrom(...languages), (list, date, locale) => {
      const it = summary(dated(list, date), date);
      const { passed } = parts(it, locale);
      assert.equal(/Ingenting er nullstilt|Nothing has been reset/.test(passed), it.purchases > 0);
      if (2 * it.passed < it.times) assert.doesNotMatch(passed, /\d (av|of) \d/);
    }),
  );
});

test('that no urge came is said only when all that was written says so; else what was not written down', () => {
  const calm = record('checkin', { date: addDays(today, -3), mood: 6, peak: 0, control: 9 });
  const never = ['Du skrev at trangen ikke kom.', 'You wrote that no urge came.'];
  const unwritten = ['Ingen trang er logget.', 'No urges logged.'];
  const both = (...list: Logged[]) => languages.map((locale) => ended(locale, ...list));
  assert.deepEqual(both(urge(1, 0), urge(2, 0)), never);
  assert.deepEqual(both(urge(1, 0), calm), never);
  assert.deepEqual(both(urge(1, 0), checkin(3)), unwritten);
  assert.deepEqual(both(checkin(1), checkin(3)), unwritten);
});

test('a week without purchases after one with them says that none are written down', () => {
  const none = ['Ingen kjøp er skrevet ned.', 'No purchases logged.'];
  const both = (...list: Logged[]) => languages.map((locale) => ended(locale, ...list));
  assert.deepEqual(both(checkin(1), purchase(8)), none);
  assert.deepEqual(both(checkin(1), purchase(15)), ['Ingen trang er logget.', 'No urges logged.']);
  assert.deepEqual(both(urge(1, 0), purchase(8)), [
    `Du skrev at trangen ikke kom. ${none[0]}`,
    `You wrote that no urge came. ${none[1]}`,
  ]);
});

test('how a week compares is told by one measure: how often the urge came and how strong it was, also where they differ', () => {
  const three = (strength: number) => [urge(8, strength), urge(9, strength), urge(13, strength)];
  const late = (many: number, strength?: number) => Array.from({ length: many }, (_, at) => urge(1 + at, strength));
  const told = (before: Logged[], now: Logged[]) =>
    languages.map((locale) => parts(summary([checkin(30), ...before, ...now], today), locale).change);
  const nb = (...all: Parameters<typeof told>) => told(...all)[0];
  assert.deepEqual(told([...three(6), urge(10, 8)], late(5, 5)), [
    'Uken før kom trangen 4 ganger. Nå var den svakere: 5,0 mot 6,5 i snitt.',
    'The week before, the urge came 4 times. This time it was weaker: 5.0 against 6.5 on average.',
  ]);
  assert.deepEqual(told(three(5), late(5, 5)), [
    'Uken før kom trangen 3 ganger og var omtrent like sterk.',
    'The week before, the urge came 3 times and was about as strong.',
  ]);
  assert.equal(nb(three(5), late(3, 6)), 'Uken før kom trangen 3 ganger. Nå var den sterkere: 6,0 mot 5,0 i snitt.');
  assert.equal(
    nb([...three(5), ...three(5)], late(4, 3)),
    'Uken før kom trangen 6 ganger. Nå var den svakere: 3,0 mot 5,0 i snitt.',
  );
  // Clearly more of them and clearly weaker ones: no word for both, but numbers.
  assert.equal(nb(three(6), late(6, 4)), 'Uken før kom trangen 3 ganger. Nå var den svakere: 4,0 mot 6,0 i snitt.');
  assert.equal(
    nb([...three(5), ...three(5)], late(4, 6)),
    'Uken før kom trangen 6 ganger. Nå var den sterkere: 6,0 mot 5,0 i snitt.',
  );
  // A week without any is told in words, and so is whatever is not known.
  assert.equal(nb(three(5), [checkin(1), checkin(2), checkin(3)]), 'Du har logget trangen sjeldnere enn forrige uke.');
  const unrated = record('urge', { date: addDays(today, -1), part: 'evening' });
  assert.equal(nb(three(5), [unrated, checkin(2), checkin(3)]), 'Uken før kom trangen 3 ganger.');
  // What is written today is in it too.
  assert.equal(
    nb([...three(5), ...three(5)], [...late(4, 3), urge(0, 5)]),
    'Uken før kom trangen 6 ganger. Nå var den svakere: 3,4 mot 5,0 i snitt.',
  );
});

test('a lock screen tells in a few words how a week compares', () => {
  const three = (strength: number) => [urge(8, strength), urge(9, strength), urge(13, strength)];
  const late = (many: number, strength: number) => Array.from({ length: many }, (_, at) => urge(1 + at, strength));
  const told = (before: Logged[], now: Logged[]) =>
    languages.map((locale) => parts(summary([checkin(30), ...before, ...now], today), locale, {}, true).change);
  const harder = ['Trangen tok mer plass enn forrige uke.', 'More difficult than the week before.'];
  assert.deepEqual(told(three(5), late(3, 6)), harder);
  assert.deepEqual(told(three(5), late(5, 6)), harder);
  assert.deepEqual(told(three(5), late(5, 5)), [
    'Du har logget trangen oftere enn forrige uke.',
    'You’ve logged more urges than the week before.',
  ]);
  assert.deepEqual(told(three(5), late(3, 3)), ['Roligere enn forrige uke.', 'Calmer than the week before.']);
  assert.deepEqual(told([...three(5), ...three(5)], late(3, 5)), [
    'Du har logget trangen sjeldnere enn forrige uke.',
    'You’ve logged fewer urges than the week before.',
  ]);
  assert.deepEqual(told(three(5), late(3, 5)), [
    'Trangen var omtrent som forrige uke.',
    'The urge was much the same as the week before.',
  ]);
  // Two purchases more, and as many urges: the urge was not logged more often.
  assert.deepEqual(told(three(5), [...late(3, 5), purchase(4), purchase(5)]), harder);
  assert.deepEqual(told(three(6), late(6, 4)), [undefined, undefined]);
  const same = summary([checkin(30), ...three(5), ...late(3, 5)], today);
  assert.equal(sentence(same, 'discreet', 'nb'), 'Uken din: 3 av 7 dager. Omtrent som forrige uke.');
});

test('an urge whose part of the day still runs counts neither way, and the next part of the day tells it went', () => {
  const evening = { date: today, part: 'evening' } as const;
  const alone = summary([urge(0)], today, evening);
  assert.deepEqual([alone.days, alone.passed, alone.times, alone.open], [1, 0, 0, 1]);
  assert.equal(sentence(alone, 'full', 'nb'), 'Du har skrevet i dag. Du logget trangen.');
  const morning = record('urge', { date: today, part: 'morning', strength: 5 });
  assert.equal(summary([morning, urge(0)], today, evening).passed, 1);
  assert.equal(summary([urge(0)], today, { date: addDays(today, 1), part: 'night' }).passed, 1);
  const bought = record('purchase', { date: today, part: 'evening' });
  assert.deepEqual([summary([urge(0), bought], today, evening).times], [1]);
});

test('two weeks are compared from three days each: of two days nothing follows', () => {
  const week = (from: number, days: number, [urges, strength]: readonly [number, number]) =>
    Array.from({ length: urges }, (_, at) => urge(from + (at % days), strength));
  // Clearly one or the other, so that nothing but the number of days keeps it from being told.
  const [few, many] = [
    [10, 3],
    [30, 9],
  ] as const;
  const told = (now: number, before: number, harder: boolean) => {
    const [late, early] = harder ? [many, few] : [few, many];
    return summary([checkin(30), ...week(8, before, early), ...week(1, now, late)], today).change;
  };
  assert.deepEqual(
    [told(2, 6, true), told(6, 2, false), told(2, 2, true), told(2, 2, false)],
    [null, null, null, null],
  );
  assert.deepEqual([told(3, 6, true), told(6, 3, false), told(3, 3, true)], ['harder', 'calmer', 'harder']);
});

test('with nothing logged every style is the neutral line', () => {
  for (const style of styles) assert.equal(sentence(summary([], today), style, 'en'), 'Time for a short break?');
});

test('a logged nought is a day without an urge, not a time it passed', () => {
  const numbers = summary([urge(1, 0)], today);
  assert.deepEqual([numbers.days, numbers.times], [1, 0]);
  assert.equal(
    sentence(numbers, 'full', 'nb'),
    'Uken din så langt: Du har skrevet om én dag. Du skrev at trangen ikke kom.',
  );
});

test('an urge of the same evening as a purchase is not told as one that passed', () => {
  const bought = record('purchase', { date: addDays(today, -2), part: 'evening' });
  const numbers = summary([urge(2), bought, urge(1)], today);
  assert.equal(
    sentence(numbers, 'full', 'nb'),
    'Uken din så langt: Du har skrevet om 2 dager. Trangen kom én gang uten logget kjøp. Ingenting er nullstilt.',
  );
});

test('the counts add up to the records of the seven dates', () => {
  fc.assert(
    fc.property(records, anyDate, (list, date) => {
      const all = dated(list, date);
      const it = summary(all, date);
      const within = all.filter(({ fields }) => String(fields.date) >= it.from && String(fields.date) <= it.until);
      assert.equal(it.purchases, within.filter(({ kind }) => kind === 'purchase').length);
      const bought = within
        .filter(({ kind }) => kind === 'purchase')
        .map(({ fields }) => `${fields.date} ${fields.part}`);
      const over = within.filter(
        ({ kind, fields }) =>
          kind === 'urge' &&
          fields.strength !== 0 &&
          (Number(fields.after) < Number(fields.strength) || !bought.includes(`${fields.date} ${fields.part}`)),
      );
      assert.equal(it.passed, over.length);
      assert.equal(it.times, it.passed + it.purchases);
      assert.equal(it.days, new Set(within.map(({ fields }) => fields.date)).size);
    }),
  );
});

test('a week has seven dates, also when the clock is put forward or back', () => {
  fc.assert(
    fc.property(records, fc.oneof(anyDate, fc.constantFrom('2026-03-30', '2026-10-26', '2025-03-31')), (list, date) => {
      const it = summary(dated(list, date), date);
      assert.equal(daysBetween(it.from, it.until), 6);
      assert.ok(it.days >= 0 && it.days <= 7);
    }),
  );
});

test('a week is only compared with a whole week before it', () => {
  fc.assert(
    fc.property(records, anyDate, (list, date) => {
      const all = dated(list, date);
      const it = summary(all, date);
      if (it.change === null) return;
      assert.ok(it.before);
      assert.deepEqual([it.before.from, it.before.until], [addDays(date, -13), addDays(date, -7)]);
      assert.ok(
        all.some(({ fields }) => String(fields.date) <= String(it.before?.from)),
        'the diary was kept by then',
      );
    }),
  );
});

test('what is written today is in the sentence at once, and with a purchase today no urge passed each time', () => {
  const evening = { date: today, part: 'evening' } as const;
  const five = [1, 2, 3, 4, 5].map((ago) => urge(ago));
  const told = (...list: Logged[]) =>
    languages.map((locale) => parts(summary([checkin(30), ...five, ...list], today, evening), locale).passed);
  const bought = (part: string) => record('purchase', { date: today, part });
  const both = [
    'Ett kjøp. 5 andre ganger kom trangen uten at du logget et kjøp. Ingenting er nullstilt.',
    'One purchase. 5 other times, the urge came and you logged none. Nothing has been reset.',
  ];
  for (const part of dayParts) assert.deepEqual(told(bought(part)), both, part);
  // An urge of the part of the day in which the purchase was is the purchase's own.
  assert.deepEqual(told(bought('evening'), urge(0)), both);
  assert.deepEqual(told(urge(0)), [
    'Trangen kom 6 ganger, så langt uten at du logget et kjøp.',
    'The urge came 6 times, with no purchase logged so far.',
  ]);
  assert.deepEqual(told(bought('day'), urge(0), urge(0)), [
    'Ett kjøp. 7 andre ganger kom trangen uten at du logget et kjøp. Ingenting er nullstilt.',
    'One purchase. 7 other times, the urge came and you logged none. Nothing has been reset.',
  ]);
  fc.assert(
    fc.property(records, anyDate, fc.constantFrom(...languages), (list, date, locale) => {
      const it = summary(dated(list, date), date, { date, part: 'evening' });
      const today = dated(list, date).filter(({ fields }) => fields.date === date);
      assert.equal(it.until, date);
      if (today.some(({ kind }) => kind === 'purchase')) {
        const { passed } = parts(it, locale);
        assert.doesNotMatch(passed, /hver gang|begge gangene|og den endte|each time|both times|and it ended/);
      }
    }),
  );
});

test('what today adds may silence the comparison of two weeks but not make one', () => {
  const before = [8, 9, 10, 11, 12, 13].map((ago) => urge(ago));
  const whole = [1, 2, 3, 4].map((ago) => urge(ago));
  const found = (...list: Logged[]) => summary([...before, ...whole, ...list], today);
  assert.equal(found().change, 'calmer');
  assert.equal(found(checkin(0)).change, 'calmer');
  assert.equal(found(urge(0)).change, null);
  assert.equal(found(record('purchase', { date: today, part: 'day' })).change, null);
  assert.equal(found(checkin(0)).before?.from, addDays(today, -13));
});

test('a diary younger than both weeks, and a day that is not over, are not compared', () => {
  const young = [urge(1), urge(2), urge(3), urge(8), urge(9), urge(10)];
  assert.equal(summary(young, today).change, null);
  assert.equal(summary([...young, checkin(20)], today).change, 'same');
  assert.equal(summary([urge(0), urge(8), urge(9), urge(10), urge(20)], today).change, null);
});

test('fewer times with more purchases among them is not called calmer', () => {
  const before = [urge(8), urge(9), urge(10), urge(13)];
  assert.equal(summary([...before, urge(1), checkin(2), checkin(3)], today).change, 'calmer');
  assert.equal(summary([...before, purchase(1), checkin(2), checkin(3)], today).change, null);
});

test('one more or one less of several is about the same, and what points both ways is not told in one word', () => {
  const before = [8, 9, 10, 11, 12, 13].map((ago) => urge(ago));
  const now = (n: number, strength = 5) => [1, 2, 3, 4, 5, 6, 6].slice(0, n).map((ago) => urge(ago, strength));
  const found = (...list: Logged[]) => summary([...before, ...list], today).change;
  assert.deepEqual(
    [found(...now(4)), found(...now(5)), found(...now(7)), found(...now(7), urge(6))],
    ['calmer', 'same', 'same', 'harder'],
  );
  assert.deepEqual([found(...now(4, 6)), found(...now(7), urge(6, 5), purchase(3))], [null, 'harder']);
  assert.deepEqual([found(...now(5), purchase(3)), found(...now(4, 3), purchase(3), purchase(4))], [null, null]);
});

test('as many urges and clearly weaker is calmer, clearly stronger is harder', () => {
  const before = [urge(8), urge(9), urge(13)];
  assert.equal(summary([...before, urge(1, 4), urge(2, 4), urge(3, 4)], today).change, 'calmer');
  assert.equal(summary([...before, urge(1, 6), urge(2, 6), urge(3, 6)], today).change, 'harder');
});

test('no number is missing and nothing is divided by nought', () => {
  fc.assert(
    fc.property(records, anyDate, (list, date) => {
      const it = summary(dated(list, date), date);
      assert.equal(it.strength === null, it.most === null);
      assert.ok(it.strength === null || (it.strength >= 1 && it.strength <= 10));
      for (const style of styles)
        for (const locale of languages)
          assert.doesNotMatch(sentence(it, style, locale, labels), /NaN|Infinity|undefined|\bnull\b|\{/);
    }),
  );
});

test('more purchases are never called calmer and fewer never harder', () => {
  fc.assert(
    fc.property(records, anyDate, (list, date) => {
      const it = summary(dated(list, date), date);
      if (!it.before) return;
      if (it.purchases > it.before.purchases) assert.notEqual(it.change, 'calmer');
      if (it.purchases < it.before.purchases) assert.notEqual(it.change, 'harder');
    }),
  );
});

test('no line shames or names a purchase that was made, and the discreet line tells a lock screen nothing', () => {
  const shame =
    /skam|ødelagt|mislyk|avhengig|torsk|brutt|nullstille|dessverre|sviktet|shame|fail|addict|relapse|streak|unfortunately/i;
  const named =
    /(?<!uten at du logget et |uten logget |Ingen )kjøp|(?<!without a logged |logged no |with no |No )purchase/;
  const subject = /trang|kjøp|sex|sug|glipp|ensom|stress|bølge|urge|purchase|bought|buy|slip|lonel|wave/i;
  fc.assert(
    fc.property(records, anyDate, (list, date) => {
      const it = summary(dated(list, date), date);
      for (const locale of languages) {
        for (const style of styles) assert.doesNotMatch(sentence(it, style, locale, labels), shame);
        assert.doesNotMatch(sentence(it, 'full', locale, labels), named);
        assert.doesNotMatch(sentence(it, 'discreet', locale, labels), subject);
        assert.doesNotMatch(sentence(it, 'neutral', locale, labels), subject);
      }
    }),
  );
});

test('a record this edition cannot read is left out, never guessed', () => {
  const odd = [
    record('urge', { date: today, part: 'dawn', strength: 5 }),
    record('urge', { date: today, part: 'day', strength: 11 }),
    record('checkin', { date: 'today', mood: 1, peak: 1, control: 1 }),
    record('dream', { date: today }),
  ];
  const read = diary(odd);
  assert.deepEqual([read.urges.length, read.purchases.length, read.checkins.length], [0, 0, 0]);
});

test('very low mood asks the safety question at once, low mood after three days running', () => {
  const moods = (...list: number[]) => diary(list.map((mood, ago) => checkin(ago, mood))).checkins;
  assert.ok(asksSafety(moods(1), today));
  assert.ok(asksSafety(moods(0, 9, 9), today));
  assert.ok(asksSafety(moods(3, 2, 3), today));
  assert.ok(!asksSafety(moods(2, 3), today));
  assert.ok(!asksSafety(moods(3, 4, 3), today));
  assert.ok(!asksSafety(diary([checkin(0, 3), checkin(2, 3), checkin(3, 3)]).checkins, today));
});

test('no week is compared with days before the diary was made, whatever was told of them from memory', () => {
  const told = [urge(1), urge(2), urge(3), urge(8), urge(9), urge(10), urge(20)];
  assert.equal(summary(told, today).change, 'same');
  assert.equal(summary([...told, began(addDays(today, -13))], today).change, 'same');
  assert.equal(summary([...told, began(addDays(today, -12))], today).change, null);
  fc.assert(
    fc.property(records, anyDate, fc.integer({ min: 0, max: 12 }), (list, date, ago) => {
      const it = summary([...dated(list, date), began(addDays(date, -ago))], date);
      assert.deepEqual([it.before, it.change], [null, null]);
    }),
  );
});

test('the first week is not measured against days before it: a number of days, and seven only when there were seven', () => {
  fc.assert(
    fc.property(records, anyDate, fc.integer({ min: 0, max: 30 }), (list, date, ago) => {
      const all = dated(list, date);
      const it = summary([...all, began(addDays(date, -ago))], date);
      if (it.days === 0) return;
      assert.ok(it.days <= it.of && it.of <= 7);
      const first = [addDays(date, -ago), ...all.map(({ fields }) => String(fields.date))].sort()[0] as string;
      assert.equal(it.of, first <= it.from ? 7 : daysBetween(first, it.until) + 1);
      for (const locale of languages)
        for (const style of ['discreet', 'full'] as const)
          assert.equal(
            /så langt|so far|Du har skrevet i dag|You’ve written today/.test(sentence(it, style, locale)),
            it.of < 7,
          );
    }),
  );
});

test('silence is not calm, and writing more is not harder', () => {
  const busy = [7, 8, 9, 10, 11, 12, 13].map((ago) => urge(ago));
  const kept = checkin(30);
  assert.equal(summary([kept, ...busy, urge(1), urge(3), urge(5)], today).change, null);
  assert.equal(summary([kept, ...busy, urge(1), urge(3), urge(5), checkin(6)], today).change, 'calmer');
  const quiet = [urge(8), urge(9), urge(10)];
  const often = [1, 2, 3, 4, 5, 6].map((ago) => urge(ago));
  assert.equal(summary([kept, ...quiet, ...often], today).change, 'harder');
  assert.equal(summary([kept, ...quiet, ...often, urge(0)], today).change, null);
  fc.assert(
    fc.property(records, anyDate, (list, date) => {
      const it = summary(dated(list, date), date);
      if (it.change === 'calmer' || it.change === 'same') assert.ok(2 * it.days >= (it.before?.days ?? 0));
      if (it.change === 'harder' || it.change === 'same') assert.ok(it.days <= 2 * (it.before?.days ?? 0));
    }),
  );
});

test('where the clock is put forward or back, each of the seven days is one, and what was written on it is counted once', () => {
  const zone = process.env.TZ;
  const turns = [
    ['Europe/Oslo', 2026, 2, 29],
    ['Europe/Oslo', 2026, 9, 25],
    ['Australia/Lord_Howe', 2026, 3, 5],
    ['Australia/Lord_Howe', 2026, 9, 4],
    ['America/Sao_Paulo', 2018, 10, 4],
  ] as const;
  try {
    for (const [name, year, month, day] of turns) {
      process.env.TZ = name;
      for (let after = 1; after <= 7; after++) {
        const at = (days: number, hour: number): Date => new Date(year, month, day + after - days, hour, 30);
        const all = [1, 2, 3, 4, 5, 6, 7].flatMap((days) =>
          [0, 2, 23].map((hour) =>
            record('urge', { date: localDate(at(days, hour)), part: dayPart(at(days, hour)), strength: 5 }),
          ),
        );
        const it = summary(all, localDate(at(0, 12)), { date: localDate(at(0, 12)), part: 'day' });
        assert.deepEqual(
          [it.days, it.of, it.times, it.until],
          [6, 7, 18, localDate(at(0, 12))],
          `${name}, ${after} after`,
        );
      }
    }
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

test('an urge whose strength was skipped counts as a time the urge came, and rates nothing', () => {
  const skipped = record('urge', { date: addDays(today, -1), part: 'evening', way: 'breathing', after: 3 });
  const one = summary([skipped], today);
  assert.deepEqual([one.urges, one.passed, one.strength, one.most, one.way], [1, 1, null, null, null]);
  const two = summary([skipped, urge(2, 7)], today);
  assert.deepEqual([two.urges, two.strength, two.most], [2, 7, 7]);
});
