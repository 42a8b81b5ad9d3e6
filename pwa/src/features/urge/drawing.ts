/** The wave as drawn in the look, or the course of his own urges: one line and the strata under it, in a box of 390 × 306. */
import { type RideCourse, strengthAt } from '../../core/model/ride-course.ts';

/** From the still ground on the left, over the top, to firm ground on the right. */
export const crest =
  'M-20 214C-13.3 213.3 7 214.3 20 210C33 205.7 46 200 58 188C70 176 81.3 154.7 92 138C102.7 121.3 112 100.7 122 88C132 75.3 142 66.7 152 62C162 57.3 172 56.3 182 60C192 63.7 202.3 72.3 212 84C221.7 95.7 231 114.7 240 130C249 145.3 257.3 163.8 266 176C274.7 188.2 283.3 197 292 203C300.7 209 296.7 210.3 318 212C339.3 213.7 403 212.8 420 213';

/** Under the crest, near to far. The last two are left out on short screens. */
export interface Stratum {
  line: 'w3' | 'w2' | 'w1 deep';
  d: string;
}

export const strata: readonly Stratum[] = [
  {
    line: 'w3',
    d: 'M-20 237.7C-13.3 237.2 7 238 20 234.8C33 231.7 46 227.6 58 219C70 210.4 81.3 195 92 183C102.7 171 112 156.1 122 147C132 137.9 142 131.6 152 128.3C162 124.9 172 124.2 182 126.8C192 129.5 202.3 135.7 212 144.1C221.7 152.5 231 166.2 240 177.2C249 188.3 257.3 201.6 266 210.4C274.7 219.1 283.3 225.5 292 229.8C300.7 234.1 296.7 235.1 318 236.3C339.3 237.5 403 236.9 420 237',
  },
  {
    line: 'w2',
    d: 'M-20 261.5C-13.3 261.2 7 261.6 20 259.6C33 257.5 46 254.8 58 249C70 243.2 81.3 233 92 225C102.7 217 112 207.1 122 201C132 194.9 142 190.8 152 188.5C162 186.3 172 185.8 182 187.6C192 189.3 202.3 193.5 212 199.1C221.7 204.7 231 213.8 240 221.2C249 228.5 257.3 237.4 266 243.2C274.7 249.1 283.3 253.3 292 256.2C300.7 259.1 296.7 259.7 318 260.5C339.3 261.3 403 260.9 420 261',
  },
  {
    line: 'w1 deep',
    d: 'M-20 285.3C-13.3 285.1 7 285.4 20 284.2C33 282.9 46 281.4 58 278C70 274.6 81.3 268.7 92 264C102.7 259.3 112 253.5 122 250C132 246.5 142 244 152 242.7C162 241.4 172 241.1 182 242.2C192 243.2 202.3 245.6 212 248.9C221.7 252.1 231 257.5 240 261.8C249 266.1 257.3 271.2 266 274.6C274.7 278 283.3 280.5 292 282.2C300.7 283.9 296.7 284.3 318 284.7C339.3 285.2 403 285 420 285',
  },
  {
    line: 'w1 deep',
    d: 'M-20 309.1C-13.3 309 7 309.2 20 308.6C33 308.1 46 307.4 58 306C70 304.6 81.3 302 92 300C102.7 298 112 295.5 122 294C132 292.5 142 291.4 152 290.9C162 290.3 172 290.2 182 290.6C192 291.1 202.3 292.1 212 293.5C221.7 294.9 231 297.2 240 299C249 300.9 257.3 303.1 266 304.6C274.7 306 283.3 307.1 292 307.8C300.7 308.5 296.7 308.7 318 308.9C339.3 309.1 403 309 420 309',
  },
];

/** Where the marker starts, along x, and where it has come to in the last second: beside the ledge. */
export const fromX = 16;
export const toX = 311;
/** Firm ground. */
export const ledge = { from: 324, to: 378 };

/** Where the marker stands after this share of the time: on the ledge when it is out, and not before. */
export const markerX = (share: number): number =>
  share < 1 ? fromX + (toX - fromX) * share : (ledge.from + ledge.to) / 2;

/** A line carried on level to both sides, for screens wider than a phone; `d` begins at x = -20. */
export const stretched = (d: string): string => `${d.replace(/^M-20 (\S+?)(?=[CL])/, 'M-2000 $1H-20')}H2400`;

/** The height of the ground, and of an urge of ten above it. */
const ground = 213;
const top = 56;
/** How high on the drawing an urge of this strength stands. */
export const heightOf = (strength: number): number => ground - ((ground - top) * strength) / 10;

/** The height of his own course at `x`. */
export const courseHeight = (course: RideCourse, x: number): number =>
  heightOf(strengthAt(course, ((x - fromX) / (toX - fromX)) * course.minutes));

/** The line of his own course, and the same strata under it as under the wave. */
export function courseLines(course: RideCourse): { crest: string; strata: Stratum[] } {
  const xs = Array.from({ length: 111 }, (_, at) => at * 4 - 20);
  const height = (x: number) => courseHeight(course, x);
  const line = (under: number): string =>
    xs.map((x) => `${x} ${(ground + 23.8 * under - (ground - height(x)) * 0.72 ** under).toFixed(1)}`).join('L');
  return { crest: `M${line(0)}`, strata: strata.map((it, at) => ({ line: it.line, d: `M${line(at + 1)}` })) };
}

