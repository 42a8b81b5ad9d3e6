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
  const all = everySource({
    ...pack,
    locale: 'nb',
    modules: { ...modules, 'first-hold': withSources(modules['first-hold'], 'Module', one, other) },
    pages: { ...pages, lapse: withSources(pages.lapse, 'Page', { ...one, id: 'named-otherwise', doi: '10.1/x' }) },
    tools: { ...tools, wave: withSources(tools.wave, 'Tool') },
  });
  assert.deepEqual(
    all.map(({ source, used }) => [source.author, ...used]),
    [
      ['Berg', 'Module'],
      ['Årnes', 'Module', 'Page'],
    ],
  );
});

test('a pack without sources lists none', () => {
  assert.deepEqual(everySource({ ...pack, modules: {}, pages: {}, tools: {} }), []);
});
