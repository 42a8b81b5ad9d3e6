/**
 * The week's summary: one function for its numbers and one for its words, used by Insights, Today, the printed page and the
 * notification that the service worker writes. No DOM, no storage, no clock.
 */
import type { Locale } from './content.ts';
import { addDays, daysBetween, type Moment } from './dates.ts';
import { type Begun, type Diary, firstDate, type Logged, lately } from './diary.ts';
import { commonest, countedCodes, helped, isMost, mostHelp } from './insights.ts';
import { tenthsWords } from './numbers.ts';
import type { NudgeStyle } from './records.ts';
import { type SummaryWords, summaryWords } from './summary-words.ts';
import { felt, occasions, openUrges, passed } from './times.ts';

export type Change = 'calmer' | 'same' | 'harder';

/** What is counted from one date to another, both included. */
export interface SummaryCounts {
  from: string;
  /** The last of the dates. */
  until: string;
  /** Dates with at least one entry of any kind. */
  days: number;
  /** Urges that were felt, however they ended. */
  urges: number;
  /** Urges that ended without a purchase (times.ts). */
  passed: number;
  purchases: number;
  /** `passed + purchases` */
  times: number;
  /** Urges that are still under way, and count neither as passed nor as not. */
  open: number;
  /** Mean and greatest strength of the urges that were rated, 0–10; null without any. */
  strength: number | null;
  most: number | null;
}

export interface Numbers extends SummaryCounts {
  /** How many of the seven dates the diary reaches: fewer than seven only in its first week. */
  of: number;
  /** Something is written of today, which is not over. */
  today: boolean;
  /** Urges of nought were written, and every entry that speaks of urges says that none came. */
  nought: boolean;
  /** Purchases were written of the seven dates before, whether the two may be compared or not. */
  bought: boolean;
  /** The seven dates before; null unless the diary was being kept through both and each says enough. */
  before: SummaryCounts | null;
  change: Change | null;
  /**
   * The two weeks that may be told beside each other in numbers: what `change` says, or that there were clearly fewer urges and
   * stronger ones, or the reverse. Null where an urge is missing from either.
   */
  weeks: { now: SummaryCounts; before: SummaryCounts } | null;
  /** Only how often the urge was logged makes it calmer or harder: as far as anybody knows, it was as strong. */
  byCount: boolean;
  /** The code that was chosen more often than any other as what came before, twice at least. */
  trigger: string | null;
  /** The way through with the greatest mean fall, where another was used often enough to be compared with it. */
  way: string | null;
}

/** So many dates with an entry make a week say something; silence is not calm. */
export const SAYS_ENOUGH = 3;

export function count(read: Diary, from: string, until: string): SummaryCounts {
  const within = (it: { date: string }): boolean => it.date >= from && it.date <= until;
  const urges = read.urges.filter(within);
  const purchases = read.purchases.filter(within);
  const came = urges.filter(felt);
  const now = { urges: came, purchases, running: read.running };
  const over = passed(now).length;
  const dates = new Set([...urges, ...purchases, ...read.checkins.filter(within)].map((it) => it.date));
  const strengths = came.flatMap((it) => it.strength ?? []);
  return {
    from,
    until,
    days: dates.size,
    urges: came.length,
    passed: over,
    purchases: purchases.length,
    times: over + purchases.length,
    open: openUrges(now).length,
    strength: strengths.length ? strengths.reduce((sum, it) => sum + it, 0) / strengths.length : null,
    most: strengths.length ? Math.max(...strengths) : null,
  };
}

const week = (read: Diary, from: string): SummaryCounts => count(read, from, addDays(from, 6));

/** How many of the dates from `from` to `until` a diary reaches; an entry about a day before it was made counts as reached. */
export function daysReached({ first, made }: Begun, from: string, until: string): number {
  const start = [first ?? from, made ?? first ?? from].sort()[0] as string;
  return daysBetween(start > from ? start : from, until) + 1;
}

type Said = Pick<SummaryCounts, 'days' | 'from'>;

/** Whether two weeks may be compared: the diary was being kept from the first date of the earlier one, and both say enough. */
export function comparable({ first, made }: Begun, now: Said, before: Said): boolean {
  const kept = first !== null && first <= before.from && (made === null || made <= before.from);
  return kept && now.days >= SAYS_ENOUGH && before.days >= SAYS_ENOUGH;
}

/** Who writes on less than half as many days may have been silent, not calm; on more than twice as many, he may only write more. */
function told<C extends Change | 'split'>(found: C | null, now: Said, before: Said): C | null {
  const less = 2 * now.days < before.days;
  const more = now.days > 2 * before.days;
  return (less && found !== 'harder') || (more && found !== 'calmer') ? null : found;
}

