import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waits, waitsForOlder } from './coming.ts';
import type { Entry } from './plain.ts';

const of = (...kinds: string[]) =>
  new Map(kinds.map((kind): [string, Entry] => [kind, { id: kind, kind, fields: {}, also: [], changed: 0 }]));

test('what counts, copies or moves the whole diary waits for all of it', () => {
  const known = of('settings', 'progress');
  for (const name of ['insights', 'summary', 'fortnight', 'month', 'export', 'known-code', 'consents']) {
    for (const coming of ['fetching', 'opening'] as const) assert.equal(waits(coming, known, name, []), true, name);
  }
});

test('Today and the modules wait until it is known whose diary it is', () => {
  for (const [name, ...args] of [['today'], ['programme'], ['checkin'], ['text', 'module', 'x']] as const) {
    assert.equal(waits('fetching', of('settings'), name, args), true, name);
    assert.equal(waits('fetching', of('settings', 'progress'), name, args), false, name);
    assert.equal(waits('opening', of(), name, args), false, name);
  }
});

test('what helps when it is hard, what is written down and the way out never wait', () => {
  for (const [name, ...args] of [
    ['urge'],
    ['help'],
    ['tools'],
    ['log'],
    ['more'],
    ['delete'],
    ['text', 'page', 'crisis'],
  ] as const) {
    assert.equal(waits('fetching', of(), name, args), false, name);
  }
});

test('what is drawn from entries of any time waits for the older ones, and what is of these weeks does not', () => {
  for (const [name, ...args] of [
    ['insights'],
    ['summary'],
    ['export'],
    ['diary'],
    ['entry', 'x'],
    ['checkin', '2020-01-01'],
  ] as const)
    assert.equal(waitsForOlder(name, args), true, name);
  for (const [name, ...args] of [
    ['today'],
    ['programme'],
    ['checkin'],
    ['urge'],
    ['log'],
    ['plan'],
    ['text', 'page', 'crisis'],
  ] as const)
    assert.equal(waitsForOlder(name, args), false, name);
});
