/** Ways through a hard moment: which are offered to whom, which has helped most, and where one is in a timed one. */
import type { Entries } from './answers.ts';
import type { Block, Bundle, Face, Step, Text } from './content.ts';
import { helped, type WayHelp } from './insights.ts';
import { type BestWay, bestWay, helpedWays, type UrgeMoment, urgesOf } from './ways.ts';

/** The order in which ways are offered that have not helped yet; what the pack has besides comes after. Chosen by us; no source. */
const order: Record<Face, readonly string[]> = {
  stop: ['call', 'wave', 'waiting', 'leave', 'alternative', 'breathing', 'reasons', 'grounding'],
  near: ['breathing', 'grounding', 'holds-me', 'call', 'self-compassion', 'sleep'],
};

/** So many stand at hand beside the first; the rest is found by group. Chosen by us; no source. */
export const atHand = 4;

export const groups = ['stay', 'act', 'talk', 'listen'] as const;
/** «La det gå over», «Gjør noe annet», «Snakk med noen», «Lytt». */
export type Group = (typeof groups)[number];

const staying: readonly string[] = ['wave', 'breathing', 'grounding', 'self-compassion', 'reasons', 'holds-me'];

export function groupOf(tool: Text): Group {
  if (tool.pause !== undefined) return 'listen';
  if (tool.id === 'call') return 'talk';
  return staying.includes(tool.id) ? 'stay' : 'act';
}

/** Tools by group, in the order of the groups; empty groups are left out. */
export const grouped = (tools: readonly Text[]): { group: Group; tools: Text[] }[] =>
  groups
    .map((group) => ({ group, tools: tools.filter((it) => groupOf(it) === group) }))
    .filter((it) => it.tools.length);

/** How far urges fell with each way, the most helpful first. Only urges that were rated twice count. */
export const falls = (entries: Entries): WayHelp[] => helped(urgesOf(entries));

/** Which tools can be used here and now. */
type Usable = (tool: Text) => boolean;
const every: Usable = () => true;

/** The way to say something about before it is offered: what has helped most on the closest ground there is. */
export const best = (entries: Entries, bundle: Bundle, moment: UrgeMoment, usable = every): BestWay | undefined =>
  bestWay(urgesOf(entries), usual(bundle, 'stop', usable), Object.keys(bundle.tools), moment);

function inOrder(tools: Text[], face: Face): Text[] {
  const place = ({ id }: Text) => (order[face].includes(id) ? order[face].indexOf(id) : order[face].length);
  return tools.sort((a, b) => place(a) - place(b));
}

/** The tools of this face's hard moment in the usual order. */
const usual = (bundle: Bundle, face: Face, usable: Usable): string[] =>
  inOrder(
    Object.values(bundle.tools).filter((it) => it.offered.includes(face) && usable(it)),
    face,
  ).map((it) => it.id);

/** The tools offered to this face: first the one that has helped most, then the others that have helped, then the usual order. */
export function offeredTools(
  entries: Entries,
  bundle: Bundle,
  face: Face,
  moment: UrgeMoment,
  usable = every,
): string[] {
  const ids = usual(bundle, face, usable);
  // Somebody close to him rates nothing and logs no urge.
  if (face === 'near') return ids;
  const first = best(entries, bundle, moment, usable)?.way;
  const others = helpedWays(urgesOf(entries), ids, Object.keys(bundle.tools));
  return [...new Set([...(first ? [first] : []), ...others, ...ids])];
}

/** Triggers after which another way has helped more than the one that helps most at all; no more than four. */
export function tellingTriggers(entries: Entries, bundle: Bundle, moment: UrgeMoment, usable = every): string[] {
  const way = (triggers: string[]) => best(entries, bundle, { ...moment, triggers }, usable)?.way;
  const usually = way([]);
  const codes = (bundle.codes.triggers ?? []).map((it) => it.code);
  return codes.filter((code) => way([code]) !== usually).slice(0, 4);
}

/** Every tool that may be opened in the list of tools: what is offered to the other face alone is left out. */
export const toolsOf = (bundle: Bundle, face: Face): Text[] =>
  inOrder(
    Object.values(bundle.tools).filter(
      (it) => it.id !== 'urge' && (it.offered.length === 0 || it.offered.includes(face)),
    ),
    face,
  );

/**
 * How long a way takes, in minutes. A tool's `minutes` is what its text says it takes to do; a wait is a quarter of an hour because its
 * text promises just that (content/tools/waiting).
 */
export const rideMinutes = (tool: Text): number => (tool.id === 'waiting' ? WAIT : tool.minutes);
const WAIT = 15;
/** Minutes more that one can choose to wait. Chosen by us; no source. */
export const WAIT_LONGER = 5;

/** What is said at a moment of a ride: the first paragraph of the phase, and under it one of the others. */
export interface Beat {
  step: Step;
  lead: Block | undefined;
  rest: Block[];
}

/** A paragraph stands at least so long, in seconds; in a short trial only the first is said. */
const beatSeconds = 20;

/**
 * The last step belongs to the end; the others divide the time, and their paragraphs divide theirs. `turns`: shares of the time at
 * which the next step begins; without them, or with another number of steps, all are as long.
 */
export function beat(tool: Text, seconds: number, total: number, turns: readonly number[] = []): Beat | undefined {
  const last = tool.steps.length - 1;
  const ends = turns.length === last - 1 ? [...turns, 1] : tool.steps.map((_, at) => (at + 1) / Math.max(1, last));
  const at = seconds >= total ? last : ends.findIndex((end) => seconds < end * total);
  const step = tool.steps[at];
  if (!step) return undefined;
  const [lead, ...others] = step.blocks;
  if (at === last || others.length < 2) return { step, lead, rest: others };
  const begins = (ends[at - 1] ?? 0) * total;
  const turn = Math.max(((ends[at] ?? 1) * total - begins) / others.length, beatSeconds);
  const one = others[Math.min(others.length - 1, Math.floor((seconds - begins) / turn))];
  return { step, lead, rest: one ? [one] : [] };
}

/** Seconds of a breath: out is longer than in, as the texts say. The style sheet moves the ground at the same pace. */
export const breath = { in: 4, out: 6 };

/** Whether one breathes in at this second. */
export const inhaling = (seconds: number): boolean => seconds % (breath.in + breath.out) < breath.in;

/**
 * Seconds ridden as the drawing shows them. With reduced motion the marker moves once a minute; a ride of a minute or two would
 * then hardly move, so it takes a quarter of the ride at the most.
 */
export function shownSeconds(seconds: number, total: number, reduced: boolean): number {
  if (!reduced || seconds >= total) return Math.min(seconds, total);
  const jump = Math.min(60, total / 4);
  return Math.floor(seconds / jump) * jump;
}
