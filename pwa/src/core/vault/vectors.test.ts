/** Known answers: tests/vectors/protocol.json, which the server's tests read too. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Bytes, base64, fromBase64, fromHex, hex, utf8 } from '../bytes.ts';
import { merge } from '../model/merge.ts';
import type { Plain } from '../model/plain.ts';
import { stretch } from './argon.ts';
import { type Cost, firstCost } from './cost.ts';
import { type LockKey, openByLock, wrapByLock } from './lockkey.ts';
import { codeOf, secretOf } from './recovery.ts';
import {
  derive,
  openSlot,
  pad,
  recordId,
  rootKey,
  Seals,
  sealSlot,
  slotBox,
  slotKey,
  unpad,
  vaultBox,
} from './seal.ts';

interface Vectors {
  recovery_code: { secret: string; code: string }[];
  recovery_code_accepts: string[];
  recovery_code_rejects: string[];
  slot: Record<'secret' | 'slot_id' | 'slot_auth' | 'slot_key' | 'iv' | 'master_key' | 'sealed', string>;
  /** Without `memory` (KiB) and `passes` it is a lock of the first form. */
  lock: (Record<'pin' | 'salt' | 'key' | 'iv' | 'master_key' | 'sealed', string> & Partial<Cost>)[];
  vault: Record<'master_key' | 'vault_id' | 'vault_auth' | 'stored_auth', string>;
  record_ids: { master_key: string; name: string; record_id: string }[];
  records: (Sealed & { iv: string; record_key: string; plain: string; padded_length: number })[];
  records_must_not_open: (Sealed & { why: string })[];
  padding: { plain_length: number; padded_length: number }[];
  padding_too_long: number;
  merge: { why: string; mine: Plain; theirs: Plain; merged: Plain }[];
}

interface Sealed {
  record_id: string;
  version: number;
  sealed: string;
}

const file = new URL('../../../../tests/vectors/protocol.json', import.meta.url);
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors;

async function seals(): Promise<Seals> {
  const master = await rootKey(fromHex(vectors.vault.master_key));
  return new Seals(master, (await vaultBox(master)).id);
}

test('a secret has the known code, and the code is read back', async () => {
  for (const { secret, code } of vectors.recovery_code) {
    assert.equal(await codeOf(fromHex(secret)), code);
    assert.deepEqual(await secretOf(code), fromHex(secret));
  }
});

test('a code is read as people type it', async () => {
  for (const typed of vectors.recovery_code_accepts) {
    assert.equal(hex((await secretOf(typed)) ?? new Uint8Array()), vectors.recovery_code[0]?.secret, typed);
  }
});

test('a mistyped code is refused', async () => {
  for (const typed of vectors.recovery_code_rejects) assert.equal(await secretOf(typed), null, typed);
  // ASCII only: a Cyrillic О or a long s must not pass for a letter.
  assert.equal(await secretOf('ОООG-40R4-0M30-E209-185G-R38E-1Z7H'), null);
  assert.equal(await secretOf('000G-40R4-0M30-E209-185G-R38E-1Z7ſ'), null);
});

test('a slot has the known id, secret and seal', async () => {
  const { slot } = vectors;
  const recovery = await rootKey(fromHex(slot.secret));
  assert.deepEqual(await slotBox(recovery), { id: slot.slot_id, auth: slot.slot_auth });
  assert.equal(hex(await derive(recovery, 'slot/key', 32)), slot.slot_key);
  const sealed = await sealSlot(await slotKey(recovery), slot.slot_id, fromHex(slot.master_key), fromHex(slot.iv));
  assert.equal(base64(sealed), slot.sealed);
  assert.equal(sealed.length, 61);
  assert.equal(hex(await openSlot(await slotKey(recovery), slot.slot_id, sealed)), slot.master_key);
});

test('a vault has the known id and secret', async () => {
  const { vault } = vectors;
  const box = await vaultBox(await rootKey(fromHex(vault.master_key)));
  assert.deepEqual(box, { id: vault.vault_id, auth: vault.vault_auth });
  assert.equal(hex(new Uint8Array(await crypto.subtle.digest('SHA-256', fromHex(box.auth)))), vault.stored_auth);
});

test('what exists once per person has the known id', async () => {
  for (const { master_key, name, record_id } of vectors.record_ids) {
    assert.equal(await recordId(await rootKey(fromHex(master_key)), name), record_id, name);
  }
});

test('a record has the known seal and opens to the known text', async () => {
  const vault = await seals();
  for (const { record_id, version, iv, record_key, plain, padded_length, sealed } of vectors.records) {
    const info = new Uint8Array([...utf8('record/'), ...fromHex(record_id)]);
    assert.equal(hex(await derive(vault.master, info, 32)), record_key);
    const padded = pad(utf8(plain));
    assert.equal(padded.length, padded_length);
    assert.equal(base64(await vault.sealBytes(record_id, version, padded, fromHex(iv))), sealed);
    assert.deepEqual(await vault.open(record_id, version, fromBase64(sealed)), JSON.parse(plain));
  }
});

test('what was not sealed for its place does not open', async () => {
  const vault = await seals();
  for (const { why, record_id, version, sealed } of vectors.records_must_not_open) {
    const expected = why === 'unknown suite byte' ? 'Foreign' : 'Unreadable';
    await assert.rejects(vault.open(record_id, version, fromBase64(sealed)), { name: expected }, why);
  }
});

test('a text is padded to one of nine lengths, and a longer one is refused', () => {
  for (const { plain_length, padded_length } of vectors.padding) {
    const plain: Bytes = new Uint8Array(plain_length).fill(120);
    assert.equal(pad(plain).length, padded_length);
    assert.deepEqual(unpad(pad(plain)), plain);
  }
  assert.throws(() => pad(new Uint8Array(vectors.padding_too_long)), { name: 'TooLong' });
});

test('two copies merge to the known record, in either order', () => {
  for (const { why, mine, theirs, merged } of vectors.merge) {
    assert.deepEqual(merge(mine, theirs), merged, why);
    assert.deepEqual(merge(theirs, mine), merged, why);
  }
});

test('a PIN is stretched and wraps the master key as any other program would', async () => {
  for (const { pin, salt, key: known, iv, master_key, sealed, memory, passes } of vectors.lock) {
    const cost = memory && passes ? { memory, passes } : undefined;
    const bytes = stretch(pin.normalize('NFD'), fromHex(salt), cost ?? firstCost);
    assert.equal(hex(bytes), known);
    const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
    const lock: LockKey = { salt: fromHex(salt), key, kind: 'pin', ...(cost && { cost }) };
    const wrapped = await wrapByLock(lock, fromHex(master_key), fromHex(iv));
    assert.equal(base64(wrapped.sealed), sealed);
    assert.equal(hex(await openByLock(lock, wrapped)), master_key);
  }
});
