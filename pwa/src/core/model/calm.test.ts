import assert from 'node:assert/strict';
import { test } from 'node:test';
import { random } from '../bytes.ts';
import {
  type CalmHead,
  calmKind,
  calmPart,
  calmTextIn,
  calmWords,
  drawnSize,
  fileType,
  hasCalm,
  headIn,
  isLost,
  joinParts,
  mostBytes,
  orphans,
  partBytes,
  partsIn,
  partsOf,
  photoTries,
  readHead,
  roomOf,
  splitFile,
  standsInWave,
  sumOf,
  takes,
  usedWith,
} from './calm.ts';
import type { Entry, Fields } from './plain.ts';
import { strengthAt } from './ride-course.ts';

const entry = (id: string, kind: string, fields: Fields, changed = 0): [string, Entry] => [
  id,
  { id, kind, fields, also: [], changed },
];

const headOf = async (bytes: Uint8Array<ArrayBuffer>, set = 'aa'): Promise<CalmHead> => ({
  set,
  type: 'image/jpeg',
  bytes: bytes.length,
  sum: await sumOf(bytes),
  date: '2026-11-20',
});

const held = (head: CalmHead): [string, Entry] => entry('head', calmKind('photo'), { file: { ...head } });

/** The parts as the diary shows them: where they stand, and not what they hold. */
const stubs = (parts: Fields[], at = 0): [string, Entry][] =>
  parts.map(({ set = null, n = null, by = null }) => entry(`${set}-${n}`, calmPart, { set, n, by }, at));

test('a file of any size comes back from its parts as it was, each of which fits a seal', async () => {
  for (const size of [1, partBytes - 1, partBytes, partBytes + 1, mostBytes.photo]) {
    const bytes = random(Math.min(size, 65_536));
    const whole = new Uint8Array(size).map((_, at) => bytes[at % bytes.length] ?? 0);
    const parts = splitFile(whole, 'aa', 'tag');
    assert.equal(parts.length, Math.ceil(size / partBytes));
    for (const part of parts) assert.ok(JSON.stringify(part).length < 65_532 - 400);
    assert.deepEqual(await joinParts(await headOf(whole), parts), whole);
  }
});

test('what is missing, changed, in another order or no base64 is no file', async () => {
  const bytes = new Uint8Array(partBytes + 10).fill(7);
  bytes[0] = 1;
  const [one, two] = splitFile(bytes, 'aa', 'tag') as [Fields, Fields];
  const head = await headOf(bytes);
  for (const parts of [[one], [one, null], [two, one], [one, { ...two, data: '!!' }], [one, { ...two, data: 'AAAA' }]])
    assert.equal(await joinParts(head, parts), null);
  assert.equal(await joinParts({ ...head, sum: '00' }, [one, two]), null);
});

test('a head is read as it was written, and one that no app has written is none', async () => {
  const head = await headOf(random(10));
  assert.deepEqual(readHead('photo', { file: { ...head } }), head);
  assert.deepEqual(headIn(new Map([held(head)]), 'photo'), head);
  const voice = { ...head, type: 'audio/webm', seconds: 12 };
  assert.deepEqual(readHead('voice', { file: voice }), voice);
  for (const file of [
    null,
    'x',
    { ...head, type: 'text/html' },
    { ...head, type: 'audio/webm' },
    { ...head, bytes: mostBytes.photo + 1 },
    { ...head, bytes: 0 },
    { ...head, bytes: 1.5 },
    { ...head, set: 4 },
    { ...head, date: 'yesterday' },
  ])
    assert.equal(readHead('photo', { file }), null);
  assert.equal(fileType('voice', 'audio/webm;codecs=opus'), 'audio/webm');
  assert.equal(fileType('voice', 'video/webm'), null);
});

test('the parts of a file are found in their order, and missed while one has not come', async () => {
  const bytes = new Uint8Array(partBytes * 2 + 1);
  const head = await headOf(bytes);
  const parts = stubs(splitFile(bytes, 'aa', 'tag'));
  const others = stubs(splitFile(bytes, 'bb', 'tag'));
  assert.deepEqual(partsOf(new Map([...others, ...parts.toReversed()]), head), ['aa-0', 'aa-1', 'aa-2']);
  assert.equal(partsOf(new Map([...others, ...parts.slice(1)]), head), null);
  assert.deepEqual(partsIn(new Map([...parts, ...others]), 'bb'), ['bb-0', 'bb-1', 'bb-2']);
});

test('parts that no head names go on the device that made them, and elsewhere after ninety days', async () => {
  const bytes = new Uint8Array(10);
  const noon = (date: string) => new Date(`${date}T12:00:00`).getTime();
  const all = new Map([
    held(await headOf(bytes, 'aa')),
    ...stubs(splitFile(bytes, 'aa', 'mine'), noon('2026-01-01')),
    ...stubs(splitFile(bytes, 'bb', 'mine'), noon('2026-11-20')),
    ...stubs(splitFile(bytes, 'cc', 'theirs'), noon('2026-08-22')),
    ...stubs(splitFile(bytes, 'dd', 'theirs'), noon('2026-08-21')),
  ]);
  assert.deepEqual(orphans(all, 'mine', '2026-11-20'), ['bb-0', 'dd-0']);
});

