import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isGroup, readCode, writeCode } from './code.ts';

const parts = fc.record({ secret: fc.uint8Array({ minLength: 16, maxLength: 16 }), check: fc.nat(0xfff) });

test('every code is read back, typed in any case and spacing', () => {
  fc.assert(
    fc.property(parts, ({ secret, check }) => {
      const given = { secret: Uint8Array.from(secret), check };
      const code = writeCode(given);
      assert.match(code, /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){6}$/);
      for (const typed of [code, code.toLowerCase(), code.replaceAll('-', ''), code.replaceAll('-', ' ')]) {
        assert.deepEqual(readCode(typed), given);
      }
    }),
  );
});

test('letters that look like digits are read as those digits, and no other letter is', () => {
  const code = '0000-0000-0000-0000-0000-0000-0001';
  assert.deepEqual(readCode(code.replaceAll('0', 'o').replaceAll('1', 'l')), readCode(code));
  assert.deepEqual(readCode(code.replaceAll('1', 'i')), readCode(code));
  for (const other of ['U', 'u', 'ø', 'ｏ', '*', '\n']) assert.equal(readCode(code.replace('1', other)), null, other);
});

test('one group of a code is confirmed as leniently as a whole code is read', () => {
  const code = '000G-40R4-0M30-E209-185G-R38E-1Z7H';
  assert.ok(isGroup(code, 6, ' lz7h '));
  assert.ok(isGroup(code, 0, 'oo0g'));
  assert.ok(!isGroup(code, 1, '1Z7H'));
  assert.ok(!isGroup(code, 7, ''));
});
