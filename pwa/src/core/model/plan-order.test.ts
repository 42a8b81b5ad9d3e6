import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isNow, things } from './calendar.ts';
import { blank, edit, merge } from './merge.ts';
import { answered, calendarPack, entriesOf, pack } from './pack.fixture.ts';
import type { Fields } from './plain.ts';
import { alternatives, drawPlan, people, planCard } from './plan.ts';
import { cardField, inOrder, moveKey, orderField, weekField } from './plan-order.ts';

const none = new Map();
const lines = (...keys: string[]) => keys.map((key) => ({ key }));
const keys = (all: readonly { key: string }[]) => all.map((it) => it.key);

test('lines stand as he has put them; new ones come last, and what is gone leaves no hole', () => {
  assert.deepEqual(keys(inOrder(lines('r/a', 'r/b', 's/c', 's/d'), ['s/c', 'x/gone', 'r/b'])), [
    's/c',
    'r/b',
    'r/a',
    's/d',
  ]);
  assert.deepEqual(keys(inOrder(lines('r/a', 'r/b'), [])), ['r/a', 'r/b']);
});

test('a line whose words were changed keeps its place', () => {
  assert.deepEqual(keys(inOrder(lines('r/a', 'r/«new words»', 's/b'), ['s/b', 'r/«old words»', 'r/a'])), [
    's/b',
    'r/«new words»',
    'r/a',
  ]);
});

test('no order loses a line or makes one', () => {
  const key = fc.constantFrom('a/1', 'a/2', 'b/1', 'b/2', 'c/1', 'c/2');
  const set = fc.uniqueArray(key);
  fc.assert(
    fc.property(set, fc.array(key), (drawn, order) => {
      assert.deepEqual(keys(inOrder(lines(...drawn), order)).sort(), [...drawn].sort());
    }),
  );
});

test('a line is moved to a place, and nowhere else', () => {
  assert.deepEqual(moveKey(['a', 'b', 'c'], 0, 2), ['b', 'c', 'a']);
  assert.deepEqual(moveKey(['a', 'b', 'c'], 2, 1), ['a', 'c', 'b']);
  assert.deepEqual(moveKey(['a', 'b'], 1, 2), ['a', 'b']);
});

test('two phones that decided different things of the plan keep both, and both see the same order', () => {
  const start = edit(blank('plan'), { tag: 'a', now: 1 }, { [orderField('reasons')]: ['r/a', 'r/b'] });
  const mine = edit(
    start,
    { tag: 'a', now: 5 },
    {
      [orderField('reasons')]: ['r/b', 'r/a'],
      [weekField('p/outside')]: 'mon 18:00',
    },
  );
  const theirs = edit(
    start,
    { tag: 'b', now: 9 },
    {
      [orderField('reasons')]: ['r/c', 'r/a', 'r/b'],
      [weekField('p/call')]: 'fri',
      [cardField('person/1')]: true,
    },
  );
  const both = merge(mine, theirs);
  assert.deepEqual(both, merge(theirs, mine));
  assert.equal(both.fields[weekField('p/outside')], 'mon 18:00');
  assert.equal(both.fields[weekField('p/call')], 'fri');
  assert.equal(both.fields[cardField('person/1')], true);
  // «r/d» was written on one phone while the other made its order: it is still there, last.
  const order = both.fields[orderField('reasons')] as string[];
  assert.deepEqual(keys(inOrder(lines('r/a', 'r/b', 'r/c', 'r/d'), order)), ['r/c', 'r/a', 'r/b', 'r/d']);
});

const reasons = answered('reason', { codes: ['honest'], own_text: 'Sleep\nPeace' });
const decided = (fields: Fields): [string, Fields] => ['plan', fields];

