/** The words of the app and of the coaches' console: the same in both languages, each once, and none that nothing says. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

const src = import.meta.dirname;
const read = (file: string): string => readFileSync(join(src, file), 'utf8');
const stem = (key: string): string => key.replace(/_(one|other)$/, '');

/** The words of one file; a file lies beside that of the other language. */
const wordsIn = (folder: string, locale: string): Record<string, string> =>
  JSON.parse(read(join(folder, `${locale}.json`)));

/** What the code says between quotes, what its fields are called, and its templates, each as the text around its holes. */
function written(code: string): { quoted: ReadonlySet<string>; fields: ReadonlySet<string>; templates: string[][] } {
  const quoted = [...code.matchAll(/'([\w-]+)'|"([\w-]+)"/g)].map((it) => it[1] ?? it[2] ?? '');
  const fields = [...code.matchAll(/\b(\w+):/g)].map(([, name = '']) => name);
  const templates = [...code.matchAll(/`(\w*(?:\$\{[^{}]*\}\w*)+)`/g)]
    .map(([, text = '']) => text.split(/\$\{[^{}]*\}/))
    .filter((parts) => parts.join('').length > 1);
  return { quoted: new Set(quoted), fields: new Set(fields), templates };
}

/** Whether `key` is this template with a number, nothing, or one of `values` in each hole. */
function fits(key: string, [first = '', ...rest]: readonly string[], values: ReadonlySet<string>): boolean {
  if (!key.startsWith(first)) return false;
  const left = key.slice(first.length);
  if (rest.length === 0) return left === '';
  return Array.from({ length: left.length + 1 }, (_, end) => end).some((end) => {
    const hole = left.slice(0, end);
    return (/^\d*$/.test(hole) || values.has(hole)) && fits(left.slice(end), rest, values);
  });
}

for (const [program, places, scripts] of [
  [
    'the app',
    '{app,features,platform,shared}/**/words/nb.json',
    '{app,core,features,platform,shared,ui}/**/*.{ts,tsx}',
  ],
  ['the console', '{console/messages,platform/words}/nb.json', '{console,platform}/**/*.{ts,tsx}'],
] as const) {
  const folders = globSync(places, { cwd: src }).map(dirname);
  const all = (locale: string): [string, string][] => folders.flatMap((it) => Object.entries(wordsIn(it, locale)));
  const keys = all('nb').map(([key]) => key);
  const code = globSync(scripts, { cwd: src })
    .filter((file) => !/\.test\.|^platform\/i18n\.ts$/.test(file))
    .map(read)
    .join('\n');

  test(`${program}: no two words have the same name: the later one would be said in both places`, () => {
    assert.ok(keys.length > 300);
    assert.deepEqual(
      keys.filter((key, place) => keys.indexOf(key) !== place),
      [],
    );
  });

  test(`${program}: both languages have the same words, with the same holes`, () => {
    const holes = (words = ''): string[] => (words.match(/\{\w+\}/g) ?? []).sort();
    for (const folder of folders) {
      const [nb, en] = [wordsIn(folder, 'nb'), wordsIn(folder, 'en')];
      assert.deepEqual(Object.keys(nb), Object.keys(en), folder);
      // One thing may be said without its number.
      for (const key of Object.keys(nb))
        if (!key.endsWith('_one')) assert.deepEqual(holes(nb[key]), holes(en[key]), key);
    }
  });

  test(`${program}: words that are counted have both plurals, and no third form`, () => {
    for (const key of keys)
      if (stem(key) !== key) for (const form of ['one', 'other']) assert.ok(keys.includes(`${stem(key)}_${form}`), key);
    assert.deepEqual(
      keys.filter((key) => keys.includes(`${key}_other`)),
      [],
    );
  });

  test(`${program}: each language sets words apart with the marks of its own: «slik» and ‘so’`, () => {
    for (const [key, words] of all('nb')) assert.doesNotMatch(words, /[“”„"‘]/, key);
    for (const [key, words] of all('en')) assert.doesNotMatch(words, /[“”„"«»]/, key);
  });

  test(`${program}: every word that is asked for is there, and no word is left that nothing says`, () => {
    const { quoted, fields, templates } = written(code);
    const values = new Set([...quoted, ...fields]);
    const asked = [...code.matchAll(/\bt\(\s*'([\w-]+)'/g)].map(([, key = '']) => key);
    const stems = new Set(keys.map(stem));
    assert.deepEqual(
      asked.filter((key) => !stems.has(key) && !keys.includes(key)),
      [],
    );
    assert.deepEqual(
      [...stems].filter((key) => !quoted.has(key) && !templates.some((it) => fits(key, it, values))),
      [],
    );
  });
}

/** A feature, or the folder of `src/` that is no feature. */
const partOf = (file: string): string => /^features\/\w+|^\w+/.exec(file)?.[0] ?? '';

test('the app: words lie with the feature that alone says them, in shared/ if several do; those of the page lie in app/', () => {
  const scripts = globSync('{app,core,features,platform,shared,ui}/**/*.{ts,tsx}', { cwd: src })
    .filter((file) => !/\.test\.|^platform\/i18n\.ts$/.test(file))
    .map((file) => ({ part: partOf(file), ...written(read(file)) }));
  const values = new Set(scripts.flatMap(({ quoted, fields }) => [...quoted, ...fields]));
  /** The core names things that have words, and says none. */
  const saying = scripts.filter(({ part }) => part !== 'core');
  /** A template that begins with a hole could be any word. */
  const builds = (key: string, templates: string[][]): boolean =>
    templates.some((it) => it[0] !== '' && fits(key, it, values));
  for (const folder of globSync('{features,shared}/**/words/nb.json', { cwd: src }).map(dirname))
    for (const key of new Set(Object.keys(wordsIn(folder, 'nb')).map(stem))) {
      const home = partOf(folder);
      const quoting = saying.filter(({ quoted }) => quoted.has(key)).map(({ part }) => part);
      const building = saying.filter(({ templates }) => builds(key, templates)).map(({ part }) => part);
      const parts = new Set(home === 'shared' || quoting.length === 0 ? [...quoting, ...building] : quoting);
      const [one = home, ...others] = parts;
      // The words of the coach come with its screens; what it says on a screen of another feature comes with the shared ones.
      const isShared = others.length > 0 || !one.startsWith('features/') || one === 'features/coach';
      if (home === 'shared') assert.ok(isShared, `${key} is said by ${one} alone`);
      else assert.deepEqual([one, ...others], [home], `${key} of ${folder}`);
    }
});
