/** The numbers behind the drawings of Insights. Each says how many entries it needs before it says anything. */
import { type DayPart, dayParts, weekday } from './dates.ts';
import { type Diary, firstDate } from './diary.ts';
import type { Urge } from './records.ts';
import { type Span, spanStart, units, WEEKS, withinSpan } from './spans.ts';
import { felt, occasions, openUrges, passed } from './times.ts';

/** Fewest entries of its kind before a part speaks. Chosen by us; no source. */
export const NEEDS = { triggers: 4, when: 5, helped: 4 } as const;

/**
 * A part of the week stands out by so many times more than any other, and by so many deviations from an even spread over all
 * of them: less may be chance, and in years of entries some part always has a few more. Chosen by us; no source.
 */
const LEAD = 2;
export const DEVIATIONS = 3;

export interface Bar {
  /** First date of the week, of the month or of the year. */
  start: string;
  passed: number;
  purchases: number;
  times: number;
  /** Urges that neither passed nor did not: their part of the day still runs. */
  open: number;
  /** The week, month or year is not over. */
  now: boolean;
}

/** Weeks, months or years, oldest first, ending with the one `date` is in; none from before the diary. */
export function bars(read: Diary, date: string, span: Span = 'weeks'): Bar[] {
  const first = firstDate(read);
  if (first === null || first > date) return [];
  const { start: unit, next } = units[span];
  let from = spanStart(span, read, date);
  if (first > from) from = first;
  const current = unit(date);
  const found = new Map<string, Bar>();
  for (let begins = unit(from); begins <= current; begins = next(begins))
    found.set(begins, { start: begins, passed: 0, purchases: 0, times: 0, open: 0, now: begins === current });
  const count = (all: readonly { date: string }[], what: 'passed' | 'purchases' | 'open'): void => {
    for (const it of all) {
      const bar = found.get(unit(it.date));
      if (!bar) continue;
      bar[what] += 1;
      if (what !== 'open') bar.times += 1;
    }
  };
  const cut = withinSpan(span, read, date);
  count(passed(cut), 'passed');
  count(cut.purchases, 'purchases');
  count(openUrges(cut), 'open');
  return [...found.values()];
}

/** So many of the eight weeks are told of, beside the four before them. Chosen by us; no source. */
const TOLD_WEEKS = 4;

/** What a sentence tells of: the last weeks, or the whole of a longer span; and the weeks before, where there are eight. */
export function toldBars(bars: readonly Bar[], span: Span): { lately: readonly Bar[]; before: readonly Bar[] } {
  if (span !== 'weeks') return { lately: bars, before: [] };
  return { lately: bars.slice(-TOLD_WEEKS), before: bars.length === WEEKS ? bars.slice(0, -TOLD_WEEKS) : [] };
}

/** Of fewer times no share is told: they are named one by one. Chosen by us; no source. */
const SHARED_TIMES = 3;

/** Whether it is told how many of these times passed. Where fewer than half did it is not: it would be held up against him. Chosen by us; no source. */
export const tellsShare = ({ passed, purchases, times }: ReturnType<typeof sum>): boolean =>
  times >= SHARED_TIMES && passed >= purchases;

/**
 * Whether purchases are told with what the urge fell to and that nothing is reset. Where more passed than were bought, the numbers say it
 * by themselves. Chosen by us; no source.
 */
export const saysReset = ({ passed, purchases }: Pick<ReturnType<typeof sum>, 'passed' | 'purchases'>): boolean =>
  passed <= purchases;

/**
 * Whether the whole weeks of a diary that began in them have more times towards their end: it may be that he logs more. The week that runs
 * is no whole one, nor is the first where the diary began after its Monday.
 */
export function rises(bars: readonly Bar[], first: string | null): boolean {
  if (first === null || bars[0] === undefined || first < bars[0].start) return false;
  const whole = bars.filter((bar) => !bar.now && bar.start >= first);
  const half = Math.floor(whole.length / 2);
  return half > 0 && sum(whole.slice(-half)).times > sum(whole.slice(0, half)).times;
}

