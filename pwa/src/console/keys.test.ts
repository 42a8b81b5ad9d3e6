import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deskIdleTooLong } from './idle.ts';
import { commandOf, commands, keysOf, type Pressed, shiftCounter } from './shortcuts.ts';

const press = (key: string, more: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

test('every key that is written down does what it says', () => {
  for (const command of commands) {
    const [key = '', ...held] = keysOf[command].split(' + ').reverse();
    const named = { Esc: 'Escape' }[key] ?? key;
    assert.equal(commandOf(press(named, { ctrlKey: held.includes('Ctrl') }), false, true), command);
  }
});

test('a letter that is written is a letter, and so it is where letters are switched off', () => {
  assert.equal(commandOf(press('l'), true, true), null);
  assert.equal(commandOf(press('l'), false, false), null);
  assert.equal(commandOf(press('l', { ctrlKey: true }), false, true), null);
  assert.equal(commandOf(press('Escape'), true, false), 'back');
  assert.equal(commandOf(press('Enter', { metaKey: true }), true, false), 'send');
});

test('Shift three times locks, and not when a capital was written between', () => {
  const count = shiftCounter();
  assert.deepEqual([count('Shift', 0), count('Shift', 200), count('Shift', 400)], [false, false, true]);
  assert.deepEqual(
    [count('Shift', 0), count('H', 100), count('Shift', 200), count('Shift', 300)].includes(true),
    false,
  );
  const slow = shiftCounter();
  assert.deepEqual([slow('Shift', 0), slow('Shift', 900), slow('Shift', 1800)].includes(true), false);
});

test('ten minutes without a touch lock, by whichever clock, and a clock that is set back locks too', () => {
  const at = { wall: 1_000_000, page: 0 };
  const after = (wall: number, page: number) => deskIdleTooLong(at, { wall: at.wall + wall, page });
  assert.equal(after(599_000, 599_000), false);
  assert.equal(after(600_000, 0), true);
  assert.equal(after(0, 600_000), true);
  assert.equal(after(-10_000, 0), true);
});
