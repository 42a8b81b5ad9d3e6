import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Bytes, utf8 } from '../bytes.ts';
import { flawOf, HEADER, openFile, sealFile } from './envelope.ts';

const SECRET = new Uint8Array(16).fill(7);
const CHUNK = 65536 + 16;

test('whatever is sealed opens again, byte for byte, up to and over the edges of chunks', async () => {
  for (const length of [0, 1, 65531, 65532, 65533, 131068, 262139, 262140, 262141, 900_000]) {
    const plain = new Uint8Array(length).map((_, place) => place % 251);
    const opened = await openFile(SECRET, await sealFile(SECRET, plain));
    assert.ok(opened instanceof Uint8Array, String(opened));
    assert.deepEqual(Buffer.from(opened), Buffer.from(plain));
  }
});

test('the size says little: a few sizes, the smallest for years of an ordinary diary', async () => {
  const sizes = new Set<number>();
  for (const length of [10, 200_000, 262_140]) sizes.add((await sealFile(SECRET, new Uint8Array(length))).length);
  assert.deepEqual([...sizes], [HEADER + 4 * CHUNK]);
  assert.equal((await sealFile(SECRET, new Uint8Array(262_141))).length, HEADER + 8 * CHUNK);
});

test('nothing outside the seal tells what is in it, and no two files have a byte string in common', async () => {
  const [one, two] = [await sealFile(SECRET, utf8('{"kind":"urge"}')), await sealFile(SECRET, utf8('{"kind":"urge"}'))];
  assert.equal(Buffer.from(one).includes('urge'), false);
  assert.notDeepEqual(one.slice(8, 24), two.slice(8, 24));
  assert.notDeepEqual(one.slice(HEADER, HEADER + 64), two.slice(HEADER, HEADER + 64));
});

test('each thing that can be wrong with a file has its own name', async () => {
  const file = await sealFile(SECRET, utf8('diary'));
  const changed = (at: number, to?: number): Bytes => {
    const other = file.slice();
    other[at] = to ?? (other[at] ?? 0) ^ 1;
    return other;
  };
  const cases: [string, Bytes, Bytes][] = [
    ['unfit', new Uint8Array(16).fill(8), file],
    ['foreign', SECRET, utf8('%PDF-1.7 and more of it, quite a lot more of it than a header')],
    ['foreign', SECRET, new Uint8Array(0)],
    ['newer', SECRET, changed(4, 2)],
    ['newer', SECRET, changed(5, 2)],
    ['cut', SECRET, file.slice(0, 20)],
    ['cut', SECRET, file.slice(0, -1)],
    ['cut', SECRET, file.slice(0, HEADER + 3 * CHUNK)],
    ['damaged', SECRET, changed(7)],
    ['damaged', SECRET, changed(12)],
    ['damaged', SECRET, changed(26)],
    ['damaged', SECRET, changed(HEADER)],
    ['damaged', SECRET, changed(file.length - 1)],
    ['damaged', SECRET, new Uint8Array([...file, 0])],
  ];
  for (const [flaw, secret, bytes] of cases) assert.equal(await openFile(secret, bytes), flaw);
  const swapped = file.slice();
  swapped.set(file.slice(HEADER, HEADER + CHUNK), HEADER + CHUNK);
  swapped.set(file.slice(HEADER + CHUNK, HEADER + 2 * CHUNK), HEADER);
  assert.equal(await openFile(SECRET, swapped), 'damaged');
});

test('whoever cuts a file and mends its header to fit is found out', async () => {
  const file = await sealFile(SECRET, new Uint8Array(300_000).fill(3));
  const half = file.slice(0, HEADER + 4 * CHUNK);
  half[7] = 4;
  half.set(new Uint8Array(await crypto.subtle.digest('SHA-256', half.slice(0, HEADER - 4))).slice(0, 4), HEADER - 4);
  assert.equal(await flawOf(half.slice(0, HEADER), half.length), null);
  assert.equal(await openFile(SECRET, half), 'damaged');
});

test('no flipped bit and no cut goes unnoticed', async () => {
  const file = await sealFile(SECRET, new Uint8Array(100_000).fill(3));
  await fc.assert(
    fc.asyncProperty(fc.nat(file.length - 1), fc.nat(7), async (at, bit) => {
      const flipped = file.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
      assert.equal(typeof (await openFile(SECRET, flipped)), 'string');
      assert.equal(typeof (await openFile(SECRET, file.slice(0, at))), 'string');
    }),
    { numRuns: 60 },
  );
});

test('a file is looked at before a code is asked for', async () => {
  const file = await sealFile(SECRET, utf8('diary'));
  assert.equal(await flawOf(file.slice(0, HEADER), file.length), null);
  assert.equal(await flawOf(file.slice(0, HEADER), file.length - 1), 'cut');
  assert.equal(await flawOf(utf8('PK'), 2), 'foreign');
});