/** Bars added together. */
export const sum = (all: readonly Bar[]): Pick<Bar, 'passed' | 'purchases' | 'times' | 'open'> =>
  all.reduce(
    (so, bar) => ({
      passed: so.passed + bar.passed,
      purchases: so.purchases + bar.purchases,
      times: so.times + bar.times,
      open: so.open + bar.open,
    }),
    { passed: 0, purchases: 0, times: 0, open: 0 },
  );

export interface Counted {
  /** or a word of his own */
  code: string;
  times: number;
}

/** How often each code was chosen, most often first. */
export function countedCodes(times: readonly Pick<Urge, 'triggers'>[]): { counted: Counted[]; entries: number } {
  const named = times.filter((it) => it.triggers?.length);
  const found = new Map<string, number>();
  for (const it of named) for (const code of new Set(it.triggers)) found.set(code, (found.get(code) ?? 0) + 1);
  const counted = [...found].map(([code, n]) => ({ code, times: n }));
  counted.sort((a, b) => b.times - a.times || (a.code < b.code ? -1 : 1));
  return { counted, entries: named.length };
}

/** His own words counted beside the codes. Only on his own screen: a sheet to take along has codes alone. */
const withOwn = ({ triggers = [], own_triggers = [] }: Pick<Urge, 'triggers' | 'own_triggers'>) => ({
  triggers: [...triggers, ...own_triggers],
});

/** What was chosen as what came before, in how many entries, of how many times that the urge came. */
export function triggers(read: Diary, date: string, span: Span = 'weeks') {
  const all = occasions(withinSpan(span, read, date)).map(withOwn);
  return { ...countedCodes(all), times: all.length };
}

/** What has come so many times, or fewer, comes too seldom to be named. Chosen by us; no source. */
const SELDOM = 1;

/** The one or two that came more often than every other, and not seldom; none when more of them share the lead. */
export function commonest(counted: readonly Counted[]): Counted[] {
  const lead = counted.filter((it) => it.times === counted[0]?.times);
  return lead.length <= 2 && (lead[0]?.times ?? 0) > SELDOM ? lead : [];
}

export interface Hour {
  /** Monday = 0 */
  day: number;
  part: DayPart;
  times: number;
}

/** The parts of a weekday, as a row of the table counts them. */
export const hoursIn = (row: readonly number[], day: number): Hour[] =>
  dayParts.map((part, at) => ({ day, part, times: row[at] ?? 0 }));

/** Entries by weekday (rows, Monday first) and part of the day (columns as `dayParts`). */
export function byHour(all: readonly { date: string; part: DayPart }[]): { rows: number[][]; entries: number } {
  const rows = Array.from({ length: 7 }, () => dayParts.map(() => 0));
  for (const it of all) {
    const row = rows[weekday(it.date)];
    const column = dayParts.indexOf(it.part);
    if (row) row[column] = (row[column] ?? 0) + 1;
  }
  return { rows, entries: all.length };
}

/**
 * The times the urge came, with a purchase or without: those of the bars, and one that is under way, since when it came is known. And
 * how many entries tell of them: a purchase takes none of these away.
 */
export function whenTable(read: Diary, date: string, span: Span = 'weeks') {
  const cut = withinSpan(span, read, date);
  const { urges, purchases } = cut;
  const { rows } = byHour([...passed(cut), ...openUrges(cut), ...purchases]);
  return { rows, entries: urges.filter(felt).length + purchases.length };
}

/** The one or two parts of the week with a clear lead on all others; none when none has it. */
export function hardest(rows: readonly (readonly number[])[]): Hour[] {
  const cells = rows.flatMap((row, day) =>
    dayParts.map((part, column): Hour => ({ day, part, times: row[column] ?? 0 })),
  );
  const ranked = cells.sort((a, b) => b.times - a.times);
  const even = cells.reduce((all, it) => all + it.times, 0) / Math.max(1, cells.length);
  const leads = (count: number): boolean => {
    const last = ranked[count - 1]?.times ?? 0;
    return last - (ranked[count]?.times ?? 0) >= LEAD && last >= even + DEVIATIONS * Math.sqrt(even);
  };
  return leads(1) ? ranked.slice(0, 1) : leads(2) ? ranked.slice(0, 2) : [];
}

/** What stands out where no single cell of the table does. */
export type WeekShare = { part: DayPart; times: number } | { day: number; times: number };

