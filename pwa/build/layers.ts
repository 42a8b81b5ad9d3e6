/**
 * Holds the client to its layers: who may import whom, by value or by type, no circles, no neighbour listed and not used, nothing
 * that happens by an import alone, no signal that can be written outside the file that owns it, no record that is cast instead of read
 * or written by a screen itself. Prints every fault; exit 1 when there is one. Usage: node build/layers.ts
 */
import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** Each layer may import those after it. */
const layers = ['app', 'features', 'shared', 'ui', 'platform', 'core'];
/** The parts of the core; each may import those before it. */
const parts = ['bytes.ts', 'faults.ts', 'model', 'http', 'content', 'vault', 'thread'];
/** Programs of their own, which nobody imports, and what each may import. */
const programs: Readonly<Record<string, readonly string[]>> = {
  worker: ['core'],
  console: ['core', 'platform', 'ui'],
};
/** Which feature may use which others, by their `index.ts`, and what for. One that nothing uses any more is refused. */
const neighbours: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  account: {
    coach: 'what waits to be sent goes before the diary leaves',
    reminders: 'the reminders of a phone end with its diary',
  },
  coach: {
    insights: 'the sheet of four weeks is sent along',
    plan: 'the plan is sent along',
    reminders: 'what is agreed rings, and a push says that an answer has come',
  },
  exercise: { reminders: 'what has a time in the calendar may ring' },
  help: { coach: 'a coach stands among those who can be asked' },
  insights: { diary: 'a finding opens its entries' },
  lock: {
    account: 'who forgot the PIN signs in with the code',
    reminders: 'the reminders of a phone end with its diary',
  },
  more: {
    coach: 'a row is there where there is somebody to write to',
    lock: 'a row says how the lock stands',
    reminders: 'a row says how reminders stand',
  },
  near: {
    coach: 'the Today of a relative has news of the coach',
    diary: 'the diary of a relative is searched, drawn and opened as his own is',
    insights: 'the Insights of a relative have the same sheet and the same waiting',
    today: 'the Today of a relative has the same offers and the same foot',
  },
  plan: {
    calm: 'what he made on a calm day stands in the plan',
    exercise: 'a line is changed in the exercise that it comes from, with its fields',
  },
  privacy: {
    coach: 'the consent to a coach is given and withdrawn there too',
    reminders: 'the consent to reminders is withdrawn there too',
  },
  programme: {
    exercise: 'a step of a module has an exercise',
    urge: 'a way out of an urge is a text of the programme',
  },
  today: {
    coach: 'Today has news of the coach',
    programme: 'Today offers the next step, a practice and what was broken off',
    reminders: 'a planned evening may ring',
    urge: 'Today goes on with a ride and names the last one',
  },
  urge: {
    calm: 'what he made on a calm day is shown in an urge',
    exercise: 'a step of a way has an exercise',
    plan: 'whoever is rung gets a number in the plan',
  },
};

