import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const here = import.meta.dirname;
const read = (locale: string) =>
  JSON.parse(readFileSync(join(here, `messages/${locale}.json`), 'utf8')) as Record<string, string>;
const code = globSync('**/*.{ts,tsx}', { cwd: here })
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => readFileSync(join(here, file), 'utf8'))
  .join('\n');

test('both languages have the same words, with the same holes', () => {
  const [nb, en] = [read('nb'), read('en')];
  assert.deepEqual(Object.keys(nb), Object.keys(en));
  const holes = (words = '') => (words.match(/\{\w+\}/g) ?? []).sort();
  for (const key of Object.keys(nb)) if (!key.endsWith('_one')) assert.deepEqual(holes(nb[key]), holes(en[key]), key);
});

test('each language sets words apart with the marks of its own', () => {
  for (const words of Object.values(read('nb'))) assert.doesNotMatch(words, /[“”„"‘]/);
  for (const words of Object.values(read('en'))) assert.doesNotMatch(words, /[“”„"«»]/);
});

test('no word is left that nothing says', () => {
  const said = (key: string) =>
    code.includes(`'${key.replace(/_(one|other)$/, '')}'`) || code.includes(`'${key}'`) || code.includes(`"${key}"`);
  assert.deepEqual(
    Object.keys(read('nb')).filter((key) => !said(key)),
    [],
  );
});
