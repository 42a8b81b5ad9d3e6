import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { spokenNumber } from './phone.ts';

test('telephone numbers are written as people say them', () => {
  const file = new URL('../../../../tests/vectors/phones.json', import.meta.url);
  const known = JSON.parse(readFileSync(file, 'utf8')) as [phone: string, said: string][];
  assert.ok(known.length > 5);
  for (const [phone, said] of known) assert.equal(spokenNumber(phone), said);
});
