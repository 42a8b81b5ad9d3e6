import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answered, entriesOf, pack } from './pack.fixture.ts';
import { alternatives, drawPlan, hasFirstExercise, madeYesterday, people, planCard, plansFor } from './plan.ts';
import type { PlanLine } from './plan-line.ts';

const none = new Map();
/** What a line says, without its key and the step that made it. */
const said = (lines: readonly PlanLine[] = []) => lines.map(({ maker: _, key: __, ...line }) => line);
const full = entriesOf(
  answered('reason', { codes: ['honest'], own_text: 'I want to sleep' }),
  answered('trigger', { codes: ['lonely'] }),
  answered('first-plan', { if_code: 'lonely', codes: ['outside'] }),
  answered('barrier', { own_text: 'Give my card to Kim' }),
  answered('who', { own_text: 'My brother\nAnn', phones_text: 'My brother\t41234567' }),
);

test('without an answer there is no plan', () => {
  assert.deepEqual(drawPlan(entriesOf(), none, pack), []);
  assert.deepEqual(planCard(entriesOf(), pack), []);
});

test('each answer stands in its places, an if-then plan with its «if» only among the plans', () => {
  const parts = drawPlan(full, none, pack);
  assert.deepEqual(
    parts.map((it) => it.place),
    ['plans', 'alternatives', 'people', 'barriers', 'reasons', 'triggers'],
  );
  assert.deepEqual(said(parts[0]?.lines), [
    {
      words: 'Go outside',
      code: 'outside',
      when: { label: 'When this happens', words: 'Loneliness', thenLabel: 'first I will' },
    },
  ]);
  assert.deepEqual(said(alternatives(full, none, pack)), [{ words: 'Go outside', code: 'outside' }]);
});

test('every number of somebody rings, also one that was written apart and waits for a choice', () => {
  const both = answered('who', { own_text: 'Ann', phones_text: 'Ann\t41234567\n\nAnn\t98765432' });
  const ringing = (found: readonly PlanLine[]) => found.map((it) => it.phone);
  assert.deepEqual(ringing(people(entriesOf(both), none, pack)), ['41234567', '98765432']);
  const entries = entriesOf(answered('who', { own_text: 'Ann\nKim', phones_text: 'Ann\t41234567' }));
  for (const entry of entries.values())
    entry.also.push({ field: 'phones_text', stamp: [1, 'b'], text: 'Ann\t98765432\nKim\t22112211' });
  const apart = people(entries, none, pack);
  assert.deepEqual(
    apart.map((it) => [it.words, it.phone, it.apart]),
    [
      ['Ann', '41234567', undefined],
      ['Ann', '98765432', true],
      ['Kim', '22112211', true],
    ],
  );
  assert.equal(new Set(apart.map((it) => it.key)).size, 3);
});

test('a place leads back only to the steps that filled it', () => {
  const entries = entriesOf(answered('barrier', { codes: [] }), answered('reason', { codes: ['honest'] }));
  assert.deepEqual(
    drawPlan(entries, none, pack).map((it) => [it.place, it.makers.map((maker) => maker.step.id)]),
    [['reasons', ['reason']]],
  );
  const two = { ...pack, modules: { ...pack.modules } };
  const first = two.modules['first-hold'];
  assert.ok(first);
  two.modules['first-hold'] = {
    ...first,
    steps: first.steps.map((it) =>
      it.id === 'barrier' && it.exercise?.kind === 'choose'
        ? { ...it, exercise: { ...it.exercise, plan: ['reasons'] } }
        : it,
    ),
  };
  assert.deepEqual(
    drawPlan(entries, none, two)[0]?.makers.map((maker) => maker.step.id),
    ['reason'],
  );
});

test('a plan whose «if» is still empty stands under its second half', () => {
  const card = planCard(entriesOf(answered('first-plan', { codes: ['outside'] })), pack);
  assert.deepEqual(card, [{ label: 'first I will', words: ['Go outside'] }]);
});

test('the card has the first two barriers: one that is new is seen', () => {
  const card = planCard(entriesOf(answered('barrier', { own_text: 'One\nTwo\nThree' })), pack);
  assert.deepEqual(card.at(-1)?.words, ['One', 'Two']);
});

test('what came before finds the plan that begins with it', () => {
  const words = (whens: string[]) => plansFor(full, pack, whens).map((it) => it.words);
  assert.deepEqual([words(['Pay day', 'Loneliness']), words(['Pay day']), words([])], [['Go outside'], [], []]);
  assert.deepEqual(words([' loneliness']), ['Go outside'], 'written with other capitals');
});

