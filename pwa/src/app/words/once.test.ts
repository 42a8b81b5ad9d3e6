import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const here = join(import.meta.dirname, '../..');
const keys = (file: string): string[] => Object.keys(JSON.parse(readFileSync(join(here, file), 'utf8')) as object);

test('no two files have words of the same name: the later one would be said in both places', () => {
  for (const locale of ['nb', 'en']) {
    const all = globSync(`{features,platform,shared}/**/words/${locale}.json`, { cwd: here }).flatMap(keys);
    assert.ok(all.length > 300);
    assert.deepEqual(
      all.filter((key, place) => all.indexOf(key) !== place),
      [],
    );
  }
});

test('both languages have the same words', () => {
  for (const file of globSync('{features,platform,shared}/**/words/nb.json', { cwd: here }))
    assert.deepEqual(keys(file.replace('nb.json', 'en.json')).sort(), keys(file).sort(), file);
});

test('each language sets words apart with the marks of its own: «slik» and ‘so’', () => {
  for (const [locale, others] of [
    ['nb', /[“”„"‘]/],
    ['en', /[“”„"«»]/],
  ] as const)
    for (const file of globSync(`{features,platform,shared}/**/words/${locale}.json`, { cwd: here }))
      for (const [key, words] of Object.entries(JSON.parse(readFileSync(join(here, file), 'utf8'))))
        assert.doesNotMatch(words as string, others, `${file} ${key}`);
});
