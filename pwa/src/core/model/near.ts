/** The days of somebody close to him: sleep, mood, own limits, and whether there was someone to talk to. Never what he did. */
import { answerLines, answers, type DeviceRecords, type Entries, makerOf } from './answers.ts';
import { isTen } from './codec.ts';
import type { Bundle, Measure } from './content.ts';
import { addDays, daysBetween, isDate } from './dates.ts';
import type { Logged } from './diary.ts';
import type { NearCheckin } from './records.ts';
import { weekStart } from './spans.ts';

export type NearDay = NearCheckin & { id: string };

const isThree = (value: unknown): value is number => value === 0 || value === 1 || value === 2;

/** What of a record can be read as such a day; null when nothing can. */
function dayOf({ id, kind, fields }: Logged): NearDay | null {
  if (kind !== 'checkin' || !isDate(fields.date)) return null;
  const said = {
    ...(isThree(fields.sleep) && { sleep: fields.sleep }),
    ...(isThree(fields.limits) && { limits: fields.limits }),
    ...(isTen(fields.mood) && { mood: fields.mood }),
    ...(typeof fields.talked === 'boolean' && { talked: fields.talked }),
    ...(typeof fields.text === 'string' && fields.text.trim() && { text: fields.text }),
  };
  return Object.keys(said).length > 0 ? { id, date: fields.date, ...said } : null;
}

/** Oldest first. */
export const nearDays = (records: Iterable<Logged>): NearDay[] =>
  [...records].flatMap((it) => dayOf(it) ?? []).sort((a, b) => a.date.localeCompare(b.date));

/** Days with the mood that the safety question looks at. */
export const moods = (days: readonly NearDay[]): { date: string; mood: number }[] =>
  days.flatMap(({ date, mood }) => (mood === undefined ? [] : [{ date, mood }]));

const tonightAnswer = 'near-tonight';

/** What was chosen for tonight, on its own evening. */
export function chosenTonight(entries: Entries, device: DeviceRecords, bundle: Bundle, date: string): string[] {
  const maker = makerOf(bundle, tonightAnswer);
  const answer = answers(entries, device).get(tonightAnswer);
  return maker && answer?.at === date ? answerLines(maker.exercise, answer) : [];
}

/** How often the best answer was given, and how often any was. */
export interface Share {
  good: number;
  of: number;
}

export interface NearSpan {
  from: string;
  /** the last date of it */
  until: string;
  /** dates with any answer */
  days: number;
  sleep: Share;
  limits: Share;
  /** means of what was answered, or null: sleep 0–2, mood 0–10 */
  sleepMean: number | null;
  moodMean: number | null;
  moods: number;
}

const share = (values: readonly number[]): Share => ({
  good: values.filter((it) => it === 2).length,
  of: values.length,
});
const mean = (values: readonly number[]): number | null =>
  values.length ? values.reduce((sum, it) => sum + it, 0) / values.length : null;

/** What was answered from one date to another, both included. */
export function span(days: readonly NearDay[], from: string, until: string): NearSpan {
  const within = days.filter((it) => it.date >= from && it.date <= until);
  const all = (field: 'sleep' | 'limits' | 'mood'): number[] => within.flatMap((it) => it[field] ?? []);
  return {
    from,
    until,
    days: new Set(within.map((it) => it.date)).size,
    sleep: share(all('sleep')),
    limits: share(all('limits')),
    sleepMean: mean(all('sleep')),
    moodMean: mean(all('mood')),
    moods: all('mood').length,
  };
}

export interface NearWeek extends NearSpan {
  /** the week is not over */
  now: boolean;
}

/** Weeks, oldest first, the last the one `date` is in; at most `most`, and the first begins with the first day where that is in it. */
export function nearWeeks(days: readonly NearDay[], date: string, most = 8): NearWeek[] {
  const first = days[0]?.date;
  const current = weekStart(date);
  const weeks: NearWeek[] = [];
  if (first === undefined || first > date) return weeks;
  for (let monday = current; weeks.length < most && addDays(monday, 6) >= first; monday = addDays(monday, -7)) {
    const now = monday === current;
    weeks.unshift({
      ...span(days, daysBetween(monday, first) > 0 ? first : monday, now ? date : addDays(monday, 6)),
      now,
    });
  }
  return weeks;
}

/** Weeks that Insights tells of in one sentence. Chosen by us; no source. */
const LATELY = 4;

/** The weeks up to `date`, and the last of them in one span, four at the most. */
export function nearLately(days: readonly NearDay[], date: string): { weeks: NearWeek[]; last: NearSpan } {
  const weeks = nearWeeks(days, date);
  return { weeks, last: span(days, weeks.slice(-LATELY)[0]?.from ?? date, date) };
}

/** Nights by how one slept: badly, fairly, well. */
export type Nights = [number, number, number];

export interface TalkedNights {
  /** the nights after a day with somebody to talk to, and after one without */
  yes: Share & { each: Nights };
  no: Share & { each: Nights };
  /** null until there are enough nights of both */
  finding: 'better' | 'same' | 'worse' | null;
}

/** Fewest answers of a kind before its drawing says anything. Chosen by us; no source. */
export const NEAR_NEEDS = 3;

/** Fewest nights of each sort; and a difference in mean sleep (0–2) that is worth a word. Chosen by us; no source. */
const ENOUGH = 3;
const CLEARLY = 0.5;

/** Sleep in the nights after a day on which one had talked with somebody, and in the others, over 28 days. */
export function afterTalking(days: readonly NearDay[], date: string): TalkedNights {
  const from = addDays(date, -27);
  const talked = new Map(days.map((it) => [it.date, it.talked]));
  const nights = days.filter((it) => it.date >= from && it.date <= date);
  const slept = (had: boolean): number[] =>
    nights.flatMap((it) => (talked.get(addDays(it.date, -1)) === had ? (it.sleep ?? []) : []));
  const [yes, no] = [slept(true), slept(false)];
  const more = (mean(yes) ?? 0) - (mean(no) ?? 0);
  const finding = more >= CLEARLY ? 'better' : more <= -CLEARLY ? 'worse' : 'same';
  const sorted = (all: readonly number[]): TalkedNights['yes'] => {
    const count = (how: number) => all.filter((it) => it === how).length;
    return { ...share(all), each: [count(0), count(1), count(2)] };
  };
  return { yes: sorted(yes), no: sorted(no), finding: yes.length < ENOUGH || no.length < ENOUGH ? null : finding };
}

/** The one thing that is said of the week on Today: each has its own sentence. */
export type NearFinding = 'talked' | 'sleep' | 'limits' | 'mood' | 'days';

/** What helps most to know, of what is known; null when nothing is. */
export function oneFinding(week: NearSpan, talked: TalkedNights): NearFinding | null {
  if (talked.finding === 'better') return 'talked';
  if (week.sleep.good > 0) return 'sleep';
  if (week.limits.good > 0) return 'limits';
  if (week.moodMean !== null) return 'mood';
  return week.days > 0 ? 'days' : null;
}

/** The words for 0, 1 and 2, worst first, whichever way the pack's measure counts; null when it has no three. */
export function threeLabels(measure: Measure | undefined): readonly [string, string, string] | null {
  const [a, b, c] = measure?.labels ?? [];
  if (!measure || !a || !b || !c) return null;
  return measure.better === 'high' ? [a, b, c] : [c, b, a];
}
