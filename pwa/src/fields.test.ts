import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const source = import.meta.dirname;

/** The opening tag that begins at `at`, to the `>` outside of braces. */
function tag(text: string, at: number): string {
  let depth = 0;
  for (let end = at; end < text.length; end += 1) {
    if (text[end] === '{') depth += 1;
    if (text[end] === '}') depth -= 1;
    if (text[end] === '>' && depth === 0) return text.slice(at, end + 1);
  }
  return text.slice(at);
}

const fields = globSync('**/*.tsx', { cwd: source }).flatMap((file) => {
  const text = readFileSync(join(source, file), 'utf8');
  return [...text.matchAll(/<(?:input|textarea|select)\b/g)].map(({ index }) => [file, tag(text, index)] as const);
});

test('no field is left for the browser to remember: Chromium writes forms unsealed into its session files', () => {
  assert.ok(fields.length >= 9, `${fields.length} fields`);
  assert.deepEqual(
    // What has been a password field is never written there, also while its words are shown.
    fields.filter(
      ([, it]) =>
        !it.includes('autocomplete="off"') &&
        !it.includes("'current-password' : 'new-password'") &&
        !it.includes("type === 'password' ? complete : 'off'"),
    ),
    [],
  );
});

test('own words are offered to no translator and no spelling check, which may send them to a server', () => {
  const wordless = /type="(?:checkbox|radio|date|time|file|tel|password|range)"|type=\{one/;
  const unsaid = fields.filter(
    ([file, it]) =>
      !file.startsWith('gallery/') &&
      !wordless.test(it) &&
      !it.startsWith('<select') &&
      !it.includes('spellcheck={false}') &&
      !it.includes('{...shared}'),
  );
  assert.deepEqual(unsaid, []);
  for (const file of ['ui/Field.tsx', 'features/lock/Pin.tsx'])
    assert.match(readFileSync(join(source, file), 'utf8'), /shared = \{[^;]*spellcheck: false/s, file);
  assert.match(readFileSync(join(source, '../index.html'), 'utf8'), /<html[^>]* translate="no">/);
});
