import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { test } from 'node:test';
import { faults, idle, importsOf } from './layers.ts';

/** The faults of an app in which one file imports another. */
const found = (from: string, to: string): string[] =>
  faults(
    new Map([
      [from, `import { it } from '${posix.relative(posix.dirname(from), to)}';\n`],
      [to, ''],
    ]),
  );

test('an import may go down the layers and never up', () => {
  assert.deepEqual(found('features/diary/Log.tsx', 'shared/state.ts'), []);
  assert.deepEqual(found('shared/state.ts', 'features/diary/Log.tsx'), [
    'shared/state.ts: shared may not import features',
  ]);
  assert.deepEqual(found('core/model/dates.ts', 'core/vault/vault.ts'), [
    'core/model/dates.ts: core/model may not import core/vault',
  ]);
});

test('a feature uses a neighbour by its index.ts, and nobody else at all', () => {
  assert.deepEqual(found('features/plan/Plan.tsx', 'features/exercise/index.ts'), []);
  assert.deepEqual(found('features/plan/Plan.tsx', 'features/exercise/Body.tsx'), [
    'features/plan/Plan.tsx: exercise is used by its index.ts alone',
  ]);
  assert.deepEqual(found('features/exercise/Body.tsx', 'features/plan/index.ts'), [
    'features/exercise/Body.tsx: exercise is no neighbour of plan',
  ]);
});

test('a neighbour that nothing uses any more is taken off the list', () => {
  const of = (...files: [string, string][]) => idle(new Map(files)).filter((it) => it.startsWith('plan '));
  const calm = "import { CalmRow } from '../calm/index.ts';\n";
  const exercise = "const later = () => import('../exercise/index.ts');\n";
  const stale = 'plan has exercise on its list and uses nothing of it';
  assert.deepEqual(of(['features/plan/Read.tsx', calm]), [stale]);
  assert.deepEqual(of(['features/plan/Read.tsx', calm], ['features/urge/Steps.tsx', exercise]), [stale]);
  assert.deepEqual(of(['features/plan/Read.tsx', calm], ['features/plan/plan.test.tsx', exercise]), [stale]);
  assert.deepEqual(of(['features/plan/Read.tsx', calm], ['features/plan/Lines.tsx', exercise]), []);
});

test('the worker and the console stand apart', () => {
  assert.deepEqual(found('worker/push.ts', 'core/model/personal-reminders.ts'), []);
  assert.deepEqual(found('worker/push.ts', 'platform/i18n.ts'), ['worker/push.ts: worker may not import platform']);
  assert.deepEqual(found('app/main.tsx', 'console/app.tsx'), ['app/main.tsx: app may not import console']);
});

test('a style sheet is imported as a file is', () => {
  assert.deepEqual(found('app/later.ts', 'features/plan/plan.css'), []);
  assert.deepEqual(found('console/main.tsx', 'shared/Screen.css'), ['console/main.tsx: console may not import shared']);
});

test('the model draws nothing, and the disk is the vault’s', () => {
  const drawn = new Map([['core/model/personal-reminders.ts', "import { signal } from '@preact/signals';\n"]]);
  assert.deepEqual(faults(drawn), ['core/model/personal-reminders.ts: @preact/signals has no place here']);
  assert.deepEqual(found('shared/state.ts', 'core/vault/database.ts'), [
    'shared/state.ts: only the vault touches the disk',
  ]);
});

test('nothing happens by an import alone, but where a program begins', () => {
  const listening = "addEventListener('pagehide', hush);\n";
  assert.deepEqual(faults(new Map([['ui/voice.ts', listening]])), [
    'ui/voice.ts: does something as soon as it is imported',
  ]);
  assert.deepEqual(faults(new Map([['app/main.tsx', 'await createApp(fromBrowser()).start();\n']])), []);
});

