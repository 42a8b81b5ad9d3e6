/**
 * The hill that grows: lines for what has been done, as numbers and as the paths of a drawing. The same count gives the same hill
 * on every phone. Nothing is random, and nothing here knows what a line was made of.
 */

/** Size of the drawing in its own units; it is drawn as wide as the screen and as high as its place. */
export const WIDE = 390;
export const HIGH = 120;

/** What one line stands for. Chosen by us; no source. */
const worths = [1000, 100, 10, 1] as const;
type Worth = (typeof worths)[number];

export interface HillLine {
  worth: Worth;
  /** How many had been done when it was complete. It gives the line its shape, which therefore never changes. */
  upTo: number;
}

/** The newest stand one by one: so many at least, as soon as there are as many. Chosen by us; no source. */
const NEWEST = 10;

/**
 * The lines of a hill, the oldest first. Ten become one thicker line, a hundred and a thousand too, so that a life of entries is a few
 * dozen lines; of the newest, ten to nineteen stay lines of their own.
 */
export function hillLines(total: number): HillLine[] {
  const single = total < 2 * NEWEST ? total : NEWEST + (total % NEWEST);
  const lines: HillLine[] = [];
  let upTo = 0;
  for (const worth of worths) {
    const end = worth === 1 ? total : total - single;
    for (; upTo + worth <= end; lines.push({ worth, upTo })) upTo += worth;
  }
  return lines;
}

/** How much of the height a line takes next to a line of one, how thick it is at most, and of what it takes: land shows between two. */
const takes: Readonly<Record<Worth, number>> = { 1: 1, 10: 1.8, 100: 2.6, 1000: 3.4 };
const THICK: Readonly<Record<Worth, number>> = { 1: 1.25, 10: 2.25, 100: 3.25, 1000: 4.5 };
const FILLS = 0.38;

/** A hill without a line, at its lower end and from there to its upper, and how much higher many lines make it. */
const FOOT = 8;
const SLOPE = 40;
const ROOM = 62;
/** After so many it has half of that. */
const HALF = 8;

/** How much higher the hill is than bare ground: quickly at first, then ever more slowly, and never lower than it was. */
const grown = (total: number): number => (ROOM * total) / (total + HALF);

/** The slope from its foot, 0, to its upper end, 1: ledges with a rise between. */
const ridge: readonly (readonly [x: number, height: number])[] = [
  [-0.1, -0.04],
  [0.07, 0.02],
  [0.22, 0.23],
  [0.37, 0.28],
  [0.54, 0.56],
  [0.63, 0.64],
  [0.78, 0.68],
  [0.94, 0.96],
  [1.1, 1],
];

function rise(x: number): number {
  const at = x / WIDE;
  let next = 1;
  while (next < ridge.length - 1 && (ridge[next]?.[0] ?? at) < at) next += 1;
  const [from, low] = ridge[next - 1] ?? [0, 0];
  const [until, high] = ridge[next] ?? [1, 1];
  const part = (at - from) / (until - from);
  return low + (high - low) * part * part * (3 - 2 * part);
}

/** Between -1 and 1, the same for the same two numbers everywhere. */
function noise(seed: number, turn: number): number {
  let bits = Math.imul(seed ^ (turn * 0x9e3779b1), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 0x7fffffff - 1;
}

const round = (it: number): number => Math.round(it * 10) / 10;

/** Where a line has its points, past both edges, and how far up the slope each lies: reckoned once, for every line of every hill. */
const STEP = 13;
const PAST = 2;
const points = Array.from({ length: WIDE / STEP + 1 + 2 * PAST }, (_, n) => (n - PAST) * STEP).map((x) => ({
  x,
  slope: rise(x),
}));

/** At the lower end it grows by less: the lines come closer there. */
const heightOf = (slope: number, grownBy: number): number => FOOT + SLOPE * slope + grownBy * (0.68 + 0.32 * slope);

/** A line over the heights given, from edge to edge or between two places. */
function drawn(
  height: (slope: number, x: number) => number,
  from = Number.NEGATIVE_INFINITY,
  until = Number.POSITIVE_INFINITY,
): string {
  const ends = [from, until].flatMap((x) => (x > 0 && x < WIDE ? [{ x, slope: rise(x) }] : []));
  const between = points.filter(({ x }) => x > from && x < until);
  const all = from > 0 ? [...ends, ...between] : [...between, ...ends];
  return `M${all.map(({ x, slope }) => `${round(x)} ${round(HIGH - height(slope, x))}`).join('L')}`;
}

export interface DrawnLine extends HillLine {
  path: string;
  thick: number;
}

export interface DrawnHill {
  strata: DrawnLine[];
  /** The ground one stands on, from edge to edge; the land under it; and the parts of it before and after a place. */
  surface: string;
  land: string;
  until: (x: number) => string;
  after: (x: number) => string;
  /** The height of the drawing at a place, counted from its top. */
  at: (x: number) => number;
}

/** How far a line swings from the ones beside it, of what it takes. */
const SWING = 0.22;

export function hillOf(total: number): DrawnHill {
  const lines = hillLines(total);
  const top = grown(total);
  const share = top / (lines.reduce((sum, { worth }) => sum + takes[worth], 0) || 1);
  let under = 0;
  const strata = lines.map(({ worth, upTo }): DrawnLine => {
    const room = share * takes[worth];
    // Where the ground was before: what it makes lies above it.
    const lies = under + room / 4;
    under += room;
    const [early, late] = [noise(upTo, 1) * Math.PI, noise(upTo, 2) * Math.PI];
    const swing = (x: number): number =>
      SWING * room * (Math.sin((x / WIDE) * 5 + early) + Math.sin((x / WIDE) * 11 + late) / 2);
    return {
      worth,
      upTo,
      path: drawn((slope, x) => heightOf(slope, lies + swing(x))),
      thick: Math.min(THICK[worth], room * FILLS),
    };
  });
  const height = (slope: number): number => heightOf(slope, top);
  const surface = drawn(height);
  return {
    strata,
    surface,
    land: `${surface}V${HIGH}H${-PAST * STEP}Z`,
    until: (x) => drawn(height, undefined, x),
    after: (x) => drawn(height, x),
    at: (x) => HIGH - height(rise(x)),
  };
}

/** From the first module of a way to the last. */
const FIRST = 32;
const LAST = WIDE - 32;

/** Where the module with this number, from 0, lies on a way of so many. */
export const placeOnHill = (n: number, of: number): number =>
  of < 2 ? WIDE / 2 : FIRST + ((LAST - FIRST) * n) / (of - 1);
