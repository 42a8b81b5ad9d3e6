import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const source = join(import.meta.dirname, '..');

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

test('no field is left for the browser to remember: Chromium writes forms unsealed into its session files', () => {
  const tags = globSync('**/*.tsx', { cwd: source }).flatMap((file) => {
    const text = readFileSync(join(source, file), 'utf8');
    return [...text.matchAll(/<(?:input|textarea|select|form)\b/g)].map(
      ({ index }) => [file, tag(text, index)] as const,
    );
  });
  const fields = tags.filter(([, it]) => !it.startsWith('<form'));
  assert.ok(fields.length >= 9, `${fields.length} fields`);
  assert.deepEqual(
    // What has been a password field is never written there, also while its words are shown.
    fields.filter(
      ([, it]) => !it.includes('autocomplete="off"') && !it.includes("'current-password' : 'new-password'"),
    ),
    [],
  );
});
