import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';

const source = import.meta.dirname;
const files = globSync('**/*.tsx', { cwd: source }).map((file) => ({
  file,
  text: readFileSync(join(source, file), 'utf8'),
}));

/** What draws numbers; each is a drawing for the eye, or a table. */
const drawings = ['Bars', 'Counts', 'HeatTable', 'LineChart', 'TopCounts'];

test('numbers are drawn in the parts for it alone, and every drawing stands in a figure with its finding', () => {
  const drawn = files.filter(({ text }) => /<svg[^>]*class="chart/.test(text)).map(({ file }) => basename(file));
  assert.deepEqual(drawn.sort(), ['Bars.tsx', 'Counts.tsx', 'LineChart.tsx']);
  const using = files.filter(
    ({ file, text }) =>
      file.startsWith('features') &&
      !drawings.includes(basename(file, '.tsx')) &&
      drawings.some((it) => text.includes(`<${it}`)),
  );
  assert.ok(using.length >= 5, String(using.length));
  for (const { file, text } of using) {
    const figures = text.match(/<Figure\b[\s\S]*?<\/Figure>/g) ?? [];
    const within = figures.join('');
    for (const drawing of drawings)
      assert.equal(
        text.split(`<${drawing}`).length,
        within.split(`<${drawing}`).length,
        `${file}: ${drawing} outside of a figure`,
      );
  }
});

test('no drawing is read out: the sentence and the table are', () => {
  for (const { file, text } of files)
    for (const [svg] of text.matchAll(/<svg\b[^>]*class="chart[^>]*>/g)) assert.match(svg, /aria-hidden="true"/, file);
});