/** Packages that one place alone may import: what is drawn with, and what touches the disk. */
const packages: readonly [name: RegExp, places: RegExp][] = [
  [/^@?preact\b/, /^(app|features|shared|ui|platform|console)\//],
  [/^idb$/, /^core\/(vault|thread)\//],
];
/** Casts that silence the type checker about what a record holds. */
const blind = /\bas (?:unknown as|never\b|any\b|Fields\b|Record<string, never>|Partial<(?:Answer|Consent|Settings)>)/;
/** JSON that is taken for a type without a look at it: by `as`, by the type of what it is given to, or by names in braces. */
const unread =
  /(?:\bJSON\.parse\(|\.json\(\))[^;]*?\)\s+as\s+(?!const\b)|(?::(?!\s*unknown\s)[^=;:(){}\n]+|\})\s=\s(?:\(?await\s)?(?:JSON\.parse\(|[^;\n]*\.json\(\)\)?;)/;
/** What reads records and checks what it reads. */
const codec = 'core/model/codec.ts';

/** What writes a record: a screen does so by a command with a name. */
const writes = new RegExp(
  `\\.(?:${[
    ...['create', 'write', 'writeAll', 'edit', 'remove', 'revive', 'removeBox', 'settle'],
    ...['writeDevice', 'editDevice', 'changeDevice', 'settleDevice', 'giveFigures', 'writeUnsealedPrefs'],
    ...['makeCode', 'confirmCode', 'rotateMasterKey', 'keepAsNew', 'withdrawCopy', 'deleteEverything'],
    ...['leaveHere', 'leaveChannel', 'leave', 'signIn', 'takeIn', 'begin', 'setRhythm', 'renew', 'admit'],
  ].join('|')})\\(`,
);
const screen = /^(?:app|features|shared)\/.*\.tsx$/;

/** What the app is given from outside (platform/environment.ts): a clock, how a server is reached, tabs, worker and notifications. */
const environment =
  /(?<![.\w]|async )fetch\(|\bDate\.now\(|\bnew Date\(\)|\bnew BroadcastChannel\(|(?<![\w.'])(?:globalThis\.)?Notification[.?]|\bnavigator\.(?:serviceWorker|permissions)\b/;
/** Where the browser's own stand. */
const givers = ['core/http/request.ts', 'core/vault/environment.ts', 'core/vault/tabs.ts'];

/** What opens the database: nobody but the vault. */
const disk = 'core/vault/database.ts';

/** Paths from `src` to the text of each file. */
export type Sources = ReadonlyMap<string, string>;

const statement =
  /(?:^|\n)\s*(?:import|export)\b[^;'"]*?\bfrom\s*['"](\.[^'"]+)['"]|(?:^|\n)\s*import\s*['"](\.[^'"]+)['"]/g;
const later = /\bimport\(\s*['"](\.[^'"]+)['"]/g;

/** What a file imports, by type too; what it imports later as well. */
export function importsOf(file: string, text: string): string[] {
  const named = [...text.matchAll(statement), ...text.matchAll(later)].map((it) => it[1] ?? it[2] ?? '');
  // A script that is started by its address is no part of whoever starts it.
  return named.filter((it) => !it.includes('?')).map((it) => posix.join(posix.dirname(file), it));
}

export const isTest = (file: string): boolean => /\.test\.|\.fixture\.|^testing\/|\/model[A-Z]/.test(file);

/** The packages that a file may not import. */
const strayed = (file: string, text: string): string[] =>
  [...text.matchAll(/\bfrom\s*'([^.'][^']*)'/g)]
    .map(([, name = '']) => name)
    .filter((name) => packages.some(([named, places]) => named.test(name) && !places.test(file)));

/** The code of a file without its comments. */
const uncommented = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');

/** Whether a file casts a record blindly. */
const casts = (text: string): boolean => blind.test(uncommented(text));

/** Whether a file takes JSON for what it should be. */
const trusts = (text: string): boolean => unread.test(uncommented(text));

/** Why one file may not import another; null when it may. */
export function refused(from: string, to: string): string | null {
  if (to === disk && /^(app|features|shared|ui)\//.test(from)) return 'only the vault touches the disk';
  const [layer = '', part = ''] = from.split('/');
  const [target = '', inner = ''] = to.split('/');
  if (layer in programs || target in programs)
    return layer === target || programs[layer]?.includes(target) ? null : `${layer} may not import ${target}`;
  if (layers.indexOf(target) < layers.indexOf(layer)) return `${layer} may not import ${target}`;
  if (layer === 'core' && target === 'core' && parts.indexOf(inner) > parts.indexOf(part))
    return `core/${part} may not import core/${inner}`;
  if (layer !== 'features' || target !== 'features' || part === inner) return null;
  if (!neighbours[part]?.[inner]) return `${part} is no neighbour of ${inner}`;
  return to === `features/${inner}/index.ts` ? null : `${inner} is used by its index.ts alone`;
}

/** The neighbours that a feature has on its list and does not use. */
export const idle = (sources: Sources): string[] =>
  Object.entries(neighbours).flatMap(([part, others]) => {
    const own = [...sources].filter(([file]) => file.startsWith(`features/${part}/`) && !isTest(file));
    const used = own.flatMap(([file, text]) => importsOf(file, text));
    return Object.keys(others)
      .filter((inner) => !used.some((it) => it.startsWith(`features/${inner}/`)))
      .map((inner) => `${part} has ${inner} on its list and uses nothing of it`);
  });

/** The circles of imports, each as the files on it. */
export function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    const at = path.indexOf(file);
    if (at >= 0) found.push([...path.slice(at), file]);
    if (at >= 0 || done.has(file)) return;
    path.push(file);
    for (const next of graph.get(file) ?? []) visit(next);
    path.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return found;
}

/** What is made at an import without anything happening: memory, and what turns bytes into others. */
const still = ['Map', 'Set', 'WeakMap', 'WeakSet', 'TextEncoder', 'TextDecoder', 'CipherSuite', 'KeptRides'];
const acts = [
  '(?:await|void)\\s',
  '(?:effect|addEventListener|setInterval|setTimeout|queueMicrotask|requestAnimationFrame|matchMedia|fetch|addWords)\\(',
  '(?:document|window|globalThis|self|navigator|location|history|caches|indexedDB)[.?]',
  '[a-z]\\w*\\.(?:subscribe|addEventListener)\\(',
  `new (?!(?:${still.join('|')})\\b)`,
].join('|');
/** The name that something is bound to, with its type. */
const bound = '(?:export )?(?:const|let|var) (?:\\w+|\\{[^}]*\\}|\\[[^\\]]*\\])(?:: [^=;]*(?:=>[^=;]*)*)? =\\s+';
/** Where a file does something as soon as it is imported: a statement at its top that declares nothing, or what a declared name gets. */
const atImport = new RegExp(`^(?:${bound}|export default )?(?:${acts})|^(?:for|if|while|switch) \\(|^try \\{`, 'm');
/** The files that may: where a program begins. */
const beginnings = /^(?:app\/|console\/main\.tsx|worker\/)/;
/** Names between braces, each as it is called on the far side and on the near one. */
const pairs = (names: string): [far: string, near: string][] =>
  names.split(',').flatMap((it) => {
    const [far = '', near = far] = it.trim().split(/\s+as\s+/);
    return far ? [[far, near]] : [];
  });

/** Where a name comes from that a file uses, and what it is called there; a whole module has no name there. */
interface Source {
  from: string;
  name?: string;
}

/** What a file imports, by the names that it uses: single things, and whole modules. */
function borrowed(file: string, text: string): ReadonlyMap<string, Source> {
  const path = (from: string): string => posix.join(posix.dirname(file), from);
  const found = new Map<string, Source>();
  for (const [, names = '', from = ''] of text.matchAll(/\bimport\s*\{([^}]*)\}\s*from\s*'(\.[^']+)'/g))
    for (const [name, called] of pairs(names)) found.set(called, { from: path(from), name });
  for (const [, early, late, from = ''] of text.matchAll(
    /\b(?:import\s*\*\s*as\s+(\w+)\s+from|(\w+)\s*=\s*await\s+import\()\s*'(\.[^']+)'/g,
  ))
    found.set(early ?? late ?? '', { from: path(from) });
  return found;
}

/** The file whose signal another exports under this name, be it its own or one that it hands on; null when it is no signal. */
function ownerOf(sources: Sources, file: string, name: string): string | null {
  const text = sources.get(file) ?? '';
  if (new RegExp(`\\bexport const ${name}(?:: [^=]+)? = signal\\b`).test(text)) return file;
  for (const [, names, from = ''] of text.matchAll(/\bexport\s*(?:\*|\{([^}]*)\})\s*from\s*'(\.[^']+)'/g)) {
    const handed = names === undefined ? name : pairs(names).find(([, near]) => near === name)?.[0];
    const owner = handed && ownerOf(sources, posix.join(posix.dirname(file), from), handed);
    if (owner) return owner;
  }
  return null;
}

/** As an owner writes a signal that it exports to be read. */
const asOwner = /\(([\w.]+) as Signal<[^;]*?>\)(?=\.value)/g;
const write = /\b(?:(\w+)\.)?(\w+)\.value\s*(?:[-+*/%|&?]{0,2}=(?![=>])|\+\+|--)/g;

/** Writes to signals of other files. */
function written(sources: Sources): string[] {
  const found = [...sources].flatMap(([file, text]) => {
    const names = borrowed(file, text);
    return [...text.replaceAll(asOwner, '$1').matchAll(write)].flatMap(([, whole, name = '']) => {
      const source = names.get(whole ?? name);
      if (!source || (whole === undefined) !== (source.name !== undefined)) return [];
      const owner = ownerOf(sources, source.from, source.name ?? name);
      return owner ? [`${file}: writes ${name}, which ${owner} owns`] : [];
    });
  });
  return [...new Set(found)];
}

/** Everything that breaks the rules. */
export function faults(sources: Sources): string[] {
  const app = new Map([...sources].filter(([file]) => !isTest(file)));
  const graph = new Map([...app].map(([file, text]) => [file, importsOf(file, text).filter((it) => app.has(it))]));
  const across = [...graph].flatMap(([file, imports]) =>
    imports.flatMap((it) => refused(file, it) ?? []).map((why) => `${file}: ${why}`),
  );
  const astray = [...app].flatMap(([file, text]) =>
    strayed(file, text).map((it) => `${file}: ${it} has no place here`),
  );
  const cast = [...app].flatMap(([file, text]) =>
    file !== codec && casts(text) ? [`${file}: a record is read by ${codec}, never cast`] : [],
  );
  const trusted = [...app].flatMap(([file, text]) =>
    trusts(text) ? [`${file}: JSON is read by what checks it, never cast`] : [],
  );
  const kept = [...app].flatMap(([file, text]) =>
    screen.test(file) && writes.test(text)
      ? [`${file}: a screen writes by a command, which stands in a file without one`]
      : [],
  );
  const writable = [...app].flatMap(([file, text]) =>
    /^(?:app|features|shared|platform)\//.test(file)
      ? [...text.matchAll(/\bexport const (\w+) = signal\b/g)].map(
          ([, name]) => `${file}: exports ${name} to be written, and not as a ReadonlySignal`,
        )
      : [],
  );
  const bypassed = [...app].flatMap(([file, text]) =>
    /^(?:features|shared|ui|platform|core)\//.test(file) &&
    !givers.includes(file) &&
    environment.test(uncommented(text))
      ? [`${file}: clock, server, tabs and notifications come from the environment`]
      : [],
  );
  const round = circles(graph).map((files) => `a circle: ${files.join(' → ')}`);
  const early = [...app]
    .filter(([file, text]) => !beginnings.test(file) && atImport.test(uncommented(text)))
    .map(([file]) => `${file}: does something as soon as it is imported`);
  return [
    ...across,
    ...astray,
    ...cast,
    ...trusted,
    ...kept,
    ...writable,
    ...bypassed,
    ...round,
    ...early,
    ...(round.length > 0 ? [] : written(app)),
  ];
}

/** Prints what `find` has found in the client, and fails where it has. */
export function report(find: (sources: Sources) => string[]): void {
  const src = join(import.meta.dirname, '../src');
  const files = globSync('**/*.{ts,tsx,css}', { cwd: src });
  const found = find(new Map(files.map((file) => [file, readFileSync(join(src, file), 'utf8')])));
  for (const fault of found) process.stderr.write(`${fault}\n`);
  if (found.length > 0) process.exitCode = 1;
}

if (import.meta.main) report((sources) => [...faults(sources), ...idle(sources)]);
