/**
 * Holds the style sheets to their rules: each rule in the layer of its folder, each class styled in one sheet, no sheet longer than
 * 300 lines, and none that nobody imports. Prints every fault; exit 1 when there is one. Usage: node build/styles.ts
 */
import { importsOf, report, type Sources } from './layers.ts';

const longest = 300;
/** The sheet that says the order of the layers; whoever imports sheets imports it before all others. */
const first = 'ui/reset.css';
const order = '@layer reset, tokens, ui, shared, feature, console';
const layers: Readonly<Record<string, string>> = {
  ui: 'ui',
  shared: 'shared',
  features: 'feature',
  console: 'console',
};
const own: Readonly<Record<string, string>> = { [first]: 'reset', 'ui/tokens.css': 'tokens' };

/** The layer of a sheet; null where no sheet belongs. */
const layerOf = (file: string): string | null => own[file] ?? layers[file.split('/')[0] ?? ''] ?? null;

interface Rule {
  /** The blocks that it stands in, from outside in. */
  within: readonly string[];
  /** A selector, or an at-rule with its conditions. */
  words: string;
}

/** Every rule and statement of a sheet but declarations. */
function rulesOf(css: string): Rule[] {
  const text = css.replace(/\/\*[\s\S]*?\*\//g, '');
  const rules: Rule[] = [];
  const within: string[] = [];
  let from = 0;
  for (const { 0: sign, index } of text.matchAll(/[{};]/g)) {
    const words = text.slice(from, index).trim().replace(/\s+/g, ' ');
    from = index + 1;
    if (sign === '{' || words.startsWith('@')) rules.push({ within: [...within], words });
    if (sign === '{') within.push(words);
    if (sign === '}') within.pop();
  }
  return rules;
}

/** Splits at a sign that stands outside of brackets. */
function split(words: string, sign: RegExp): string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of words) {
    if (letter === '(' || letter === '[') depth++;
    if (letter === ')' || letter === ']') depth--;
    if (depth === 0 && sign.test(letter)) parts.push('');
    else parts.push(`${parts.pop()}${letter}`);
  }
  return parts.map((it) => it.trim()).filter(Boolean);
}

/** Takes `:not(…)` and `:has(…)` away, which say of what else an element is styled. */
function without(selector: string): string {
  const at = selector.search(/:(?:not|has)\(/);
  if (at < 0) return selector;
  let end = selector.indexOf('(', at) + 1;
  for (let depth = 1; depth > 0 && end < selector.length; end++) {
    if (selector[end] === '(') depth++;
    if (selector[end] === ')') depth--;
  }
  return without(selector.slice(0, at) + selector.slice(end));
}

/** The classes that a selector styles: those of its last part that has any. What stands before that is only where. */
export function styled(selector: string): string[] {
  const parts = split(without(selector), /[\s>+~]/).map((part) => [...part.matchAll(/\.([a-z][\w-]*)/gi)]);
  return (parts.findLast((it) => it.length > 0) ?? []).map(([, name = '']) => name);
}

function faultsOf(file: string, css: string): string[] {
  const found: string[] = [];
  const lines = css.trimEnd().split('\n').length;
  if (lines > longest) found.push(`${file} has ${lines} lines, more than ${longest}`);
  const layer = layerOf(file);
  if (layer === null) return [...found, `${file} has no layer: sheets stand in ${Object.keys(layers).join(', ')}`];
  for (const { within, words } of rulesOf(css)) {
    if (within.length > 0 || words === `@layer ${layer}` || words.startsWith('@page')) continue;
    if (words === order && file === first) continue;
    found.push(`${file}: ${words} stands outside of @layer ${layer}`);
  }
  if (file === first && !rulesOf(css).some(({ words }) => words === order))
    found.push(`${file} does not say: ${order}`);
  return found;
}

/** Classes that are styled in more than one sheet. */
function shared(sheets: Sources): string[] {
  const places = new Map<string, Set<string>>();
  for (const [file, css] of sheets)
    for (const { within, words } of rulesOf(css)) {
      if (words.startsWith('@') || within.at(-1)?.startsWith('@keyframes')) continue;
      for (const name of split(words, /,/).flatMap(styled)) places.set(name, (places.get(name) ?? new Set()).add(file));
    }
  return [...places].flatMap(([name, { size }]) =>
    size > 1 ? [`.${name} is styled in ${[...(places.get(name) ?? [])].join(' and ')}`] : [],
  );
}

/** Everything that breaks the rules, of all files of the client. */
export function faults(sources: Sources): string[] {
  const sheets = new Map([...sources].filter(([file]) => file.endsWith('.css')));
  const imports = [...sources].map(
    ([file, text]) => [file, importsOf(file, text).filter((it) => sheets.has(it))] as const,
  );
  const imported = new Set(imports.flatMap(([, those]) => those));
  return [
    ...[...sheets].flatMap(([file, css]) => faultsOf(file, css)),
    ...shared(sheets),
    ...[...sheets.keys()].flatMap((file) => (imported.has(file) ? [] : [`nobody imports ${file}`])),
    ...imports.flatMap(([file, those]) => (those.indexOf(first) > 0 ? [`${file} imports ${first} after others`] : [])),
  ];
}

if (import.meta.main) report(faults);
