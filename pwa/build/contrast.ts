// Contrast of every text and edge pair in tokens.css, in every theme and face; exit 1 when one is too weak (WCAG 2.2, 1.4.3 and 1.4.11).
import { readFileSync } from 'node:fs';
import process from 'node:process';

type Tokens = Readonly<Record<string, string>>;
/** Text or edge, what it stands on, the least ratio. */
type Pair = readonly [string, string, number];

const READING = 7;
const PAIRS: readonly Pair[] = [
  ['--ink', '--ground', 7],
  ['--ink', '--raised', 7],
  ['--ink', '--sunk', 7],
  ['--ink', '--land', 7],
  ['--ink', '--mark-wash', 7],
  ['--ink', '--berry-wash', 7],
  ['--ink-2', '--ground', 7],
  ['--ink-2', '--raised', 7],
  ['--ink-2', '--sunk', 7],
  ['--ink-2', '--land', 7],
  ['--on-hold', '--hold', 7],
  ['--on-hold', '--hold-press', 7],
  ['--on-hold-2', '--hold', 4.5],
  ['--mark-text', '--ground', 4.5],
  ['--mark-text', '--raised', 4.5],
  ['--mark-text', '--mark-wash', 4.5],
  ['--berry-text', '--ground', 4.5],
  ['--berry-text', '--raised', 4.5],
  ['--berry-text', '--berry-wash', 4.5],
  ['--on-berry', '--berry', 4.5],
  ['--on-berry', '--berry-press', 4.5],
  ['--on-heat', '--heat-0', 7],
  ['--on-heat', '--heat-1', 7],
  ['--on-heat', '--heat-2', 4.5],
  ['--on-heat', '--heat-3', 4.5],
  ['--on-heat-4', '--heat-4', 7],
  ['--edge', '--ground', 3],
  ['--edge', '--raised', 3],
  ['--edge', '--sunk', 3],
  ['--edge', '--land', 3],
  ['--mark', '--ground', 3],
  ['--mark', '--raised', 3],
  ['--lichen', '--hold', 3],
  ['--water-3', '--ground', 3],
  ['--water-3', '--land', 3],
  ['--focus', '--ground', 3],
  ['--focus', '--raised', 3],
  ['--focus-gap', '--hold', 1.5],
];

const css = readFileSync(new URL('../src/ui/tokens.css', import.meta.url), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');

/** The custom properties of the first block with exactly this selector. */
function block(selector: string): Tokens {
  const at = css.indexOf(`${selector} {`);
  if (at < 0) throw new Error(`tokens.css has no block ${selector}`);
  const body = css.slice(at, css.indexOf('}', at));
  return Object.fromEntries([...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((m) => [m[1], (m[2] ?? '').trim()]));
}

/** Relative luminance of #rrggbb. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(tokens: Tokens, one: string, other: string): number {
  const hexes = [tokens[one], tokens[other]].map((hex, i) => {
    if (!/^#[0-9a-f]{6}$/i.test(hex ?? '')) throw new Error(`${i ? other : one} is no #rrggbb: ${hex}`);
    return luminance(hex as string);
  });
  return (Math.max(...hexes) + 0.05) / (Math.min(...hexes) + 0.05);
}

const OS_DARK = ':root:not([data-theme="light"])';
const CHOSEN_DARK = ':root[data-theme="dark"]';
const NEAR = '[data-face="near"]';
const MASK = '[data-face="mask"]';
const light = block(':root');
const dark = { ...light, ...block(CHOSEN_DARK) };
const themes: Readonly<Record<string, Tokens>> = {
  light,
  'light near': { ...light, ...block(NEAR) },
  'light mask': { ...light, ...block(MASK) },
  dark,
  'dark near': { ...dark, ...block(NEAR), ...block(`${CHOSEN_DARK} ${NEAR}`) },
  'dark mask': { ...dark, ...block(MASK), ...block(`${CHOSEN_DARK} ${MASK}`) },
};

const failures: string[] = [];
for (const face of ['', ` ${NEAR}`, ` ${MASK}`]) {
  if (JSON.stringify(block(OS_DARK + face)) !== JSON.stringify(block(CHOSEN_DARK + face))) {
    failures.push(`the dark list of the system and the chosen one differ: ${face || ':root'}`);
  }
}
for (const [name, tokens] of Object.entries(themes)) {
  let lowest = Number.POSITIVE_INFINITY;
  for (const [one, other, least] of PAIRS) {
    const found = ratio(tokens, one, other);
    if (found < least) failures.push(`${name}: ${one} on ${other} ${found.toFixed(2)} < ${least}`);
    if (least >= READING) lowest = Math.min(lowest, found);
  }
  process.stdout.write(`${name.padEnd(11)} ${PAIRS.length} pairs, lowest reading text ${lowest.toFixed(2)}\n`);
}
for (const failure of failures) process.stderr.write(`FAIL ${failure}\n`);
process.exitCode = failures.length ? 1 : 0;
