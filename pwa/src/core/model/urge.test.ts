import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { entriesOf, pack } from './pack.fixture.ts';
import {
  atHand,
  beat,
  breath,
  falls,
  grouped,
  inhaling,
  offeredTools,
  rideMinutes,
  shownSeconds,
  tellingTriggers,
  toolsOf,
  WAIT_LONGER,
} from './urge.ts';

const now = { date: '2026-11-25', part: 'day' as const };
const ids = (tools: readonly { id: string }[]) => tools.map((it) => it.id);

const ride = (
  way: string,
  strength: number,
  after?: number,
  ...triggers: string[]
): [string, Record<string, string | number | string[]>] => [
  'urge',
  { date: '2026-11-25', part: 'evening', way, strength, ...(after !== undefined && { after }), triggers },
];

test('who has tried nothing is offered the wave first, and what the pack has besides comes last', () => {
  assert.deepEqual(offeredTools(entriesOf(), pack, 'stop', now), ['wave', 'waiting', 'breathing', 'listen-breath']);
});

test('only tools that are offered to a face stand in its hard moment', () => {
  assert.deepEqual(offeredTools(entriesOf(ride('wave', 8, 1)), pack, 'near', now), ['breathing', 'listen-breath']);
  assert.deepEqual(ids(toolsOf(pack, 'near')), ['breathing', 'listen-breath', 'solving']);
  assert.deepEqual(ids(toolsOf(pack, 'stop')), ['wave', 'waiting', 'breathing', 'listen-breath', 'solving']);
});

test('what holds them up is at hand for those close to him', () => {
  const { breathing } = pack.tools;
  assert.ok(breathing);
  const more = ['sleep', 'self-compassion', 'call', 'grounding', 'holds-me'].map((id) => [id, { ...breathing, id }]);
  const near = offeredTools(entriesOf(), { ...pack, tools: { breathing, ...Object.fromEntries(more) } }, 'near', now);
  assert.ok(near.indexOf('holds-me') <= atHand, near.join());
});

test('the way that has taken urges down most comes first, then the usual order', () => {
  const entries = entriesOf(
    ride('wave', 7, 6),
    ...[0, 1, 2].map(() => ride('breathing', 7, 4)),
    ride('waiting', 9),
    ride('wave', 7, 6),
    ride('wave', 7, 6),
  );
  assert.deepEqual(offeredTools(entries, pack, 'stop', now), ['breathing', 'wave', 'waiting', 'listen-breath']);
  assert.deepEqual(falls(entries), [
    { way: 'breathing', fall: 3, times: 3 },
    { way: 'wave', fall: 1, times: 3 },
  ]);
});

test('what has helped comes before whom to ring, and that before what has not been tried', () => {
  const { breathing } = pack.tools;
  assert.ok(breathing);
  const bundle = { ...pack, tools: { ...pack.tools, call: { ...breathing, id: 'call' } } };
  const often = (...one: Parameters<typeof ride>) => [0, 1, 2].map(() => ride(...one));
  const order = (...rides: ReturnType<typeof ride>[]) => offeredTools(entriesOf(...rides), bundle, 'stop', now);
  assert.deepEqual(order(), ['call', 'wave', 'waiting', 'breathing', 'listen-breath']);
  assert.deepEqual(order(...often('breathing', 7, 2), ...often('waiting', 7, 5), ride('wave', 7, 1)), [
    ...['breathing', 'waiting'],
    ...['call', 'wave', 'listen-breath'],
  ]);
});

test('a way after which urges rose is not put first', () => {
  const entries = entriesOf(...[0, 1, 2].map(() => ride('waiting', 4, 6)));
  assert.equal(offeredTools(entries, pack, 'stop', now)[0], 'wave');
});

test('only triggers that change something are asked for', () => {
  const codes = { triggers: ['lonely', 'payday', 'bored'].map((code) => ({ code, label: code })) };
  const often = (...one: Parameters<typeof ride>) => [0, 1, 2].map(() => ride(...one));
  const entries = entriesOf(...often('breathing', 9, 1, 'payday'), ...often('waiting', 7, 5, 'lonely'));
  const after = (code: string) => offeredTools(entries, pack, 'stop', { ...now, triggers: [code] })[0];
  assert.deepEqual(['lonely', 'payday', 'bored'].map(after), ['waiting', 'breathing', 'breathing']);
  assert.deepEqual(tellingTriggers(entries, { ...pack, codes }, now), ['lonely']);
});

test('tools stand by what one does, and those to listen to by themselves', () => {
  assert.deepEqual(
    grouped(toolsOf(pack, 'stop')).map((it) => [it.group, ...ids(it.tools)]),
    [
      ['stay', 'wave', 'breathing'],
      ['act', 'waiting', 'solving'],
      ['listen', 'listen-breath'],
    ],
  );
});

test('a wait is a quarter of an hour, whatever its text takes to read', () => {
  const { waiting, wave } = pack.tools;
  assert.ok(waiting && wave);
  assert.deepEqual([rideMinutes(waiting), rideMinutes(wave)], [15, 10]);
});

test('the steps divide the time, the last waits for the end', () => {
  const { wave } = pack.tools;
  assert.ok(wave);
  const ids = [0, 299, 300, 599, 600].map((at) => beat(wave, at, 600)?.step.id);
  assert.deepEqual(ids, ['rising', 'rising', 'falling', 'falling', 'ground']);
});

test('one paragraph at a time stands under the first, and all of them at the end', () => {
  const { wave } = pack.tools;
  assert.ok(wave);
  const under = (at: number) => beat(wave, at, 600)?.rest.map((it) => (it.t === 'p' ? it.words.join('') : ''));
  assert.deepEqual(
    [under(0), under(149), under(150), under(299)],
    [['Second of rising.'], ['Second of rising.'], ['Third of rising.'], ['Third of rising.']],
  );
  assert.deepEqual(under(600), ['Second of ground.', 'Third of ground.']);
});

test('in a trial of a minute no paragraph is shorter than twenty seconds', () => {
  const { wave } = pack.tools;
  assert.ok(wave);
  const said = new Set(Array.from({ length: 20 }, (_, at) => JSON.stringify(beat(wave, at, 60)?.rest)));
  assert.equal(said.size, 1);
});

test('with less motion the marker moves once a minute, and it arrives', () => {
  assert.deepEqual(
    [0, 59, 60, 119, 600].map((at) => shownSeconds(at, 600, true)),
    [0, 0, 60, 60, 600],
  );
  assert.equal(shownSeconds(61, 600, false), 61);
});

test('a breath out is longer than a breath in, and the ground moves at that pace', () => {
  const seconds = Array.from({ length: breath.in + breath.out }, (_, second) => inhaling(second));
  const inward = seconds.filter(Boolean).length;
  assert.ok(inward < seconds.length - inward);
  assert.equal(inhaling(seconds.length), true);
  const sheet = readFileSync(join(import.meta.dirname, '../../ui/tokens.css'), 'utf8');
  assert.ok(sheet.includes(`--m-breath-in: ${breath.in}s;`));
  assert.ok(sheet.includes(`--m-breath-out: ${breath.out}s;`));
});

test('four ways stand at hand, and one can wait five minutes more', () => {
  assert.deepEqual([atHand, WAIT_LONGER], [4, 5]);
});
