import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerLines, type Maker, makerOf } from './answers.ts';
import { pack } from './pack.fixture.ts';
import type { Entry } from './plain.ts';
import type { PlanLine } from './plan-line.ts';
import { dialled, loses, peopleWritten, personChanged, personGone, rings, withNumber } from './plan-people.ts';
import type { Answer } from './records.ts';

const given = (fields: Partial<Answer>): Answer => ({
  programme: 'pages',
  module: 'tell',
  step: 'who',
  answer: 'who',
  at: '2026-11-25',
  ...fields,
});
const maker = (answer: string): Maker => {
  const found = makerOf(pack, answer);
  assert.ok(found);
  return found;
};
const line = (words: string, more: Partial<PlanLine> = {}): PlanLine => ({
  key: `who/«${words}»`,
  words,
  maker: maker('who'),
  ...more,
});

test('a number is dialled without what it was spaced with', () => {
  assert.deepEqual(['41 23 45 67', '+47 412 34 567', ' 41234567 ', '0047 41234567'].map(dialled), [
    '41234567',
    '+4741234567',
    '41234567',
    '004741234567',
  ]);
});

test('a name and a number are changed where they stand, and nobody else’s', () => {
  const answer = given({ own_text: 'Ann\nKim', phones_text: 'Ann\t1\nKim\t2' });
  const ann = line('Ann', { phone: '1' });
  assert.deepEqual(personChanged(answer, ann, { name: ' Anne ', phone: '41 23 45 67' }), {
    own_text: 'Anne\nKim',
    phones_text: 'Anne\t41 23 45 67\nKim\t2',
  });
  assert.deepEqual(personChanged(answer, ann, { name: 'Ann', phone: '' }), {
    own_text: 'Ann\nKim',
    phones_text: 'Kim\t2',
  });
  assert.deepEqual(personChanged(answer, ann, { name: 'A\tb\nc', phone: '3' }).own_text, 'A b c\nKim');
  const doctor = line('My doctor', { code: 'doctor', maker: maker('safety-helpers') });
  assert.deepEqual(personChanged(given({ codes: ['doctor'] }), doctor, { name: 'x', phone: '22 11' }), {
    phones_text: 'doctor\t22 11',
  });
});

test('a number that another phone has written meanwhile stays beside the one that is written here', () => {
  const was = line('Ann', { phone: '1' });
  const changed = (phones_text: string, name: string, phone: string) =>
    personChanged(given({ own_text: 'Ann\nKim', phones_text }), was, { name, phone }).phones_text;
  assert.equal(changed('Ann\t2\nKim\t9', 'Ann', '3'), 'Ann\t3\nAnn\t2\nKim\t9');
  // Only the name was changed here: the number is the other phone's.
  assert.equal(changed('Ann\t2\nKim\t9', 'Anne', '1'), 'Anne\t2\nKim\t9');
  assert.equal(changed('Ann\t1\nAnn\t2', 'Ann', '3'), 'Ann\t3\nAnn\t2');
  assert.equal(loses('2', '3', '1'), true);
  assert.equal(loses('1\n2', '3\n2', '1'), false);
});

test('who is taken out goes with the number, and the others stay', () => {
  const answer = given({ own_text: 'Ann\nKim', phones_text: 'Ann\t1\nKim\t2' });
  const gone = personGone(answer, line('Ann'));
  assert.deepEqual(gone, { own_text: 'Kim', phones_text: 'Kim\t2' });
  assert.deepEqual(answerLines(maker('who').exercise, { ...answer, ...gone }), ['Kim']);
  assert.equal(personGone(answer, line('Nobody')), null);
  const helpers = { ...line('My doctor'), maker: maker('safety-helpers') };
  assert.deepEqual(personGone(given({ codes: ['line', 'doctor'], phones_text: 'doctor\t2' }), helpers), {
    codes: ['line'],
    phones_text: '',
  });
});

const written = (phone: string, apart: string[] = []): Entry => ({
  id: 'a1',
  kind: 'person',
  fields: { name_text: 'Ann', phone_text: phone, made: 0 },
  also: apart.map((text) => ({ field: 'phone_text', stamp: [1, 'b'], text })),
  changed: 1,
});
const linesOf = (entry: Entry) => peopleWritten(new Map([[entry.id, entry]]));
const phones = (entry: Entry) => linesOf(entry).map((it) => it.phone);

test('a number that was written apart rings beside the other, before it was chosen and when both were kept', () => {
  assert.equal(rings('41 23 45 67\n\n98 76 54 32'), false);
  const both = ['41 23 45 67', '98 76 54 32'];
  assert.deepEqual(phones(written('41 23 45 67', ['98 76 54 32'])), both);
  assert.deepEqual(phones(written(both.join('\n\n'))), both);
  assert.deepEqual(phones(written('41 23 45 67', ['41 23 45 67', 'vet ikke'])), ['41 23 45 67']);
  assert.equal(new Set(linesOf(written(both.join('\n\n'))).map((it) => it.key)).size, 2);
  assert.deepEqual(phones(written('vet ikke')), [undefined]);
});

test('one of two numbers is changed or taken away, and the other stays', () => {
  const stored = '41 23 45 67\n\n98 76 54 32';
  const [one, other] = linesOf(written(stored));
  assert.ok(one && other);
  assert.equal(withNumber(stored, one, '11 11'), '11 11\n98 76 54 32');
  assert.equal(withNumber(stored, other, ''), '41 23 45 67');
  const [, apart] = linesOf(written('41 23 45 67', ['98 76 54 32']));
  assert.ok(apart);
  assert.equal(withNumber('41 23 45 67', apart, '22 22'), '41 23 45 67\n22 22');
  assert.equal(withNumber('vet ikke', line('Ann', { key: 'person/a1', person: 'a1' }), '33 33'), '33 33');
});
