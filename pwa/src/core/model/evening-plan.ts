/** What of his own a plan for an evening can be made of, and what is suggested. */
import { makers } from './answers.ts';
import type { Code } from './content.ts';
import { addDays, type Moment, weekday } from './dates.ts';
import { lately } from './diary.ts';
import { type EveningPlan, evenings } from './evening.ts';
import type { EveningSituation } from './hard-evening.ts';
import { helped } from './insights.ts';
import { drawPlan } from './plan.ts';
import type { PlanLine } from './plan-line.ts';
import { WEEKS } from './spans.ts';
import { unsaid, urgesOf } from './ways.ts';

/** Codes of places where an urge may come and nobody spends an evening. */
const passing: readonly string[] = ['car', 'online'];

/** So much to do first is offered of his plan, and of what has helped. Chosen by us; no source. */
const OF_PLAN = 4;
const OF_HELP = 2;

export interface EveningChoices {
  /** codes of the pack */
  places: string[];
  /** whom he can call, in his own order */
  people: PlanLine[];
  /** what he has said he will do, first what he has planned for such an evening; then what has helped, what he used most first */
  firsts: string[];
}

/** Ways after which the urge has fallen. */
const waysThatHelped = ({ entries, bundle }: Pick<EveningSituation, 'entries' | 'bundle'>): Code[] =>
  helped(urgesOf(entries))
    .filter(({ way, fall }) => fall > 0 && !unsaid.includes(way))
    .sort((one, other) => other.times - one.times)
    .flatMap(({ way }) => bundle.codes.ways?.find(({ code }) => code === way) ?? []);

const once = (words: readonly string[]): string[] => [...new Set(words)];

export function eveningChoices({ entries, device, bundle }: Omit<EveningSituation, 'now'>): EveningChoices {
  const parts = drawPlan(entries, device, bundle);
  const lines = (of: string): PlanLine[] => parts.find((it) => it.place === of)?.lines ?? [];
  // The plan that is made beside the evenings is the one for them.
  const texts = makers(bundle)
    .filter((it) => it.exercise.plan.includes('evenings'))
    .map((it) => it.text.id);
  const beside = lines('plans').filter((it) => it.maker && texts.includes(it.maker.text.id));
  const people = lines('people');
  const ofPlan = [...beside, ...lines('alternatives'), ...lines('plans')];
  // What stands in his plan is not offered once more by the name of its way.
  const others = waysThatHelped({ entries, bundle }).filter(({ code }) => !ofPlan.some((it) => it.code === code));
  return {
    places: (bundle.codes.places ?? []).map((it) => it.code).filter((it) => !passing.includes(it)),
    people: people.filter((it, at) => people.findIndex(({ words }) => words === it.words) === at),
    firsts: once([
      ...once(ofPlan.map((it) => it.words)).slice(0, OF_PLAN),
      ...others.slice(0, OF_HELP).map((it) => it.label),
    ]),
  };
}

/** Where he was most often when the urge came at this time of the week, in the last weeks; nothing where two places share that. */
function usualPlace({ entries }: EveningSituation, { date, part }: Moment): string | undefined {
  const { urges } = lately(entries.values(), addDays(date, -7 * WEEKS)).read;
  const times = new Map<string, number>();
  for (const it of urges)
    if (it.place && it.part === part && weekday(it.date) === weekday(date))
      times.set(it.place, (times.get(it.place) ?? 0) + 1);
  const [first, second] = [...times].sort(([, one], [, other]) => other - one);
  return first && first[1] !== second?.[1] ? first[0] : undefined;
}

/**
 * What one press plans: what he planned the last time for the same time of the week, unless it was not used; what that leaves
 * open comes from where he usually is then, and from the first lines of his plan. Chosen by us; no source. `again`: one that was
 * not used too, to be changed.
 */
export function suggestedPlan(situation: EveningSituation, on: Moment, again = false): EveningPlan {
  const { places, people, firsts } = eveningChoices(situation);
  const before = evenings(situation.entries).findLast(
    (it) =>
      it.date < on.date && it.part === on.part && weekday(it.date) === weekday(on.date) && (again || it.held !== 'no'),
  );
  const usual = usualPlace(situation, on);
  const place = before?.place ?? (usual && places.includes(usual) ? usual : undefined);
  const person = before?.person_text ?? people[0]?.words;
  const first = before?.first_text ?? firsts[0];
  return {
    ...(before?.place_text ? { place_text: before.place_text } : place && { place }),
    ...(person && { person_text: person }),
    ...(first && { first_text: first }),
  };
}

/** Who in the plan is meant by these words, with a number where one is known. */
export const personMeant = (people: readonly PlanLine[], words: string | undefined): PlanLine | undefined =>
  people.find((it) => it.words === words && it.phone) ?? people.find((it) => it.words === words);
