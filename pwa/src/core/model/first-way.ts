/** What stands first in a hard moment: the way that opens at once, and before the other ways what he has chosen himself. */
import { isNow } from './calendar.ts';
import type { Code } from './content.ts';
import { newPerson } from './draft-keys.ts';
import type { PlanLine } from './plan-line.ts';

/** A way as it is opened. */
export interface WayIn {
  tool: string;
  /** the place of the line in the plan; null for a tool from its beginning */
  at: number | null;
}

/** A line of the plan, with its place in it. */
export interface OwnWay {
  line: PlanLine;
  way: WayIn;
  /** it has a place in the week that is now, or is what he planned to do first */
  now: boolean;
}

/** So many lines of the plan stand before the other ways. Chosen by us; no source. */
export const OWN_WAYS = 2;

/**
 * The lines of the plan, and after them what he has planned to do first now, where no line says it: no other line moves. `ways`: what
 * the ways through are called; a plan that names one is that way.
 */
export function withPlanned(lines: readonly PlanLine[], first?: string, ways: readonly Code[] = []): PlanLine[] {
  if (first === undefined || lines.some((it) => it.words === first)) return [...lines];
  const way = ways.find(({ label }) => label === first);
  return [...lines, { key: 'evening/first', words: first, ...(way && { code: way.code }) }];
}

/** Whether a line is planned for now: by its place in the week, or as what he does first. `now`: local, to the minute. */
export const isPlannedNow = ({ words, time }: PlanLine, now: string, first?: string): boolean =>
  words === first || isNow(time, now);

/**
 * The lines of the plan, those planned for now first. `tools`: ids of what the pack has; `now`: local, to the minute; `first`:
 * what he has planned to do first this evening, a line of these.
 */
export function ownWays(lines: readonly PlanLine[], tools: readonly string[], now: string, first?: string): OwnWay[] {
  const all = lines.map((line, at): OwnWay => {
    const { code } = line;
    const way = code && tools.includes(code) ? { tool: code, at: null } : { tool: 'alternative', at };
    return { line, way, now: isPlannedNow(line, now, first) };
  });
  return [...all.filter((it) => it.now), ...all.filter((it) => !it.now)];
}

/**
 * The way that one press opens: his own plan for now, else what has helped most, else his plan, else the first of the tools that
 * are offered; null where there is none.
 */
export function firstWay(own: readonly OwnWay[], best: string | undefined, offered: readonly string[]): WayIn | null {
  const into = (tool: string | undefined) => (tool === undefined ? null : { tool, at: null });
  return own.find((it) => it.now)?.way ?? into(best) ?? own[0]?.way ?? into(offered[0]);
}

/** Whom he can ring, who is planned for now before the others: also somebody whom no line of the plan names. */
export function withPlannedPerson(people: readonly PlanLine[], planned = ''): PlanLine[] {
  const words = planned.trim();
  if (words === '') return [...people];
  const meant = people.filter((it) => it.words === words);
  const named = meant.length > 0 ? meant : [{ key: `${newPerson}/«${words}»`, words }];
  return [...named, ...people.filter((it) => it.words !== words)];
}

/**
 * Whom he rings first: who is planned for now, then somebody of his own with a number, then one without, then a service. Who has
 * no number is followed by one who has. `people`: who is planned before the others (`withPlannedPerson`).
 */
export function toRing(people: readonly PlanLine[], planned = ''): PlanLine[] {
  const own = people.filter((it) => !it.service);
  const rung = [...own, ...people].find((it) => it.phone);
  const first = planned.trim() ? people[0] : (own.find((it) => it.phone) ?? own[0] ?? rung);
  return [first, first?.phone ? undefined : rung].flatMap((it) => it ?? []);
}