test('words of blanks are none', () => {
  const of = (text: string) => new Map([entry('words', calmWords, { text })]);
  assert.equal(calmTextIn(of('  Ring Ola.\n')), 'Ring Ola.');
  assert.equal(hasCalm(of('  ')), false);
  assert.equal(hasCalm(of('a')), true);
  assert.equal(hasCalm(new Map()), false);
});

test('how much a file takes: whole seals for whole parts, and a smaller one for the rest', () => {
  assert.equal(takes(partBytes), 65_565 + 541);
  assert.equal(takes(partBytes + 100), 65_565 + 1053 + 541);
  assert.equal(takes(mostBytes.photo) + takes(mostBytes.voice), 131_130 + 32_797 + 541 + 5 * 65_565 + 541);
});

test('a file that replaces another takes its place: of its parts only that they are gone stays', () => {
  const used = 1_000_000;
  assert.equal(usedWith(used, 1000, 0), used + takes(1000));
  assert.equal(usedWith(used, mostBytes.photo, mostBytes.photo), used + 3 * 285);
  assert.equal(usedWith(used, 1000, partBytes), used + takes(1000) - takes(partBytes) + 285);
});

test('what a server takes goes by the age of the vault there, and nothing is said where it is not known', () => {
  const [first, later] = [4 * 2 ** 20, 32 * 2 ** 20];
  assert.equal(roomOf(null, 0, '2026-11-20'), null, 'no copy');
  assert.equal(roomOf({ since: null }, 0, '2026-11-20'), first, 'a copy that is still to be made');
  assert.equal(roomOf({ since: '2026-11' }, first, '2026-11-20'), first);
  assert.equal(roomOf({ since: '2026-10' }, 0, '2026-11-30'), first);
  assert.equal(roomOf({ since: '2026-09' }, 0, '2026-11-01'), later);
  assert.equal(roomOf({ since: '2025-12' }, 0, '2026-01-01'), first);
  assert.equal(roomOf({ since: '2025-12' }, 0, '2026-02-01'), later);
  assert.equal(roomOf({ since: '2026-11' }, first + 1, '2026-11-20'), null, 'made elsewhere, and long ago');
});

test('a part is lost when this phone has been in step a day after the head, or when nothing can come', () => {
  const [made, day] = [1_000, 86_400_000];
  const copied = { coming: false, hasCode: true, syncedAt: made + day + 1 };
  assert.equal(isLost(made, copied), true);
  assert.equal(isLost(made, { ...copied, syncedAt: made + day }), false);
  assert.equal(isLost(made, { ...copied, syncedAt: null }), false);
  assert.equal(isLost(made, { ...copied, coming: true }), false);
  assert.equal(isLost(made, { coming: false, hasCode: false, syncedAt: null }), true);
  assert.equal(isLost(made, { coming: true, hasCode: false, syncedAt: null }), false);
});

test('a photo keeps its shape, never grows, and is tried sharp before small', () => {
  assert.deepEqual(drawnSize(4000, 3000, 1024), { width: 1024, height: 768 });
  assert.deepEqual(drawnSize(3000, 4000, 1024), { width: 768, height: 1024 });
  assert.deepEqual(drawnSize(200, 100, 1024), { width: 200, height: 100 });
  assert.deepEqual(drawnSize(10_000, 1, 512), { width: 512, height: 1 });
  assert.deepEqual(photoTries[0], { side: 1024, quality: 0.82 });
  assert.ok(photoTries.every(({ side }, at) => at === 0 || side <= (photoTries[at - 1]?.side ?? 0)));
});

test('it stands from near the top of the wave until the end', () => {
  assert.deepEqual(
    [0, 203, 204, 461, 462, 600].map((seconds) => standsInWave(seconds, 600, null)),
    [false, false, true, true, true, true],
  );
});

test('with a course of his own it comes before the top of that', () => {
  for (const [from, to, minutes] of [
    [7, 3, 3],
    [10, 9, 20],
    [5, 0, 12],
  ] as const) {
    const course = { from, to, minutes, rides: 3 };
    const seconds = Array.from({ length: minutes * 60 }, (_, at) => at);
    const heights = seconds.map((at) => strengthAt(course, at / 60));
    const top = heights.indexOf(Math.max(...heights));
    const first = seconds.find((at) => standsInWave(at, minutes * 60, course)) ?? 0;
    // One that begins at ten only falls.
    assert.ok(from === 10 ? first === 0 : first > 0 && first < top, `${first} ${top}`);
  }
});
