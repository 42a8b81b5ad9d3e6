import assert from 'node:assert/strict';
import { test } from 'node:test';
import { awayTooLong, idleTooLong, type PhoneClocks, readDelay } from './autolock.ts';

const minute = 60_000;
const at = (wall: number, page = wall): PhoneClocks => ({
  wall: 1_800_000_000_000 + wall * minute,
  page: page * minute,
});

test('away for as long as was chosen, it locks; zero locks at once', () => {
  assert.equal(awayTooLong(at(0), at(0), 0), true);
  assert.equal(awayTooLong(at(0), at(0.9), 1), false);
  assert.equal(awayTooLong(at(0), at(1), 1), true);
  assert.equal(awayTooLong(at(0), at(14), 15), false);
});

test('a page that stood still while the phone slept, and a clock that was set back, keep nothing open', () => {
  assert.equal(awayTooLong(at(0, 0), at(6, 0.1), 5), true);
  assert.equal(awayTooLong(at(0, 0), at(-60, 0.1), 5), true);
  assert.equal(awayTooLong(at(0, 0), at(-60, 6), 5), true);
  // Put right by a second by the net.
  assert.equal(awayTooLong(at(0, 0), at(-1 / 60, 0.1), 5), false);
});

test('untouched in front it can be read for a quarter of an hour, and a ride watched for twenty minutes', () => {
  assert.equal(idleTooLong(at(0), at(14.9), false), false);
  assert.equal(idleTooLong(at(0), at(15), false), true);
  assert.equal(idleTooLong(at(0), at(19.9), true), false);
  assert.equal(idleTooLong(at(0), at(20), true), true);
});

test('a laptop that slept in front of somebody is locked when it wakes, and so is one whose clock was set back', () => {
  // The page stood still meanwhile.
  assert.equal(idleTooLong(at(0, 0), at(15, 0.1), false), true);
  assert.equal(idleTooLong(at(0, 0), at(14.9, 0.1), false), false);
  assert.equal(idleTooLong(at(0, 0), at(20, 0.1), true), true);
  assert.equal(idleTooLong(at(0, 0), at(-60, 0.1), false), true);
  assert.equal(idleTooLong(at(0, 0), at(-1 / 60, 14), false), false);
});

test('sent by the app itself one has five minutes, and longer only if one chose longer', () => {
  assert.equal(awayTooLong(at(0), at(4.9), 0, true), false);
  assert.equal(awayTooLong(at(0), at(5), 0, true), true);
  assert.equal(awayTooLong(at(0), at(14), 15, true), false);
  assert.equal(awayTooLong(at(0, 0), at(-60, 1), 0, true), true);
});

test('what is not one of the four is one minute', () => {
  assert.deepEqual(
    [undefined, { minutes: 7 }, { minutes: '5' }, { minutes: 0 }, { minutes: 15 }].map(readDelay),
    [1, 1, 1, 0, 15],
  );
});
