/**
 * Holds the style sheets to their rules: each rule in the layer of its folder, each class styled in one sheet and used only by those
 * who may use that sheet's feature, no sheet longer than 300 lines, and none that nobody imports. Prints every fault; exit 1 when there
 * is one. Usage: node build/styles.ts
 */
import { importsOf, isTest, refused, report, type Sources } from './layers.ts';

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

/** Where the bracket ends that has been opened before `from`. */
function closed(text: string, from: number, open: string, close: string): number {
  let end = from;
  for (let depth = 1; depth > 0 && end < text.length; end++) {
    if (text[end] === open) depth++;
    if (text[end] === close) depth--;
  }
  return end;
}

/** Takes `:not(…)` and `:has(…)` away, which say of what else an element is styled. */
function without(selector: string): string {
  const at = selector.search(/:(?:not|has)\(/);
  if (at < 0) return selector;
  return without(selector.slice(0, at) + selector.slice(closed(selector, selector.indexOf('(', at) + 1, '(', ')')));
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

const selectorsOf = (css: string): string[] =>
  rulesOf(css)
    .filter(({ within, words }) => !words.startsWith('@') && !within.at(-1)?.startsWith('@keyframes'))
    .flatMap(({ words }) => split(words, /,/));

/** Each class, and the sheets that style it. */
function placesOf(sheets: Sources): Map<string, Set<string>> {
  const places = new Map<string, Set<string>>();
  for (const [file, css] of sheets)
    for (const name of selectorsOf(css).flatMap(styled)) places.set(name, (places.get(name) ?? new Set()).add(file));
  return places;
}

/** Every class that a sheet names, also where it only says of what else an element is styled. */
const named = (css: string): string[] =>
  selectorsOf(css).flatMap((it) => [...it.matchAll(/\.([a-z][\w-]*)/gi)].map(([, name = '']) => name));

/** Every class that elements are given, as one text or as texts of an expression; what is compared is none. */
function given(tsx: string): string[] {
  const texts: string[] = [];
  for (const { 0: start, 1: whole, index } of tsx.matchAll(/\bclass=(?:"([^"]*)"|\{)/g)) {
    if (whole !== undefined) {
      texts.push(whole);
      continue;
    }
    const from = index + start.length;
    const expression = tsx.slice(from, closed(tsx, from, '{', '}')).replace(/[=!]==? '[^']*'/g, '');
    for (const [, text = ''] of expression.matchAll(/'([^']*)'/g)) texts.push(text);
    for (const [, text = ''] of expression.matchAll(/`([^`]*)`/g)) texts.push(text.replace(/\$\{[^}]*\}/g, ' '));
  }
  return texts.flatMap((it) => it.split(/\s+/)).filter(Boolean);
}

/**
 * Why a file may not use the classes of a sheet; null when it may, as it may those of a neighbour. A part of ui says in its own sheet
 * how it stands beside a shared one: its class is styled nowhere else.
 */
const foreign = (file: string, sheet: string): string | null =>
  /^ui\/.*\.css$/.test(file) && sheet.startsWith('shared/')
    ? null
    : refused(file, sheet.replace(/^(features\/[^/]+)\/.*/, '$1/index.ts'));

/** Classes that a sheet names or an element is given, and that a sheet styles which is none of theirs. */
function strange(sources: Sources, places: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  return [...sources].flatMap(([file, text]) => {
    if (isTest(file)) return [];
    const names = new Set(file.endsWith('.css') ? named(text) : file.endsWith('.tsx') ? given(text) : []);
    return [...names].flatMap((name) => {
      const [sheet, other] = places.get(name) ?? [];
      const why = sheet && !other && foreign(file, sheet);
      return why ? [`${file} uses .${name} of ${sheet}: ${why}`] : [];
    });
  });
}

/** Classes that are styled in more than one sheet. */
const shared = (places: ReadonlyMap<string, ReadonlySet<string>>): string[] =>
  [...places].flatMap(([name, sheets]) =>
    sheets.size > 1 ? [`.${name} is styled in ${[...sheets].join(' and ')}`] : [],
  );

/** Everything that breaks the rules, of all files of the client. */
export function faults(sources: Sources): string[] {
  const sheets = new Map([...sources].filter(([file]) => file.endsWith('.css')));
  const imports = [...sources].map(
    ([file, text]) => [file, importsOf(file, text).filter((it) => sheets.has(it))] as const,
  );
  const places = placesOf(sheets);
  const imported = new Set(imports.flatMap(([, those]) => those));
  return [
    ...[...sheets].flatMap(([file, css]) => faultsOf(file, css)),
    ...shared(places),
    ...strange(sources, places),
    ...[...sheets.keys()].flatMap((file) => (imported.has(file) ? [] : [`nobody imports ${file}`])),
    ...imports.flatMap(([file, those]) => (those.indexOf(first) > 0 ? [`${file} imports ${first} after others`] : [])),
  ];
}

if (import.meta.main) report(faults);
