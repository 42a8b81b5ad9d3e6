import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faults, styled } from './styles.ts';

const order = '@layer reset, tokens, ui, shared, feature, console;\n';
const fine: readonly [string, string][] = [
  ['ui/reset.css', `${order}@layer reset {\n  p {\n    margin: 0;\n  }\n}\n`],
  ['ui/rows.css', '@layer ui {\n  @media print {\n    .row > b {\n      margin: 0;\n    }\n  }\n}\n'],
  ['app/first.ts', "import '../ui/reset.css';\nimport '../ui/rows.css';\n"],
];

/** The faults of a client in which some files are other than they should be. */
const found = (...files: [string, string][]): string[] => faults(new Map([...fine, ...files]));

test('sheets in their layers, each with classes of its own, are fine', () => {
  assert.deepEqual(found(), []);
});

test('no sheet is longer than 300 lines', () => {
  const long = `@layer ui {\n${'  .row {\n    margin: 0;\n  }\n'.repeat(100)}}\n`;
  assert.deepEqual(found(['ui/rows.css', long]), ['ui/rows.css has 302 lines, more than 300']);
});

test('every rule stands in the layer of its folder', () => {
  assert.deepEqual(found(['ui/rows.css', '.row {\n  margin: 0;\n}\n']), [
    'ui/rows.css: .row stands outside of @layer ui',
  ]);
  assert.deepEqual(found(['ui/rows.css', '@media print {\n  @layer ui {\n  }\n}\n']), [
    'ui/rows.css: @media print stands outside of @layer ui',
  ]);
  assert.deepEqual(found(['ui/rows.css', '@layer feature {\n}\n']), [
    'ui/rows.css: @layer feature stands outside of @layer ui',
  ]);
  assert.deepEqual(found(['ui/rows.css', order]), [
    `ui/rows.css: ${order.trim().slice(0, -1)} stands outside of @layer ui`,
  ]);
  assert.deepEqual(found(['app/app.css', ''], ['app/later.ts', "import './app.css';\n"]), [
    'app/app.css has no layer: sheets stand in ui, shared, features, console',
  ]);
});

test('the first sheet says the order of the layers, and comes first', () => {
  assert.deepEqual(found(['ui/reset.css', '@layer reset {\n}\n']), [
    `ui/reset.css does not say: ${order.trim().slice(0, -1)}`,
  ]);
  assert.deepEqual(found(['app/first.ts', "import '../ui/rows.css';\nimport '../ui/reset.css';\n"]), [
    'app/first.ts imports ui/reset.css after others',
  ]);
});

test('a class is styled in one sheet', () => {
  const plan = (css: string) =>
    found(
      ['features/plan/plan.css', `@layer feature {\n  ${css} {\n    margin: 0;\n  }\n}\n`],
      ['app/later.ts', "import '../features/plan/plan.css';\n"],
    );
  const fault = ['.row is styled in ui/rows.css and features/plan/plan.css'];
  for (const css of ['.row', '.plan .row', '.plan > :is(p, .row):hover', '.row.plan', '.row > span', '.plan, .row'])
    assert.deepEqual(plan(css), fault, css);
  for (const css of [
    '.plan',
    '.row .plan',
    '.row + .plan',
    '.plan > li',
    '.plan:has(> .row)',
    '.plan:not(.row, b:has(i))',
  ])
    assert.deepEqual(plan(css), [], css);
});

test('what a selector styles is told from where it stands', () => {
  assert.deepEqual(styled('main.low > .notice + .row.call:not(.person)::before'), ['row', 'call']);
  assert.deepEqual(styled(':where(.field + .field) > label'), ['field', 'field']);
  assert.deepEqual(styled('main > h2'), []);
});

test('somebody imports every sheet', () => {
  assert.deepEqual(found(['ui/rest.css', '@layer ui {\n}\n']), ['nobody imports ui/rest.css']);
});
