import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerLines, answerName, answers, MOST_OWN, makerOf, makers, programmeOf } from './answers.ts';
import { answered, entriesOf, pack } from './pack.fixture.ts';
import { whenOf } from './plan.ts';
import { numbersOf, numbersText } from './plan-people.ts';
import type { Answer } from './records.ts';

const given = (fields: object) => ({ answer: '', at: '', programme: '', module: '', step: '', ...fields }) as Answer;
const exercise = (answer: string) => {
  const maker = makerOf(pack, answer);
  assert.ok(maker);
  return maker.exercise;
};

test('an answer rests under programme, text and step', () => {
  assert.equal(
    answerName(programmeOf(pack, 'module', 'first-hold'), 'first-hold', 'reason'),
    'answer/stop/first-hold/reason',
  );
  assert.equal(answerName(programmeOf(pack, 'page', 'safety'), 'safety', 'thoughts'), 'answer/pages/safety/thoughts');
});

test('an answer of a side path or a booster rests under its programme, and its step is among those that make one', () => {
  const [programme] = pack.programmes;
  const hold = pack.modules['first-hold'];
  assert.ok(programme && hold);
  const more = {
    ...pack,
    programmes: [{ ...programme, side: ['beside'], boosters: { 'after-a-year': 365 } }],
    modules: { ...pack.modules, beside: { ...hold, id: 'beside' }, 'after-a-year': { ...hold, id: 'after-a-year' } },
  };
  for (const id of ['beside', 'after-a-year']) {
    assert.equal(programmeOf(more, 'module', id), programme.id);
    assert.ok(makers(more).some((it) => it.text.id === id && it.programme === programme.id));
  }
});

test('labels come before own words, one a line', () => {
  const lines = answerLines(exercise('reason'), given({ codes: ['honest'], own_text: ' I want to sleep \n\nMy son' }));
  assert.deepEqual(lines, ['I want to be honest', 'I want to sleep', 'My son']);
});

test('a code that left the pack says nothing', () => {
  assert.deepEqual(answerLines(exercise('reason'), given({ codes: ['gone'] })), []);
});

test('a table answers with its boxes in order', () => {
  assert.deepEqual(answerLines(exercise('lapse-chain'), given({ box_situation_text: ' At home ' })), ['At home']);
});

test('the «if» is the label of the trigger, or own words in its place', () => {
  const plan = exercise('first-plan');
  assert.equal(plan.kind, 'ifthen');
  if (plan.kind !== 'ifthen') return;
  assert.equal(whenOf(pack, plan, given({ if_code: 'lonely' })), 'Loneliness');
  assert.equal(whenOf(pack, plan, given({ if_code: 'lonely', if_text: 'When I drink' })), 'When I drink');
});

test('answers of the vault and of this phone stand side by side', () => {
  const all = answers(
    entriesOf(answered('reason'), ['urge', { answer: 'not one' }]),
    new Map([
      ['answer/pages/safety/thoughts', { answer: 'safety-thoughts', codes: ['no'] }],
      ['other', { answer: 'nor this' }],
    ]),
  );
  assert.deepEqual([...all.keys()].sort(), ['reason', 'safety-thoughts']);
});

test('a number belongs to the words it stands beside', () => {
  const numbers = numbersOf(given({ phones_text: 'My brother\t41 23 45 67\ndoctor\t22112211' }));
  assert.deepEqual(numbers.get('My brother'), ['41 23 45 67']);
  assert.deepEqual(numbers.get('doctor'), ['22112211']);
});

test('of two numbers that were both kept neither is lost', () => {
  const both = given({ phones_text: 'Ann\t41 23 45 67\n\nAnn\t98 76 54 32\nKim\t2' });
  assert.deepEqual(numbersOf(both).get('Ann'), ['41 23 45 67', '98 76 54 32']);
  assert.equal(numbersText(numbersOf(both)), 'Ann\t41 23 45 67\nAnn\t98 76 54 32\nKim\t2');
});

test('a tool that asks makes an answer too, and it rests under the tools', () => {
  const maker = makerOf(pack, 'problem');
  assert.deepEqual([maker?.kind, maker?.programme, maker?.text.id], ['tool', 'tools', 'solving']);
});

test('six lines of one’s own may stand where any number of choices may', () => {
  assert.equal(MOST_OWN, 6);
});
