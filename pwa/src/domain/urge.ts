/** Ways through an urge: which has helped most, which phase of a ride one is in, and where the marker stands. */
import type { Entries } from './answers.ts';
import type { Bundle, Step, Text } from './content.ts';
import type { Urge } from './records.ts';

/** The tools of the urge tool in the order they are offered to someone who has not tried any. */
export const ways = ['wave', 'waiting', 'breathing', 'alternative'] as const;

export interface Fall {
  way: string;
  /** mean of strength before minus after; may be negative */
  mean: number;
  times: number;
}

/** How far urges fell with each way, the most helpful first. Only urges that were rated twice count. */
export function falls(entries: Entries): Fall[] {
  const sums = new Map<string, { sum: number; times: number }>();
  for (const entry of entries.values()) {
    if (entry.kind !== 'urge') continue;
    const { way, strength, after } = entry.fields as unknown as Urge;
    if (!way || typeof strength !== 'number' || typeof after !== 'number') continue;
    const now = sums.get(way) ?? { sum: 0, times: 0 };
    sums.set(way, { sum: now.sum + strength - after, times: now.times + 1 });
  }
  return [...sums]
    .map(([way, { sum, times }]) => ({ way, mean: sum / times, times }))
    .sort((a, b) => b.mean - a.mean || b.times - a.times);
}

/** The tools this pack holds: first the one that has helped this person most, then the order of the pack. */
export function offered(entries: Entries, bundle: Bundle): string[] {
  const extra = Object.keys(bundle.tools).filter((id) => !(ways as readonly string[]).includes(id) && id !== 'urge');
  const all = [...ways, ...extra].filter((id) => bundle.tools[id]);
  const best = falls(entries).find((it) => it.mean > 0 && all.includes(it.way))?.way;
  return best ? [best, ...all.filter((id) => id !== best)] : all;
}

/** The step of a tool's text that belongs to this share of the time, 0–1: the steps divide the time equally. */
export function phase(tool: Text, share: number): Step | undefined {
  const at = Math.min(tool.steps.length - 1, Math.floor(share * tool.steps.length));
  return tool.steps[Math.max(0, at)];
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
