import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstWay, ownWays, toRing, withPlanned, withPlannedPerson } from './first-way.ts';
import type { PlanLine } from './plan-line.ts';

const now = '2026-11-25T20:10';
const tools = ['wave', 'leave', 'alternative'];
const line = (words: string, more: Partial<PlanLine> = {}): PlanLine => ({ key: words, words, ...more });
const own = (...lines: PlanLine[]) => ownWays(lines, tools, now);

test('what is planned for now opens, else what has helped most, else his own plan, else the first tool', () => {
  const walk = line('Gå ut', { code: 'outside' });
  const planned = own(walk, line('Trene', { time: 'wed 20:00' }));
  assert.deepEqual(firstWay(planned, 'breathing', ['wave']), { tool: 'alternative', at: 1 });
  assert.deepEqual(firstWay(own(walk), 'breathing', ['wave']), { tool: 'breathing', at: null });
  assert.deepEqual(firstWay(own(walk), undefined, ['wave']), { tool: 'alternative', at: 0 });
  assert.deepEqual(firstWay([], undefined, ['wave']), { tool: 'wave', at: null });
  assert.equal(firstWay([], undefined, []), null);
});

test('what is planned for now stands first of the plan, and keeps its place in it', () => {
  const lines = own(line('Dusje'), line('Trene', { time: 'wed 20:00' }), line('Lese', { time: 'thu 20:00' }));
  assert.deepEqual(
    lines.map(({ line: { words }, way, now }) => [words, way.at, now]),
    [
      ['Trene', 1, true],
      ['Dusje', 0, false],
      ['Lese', 2, false],
    ],
  );
});

test('what he planned to do first this evening counts as planned for now, also in words that no line of the plan has', () => {
  const lines = [line('Dusje'), line('Gå en tur')];
  const opens = (first?: string) => firstWay(ownWays(withPlanned(lines, first), tools, now, first), 'wave', []);
  assert.deepEqual(opens('Gå en tur'), { tool: 'alternative', at: 1 });
  assert.deepEqual(opens('Lese en bok'), { tool: 'alternative', at: 2 });
  assert.deepEqual(opens(), { tool: 'wave', at: null });
});

test('what he planned to do first opens the way of that name', () => {
  const ways = [
    { code: 'leave', label: 'Komme meg vekk' },
    { code: 'eat', label: 'Spise noe' },
  ];
  const opens = (first: string) => firstWay(ownWays(withPlanned([], first, ways), tools, now, first), 'wave', []);
  assert.deepEqual(opens('Komme meg vekk'), { tool: 'leave', at: null });
  assert.deepEqual(opens('Spise noe'), { tool: 'alternative', at: 0 });
});

test('a line of the plan that is a tool opens the tool', () => {
  assert.deepEqual(own(line('Komme meg vekk', { code: 'leave' }))[0]?.way, { tool: 'leave', at: null });
});

const [service, kari, ola] = [
  line('Linjen', { phone: '116123', service: 'line' }),
  line('Kari', { phone: '41234567' }),
  line('Ola'),
];
const words = (lines: readonly PlanLine[]) => lines.map((it) => it.words);

test('somebody of his own is rung first, and who has no number is followed by one who has', () => {
  assert.deepEqual(words(toRing([ola, service, kari])), ['Kari']);
  assert.deepEqual(words(toRing([service, ola])), ['Ola', 'Linjen']);
  assert.deepEqual(words(toRing([service])), ['Linjen']);
  assert.deepEqual(words(toRing([ola])), ['Ola']);
  assert.deepEqual(toRing([]), []);
});

test('who is planned for now is rung before the others, with or without a number, also in words that the plan does not have', () => {
  const per = line('Per', { phone: '41234568' });
  const rung = (people: PlanLine[], planned: string) => words(toRing(withPlannedPerson(people, planned), planned));
  assert.deepEqual(rung([kari, per], 'Per'), ['Per']);
  assert.deepEqual(rung([kari, ola], 'Ola'), ['Ola', 'Kari']);
  assert.deepEqual(rung([kari], 'broren min '), ['broren min', 'Kari']);
  assert.deepEqual(rung([], 'broren min'), ['broren min']);
  assert.deepEqual(rung([kari, ola], ' '), ['Kari']);
  assert.deepEqual(words(withPlannedPerson([kari, ola], 'Ola')), ['Ola', 'Kari']);
});