/** A part of the day over all weekdays, else a weekday over all its parts: the one with half of all times or more and a lead on every other that `stands` out. */
function share(
  rows: readonly (readonly number[])[],
  stands: (times: number, even: number) => boolean,
): WeekShare | null {
  const total = (cells: readonly number[]): number => cells.reduce((all, cell) => all + cell, 0);
  const all = total(rows.flat());
  const lead = <S extends WeekShare>(shares: S[]): S | undefined => {
    const [first, second] = shares.sort((a, b) => b.times - a.times);
    const ahead = first && first.times - (second?.times ?? 0) >= LEAD && 2 * first.times >= all;
    return ahead && stands(first.times, all / shares.length) ? first : undefined;
  };
  const parts = dayParts.map((part, column) => ({ part, times: total(rows.map((row) => row[column] ?? 0)) }));
  return lead(parts) ?? lead(rows.map((row, day) => ({ day, times: total(row) }))) ?? null;
}

/**
 * What has half of all times or more, a lead on every other, and so many deviations from an even spread as a cell needs; null when
 * nothing has. Chosen by us; no source.
 */
export const hardestShare = (rows: readonly (readonly number[])[]): WeekShare | null =>
  share(rows, (times, even) => times >= even + DEVIATIONS * Math.sqrt(even));

/** What has half of all times or more, more than two, and a lead on every other, which may be chance still; null when nothing has. */
export const oftenestShare = (rows: readonly (readonly number[])[]): WeekShare | null =>
  hardestShare(rows) ?? share(rows, (times) => times > 2);

/** The darkest is of so many times at least: twice is no black. */
const DARKEST = 4;

/** Step of the one hue for a cell: 0 none … 4 the most. */
export function shade(times: number, most: number): 0 | 1 | 2 | 3 | 4 {
  if (times === 0) return 0;
  return Math.max(1, Math.min(4, Math.ceil((times / Math.max(most, DARKEST)) * 4))) as 1 | 2 | 3 | 4;
}

export interface WayHelp {
  way: string;
  /** Mean fall from before to after, in steps of the scale; negative when it rose. */
  fall: number;
  times: number;
}

/** Urges that were rated before and after a way through, by way; greatest mean fall first. */
export function helped(urges: readonly Urge[]): WayHelp[] {
  const ways = new Map<string, { sum: number; times: number }>();
  for (const { way, strength, after } of urges) {
    if (typeof way !== 'string' || strength === undefined || typeof after !== 'number') continue;
    const so = ways.get(way) ?? { sum: 0, times: 0 };
    ways.set(way, { sum: so.sum + strength - after, times: so.times + 1 });
  }
  return [...ways]
    .map(([way, { sum: all, times }]) => ({ way, fall: all / times, times }))
    .sort((a, b) => b.fall - a.fall || b.times - a.times || (a.way < b.way ? -1 : 1));
}

/** A way must have been used so often before its fall is told as its own: once or twice may be chance. Chosen by us; no source. */
export const TRIED = 3;
export const isTried = ({ times }: Pick<WayHelp, 'times'>): boolean => times >= TRIED;

/** The ways that are tried before those used more seldom, each in the order they had. */
export const triedFirst = (ways: readonly WayHelp[]): WayHelp[] => [
  ...ways.filter(isTried),
  ...ways.filter((it) => !isTried(it)),
];

/** A fall is told with one decimal: two that look alike are alike. */
const told = (it: WayHelp): number => Math.round(it.fall * 10);

/** The one or two after which the urge fell most, of those that are tried; none when it fell after none of them. */
export function mostHelp(ways: readonly WayHelp[]): WayHelp[] {
  const tried = ways.filter((it) => isTried(it) && told(it) > 0);
  const lead = tried.filter((it) => tried[0] && told(it) === told(tried[0]));
  return lead.length <= 2 ? lead : [];
}

/** Whether no other way, however seldom used, made the urge fall by more than these; false where no other is tried as well. */
export const isMost = (lead: readonly WayHelp[], ways: readonly WayHelp[]): boolean =>
  ways.filter(isTried).length > 1 && lead.some((it) => ways.every((other) => told(other) <= told(it)));
