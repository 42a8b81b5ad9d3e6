import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dayParts } from './dates.ts';
import { type Fault, faultFields, isOrdinary, kindOf, mostFaults, readFaults, withFault } from './faults.ts';

const one = fc.record({
  code: fc.constantFrom('sync TypeError', 'reminders unknown'),
  screen: fc.constantFrom('today', 'coach'),
  part: fc.constantFrom(...dayParts),
});

test('the last fifty are kept, the same one in a row is counted, and what is kept is read back', () => {
  fc.assert(
    fc.property(fc.array(one, { maxLength: 200 }), (came) => {
      const kept = came.reduce<Fault[]>((all, it) => withFault(all, it), []);
      assert.ok(kept.length <= mostFaults);
      const all = kept.reduce((sum, it) => sum + it.times, 0);
      assert.ok(kept.length === mostFaults ? all <= came.length : all === came.length);
      assert.deepEqual(readFaults(faultFields(kept)), kept);
    }),
  );
});

test('nothing of what an error says is kept, only what kind it is', () => {
  const fault = Object.assign(new TypeError('Jeg vil ikke leve mer'), { why: 'Ring meg' });
  assert.equal(kindOf(fault), 'TypeError');
  assert.equal(kindOf(Object.assign(new Error('x'), { name: 'Unanswered', why: 'gone' })), 'Unanswered gone');
  assert.equal(kindOf('a string that was thrown'), 'unknown');
});

test('a record that somebody else has written is read as far as it has the form', () => {
  assert.deepEqual(readFaults(undefined), []);
  assert.deepEqual(readFaults({ faults: 'x' }), []);
  const right = { code: 'sync TypeError', screen: 'today', part: 'day', times: 2 };
  assert.deepEqual(readFaults({ faults: [null, { ...right, part: 'noon' }, { ...right, code: 'a\nb' }, right] }), [
    right,
  ]);
});

test('being without a connection, or a diary that was closed, is no fault of the app', () => {
  const closed = Object.assign(new Error('closed'), { name: 'Closed' });
  const unanswered = (why: string) => Object.assign(new Error(why), { name: 'Unanswered', why });
  const part = new TypeError('Failed to fetch dynamically imported module: /assets/Urge.js');
  assert.ok(isOrdinary(closed, true));
  assert.ok(isOrdinary(unanswered('offline'), true));
  for (const said of [part.message, 'Load failed', 'Importing a module script failed.'])
    assert.ok(isOrdinary(new TypeError(said), false), said);
  // With a connection a part that does not come is one, and so is everything else.
  assert.ok(!isOrdinary(part, true));
  assert.ok(!isOrdinary(unanswered('gone'), false));
  assert.ok(!isOrdinary(new TypeError('x is not a function'), false));
  assert.ok(!isOrdinary(undefined, false));
});
