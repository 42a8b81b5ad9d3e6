import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Source, Text } from './content.ts';
import { pack } from './pack.fixture.ts';
import { everySource } from './sources.ts';

const one: Source = { id: 'a', author: 'Årnes', year: 2020, title: 'Later', doi: '10.1/X' };
const other: Source = { id: 'b', author: 'Berg', year: 2018, title: 'First', url: 'https://x.test/' };
const withSources = (text: Text | undefined, title: string, ...sources: Source[]): Text => {
  assert.ok(text);
  return { ...text, title, sources };
};

test('every source of the pack stands once, with all the texts that cite it, by author', () => {
  const { modules, pages, tools } = pack;
  const all = everySource(
    {
      ...pack,
      locale: 'nb',
      modules: { ...modules, 'first-hold': withSources(modules['first-hold'], 'Module', one, other) },
      pages: { ...pages, lapse: withSources(pages.lapse, 'Page', { ...one, id: 'named-otherwise', doi: '10.1/x' }) },
      tools: { ...tools, wave: withSources(tools.wave, 'Tool') },
    },
    'stop',
  );
  assert.deepEqual(
    all.map(({ source, used }) => [source.author, ...used]),
    [
      ['Berg', 'Module'],
      ['Årnes', 'Module', 'Page'],
    ],
  );
});

test('a pack without sources lists none', () => {
  assert.deepEqual(everySource({ ...pack, modules: {}, pages: {}, tools: {} }, 'stop'), []);
});

test('those close to him see the sources of their own texts, and only those texts beside them', () => {
  const near = { id: 'near', title: '', modules: ['right-now'], tracks: {}, side: [], offers: {}, boosters: {} };
  const { modules, pages, tools } = pack;
  const bundle = {
    ...pack,
    programmes: [...pack.programmes, near],
    help: { stop: ['lapse', 'safety'], near: ['safety'] },
    modules: {
      'first-hold': withSources(modules['first-hold'], 'His', one, other),
      'right-now': { ...withSources(modules['first-hold'], 'Theirs', one), id: 'right-now' },
    },
    pages: { lapse: withSources(pages.lapse, 'Lapse', one), safety: withSources(pages.safety, 'Safety', one) },
    tools: { wave: withSources(tools.wave, 'Wave', other), breathing: withSources(tools.breathing, 'Breath', one) },
  };
  assert.deepEqual(
    everySource(bundle, 'near').map((it) => it.used),
    [['Theirs', 'Safety', 'Breath']],
  );
  assert.equal(everySource(bundle, 'stop').flatMap((it) => it.used).length, 6 + 1);
});