/** Whether there are clearly more of them (1), fewer (-1), or about as many (0): by two, or twice as many. */
function clearly(now: number, before: number): number {
  const [least, most] = [Math.min(now, before), Math.max(now, before)];
  return most - least >= 2 || most >= 2 * least ? Math.sign(now - before) : 0;
}

/** Whether the urges were stronger (1) or weaker (-1) by a whole step of the scale, or about as strong as far as anybody knows (0). */
function stronger(now: SummaryCounts, before: SummaryCounts): number {
  if (now.strength === null || before.strength === null) return 0;
  const more = now.strength - before.strength;
  return Math.abs(more) >= 1 ? Math.sign(more) : 0;
}

/**
 * Calmer: clearly fewer times, or clearly weaker ones (a whole step of the scale), and neither of the two the other way; harder is
 * its mirror, and as many, as strong and as many purchases are the same. More purchases is never calmer, fewer never harder. What
 * points both ways is not told in one word: null.
 */
export function change(now: SummaryCounts, before: SummaryCounts): Change | null {
  const signs = [clearly(now.times, before.times), stronger(now, before)];
  const bought = now.purchases - before.purchases;
  if (isSplit(now, before)) return null;
  if (signs.includes(-1)) return bought <= 0 ? 'calmer' : null;
  if (signs.includes(1)) return bought >= 0 ? 'harder' : null;
  return bought === 0 ? 'same' : null;
}

/** Clearly fewer times and stronger urges, or more and weaker. */
const isSplit = (now: SummaryCounts, before: SummaryCounts): boolean =>
  clearly(now.times, before.times) * stronger(now, before) === -1;

/** Whether only the number of logged urges tells the two apart. */
function apartByCount(now: SummaryCounts, before: SummaryCounts): boolean {
  const more = clearly(now.urges, before.urges);
  return stronger(now, before) === 0 && more !== 0 && more === clearly(now.times, before.times);
}

/** The one of them, when it is one alone: what is shared is not «most». */
const alone = <T>(lead: readonly T[]): T | undefined => (lead.length === 1 ? lead[0] : undefined);

/**
 * The summary as of `date` (today, `YYYY-MM-DD`): the seven dates that end with it, beside the seven before them. `running`: the part
 * of the day it is.
 */
export function summary(records: Iterable<Logged>, date: string, running?: Moment): Numbers {
  const { read, ...begun } = lately(records, summarySince(date));
  return summaryOf(running ? { ...read, running } : read, date, begun);
}

/** No entry before this tells anything of the summary but that the diary was kept. */
export const summarySince = (date: string): string => addDays(date, -14);

/** The same, of a diary that has been read already, from `summarySince` on at least, and reaches back as `begun` says. */
export function summaryOf(read: Diary, date: string, begun: Begun = { first: firstDate(read), made: null }): Numbers {
  const [now, whole] = [week(read, addDays(date, -6)), week(read, addDays(date, -7))];
  const before = (it: SummaryCounts): SummaryCounts => week(read, addDays(it.from, -7));
  const earlier = before(now);
  const both = (it: SummaryCounts, was: SummaryCounts): Change | 'split' | null =>
    isSplit(it, was) ? 'split' : change(it, was);
  const compared = comparable(begun, now, earlier) ? told(both(now, earlier), now, earlier) : null;
  // Today is not over: what is told is so of whole days too.
  const kept = compared === both(whole, before(whole)) ? compared : null;
  const found = kept === 'split' ? null : kept;
  const within = (it: { date: string }): boolean => it.date >= now.from && it.date <= now.until;
  const [all, checkins] = [read.urges.filter(within), read.checkins.filter(within)];
  const urges = all.filter(felt);
  const came = urges.length + now.purchases > 0 || checkins.some((it) => (it.peak ?? 0) > 0);
  const ways = helped(urges);
  const lead = mostHelp(ways);
  return {
    ...now,
    of: daysReached(begun, now.from, now.until),
    today: count(read, date, date).days > 0,
    nought: all.length > 0 && !came,
    bought: earlier.purchases > 0,
    before: found && earlier,
    change: found,
    weeks: kept && now.times > 0 && earlier.times > 0 ? { now, before: earlier } : null,
    byCount: found !== null && apartByCount(now, earlier),
    trigger:
      alone(commonest(countedCodes(occasions({ ...read, urges, purchases: read.purchases.filter(within) })).counted))
        ?.code ?? null,
    way: isMost(lead, ways) ? (alone(lead)?.way ?? null) : null,
  };
}

export interface Labels {
  /** The words for a code; the part is left out when there are none. */
  trigger?: (code: string) => string | undefined;
  way?: (code: string) => string | undefined;
  /** The title of the next step of the programme. */
  next?: string | undefined;
}

/** The sentences one by one, for screens that set them apart. A part that has nothing to say is absent. */
export interface Parts {
  days: string;
  passed: string;
  change?: string;
  trigger?: string;
  way?: string;
  next?: string;
}

