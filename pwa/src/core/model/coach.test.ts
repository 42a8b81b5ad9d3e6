import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accepted, byDay, cameSince, firstNew, lastRead, planLines, recentLetters, repeated, toSay } from './coach.ts';
import type { PlanPart } from './plan.ts';

const letter = (n: number, more: Partial<Letter> = {}): Letter => ({
  key: `t/u/${n}`,
  from: 'u',
  n,
  day: '2026-11-25',
  proven: true,
  read: false,
  earlier: false,
  sent: 'sent',
  content: { kind: 'text' },
  ...more,
});
type Letter = Parameters<typeof lastRead>[0][number] &
  Parameters<typeof recentLetters>[0][number] &
  Parameters<typeof firstNew>[0][number] & {
    n: number | null;
    day: string;
    sent: 'sent' | 'waiting' | 'refused';
  };

test('an answer that the server dates a day earlier, for midnight comes later to it, stands where it was read', () => {
  const days = byDay([letter(1, { day: '2026-11-26' }), letter(2, { from: 'c' }), letter(3, { day: '2026-11-26' })]);
  assert.deepEqual(
    days.map(({ day, letters }) => [day, letters.length]),
    [['2026-11-26', 3]],
  );
});

test('what came while the thread stood open is told of: answers, and of those only what is shown as a coach’s', () => {
  const before = [letter(1), letter(1, { key: 't/c/1', from: 'c', read: true })];
  const known = new Set(before.map(({ key }) => key));
  const of = (n: number, more: Partial<Letter> = {}) => letter(n, { key: `t/c/${n}`, from: 'c', read: true, ...more });
  const all = [
    ...before,
    letter(2),
    of(2, { proven: false }),
    of(3),
    of(4, { content: null }),
    of(5, { earlier: true }),
    of(6),
  ];
  assert.deepEqual(cameSince(all, known), ['t/c/3', 't/c/6']);
  assert.deepEqual(cameSince(all, new Set(all.map(({ key }) => key))), []);
});

test('letters of a day stand together, and in their order', () => {
  const days = byDay([letter(1), letter(2), letter(3, { day: '2026-11-26' })]);
  assert.deepEqual(
    days.map(({ day, letters }) => [day, letters.length]),
    [
      ['2026-11-25', 2],
      ['2026-11-26', 1],
    ],
  );
});

test('a long thread shows its end, and never hides what has not been read', () => {
  const read = Array.from({ length: 30 }, (_, at) => letter(at + 1, { from: at % 2 ? 'c' : 'u', read: true }));
  assert.equal(recentLetters(read).hidden, 22);
  assert.equal(recentLetters(read.slice(0, 5)).hidden, 0);
  const unread = read.map((it, at) => (at >= 11 ? { ...it, read: false } : it));
  assert.equal(recentLetters(unread).shown[0]?.key, 't/u/12');
});

test('that it was read is said of the last one alone, and not of what was taken back', () => {
  const all = [
    letter(1, { read: true }),
    letter(2, { read: true }),
    letter(3, { read: true, content: null }),
    letter(4),
  ];
  assert.equal(lastRead(all), 't/u/2');
  assert.equal(lastRead([letter(1, { read: true, earlier: true })]), null);
});

test('a yes counts for the agreement it names in its own conversation, also when that was made anew', () => {
  const yes = { kind: 'accepted', agreement: 3 };
  assert.deepEqual([...accepted([{ key: 'waiting', content: yes, earlier: false }], 'new')], ['coach/new/3']);
  assert.deepEqual([...accepted([{ key: 'old/u/4', content: yes, earlier: true }], 'new')], ['coach/old/3']);
});

test('a thread opens at the first answer that was not shown yet, and can be shown', () => {
  const answer = (n: number, more: Partial<Letter> = {}) => letter(n, { from: 'c', ...more });
  const all = [answer(1, { read: true }), answer(2, { content: null }), answer(3, { proven: false }), letter(4)];
  assert.equal(firstNew(all), null);
  assert.equal(firstNew([...all, answer(5), answer(6)]), 't/u/5');
});

test('a first message that was taken along into a new conversation is shown once', () => {
  const opening = (n: number, text: string) => letter(n, { content: { kind: 'opening', text } });
  assert.deepEqual([...repeated([opening(1, 'hei'), letter(2), opening(3, 'hei')])], ['t/u/3']);
  assert.deepEqual([...repeated([opening(1, ''), opening(2, ''), opening(3, 'hei')])], []);
});

test('what was found is said once each, and what the reason to begin anew says already is not', () => {
  assert.deepEqual(toSay(['repeated', 'reordered', 'missing'], null), ['order', 'missing']);
  assert.deepEqual(toSay(['coach-gone', 'envelope-added'], 'coach-gone'), ['added']);
  assert.deepEqual(toSay(['something-newer'], null), []);
});

test('no telephone number of the plan goes along, and only the places that were chosen', () => {
  const parts = [
    { place: 'people', makers: [], lines: [{ key: 'a', words: 'Ola', phone: '41234567' }] },
    {
      place: 'plans',
      makers: [],
      lines: [{ key: 'b', words: 'gå en tur', when: { label: 'x', words: 'Er alene', thenLabel: 'y' } }],
    },
  ] as PlanPart[];
  const lines = planLines(parts, ['people', 'plans'], (place) => place.toUpperCase());
  assert.deepEqual(lines, ['PEOPLE', '– Ola', 'PLANS', '– Er alene: gå en tur']);
  assert.deepEqual(
    planLines(parts, ['plans'], (place) => place),
    ['plans', '– Er alene: gå en tur'],
  );
});