/** Where the marker stands. */
export interface Spot {
  x: number;
  y: number;
  /** how much of the line is walked, 0–100 */
  walked: number;
}

/** Words in one row or two, `x` their middle and `y` the height that the last row stands on. */
export interface Label {
  x: number;
  y: number;
  rows: string[];
}

/** Where the words at the beginning of the line begin and those at its end end: as far from the edge as the words of the page. */
export const startX = 20;
export const endX = 370;
/** Of the drawing's text, in its own units: the widest font that a phone may have takes no more for a letter. */
export const letter = { width: 7.6, height: 14 };

/** The words at the end of the line, and the height that the last row stands on. */
export interface End {
  rows: string[];
  y: number;
}

/** More than this the words would meet the line, or one another. */
const mostGrown = 1.4;

/** These words in two rows, about as long as each other. */
export function inTwo(words: string): string[] {
  const uneven = (at: number) => Math.abs(2 * at + 1 - words.length);
  const [at = -1] = [...words.matchAll(/ /g)]
    .map(({ index }) => index)
    .sort((one, other) => uneven(one) - uneven(other));
  return at < 0 ? [words] : [words.slice(0, at), words.slice(at + 1)];
}

/**
 * Returns how many times larger the drawing's words are than at the usual text size: as the text of the phone (`text`), as far as
 * those at the end of the line stand clear of the marker all the way. Never smaller than usual.
 */
export function grown(text: number, end: readonly string[], own: RideCourse | null): number {
  let most = Math.min(mostGrown, text);
  while (own && most > 1 && touches(own, end, most)) most -= 0.1;
  return Math.max(1, most);
}

function touches(own: RideCourse, end: readonly string[], size: number): boolean {
  const under = endHeight(own, size) + descent * size;
  for (let x = endX - 2 * halfOf(end, size) - markerHalf; x < endX; x += 4)
    if (courseHeight(own, x) - markerHalf < under) return true;
  return false;
}

/** The height of the words at the end of the line, clear of the marker below. Larger ones at the end of the wave stand a little higher. */
export const endHeight = (own: RideCourse | null, size: number): number =>
  own ? heightOf(own.to) - 20 : 192.5 - 20 * (size - 1);

/** The points that the wave runs through: straight between them it is at most three units off. */
const knots = [...crest.matchAll(/(-?[\d.]+) ([\d.]+)(?=C|$)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));

/** About the height of the wave at `x`. */
function crestHeight(x: number): number {
  const next = knots.findIndex((it) => it.x > x);
  const [from, to] = [knots[next - 1], knots[next]];
  return from && to ? from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x) : ground;
}

/** What is clear between words and the line or the marker, between words and other words or the edge, and the half of the marker. */
const gap = 5;
const clear = 10;
const markerHalf = 11;
/** Two rows come this much nearer to the marker than one, or one it is. */
const nearer = 12;

/** Above and below the height that words of the usual size stand on. */
export const ascent = 11;
export const descent = 3;

/** These rows as near to the marker as they come above it: over it, but for what the line takes. */
function above({ x, y }: Spot, rows: string[], size: number, own: RideCourse | null): Label {
  const half = halfOf(rows, size);
  const height = (at: number) => (own ? courseHeight(own, at) : crestHeight(at));
  const under = (middle: number): number => {
    let free = y - markerHalf;
    for (let at = middle - half - gap; at < middle + half + gap; at += 4) free = Math.min(free, height(at));
    return free - gap;
  };
  // A step to the side counts as a little of a step away.
  const far = (middle: number) => y - under(middle) + Math.abs(middle - x) / 4;
  const first = Math.max(clear + half, x - half);
  let best = { at: first, far: far(first) };
  for (let at = first + 1; at <= Math.min(endX - half, x + half); at += 1) {
    const it = far(at);
    if (it < best.far) best = { at, far: it };
  }
  return { x: best.at, y: under(best.at) - descent * size, rows };
}

const halfOf = (rows: readonly string[], size: number): number =>
  (Math.max(...rows.map((it) => it.length)) * letter.width * size) / 2;

/**
 * Returns where `words` stand above the marker: in two rows where one would be far from it. `size`: how many times larger they are
 * than usual.
 */
export function labelAt(spot: Spot, words: string, size: number, own: RideCourse | null): Label {
  const one = above(spot, [words], size, own);
  const two = above(spot, inTwo(words), size, own);
  return two.y - one.y > nearer ? two : one;
}

/** Whether the words over the marker have come so near to those at the end of the line that both cannot be read: they give way. */
export function meetsEnd(label: Label, end: End, size: number): boolean {
  const top = (it: End) => it.y - (ascent + (it.rows.length - 1) * letter.height) * size;
  return (
    label.x + halfOf(label.rows, size) + clear > endX - 2 * halfOf(end.rows, size) &&
    label.y + descent * size + clear > top(end) &&
    top(label) - clear < end.y + descent * size
  );
}