test('what begins by an initialiser happens by an import too', () => {
  const early = (text: string): string[] => faults(new Map([['ui/voice.ts', text]]));
  for (const text of [
    "new BroadcastChannel('tabs');",
    "const tabs = new BroadcastChannel('tabs');",
    'export const stop = effect(() => hush());',
    "const worker = navigator.serviceWorker?.register('/sw.js');",
    'const worker: ServiceWorkerContainer | undefined =\n  navigator.serviceWorker;',
    'const told: (word: string) => void = new Word().say;',
    "const { bundle } = await load('nb');",
    'const timer = setInterval(tick, 1000);',
    'let stop = shown.subscribe(tell);',
    'export default new Player();',
  ])
    assert.ok(early(text).includes('ui/voice.ts: does something as soon as it is imported'), text);
  for (const text of [
    'const known = new Map<string, Entry>();',
    'const decoder = new TextDecoder();',
    'const shown = signal(false);',
    'const play = () => new Audio(address);',
    'const tell: (word: string) => void = (word) => document.write(word);',
    'let last: Place | null;\nfunction leave() {\n  last = navigator.place;\n}',
    "const place = where('device');",
  ])
    assert.deepEqual(early(text), [], text);
});

test('a record is read by the codec and cast nowhere else', () => {
  const why = 'features/diary/Log.tsx: a record is read by core/model/codec.ts, never cast';
  const cast = (text: string): string[] => faults(new Map([['features/diary/Log.tsx', text]]));
  assert.deepEqual(cast('const urge = fields as unknown as Urge;'), [why]);
  assert.deepEqual(cast('list.push(record as never);'), [why]);
  assert.deepEqual(cast('const said = answer as Fields;'), [why]);
  assert.deepEqual(cast('const part = fields as Partial<Answer>;'), [why]);
  assert.deepEqual(cast('// as it was never told\nconst two = [1, 2] as const;'), []);
  assert.deepEqual(faults(new Map([['core/model/codec.ts', 'const urge = fields as never;']])), []);
});

test('JSON is checked before it is taken for anything', () => {
  const found = (text: string): string[] =>
    faults(new Map([['core/content/content.ts', `async () => {\n  ${text}\n}`]]));
  for (const text of [
    'return JSON.parse(fromUtf8(bytes)) as Bundle;',
    'return bytes && (JSON.parse(fromUtf8(await open(await key(root), bytes))) as T);',
    'const { bundle } = (await answer.json()) as { bundle: string };',
    'const named = ((await before.json()) as { bundle: string }).bundle;',
    'const { told } = JSON.parse(text);',
    'const { bundle } = await answer.json();',
    'const value: Value = JSON.parse(text);',
    'const value: Manifest = await answer.json();',
  ])
    assert.deepEqual(found(text), ['core/content/content.ts: JSON is read by what checks it, never cast'], text);
  for (const text of [
    'const value: unknown = JSON.parse(text);',
    'return readManifest(await answer.json(), locale);',
    'const { name } = recordIn(JSON.parse(text));\nconst two = [1, 2] as const;',
    'const it = readBundle(JSON.parse(text));\nreturn it as Shown;',
  ])
    assert.deepEqual(found(text), [], text);
});

test('a screen writes nothing itself', () => {
  const text = "const log = (open: Vault) => open.create('urge', fields);";
  assert.deepEqual(faults(new Map([['features/diary/Log.tsx', text]])), [
    'features/diary/Log.tsx: a screen writes by a command, which stands in a file without one',
  ]);
  assert.deepEqual(faults(new Map([['features/diary/commands.ts', text]])), []);
});

test('a screen settles, deletes and moves by a command too', () => {
  for (const does of [
    ...['vault.value?.settle(id, field, chosen)', 'open?.deleteEverything()', 'vault.value?.rotateMasterKey()'],
    ...['open?.leave(true)', 'vaults.signIn(typed, local)', 'vaults.takeIn(copy, local)', 'open.begin(first)'],
    ...['threads.peek()?.setRhythm(often)', 'threads.peek()?.renew(carry)', 'all?.admit([id])'],
  ])
    assert.equal(faults(new Map([['features/privacy/Delete.tsx', `const erase = () => ${does};`]])).length, 1, does);
});

test('clock, server, tabs and notifications come from the environment', () => {
  const fault = (file: string) => [`${file}: clock, server, tabs and notifications come from the environment`];
  for (const text of [
    'const at = () => Date.now();',
    'const at = () => new Date();',
    "const got = () => fetch('/');",
    "const tabs = () => new BroadcastChannel('tabs');",
    'const asked = () => Notification.requestPermission();',
    'const may = () => globalThis.Notification?.permission;',
    'const worker = () => navigator.serviceWorker?.ready;',
    "const may = () => navigator.permissions?.query({ name: 'notifications' });",
  ]) {
    assert.deepEqual(faults(new Map([['core/vault/a.ts', text]])), fault('core/vault/a.ts'), text);
    assert.deepEqual(faults(new Map([['worker/a.ts', text]])), []);
  }
  const others = 'const at = () => new Date(now); // not Date.now()\nasync fetch(entry) {}\nthis.fetch(entry);';
  assert.deepEqual(faults(new Map([['shared/a.ts', others]])), []);
});

