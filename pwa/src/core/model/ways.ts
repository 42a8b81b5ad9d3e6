/** Which way through has helped this person most, and on what ground that is said. */
import type { Entries } from './answers.ts';
import { type DayPart, weekday } from './dates.ts';
import { type Diary, diary } from './diary.ts';
import { helped, isTried, type WayHelp } from './insights.ts';
import type { Urge } from './records.ts';

/** Codes of ways that do not say what is done. */
export const unsaid: readonly string[] = ['alternative', 'other'];

/** What is known of the urge that is here. */
export interface UrgeMoment {
  triggers?: readonly string[];
  date: string;
  part: DayPart;
}

/**
 * `trigger`: after what set it off now · `when`: on this weekday and part of the day · `part`: at this time of the day ·
 * `all`: every time · `last`: too few times for any of these, but the last time it fell
 */
export type Ground = 'trigger' | 'when' | 'part' | 'all' | 'last';

export interface BestWay extends WayHelp {
  ground: Ground;
  /** the trigger it is said of */
  trigger?: string;
  /** other ways have been tried as often on the same ground */
  compared: boolean;
  /** of the last time: before and after */
  from?: number;
  to?: number;
}

type Rated = Urge & { strength: number; after: number; way: string };

const read = new WeakMap<Entries, Diary['urges']>();

/** Every urge of the diary, the oldest first; read once for as long as the diary stands as it is. */
export function urgesOf(entries: Entries): Diary['urges'] {
  const known = read.get(entries);
  if (known) return known;
  const { urges } = diary(entries.values());
  read.set(entries, urges);
  return urges;
}

const isRated = (urge: Urge): urge is Rated =>
  typeof urge.way === 'string' && urge.strength !== undefined && typeof urge.after === 'number';

/** Urges that were rated before and after, by a way that can be offered. */
const ratedBy = (urges: readonly Urge[], ways: readonly string[], tools: readonly string[]): Rated[] =>
  urges
    .filter(isRated)
    .map((it) => (tools.includes(it.way) ? it : { ...it, way: 'alternative' }))
    .filter((it) => ways.includes(it.way));

/** Ways that have helped so often that it is no chance, the one that has helped most first; for the arguments see `bestWay`. */
export const helpedWays = (urges: readonly Urge[], ways: readonly string[], tools: readonly string[]): string[] =>
  helped(ratedBy(urges, ways, tools))
    .filter((it) => isTried(it) && it.fall > 0)
    .map((it) => it.way);

/**
 * The way to offer first. `urges`: the diary's, the oldest first; `ways`: what can be offered; `tools`: everything in the pack: a code
 * that is none of them is something he did by his own plan. Undefined when nothing has helped yet.
 */
export function bestWay(
  urges: readonly Urge[],
  ways: readonly string[],
  tools: readonly string[],
  moment: UrgeMoment,
): BestWay | undefined {
  const rated = ratedBy(urges, ways, tools);
  const sameDay = (it: Urge) => it.part === moment.part && weekday(it.date) === weekday(moment.date);
  const grounds: [Ground, (it: Urge) => boolean, string?][] = [
    ...(moment.triggers ?? []).map((code): [Ground, (it: Urge) => boolean, string] => [
      'trigger',
      (it) => it.triggers?.includes(code) ?? false,
      code,
    ]),
    ['when', sameDay],
    ['part', (it) => it.part === moment.part],
    ['all', () => true],
  ];
  for (const [ground, fits, trigger] of grounds) {
    const enough = helped(rated.filter(fits)).filter(isTried);
    const [most] = enough;
    if (most && most.fall > 0) return { ...most, ground, compared: enough.length > 1, ...(trigger && { trigger }) };
  }
  const fell = rated.filter((it) => it.after < it.strength);
  const after = (it: Urge) => moment.triggers?.some((code) => it.triggers?.includes(code)) ?? false;
  const last = fell.findLast(after) ?? fell.at(-1);
  if (!last) return undefined;
  const { way, strength: from, after: to } = last;
  return { way, ground: 'last', fall: from - to, times: 1, compared: false, from, to };
}
