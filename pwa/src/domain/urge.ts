/** Ways through an urge: which has helped most, which phase of a ride one is in, and where the marker stands. */
import type { Entries } from './answers.ts';
import type { Block, Bundle, Step, Text } from './content.ts';
import { diary } from './diary.ts';
import { type Help, helped } from './insights.ts';

/** The tools of the urge tool in the order they are offered to someone who has not tried any. */
export const ways = ['wave', 'waiting', 'breathing', 'alternative'] as const;

/** How far urges fell with each way, the most helpful first. Only urges that were rated twice count. */
export const falls = (entries: Entries): Help[] => helped(diary(entries.values()).urges);

/** The tools this pack holds: first the one that has helped this person most, then the order of the pack. */
export function offered(entries: Entries, bundle: Bundle): string[] {
  const extra = Object.keys(bundle.tools).filter((id) => !(ways as readonly string[]).includes(id) && id !== 'urge');
  const all = [...ways, ...extra].filter((id) => bundle.tools[id]);
  const best = falls(entries).find((it) => it.fall > 0 && all.includes(it.way))?.way;
  return best ? [best, ...all.filter((id) => id !== best)] : all;
}

/**
 * How long a way takes, in minutes. A tool's `minutes` is what its text says it takes to do; a wait is a quarter of an hour because its
 * text promises just that.
 */
export const rideMinutes = (tool: Text): number => (tool.id === 'waiting' ? 15 : tool.minutes);

/** What is said at a moment of a ride: the first paragraph of the phase, and under it one of the others. */
export interface Beat {
  step: Step;
  lead: Block | undefined;
  rest: Block[];
}

/** A paragraph stands at least so long, in seconds; in a short trial only the first is said. */
const beatSeconds = 20;

/** The last step belongs to the end; the others divide the time equally, and their paragraphs divide theirs. */
export function beat(tool: Text, seconds: number, total: number): Beat | undefined {
  const last = tool.steps.length - 1;
  const each = total / Math.max(1, last);
  const at = seconds >= total ? last : Math.min(Math.max(0, last - 1), Math.floor(seconds / each));
  const step = tool.steps[at];
  if (!step) return undefined;
  const [lead, ...others] = step.blocks;
  if (at === last || others.length < 2) return { step, lead, rest: others };
  const turn = Math.max(each / others.length, beatSeconds);
  const one = others[Math.min(others.length - 1, Math.floor((seconds - at * each) / turn))];
  return { step, lead, rest: one ? [one] : [] };
}

/**
 * Seconds ridden as the drawing shows them. With reduced motion the marker moves once a minute; a ride of a minute or two would
 * then hardly move, so it takes a quarter of the ride at the most.
 */
export function shownSeconds(seconds: number, total: number, reduced: boolean): number {
  if (!reduced || seconds >= total) return Math.min(seconds, total);
  const jump = Math.min(60, total / 4);
  return Math.floor(seconds / jump) * jump;
}