test('people to ring have the numbers that were written beside them', () => {
  assert.deepEqual(said(people(full, none, pack)), [{ words: 'My brother', phone: '41234567' }, { words: 'Ann' }]);
});

test('what would not ring is not offered as a number', () => {
  const entries = entriesOf(answered('who', { own_text: 'Ann', phones_text: 'Ann\tat work' }));
  assert.deepEqual(said(people(entries, none, pack)), [{ words: 'Ann' }]);
});

test('the card says each answer under the question it answered, never in a sentence of ours', () => {
  assert.deepEqual(planCard(full, pack), [
    { label: 'My reason', words: ['I want to sleep', 'I want to be honest'] },
    { label: 'When this happens', words: ['Loneliness'], leads: true },
    { label: 'first I will', words: ['Go outside'] },
    { label: 'My barrier', words: ['Give my card to Kim'] },
    { label: 'Who can I ring', words: ['My brother'] },
  ]);
});

test('a trigger stands alone on the card until a plan begins with it', () => {
  const card = planCard(entriesOf(answered('trigger', { codes: ['payday'] })), pack);
  assert.deepEqual(card, [{ label: 'What comes first', words: ['Pay day'] }]);
});

test('a service in a list of calls rings its own number', () => {
  const device = new Map([
    [
      'answer/pages/safety/helpers',
      { answer: 'safety-helpers', codes: ['line', 'doctor'], phones_text: 'doctor\t22112211' },
    ],
  ]);
  assert.deepEqual(said(drawPlan(entriesOf(), device, pack)[0]?.lines), [
    { words: 'The line', code: 'line', service: 'line', phone: '116123' },
    { words: 'My doctor', code: 'doctor', phone: '22112211' },
  ]);
});

test('every line has a key of its own, also where two answers, or a choice and own words, say the same', () => {
  const entries = entriesOf(
    answered('reason', { codes: ['honest'], own_text: 'honest\nI want to be honest\nTwice\nTwice' }),
    answered('barrier', { own_text: 'Twice' }),
    answered('who', { own_text: 'Ann\nAnn' }),
  );
  const lines = drawPlan(entries, none, pack).flatMap((it) => it.lines);
  assert.equal(new Set(lines.map((it) => it.key)).size, lines.length);
  // What is written twice in one answer is one thing.
  assert.deepEqual(
    lines.map((it) => it.words),
    ['Ann', 'Twice', 'honest', 'I want to be honest', 'Twice', 'I want to be honest'],
  );
});

test('who is named in several answers is rung by one row, with the number where there is one', () => {
  const two = structuredClone(pack);
  const barrier = two.modules['first-hold']?.steps.find((it) => it.id === 'barrier')?.exercise;
  assert.ok(barrier && 'plan' in barrier);
  barrier.plan = ['people'];
  const entries = entriesOf(
    answered('barrier', { own_text: 'My brother\nKim' }),
    answered('who', { own_text: 'My brother\nKim', phones_text: 'My brother\t41234567' }),
  );
  assert.deepEqual(
    people(entries, none, two).map(({ words, phone }) => [words, phone]),
    [
      ['Kim', undefined],
      ['My brother', '41234567'],
    ],
  );
});

test('the card asks if it still holds on the day after all of it was answered, and on no other', () => {
  const at = (...dates: string[]) =>
    entriesOf(...dates.map((date, n) => answered(n ? 'barrier' : 'reason', { at: date })));
  const asks = (date: string, ...dates: string[]): boolean => madeYesterday(at(...dates), date);
  assert.deepEqual(
    ['2026-11-24', '2026-11-25', '2026-11-26'].map((date) => asks(date, '2026-11-24', '2026-11-24')),
    [false, true, false],
  );
  assert.equal(asks('2026-11-25', '2026-11-24', '2026-11-25'), false);
  assert.equal(asks('2026-11-25'), false);
});

test('the first exercise is done once something stands on the card, or a day of somebody close to him was answered', () => {
  const near = entriesOf(['checkin', { date: '2026-11-25', sleep: 2 }]);
  assert.deepEqual([hasFirstExercise(full, pack, 'stop'), hasFirstExercise(near, pack, 'stop')], [true, false]);
  assert.deepEqual([hasFirstExercise(near, pack, 'near'), hasFirstExercise(full, pack, 'near')], [true, false]);
});