type Reached = Pick<Numbers, 'days' | 'of' | 'today'>;

/** The first day of all, which is not over. */
const firstDay = ({ of, today }: Reached): boolean => today && of === 1;

/** How many days were written about. */
export const daysWritten = (numbers: Reached, words: Pick<SummaryWords, 'first' | 'wrote'>): string =>
  firstDay(numbers) ? words.first : words.wrote(numbers.days, numbers.of);

/**
 * How the urges ended. Purchases are named beside what passed, but never where others may read it; what did not happen is told as
 * what was not written.
 */
function ended(numbers: Numbers, words: SummaryWords, othersRead: boolean): string {
  const { passed, purchases, times, open } = numbers;
  if (times > 0) {
    // An urge of now has come without a purchase so far: it is in the one number there is.
    const came = passed + open;
    if (purchases === 0) return open > 0 ? words.soFar(came) : words.passed(passed, times);
    if (came === 0) return [...(othersRead ? [] : [words.bought(purchases)]), words.counts].join(' ');
    return [othersRead ? words.without(came) : words.both(purchases, came), words.reset].join(' ');
  }
  if (open > 0) return firstDay(numbers) ? words.opened : words.open;
  const none = [...(numbers.nought ? [words.nought] : []), ...(numbers.bought ? [words.unbought] : [])];
  return none.join(' ') || words.quiet;
}

/**
 * How the week compares, where the urge is named beside it: by one measure every day, how often the urge came and how strong it was.
 * A lock screen has room for a few words of it.
 */
function compared(numbers: Numbers, words: SummaryWords, locale: Locale, othersRead: boolean): string | undefined {
  const { change, byCount, weeks } = numbers;
  if (!weeks || othersRead)
    return change === null ? undefined : change === 'same' || byCount ? words.compared[change] : words.change[change];
  const { now, before } = weeks;
  const mean = (it: number | null): string => (it === null ? '' : tenthsWords(it, locale));
  return words.beside({
    before: before.times,
    means: now.strength === null || before.strength === null ? null : [mean(now.strength), mean(before.strength)],
    stronger: stronger(now, before),
  });
}

/** `othersRead`: on a lock screen. */
export function parts(numbers: Numbers, locale: Locale, labels: Labels = {}, othersRead = false): Parts {
  const words = summaryWords[locale];
  const trigger = numbers.trigger === null ? undefined : labels.trigger?.(numbers.trigger);
  const way = numbers.way === null ? undefined : labels.way?.(numbers.way);
  const change = compared(numbers, words, locale, othersRead);
  return {
    days: daysWritten(numbers, words),
    passed: ended(numbers, words, othersRead),
    ...(change && { change }),
    ...(trigger && { trigger: words.trigger(trigger) }),
    ...(way && { way: words.helped(way) }),
    ...(labels.next && { next: words.next(labels.next) }),
  };
}

/** So many letters of a notice stand on a lock screen that shows four lines of it. */
export const LOCK_SCREEN = 178;

/** The sentences that a lock screen has room for, as they are read; `weight` says which of them goes first into it. None is cut. */
export function fitting<P extends object>(said: P, read: readonly (keyof P)[], weight: readonly (keyof P)[]): string {
  const line = (keys: ReadonlySet<keyof P>): string =>
    read.flatMap((key) => (keys.has(key) && said[key] ? [String(said[key])] : [])).join(' ');
  const chosen = new Set<keyof P>();
  for (const key of weight) if (line(new Set([...chosen, key])).length <= LOCK_SCREEN) chosen.add(key);
  return line(chosen);
}

/**
 * What a lock screen says of the week. `neutral`, and any style when nothing has been logged, says nothing; `discreet` gives the
 * days, and how they compare unless they were harder: that is for him, and stands in the app. None names the next step, whose title
 * may be a thought: «Bare denne gangen».
 */
export function sentence(numbers: Numbers, style: NudgeStyle, locale: Locale, labels: Labels = {}): string {
  const words = summaryWords[locale];
  if (style === 'neutral' || numbers.days === 0) return words.neutral;
  if (style === 'discreet') return discreet(numbers, words);
  const said = parts(numbers, locale, labels, true);
  return fitting(
    { ...said, ...(said.next && { next: words.waiting }) },
    ['days', 'passed', 'change', 'trigger', 'way', 'next'],
    ['days', 'passed', 'change', 'way', 'next', 'trigger'],
  );
}

/** The days, and what a stranger may know of how they compare. */
export function discreet(
  { days, of, change }: Pick<Numbers, 'days' | 'of' | 'change'>,
  words: Pick<SummaryWords, 'days' | 'change'>,
): string {
  const said = words.days(days, of);
  return change === null || change === 'harder' ? said : `${said} ${words.change[change]}`;
}
