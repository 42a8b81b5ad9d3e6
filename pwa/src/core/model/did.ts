/**
 * What he has done about an urge, as picks: a way of the texts by its code, or words of his own (`wordPick`). The fields of the urge hold a
 * code in `way`; own words stand in `did_text`, on a line of their own beside what he writes there. Words of his plan have the way
 * `alternative`.
 */
import { byUse, wordOf, wordPick } from './chips.ts';
import { longestWord } from './lengths.ts';
import type { Fields } from './plain.ts';
import type { PlanLine } from './plan-line.ts';
import type { Urge } from './records.ts';
import { unsaid } from './ways.ts';

const OF_PLAN = 'alternative';

/** Own words of one urge only may be of that time alone. Chosen by us; no source. */
const OFTEN = 2;

const linesOf = (text: unknown): string[] => (typeof text === 'string' && text !== '' ? text.split('\n') : []);

/** Own words that fit a chip, of the lines of a plan. */
const ownWords = (planned: readonly PlanLine[]): string[] =>
  planned.flatMap(({ code, words }) => (code || words.length > longestWord ? [] : words));

/**
 * Everything that can be picked: what he has done most often first, of two alike the words of his plan, then other words of his own, then
 * the ways of the texts. `urges`: the others; `planned`: his plan; `codes`: the ways of the texts.
 */
export function donePicks(urges: readonly Urge[], planned: readonly PlanLine[], codes: readonly string[]): string[] {
  const times = new Map<string, number>();
  const add = (pick: string) => times.set(pick, (times.get(pick) ?? 0) + 1);
  for (const { way, did_text } of urges) {
    for (const words of new Set(linesOf(did_text)))
      if (words.trim() && words.length <= longestWord) add(wordPick(words));
    if (way) add(way);
  }
  const often = [...times].flatMap(([pick, n]) => (wordOf(pick) !== null && n >= OFTEN ? pick : []));
  const ofPlan = planned.flatMap(({ code }) => (code && codes.includes(code) ? code : []));
  const ways = [...ofPlan, ...codes].filter((it) => !unsaid.includes(it));
  return byUse([...new Set([...ownWords(planned).map(wordPick), ...often, ...ways])], times);
}

/** The pick that stands in the fields of an urge; null for none of these. */
export function donePick({ way, did_text }: Fields, picks: readonly string[]): string | null {
  const words = linesOf(did_text).map(wordPick);
  return picks.find((it) => words.includes(it)) ?? picks.find((it) => it === way) ?? null;
}

/** What changes in the fields of an urge so that it holds this pick, or none, in place of the one before. What else he wrote stays. */
export function withDone(
  { did_text }: Fields,
  before: string | null,
  pick: string | null,
  planned: readonly PlanLine[],
): { way: string; did_text: string } {
  const [gone, words] = [before && wordOf(before), pick && wordOf(pick)];
  const lines = linesOf(did_text).filter((it) => it !== gone);
  const way = words ? (ownWords(planned).includes(words) ? OF_PLAN : '') : (pick ?? '');
  return { way, did_text: [...lines, ...(words ? [words] : [])].join('\n') };
}
