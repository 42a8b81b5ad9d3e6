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

/** The faults of a client in which `file` uses what the sheets of two features style. */
const using = (file: string, text: string): string[] =>
  found(
    ['features/plan/plan.css', '@layer feature {\n  .sheet {\n    margin: 0;\n  }\n}\n'],
    ['features/today/today.css', '@layer feature {\n  .hold {\n    margin: 0;\n  }\n}\n'],
    [
      'app/later.ts',
      "import '../features/plan/plan.css';\nimport '../features/today/today.css';\nimport './other.css';\n",
    ],
    [file, text],
  ).filter((it) => it.startsWith(`${file} uses`));

test('an element has classes of its own feature, of a neighbour, of shared and ui alone', () => {
  for (const text of [
    '<p class="sheet wide">',
    "<p class={now ? 'sheet' : undefined}>",
    `<p class={\`row \${kind}\`} /><p class={\`\${kind} sheet\`}>`,
    `<p class={\`row\${now ? ' sheet' : ''}\`}>`,
  ]) {
    const used = (file: string) => using(file, text);
    assert.deepEqual(used('ui/Line.tsx'), [
      'ui/Line.tsx uses .sheet of features/plan/plan.css: ui may not import features',
    ]);
    assert.equal(used('shared/Line.tsx').length, 1, text);
    assert.deepEqual(used('features/today/Line.tsx'), [
      'features/today/Line.tsx uses .sheet of features/plan/plan.css: today is no neighbour of plan',
    ]);
    for (const file of [
      'features/plan/Line.tsx',
      'features/urge/Line.tsx',
      'app/Line.tsx',
      'features/today/Line.test.tsx',
    ])
      assert.deepEqual(used(file), [], file);
  }
  assert.deepEqual(using('features/near/Hold.tsx', '<p class="hold row">'), []);
  assert.deepEqual(using('ui/Line.tsx', "<p class={kind === 'sheet' ? 'row' : sheet}>"), []);
});

test('a sheet names no class that it may not use, be it a place or what an element has in it', () => {
  const sheet = (layer: string, selector: string) => `@layer ${layer} {\n  ${selector} {\n    margin: 0;\n  }\n}\n`;
  for (const selector of ['.sheet .point', '.sheet + .point > b', '.point:has(> .sheet)', '.point:not(.sheet)'])
    assert.equal(using('ui/charts.css', sheet('ui', selector)).length, 1, selector);
  assert.equal(using('features/today/day.css', sheet('feature', '.sheet + .day')).length, 1);
  assert.equal(using('features/urge/urge.css', sheet('feature', '.sheet + .day')).length, 0);
});

test('a part of ui says in its own sheet how it stands beside a shared one', () => {
  const shared: [string, string] = ['shared/Saved.css', '@layer shared {\n  .saved {\n    margin: 0;\n  }\n}\n'];
  const by = (file: string, text: string) =>
    found(shared, ['app/later.ts', "import '../shared/Saved.css';\nimport '../ui/title.css';\n"], [file, text]);
  assert.deepEqual(by('ui/title.css', '@layer ui {\n  .saved + .title {\n    margin: 0;\n  }\n}\n'), []);
  assert.deepEqual(by('ui/Title.tsx', '<h1 class="saved">'), [
    'ui/Title.tsx uses .saved of shared/Saved.css: ui may not import shared',
  ]);
});

test('what a selector styles is told from where it stands', () => {
  assert.deepEqual(styled('main.low > .notice + .row.call:not(.person)::before'), ['row', 'call']);
  assert.deepEqual(styled(':where(.field + .field) > label'), ['field', 'field']);
  assert.deepEqual(styled('main > h2'), []);
});

test('somebody imports every sheet', () => {
  assert.deepEqual(found(['ui/rest.css', '@layer ui {\n}\n']), ['nobody imports ui/rest.css']);
});