test('the plan, the card and what the urge tool shows follow the order: the first is the most important', () => {
  const entries = entriesOf(
    reasons,
    answered('who', { own_text: 'Ann\nKim', phones_text: 'Kim\t41234567' }),
    decided({
      [orderField('reasons')]: ['reason/«Peace»', 'reason/honest'],
      [orderField('people')]: ['who/«Kim»'],
    }),
  );
  const [who, why] = drawPlan(entries, none, pack);
  assert.deepEqual(
    why?.lines.map((it) => it.words),
    ['Peace', 'I want to be honest', 'Sleep'],
  );
  assert.deepEqual(
    who?.lines.map((it) => it.words),
    ['Kim', 'Ann'],
  );
  assert.deepEqual(planCard(entries, pack), [
    { label: 'My reason', words: ['Peace', 'I want to be honest'] },
    { label: 'Who can I ring', words: ['Kim'] },
  ]);
});

test('his own words stand before what he chose, in the plan and on the card, until he has put them in another order', () => {
  const own = entriesOf(reasons);
  const words = (entries: typeof own) => drawPlan(entries, none, pack)[0]?.lines.map((it) => it.words);
  assert.deepEqual(words(own), ['Sleep', 'Peace', 'I want to be honest']);
  assert.deepEqual(planCard(own, pack)[0]?.words, ['Sleep', 'Peace'], 'two of three stand on the card');
  const ordered = entriesOf(reasons, decided({ [orderField('reasons')]: ['reason/honest', 'reason/«Sleep»'] }));
  assert.deepEqual(words(ordered), ['I want to be honest', 'Sleep', 'Peace']);
});

test('a number stands on the card only where he has chosen so', () => {
  const who = answered('who', { own_text: 'Kim', phones_text: 'Kim\t41234567' });
  const shown = (fields: Fields) => planCard(entriesOf(who, decided(fields)), pack)[0]?.phone;
  assert.equal(shown({}), undefined);
  assert.equal(shown({ [cardField('who/«Ann»')]: true }), undefined);
  assert.equal(shown({ [cardField('who/«Kim»')]: true }), '41234567');
});

test('something to do instead gets a day in the plan, and with it a place in the calendar', () => {
  const plan = answered('first-plan', { if_code: 'lonely', codes: ['outside'] });
  const entries = entriesOf(plan, decided({ [weekField('first-plan/outside')]: 'mon 18:00' }));
  assert.equal(alternatives(entries, none, calendarPack)[0]?.time, 'mon 18:00');
  const [thing] = things(entries, none, calendarPack);
  assert.deepEqual(
    [thing?.key, thing?.sort, thing?.when],
    ['first-plan/outside', 'planned', { day: 'mon', at: '18:00' }],
  );
  // Taken out again.
  assert.deepEqual(things(entriesOf(plan, decided({ [weekField('first-plan/outside')]: '' })), none, calendarPack), []);
  // Where the exercise asks for the day itself, the answer says it, once.
  const swim = answered('alternative', { codes: ['swim'], times: { swim: 'tue 19:00' } });
  assert.equal(things(entriesOf(swim), none, calendarPack).length, 1);
});

test('it is time for it on its day and near its time, also across midnight', () => {
  // 2026-11-23 is a Monday.
  assert.equal(isNow('mon 18:00', '2026-11-23T16:00'), true);
  assert.equal(isNow('mon 18:00', '2026-11-23T20:01'), false);
  assert.equal(isNow('mon 18:00', '2026-11-24T18:00'), false);
  assert.equal(isNow('mon 23:30', '2026-11-24T00:30'), true);
  assert.equal(isNow('tue 00:30', '2026-11-23T23:00'), true);
  assert.equal(isNow('mon', '2026-11-23T09:00'), true);
  assert.equal(isNow('2026-11-23 18:00', '2026-11-23T18:00'), true);
  assert.equal(isNow(undefined, '2026-11-23T18:00'), false);
});

test('who is written straight into the plan stands with the others, once', () => {
  const entries = entriesOf(
    answered('who', { own_text: 'Ann' }),
    ['person', { name_text: 'Ann', phone_text: '+47 41 23 45 67', made: 0 }],
    ['person', { name_text: 'Kim', phone_text: 'at work', made: 1 }],
  );
  assert.deepEqual(
    people(entries, none, pack).map(({ words, phone }) => [words, phone]),
    [
      ['Ann', '+47 41 23 45 67'],
      ['Kim', undefined],
    ],
  );
});
