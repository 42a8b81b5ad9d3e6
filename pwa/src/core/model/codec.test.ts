import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isRecord, readAnswer, readAnswerPart, readSettings, toFields } from './codec.ts';
import { readCheckin, readPurchase, readUrge } from './diary.ts';
import { recordOf } from './filtering.ts';

const when = { date: '2026-11-25', part: 'evening' };

test('an urge is read with what of it can be read, and not at all without its date, its part of the day or a strength of the scale', () => {
  const whole = { ...when, strength: 7, after: 3, minutes: 12, way: 'wave', triggers: ['lonely'], did_text: 'rang' };
  const own = { own_triggers: ['Søndager'] };
  assert.deepEqual(readUrge(whole), whole);
  assert.deepEqual(readUrge({ ...whole, ...own }), { ...whole, ...own });
  assert.deepEqual(readUrge({ ...whole, own_triggers_a: 'Søndager' }), { ...whole, ...own });
  assert.deepEqual(readUrge({ ...whole, own_triggers: 'Søndager' }), whole);
  assert.deepEqual(readUrge({ ...when, after: 'three', way: 4, hue: 'red' }), when);
  for (const broken of [
    { date: '2026-02-30' },
    { part: 'dusk' },
    { strength: 11 },
    { triggers: 'lonely' },
    { feelings: [1] },
  ])
    assert.equal(readUrge({ ...whole, ...broken }), null);
});

test('a purchase and a check-in are read alike', () => {
  assert.deepEqual(readPurchase({ ...when, text: 'x', price: 9 }), { ...when, text: 'x' });
  assert.equal(readPurchase({ date: when.date }), null);
  const day = { date: when.date, mood: 5, peak: 6, control: 7 };
  assert.deepEqual(readCheckin({ ...day, good_text: 'a walk' }), { ...day, good_text: 'a walk' });
  assert.equal(readCheckin({ ...day, mood: 5.5 }), null);
  assert.equal(readCheckin({ ...day, peak: 11 }), null);
});

test('a check-in is read with its mood alone, and a day of somebody close to him is none', () => {
  const day = { date: when.date, mood: 5 };
  assert.deepEqual(readCheckin(day), day);
  assert.deepEqual(readCheckin({ ...day, control: undefined, peak: 3 }), { ...day, peak: 3 });
  assert.equal(readCheckin({ date: when.date, peak: 3, control: 5 }), null);
  for (const near of [{ sleep: 0 }, { limits: 2 }, { talked: false }, { text: 'x' }]) {
    assert.equal(readCheckin({ ...day, ...near }), null);
    assert.deepEqual(readCheckin({ ...day, ...near, peak: 3 }), { ...day, peak: 3 });
  }
});

test('an answer says which it is, and what else of it can be read', () => {
  const whole = {
    programme: 'stop',
    module: 'm',
    step: 's',
    answer: 'reason',
    at: '2026-11-25',
    codes: ['a'],
    box_b_text: 'x',
  };
  assert.deepEqual(readAnswer(whole), whole);
  assert.deepEqual(readAnswer({ answer: 'reason', codes: ['a', 1], own_text: 3, times: { a: 1 } }), {
    programme: '',
    module: '',
    step: '',
    at: '',
    answer: 'reason',
    codes: ['a'],
  });
  assert.equal(readAnswer({ ...whole, answer: undefined }), null);
  assert.deepEqual(readAnswerPart({ scale: 4, box_b_text: 5 }), { scale: 4 });
});

test('a choice of a newer edition counts as not chosen', () => {
  assert.deepEqual(readSettings({ locale: 'nb', theme: 'dark', style: 'full', what: ['again'] }), {
    locale: 'nb',
    theme: 'dark',
    style: 'full',
    what: ['again'],
  });
  assert.deepEqual(readSettings({ locale: 'sv', theme: 1, style: 'loud', what: ['again', 'later', 2] }), {
    what: ['again'],
  });
  assert.deepEqual(readSettings({}), {});
});

test('the fields of a record are those that JSON would keep, without what is undefined', () =>
  fc.assert(
    fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue()), (record) => {
      const { '-': _, ...stored } = JSON.parse(JSON.stringify(record));
      assert.deepEqual(toFields({ ...stored, '-': undefined }), stored);
    }),
  ));

test('a field may be called like the prototype, and sets none', () => {
  const fields = toFields(JSON.parse('{"__proto__":{"a":1}}'));
  assert.deepEqual(Object.keys(fields), ['__proto__']);
  assert.equal(Object.getPrototypeOf(fields), Object.prototype);
});

test('what is no JSON is no field', () => {
  for (const value of [() => 0, Number.NaN, Number.POSITIVE_INFINITY, 1n, Symbol('x')])
    assert.throws(() => toFields({ value }), TypeError);
  assert.throws(() => toFields({ list: [undefined] }), TypeError);
});

test('reading never throws and never changes what is read', () =>
  fc.assert(
    fc.property(fc.object(), (fields) => {
      const before = structuredClone(fields);
      for (const read of [readUrge, readPurchase, readCheckin, readAnswer, readAnswerPart, readSettings]) read(fields);
      assert.deepEqual(fields, before);
    }),
  ));

test('a list and nothing are no record', () => {
  assert.deepEqual([{}, [], null, 'x', undefined].map(isRecord), [true, false, false, false, false]);
  assert.deepEqual(
    recordOf(['a', 'b'] as const, (key) => key.toUpperCase()),
    { a: 'A', b: 'B' },
  );
});
