import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviceNumber } from './device-number.ts';
import { deviceOf, devicesIn, knownTags, withKnown, withoutKnown } from './devices.ts';
import type { Entry } from './plain.ts';

const agents: [string, number, string, string][] = [
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1',
    5,
    'iphone',
    'safari',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/131.0 Mobile/15E148 Safari/604.1',
    5,
    'iphone',
    'chrome',
  ],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15', 5, 'ipad', 'safari'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15', 0, 'mac', 'safari'],
  ['Mozilla/5.0 (Linux; Android 14; K) Chrome/131.0.0.0 Mobile Safari/537.36', 5, 'android', 'chrome'],
  ['Mozilla/5.0 (Linux; Android 14; K) SamsungBrowser/27.0 Chrome/125.0 Mobile Safari/537.36', 5, 'android', 'samsung'],
  ['Mozilla/5.0 (Linux; Android 14; K) Chrome/131.0.0.0 Safari/537.36', 5, 'tablet', 'chrome'],
  ['Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0', 5, 'android', 'firefox'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0 Safari/537.36 Edg/131.0', 0, 'windows', 'edge'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 0, 'linux', 'firefox'],
  ['something', 0, 'unnamed', 'unnamed'],
];

for (const [agent, touch, what, browser] of agents) {
  test(`${what}, ${browser}`, () => assert.deepEqual(deviceOf(agent, touch), { what, browser }));
}

const device = (tag: string, fields: Entry['fields']): Entry => ({
  id: tag,
  kind: 'device',
  fields: { tag, ...fields },
  also: [],
  changed: 0,
});

test('this device first, then the one seen last; half a record shows what is there', () => {
  const entries = [
    device('b', { last: '2026-11-20', first: '2026-11-01', what: 'ipad' }),
    device('a', { last: '2026-11-25', first: '2026-11-02', what: 'a newer kind' }),
    device('own', { last: '2026-11-01' }),
    { ...device('x', {}), kind: 'urge' },
    { ...device('half', {}), fields: { last: '2026-11-30' } },
  ];
  const listed = devicesIn(entries, { known: ['b', 7] }, 'own');
  assert.deepEqual(
    listed.map(({ tag, what, own, known, first }) => [tag, what, own, known, first]),
    [
      ['own', 'unnamed', true, true, ''],
      ['a', 'unnamed', false, false, '2026-11-02'],
      ['b', 'ipad', false, true, '2026-11-01'],
    ],
  );
});

test('what is known grows, and a device that was taken from the list is no longer', () => {
  const known = withKnown({ known: ['a'] }, ['b', 'a']);
  assert.deepEqual(knownTags(known), ['a', 'b']);
  assert.deepEqual(knownTags(withoutKnown(known, 'a')), ['b']);
  assert.deepEqual(knownTags(undefined), []);
});

test('two that would be called the same are numbered from the one used first, wherever the list is read', () => {
  const entries = [
    device('b', { first: '2026-11-02', last: '2026-11-20', what: 'iphone', browser: 'safari' }),
    device('a', { first: '2026-11-02', last: '2026-11-20', what: 'iphone', browser: 'safari' }),
    device('c', { first: '2026-11-01', last: '2026-11-03', what: 'iphone', browser: 'safari' }),
    device('d', { first: '2026-11-01', last: '2026-11-03', what: 'iphone', browser: 'chrome' }),
    device('e', {}),
  ];
  for (const own of ['b', 'e']) {
    const all = devicesIn(entries, undefined, own);
    const numbers = Object.fromEntries(all.map((it) => [it.tag, deviceNumber(it, all)]));
    assert.deepEqual(numbers, { a: 2, b: 3, c: 1, d: 0, e: 0 });
  }
});
