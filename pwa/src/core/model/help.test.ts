import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Service, Text } from './content.ts';
import { helpList, isEmergency } from './help.ts';
import { pack } from './pack.fixture.ts';

const service = (id: string, country: string, ...needs: string[]): Service => ({
  id,
  country,
  needs,
  name: id,
  does: '',
  phone: '1',
  languages: [],
  anonymous: false,
  source: '',
  rung: '2026-11-25',
});
const page = (id: string, title: string, ...services: string[]): Text => {
  assert.ok(pack.pages.tell);
  return {
    ...pack.pages.tell,
    id,
    title,
    steps: [],
    intro: services.map((it) => ({ t: 'call', service: it, words: [] })),
  };
};
const bundle = {
  ...pack,
  help: { stop: ['crisis', 'lapse', 'threatened'], near: ['crisis', 'privacy'] },
  pages: {
    crisis: page('crisis', 'Crisis help'),
    lapse: page('lapse', 'After a slip'),
    threatened: page('threatened', 'Someone is threatening me', 'police'),
    privacy: page('privacy', 'What we can see'),
  },
  needs: ['crisis', 'stop-buying', 'relatives', 'blackmail', 'abroad', 'nobody'].map((code) => ({
    code,
    label: code === 'blackmail' ? 'Someone is threatening me' : code,
  })),
  directory: [
    service('113', 'NO', 'crisis'),
    service('abroad', 'EU', 'crisis'),
    service('clinic', 'NO', 'stop-buying', 'relatives'),
    service('police', 'NO', 'blackmail'),
    service('kast', 'SE', 'stop-buying'),
    service('ministry', 'NO', 'abroad'),
  ],
};
const ids = (all: { id: string }[]) => all.map((it) => it.id);

test('Help lists the pages of the face in the order of the pack, and crisis with its numbers', () => {
  const stop = helpList(bundle, 'stop');
  assert.deepEqual(ids(stop.pages), ['lapse', 'threatened']);
  assert.equal(stop.crisis?.id, 'crisis');
  assert.deepEqual(ids(stop.now), ['113']);
  const near = helpList(bundle, 'near');
  assert.deepEqual([ids(near.pages), ids(near.about)], [[], ['privacy']], 'what tells of the app stands apart');
});

test('Norway comes first, by need; then Sweden, then the rest', () => {
  const { abroad } = helpList(bundle, 'stop');
  assert.deepEqual(
    abroad.map(({ country, services }) => [country, ...ids(services)]),
    [
      ['SE', 'kast'],
      ['EU', 'abroad', 'ministry'],
    ],
  );
});

test('nothing is listed both as a page and as a need, and nothing is lost by it', () => {
  const codes = (it = bundle) => helpList(it, 'stop').needs.map(({ code }) => code);
  assert.deepEqual(codes(), ['stop-buying', 'relatives']);
  // A service that the page does not name, and no other need either, keeps the need in the list.
  const more = { ...bundle, directory: [...bundle.directory, service('lawyer', 'NO', 'blackmail')] };
  assert.deepEqual(codes(more), ['stop-buying', 'relatives', 'blackmail']);
});

test('those close to him see no need that speaks of his acts, and their own lines first', () => {
  const near = helpList(bundle, 'near');
  assert.deepEqual(
    near.needs.map(({ code }) => code),
    ['relatives', 'blackmail'],
  );
  assert.deepEqual(
    near.abroad.map((it) => it.country),
    ['EU'],
  );
});

test('a number of three digits is an emergency', () => {
  assert.deepEqual(
    ['113', '116117', '11'].map((phone) => isEmergency({ phone })),
    [true, false, false],
  );
  assert.equal(isEmergency({}), false);
});
