/** Known answers of threads: tests/vectors/protocol.json, which the server's tests read too. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { base64, fromBase64, fromHex, hex, random } from '../bytes.ts';
import { Unreadable } from '../vault/seal.ts';
import { certified, verified, verifies } from './certificate.ts';
import { openAs, pairOf, privateKeyOf, sealTo } from './hpke.ts';
import { betweenCoaches, coachSeed, type Direction, envelopeInfo, threadBox, threadKey } from './keys.ts';
import { openThreadKey, sealThreadKey, ThreadSeals } from './message.ts';

interface Vectors {
  thread: Record<
    | 'thread_secret'
    | 'thread_key'
    | 'thread_id'
    | 'thread_auth'
    | 'coach_private_scalar'
    | 'coach_public'
    | 'hpke_info'
    | 'envelope',
    string
  >;
  coach_certificate: Record<'organisation_public' | 'coach_public' | 'signature', string> & { expires: number };
  messages: { direction: Direction; number: number; iv: string; plain: string; sealed: string }[];
}

const file = new URL('../../../../tests/vectors/protocol.json', import.meta.url);
const { thread, coach_certificate: certificate, messages } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;

const seals = () => ThreadSeals.of(thread.thread_id, fromHex(thread.thread_key));

test('a thread has the known id, secret and key', async () => {
  const secret = fromHex(thread.thread_secret);
  assert.deepEqual(await threadBox(secret), { id: thread.thread_id, auth: thread.thread_auth });
  assert.equal(hex(await threadKey(secret)), thread.thread_key);
  assert.equal(hex(envelopeInfo(thread.thread_id)), thread.hpke_info);
});

test('the known envelope opens with its coach’s key, for its thread only', async () => {
  const coach = await privateKeyOf(fromHex(thread.coach_private_scalar));
  const envelope = fromBase64(thread.envelope);
  assert.equal(envelope.length, 113);
  assert.equal(hex(await openThreadKey(coach, thread.thread_id, envelope)), thread.thread_key);
  await assert.rejects(openThreadKey(coach, '0'.repeat(32), envelope), Unreadable);
  const { privateKey } = await pairOf(await coachSeed(new Uint8Array(16)));
  await assert.rejects(openThreadKey(privateKey, thread.thread_id, envelope), Unreadable);
});

test('an envelope that is sealed here opens there, and no two are the same', async () => {
  const coach = await privateKeyOf(fromHex(thread.coach_private_scalar));
  const key = fromHex(thread.thread_key);
  const both = await Promise.all(
    [0, 1].map(() => sealThreadKey(fromBase64(thread.coach_public), thread.thread_id, key)),
  );
  assert.notEqual(hex(both[0] ?? key), hex(both[1] ?? key));
  for (const envelope of both) {
    assert.equal(envelope.length, 113);
    assert.equal(hex(await openAs(coach, envelopeInfo(thread.thread_id), envelope)), thread.thread_key);
  }
});

test('what is no point of the curve is sealed to by nobody', async () => {
  const off = fromBase64(thread.coach_public);
  off[64] = (off[64] ?? 0) ^ 1;
  await assert.rejects(sealTo(off, new Uint8Array(), new Uint8Array(32)));
  await assert.rejects(sealTo(new Uint8Array(65), new Uint8Array(), new Uint8Array(32)));
});

test('the known certificate verifies, and no other number, key or signature does', async () => {
  const [organisation, coach] = [fromBase64(certificate.organisation_public), fromBase64(certificate.coach_public)];
  const signature = fromBase64(certificate.signature);
  assert.ok(await verifies(organisation, certified(coach, certificate.expires), signature));
  assert.ok(!(await verifies(organisation, certified(coach, certificate.expires + 1), signature)));
  assert.ok(!(await verifies(organisation, certified(organisation, certificate.expires), signature)));
  assert.ok(!(await verifies(coach, certified(coach, certificate.expires), signature)));
  const flipped = signature.slice();
  flipped[3] = (flipped[3] ?? 0) ^ 1;
  assert.ok(!(await verifies(organisation, certified(coach, certificate.expires), flipped)));
  assert.ok(!(await verifies(organisation, certified(coach, certificate.expires), signature.slice(1))));
});

test('a coach is one until the certificate is over, to the second', async () => {
  const { organisation_public: organisation, coach_public: public_key, expires, signature } = certificate;
  const coach = { id: 'a'.repeat(32), public_key, expires, certificate: signature };
  const before = await verified([coach], organisation, expires * 1000 - 1);
  assert.deepEqual(before, { coaches: [{ id: coach.id, key: public_key, expires }], findings: [] });
  const after = await verified([coach], organisation, expires * 1000);
  assert.deepEqual(after, { coaches: [], findings: [{ code: 'expired-certificate', coach: coach.id }] });
});

test('the known messages open, and are sealed as they are known', async () => {
  const thread = await seals();
  for (const { direction, number, iv, plain, sealed } of messages) {
    assert.deepEqual(await thread.open(direction, number, fromBase64(sealed)), JSON.parse(plain));
    assert.equal(base64(await thread.seal(direction, number, plain, fromHex(iv))), sealed);
  }
});

test('a message opens at its own place only', async () => {
  const here = await seals();
  const there = await ThreadSeals.of('0'.repeat(32), fromHex(thread.thread_key));
  for (const { direction, number, sealed } of messages) {
    const bytes = fromBase64(sealed);
    await assert.rejects(here.open(direction, number + 1, bytes), Unreadable);
    await assert.rejects(here.open(direction === 'u' ? 'c' : 'u', number, bytes), Unreadable);
    await assert.rejects(there.open(direction, number, bytes), Unreadable);
  }
});

test('a note opens for the coach it was sealed to, at its number, and shows who of the coaches wrote it', async () => {
  const coach = await privateKeyOf(fromHex(thread.coach_private_scalar));
  const reader = fromBase64(thread.coach_public);
  const [writer, other] = [await pairOf(random(32)), await pairOf(random(32))];
  const [id, another] = ['a'.repeat(32), 'b'.repeat(32)];
  const here = await seals();
  const note = { kind: 'note', text: 'Ringer i morgen.' };
  const sealed = await here.sealNote(reader, 4, note, id, await betweenCoaches(writer.privateKey, reader));
  assert.equal(sealed.length, 65 + 256 + 16);
  const opened = await here.openNote(coach, 4, sealed);
  assert.deepEqual(opened.content, note);
  await assert.rejects(here.openNote(coach, 5, sealed), Unreadable);
  // The reader's end of what the two share.
  const shared = await betweenCoaches(coach, writer.publicKey);
  assert.equal(await here.isNoteBy(id, shared, 4, opened), true);
  assert.equal(await here.isNoteBy(another, shared, 4, opened), false);
  assert.equal(await here.isNoteBy(id, await betweenCoaches(coach, other.publicKey), 4, opened), false);
  assert.equal(await here.isNoteBy(id, shared, 5, opened), false);
  assert.equal(await here.isNoteBy(id, shared, 4, { ...opened, content: { ...note, text: 'Ringer ikke.' } }), false);
  const stranger = await ThreadSeals.of(thread.thread_id, new Uint8Array(32));
  assert.equal(await stranger.isNoteBy(id, shared, 4, opened), false);
});
