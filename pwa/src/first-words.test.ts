import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

const src = import.meta.dirname;

/** Every module that the page's own script brings with it; what is imported later is written `import(…)`. */
function brought(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  const code = readFileSync(file, 'utf8');
  for (const [, path = ''] of code.matchAll(/^(?:import|export) (?!type\b)[^;]*?from '(\.[^']+\.tsx?)';/gms))
    brought(join(dirname(file), path), found);
  return found;
}

const messages = (file: string) => JSON.parse(readFileSync(join(src, 'app/words', file), 'utf8')) as object;

test('what stands on the first load finds all its words there', () => {
  const files = brought(join(src, 'app/main.tsx'));
  assert.ok([...files].some((it) => it.endsWith('welcome/First.tsx')));
  const keys = [...files].flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bt\(([^{}]*?)[,)]/g)].flatMap(([, asked = '']) =>
      [...asked.matchAll(/'([a-z_0-9]+)'/g)].map(([, key = '']) => key),
    ),
  );
  assert.ok(keys.length > 15);
  for (const locale of ['nb', 'en']) {
    const there = Object.keys(messages(`${locale}.json`)).map((key) => key.replace(/_(one|other)$/, ''));
    assert.deepEqual(
      keys.filter((key) => !there.includes(key)),
      [],
    );
  }
});