test('a circle is found, also one that is closed by a type or by a later import', () => {
  const one = ['core/model/a.ts', "import type { B } from './b.ts';\n"] as const;
  const other = ['core/model/b.ts', "const a = () => import('./a.ts');\n"] as const;
  assert.deepEqual(faults(new Map([one, other])), ['a circle: core/model/a.ts → core/model/b.ts → core/model/a.ts']);
});

const signals = `import { signal } from '@preact/signals';
export const view: ReadonlySignal<string> = signal('list');
export const shown: ReadonlySignal<number | null> = signal(null);
export const lines: readonly string[] = [];
`;
const owner = 'features/diary/looking.ts';
const theirs = `writes view, which ${owner} owns`;

/** The faults of a diary's index.ts and of one more file beside the signals. */
const writing = (file: string, text: string, index = ''): string[] =>
  faults(
    new Map([
      [owner, signals],
      ['features/diary/index.ts', index],
      [file, text],
    ]),
  );

test('a signal is written by the file that owns it alone', () => {
  const near = (line: string) =>
    writing('features/diary/Tools.tsx', `import { shown, view } from './looking.ts';\n${line}\n`);
  for (const line of [
    ...["view.value = 'month';", "view.value ??= 'month';", 'view.value++;', "view.value += 'month';"],
    "(view as Signal<'list' | 'month'>).value = 'month';",
  ])
    assert.deepEqual(near(line), [`features/diary/Tools.tsx: ${theirs}`], line);
  for (const line of ["view.value === 'month';", 'view.value >= 1;', 'view.value != 1;', 'field.view.value = 1;'])
    assert.deepEqual(near(line), [], line);
  assert.deepEqual(writing(owner, `${signals}view.value = 'month';\n`), []);
});

test('a signal is exported to be read', () => {
  const fault = ['shared/state.ts: exports vault to be written, and not as a ReadonlySignal'];
  assert.deepEqual(faults(new Map([['shared/state.ts', 'export const vault = signal<Vault | null>(null);']])), fault);
  const read = 'export const vault: ReadonlySignal<Vault | null> = signal(null);\nconst own = signal(0);';
  assert.deepEqual(faults(new Map([['shared/state.ts', read]])), []);
});

test('a write to a signal is found under another name, through an index.ts, and through a whole module', () => {
  const near = 'features/near/Days.tsx';
  const index = "export { view as seen } from './looking.ts';\n";
  const renamed = "import { seen as look } from '../diary/index.ts';\nlook.value = 'month';\n";
  assert.deepEqual(writing(near, renamed, index), [`${near}: writes look, which ${owner} owns`]);
  const everything = "import { view } from '../diary/index.ts';\nview.value = 'month';\n";
  assert.deepEqual(writing(near, everything, "export * from './looking.ts';\n"), [`${near}: ${theirs}`]);
  const beside = 'features/diary/Tools.tsx';
  for (const from of ['import * as looking from', '  const looking = await import'])
    for (const [path, handed] of [
      ['./looking.ts', ''],
      ['./index.ts', "export * from './looking.ts';\n"],
    ] as const) {
      const asked = from.startsWith('import') ? `${from} '${path}'` : `${from}('${path}')`;
      assert.deepEqual(writing(beside, `${asked};\nlooking.view.value = 'month';\n`, handed), [`${beside}: ${theirs}`]);
    }
});

test('every way to write an import is read', () => {
  const text = `import './a.css';
import { one,
  two } from './b.ts';
export * from '../c.ts';
export type { T } from './d.ts';
const later = () => import('./e.ts');
import worker from './f.ts?worker&url';
import { signal } from '@preact/signals';
`;
  assert.deepEqual(importsOf('ui/x.ts', text), ['ui/a.css', 'ui/b.ts', 'c.ts', 'ui/d.ts', 'ui/e.ts']);
});
