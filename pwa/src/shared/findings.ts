/** Findings in words. Each says no more than its numbers do, and names them, so that a small number is seen to be small. */

import type { Moment } from '../core/model/dates.ts';
import { type DayLine, wayOf } from '../core/model/day-line.ts';
import {
  type Bar,
  type Counted,
  commonest,
  type Hour,
  hardest,
  hardestShare,
  isMost,
  mostHelp,
  oftenestShare,
  saysReset,
  sum,
  tellsShare,
  toldBars,
  type WayHelp,
} from '../core/model/insights.ts';
import type { MoodAndUrge } from '../core/model/mood-and-urge.ts';
import { meanWords, tenthsWords } from '../core/model/numbers.ts';
import type { Purchases } from '../core/model/purchases.ts';
import { type Fall, meanFall, type Ratings } from '../core/model/rated.ts';
import type { Span } from '../core/model/spans.ts';
import { summaryWords } from '../core/model/summary-words.ts';
import { locale, t } from '../platform/i18n.ts';
import { capital, headingWords, weekdayWords, yearWords } from './moments.ts';

type Summed = ReturnType<typeof sum>;

const dayName = (day: number): string => (locale.value === 'nb' ? weekdayWords(day).toLowerCase() : weekdayWords(day));

/** «torsdag og fredag kveld», «torsdag kveld og natt til lørdag»; empty when no time stands out. */
export function hourNames(hours: readonly Hour[]): string {
  const [first, second] = hours;
  if (!first) return '';
  if (!second) return t(`hour_${first.part}`, { day: dayName(first.day) });
  if (first.part !== second.part)
    return t('two', {
      one: t(`hour_${first.part}`, { day: dayName(first.day) }),
      other: t(`hour_${second.part}`, { day: dayName(second.day) }),
    });
  const days = t('two', {
    one: dayName(Math.min(first.day, second.day)),
    other: dayName(Math.max(first.day, second.day)),
  });
  return t(`hour_${first.part}`, { day: days });
}

/**
 * When in the week it has been hardest, with how many times of all: one or two cells of the table, else a part of the day («kvelden»; on the
 * sheet «om kvelden») or a weekday; null when nothing stands out.
 */
export function hardestTimes(
  rows: readonly (readonly number[])[],
  named: 'heat' | 'summary' = 'heat',
  shareOf: typeof hardestShare = hardestShare,
): { when: string; times: number; n: number } | null {
  const hours = hardest(rows);
  const n = rows.flat().reduce((all, cell) => all + cell, 0);
  if (hours.length > 0) return { when: hourNames(hours), times: hours.reduce((all, hour) => all + hour.times, 0), n };
  const share = shareOf(rows);
  if (!share) return null;
  const when = 'part' in share ? t(`${named}_part_${share.part}`) : t('heat_day', { day: dayName(share.day) });
  return { when, times: share.times, n };
}

/** «Oftest om kvelden: 4 av 6 ganger.»: what came most often, also where that may be chance. */
export function oftenestWords(rows: readonly (readonly number[])[]): string {
  const found = hardestTimes(rows, 'summary', oftenestShare);
  return found ? t('summary_when_said', found) : t('heat_even');
}

/** «Torsdag og fredag kveld er vanskeligst: 18 av 46 ganger.»; of what may be chance, that it came most often. */
export function hoursWords(rows: readonly (readonly number[])[]): string {
  const found = hardestTimes(rows);
  return found ? t('heat_finding', { ...found, when: capital(found.when) }) : oftenestWords(rows);
}

/** «Fredag kveld: 4 ganger» */
export const timesAtWords = ({ date, part }: Moment, times: number): string =>
  t('times_at', { when: headingWords(date, part), times: summaryWords[locale.value].times(times) });

/** That the urge fell after what was tried: with its numbers where it was once. */
export function fellWords(fallen: readonly Fall[], label: (way: string) => string): string[] {
  const [fall] = fallen;
  if (!fall) return [];
  const { before, after, way } = fall;
  if (fallen.length === 1) return [t('fell_once', { before, after, label: label(way) })];
  return [t('fell_times', { times: summaryWords[locale.value].times(fallen.length) })];
}

/** The purchases: the only one with its date, and where nothing passed, of which weeks. */
function purchasesOf({ passed, purchases }: Summed, weeks: Told, [date]: readonly string[]): string {
  const bought = capital(summaryWords[locale.value].purchases(purchases));
  if (purchases === 1 && date) return t('weeks_bought_on', { bought, date: yearWords(date) });
  return passed > 0 ? `${bought}.` : t('weeks_bought', { bought, span: weeks.within });
}

/** Both sides of the times with a purchase: what passed, then the purchases; and what they are told with. */
function boughtWords(summed: Summed, weeks: Told, fell: string[], dates: readonly string[]): string {
  const { passed, times } = summed;
  const { times: timesWords, reset } = summaryWords[locale.value];
  const over = tellsShare(summed)
    ? t('weeks_finding', { span: weeks.begin, passed, n: times })
    : t('weeks_some', { span: weeks.begin, times: timesWords(passed) });
  return [
    ...(passed > 0 ? [over] : []),
    purchasesOf(summed, weeks, dates),
    ...(saysReset(summed) ? [...fell, reset] : []),
  ].join(' ');
}

/** How the urges of `bars` ended, in the words of the summary. */
function endedWords(summed: Summed, span: string): string {
  const { passed, times, open } = summed;
  if (times === 0) return t(open > 0 ? 'weeks_open' : 'weeks_none', { span });
  if (tellsShare(summed)) return t('weeks_finding', { span, passed, n: times });
  return t(times === 1 ? 'weeks_once' : 'weeks_twice', { span });
}

/** «siden 9. november» */
const sinceWords = (date: string): string => t('span_since', { since: yearWords(date) });

/** The dates that a sentence tells of, as it begins with them and as it ends with them. */
interface Told {
  begin: string;
  within: string;
}

const told = (within: string): Told => ({ begin: capital(within), within });

/** «Siden 9. november» */
export const toldSince = (date: string): Told => told(sinceWords(date));

/** Of a longer span the whole of it: «De siste tolv månedene». */
const toldOf = (span: Span, since: string): Told =>
  span === 'weeks' ? toldSince(since) : told(t(`span_past_${span}`));

interface TrendOf {
  bars: readonly Bar[];
  span: Span;
  /** the first date of the weeks that are told of */
  since: string;
  /** of the dates that are told of */
  falls: readonly Fall[];
  /** the dates of the purchases among them */
  boughtOn: readonly string[];
}

/** The last weeks, or the whole of a longer span; of eight weeks also those before. */
export function trendWords(
  { bars, span, since, falls, boughtOn }: TrendOf,
  label: (way: string) => string,
): { finding: string; more?: string } {
  const both = toldBars(bars, span);
  const lately = sum(both.lately);
  const before = sum(both.before);
  const dates = toldOf(span, since);
  return {
    finding:
      lately.purchases > 0
        ? boughtWords(lately, dates, fellWords(falls, label), boughtOn)
        : endedWords(lately, dates.begin),
    ...(before.passed > 0 && { more: t('weeks_before', { passed: before.passed, n: before.times }) }),
  };
}

interface Before {
  counted: readonly Counted[];
  entries: number;
  times: number;
}

/** What came most often before, of the entries that say what did; and of which they are, where others of all those times say nothing of it. */
export function triggersWords({ counted, entries: n, times: all }: Before, label: (code: string) => string): string {
  const [first, second] = commonest(counted);
  if (!first) return t('triggers_even');
  const words = { label: label(first.code), other: second ? label(second.code) : '', times: first.times, n };
  return t(`triggers_${second ? 'two' : 'finding'}${all > n ? '_noted' : ''}`, words);
}

/**
 * After which way the urge fell most, where more than one was used often enough to be compared; of one alone, or where one used more
 * seldom made it fall by more, how far it fell with that. Undefined where none was used so often.
 */
function wayWords(ways: readonly WayHelp[], label: (way: string) => string): string | undefined {
  const lead = mostHelp(ways);
  const [first, second] = lead;
  if (!first) return undefined;
  const fall = tenthsWords(first.fall, locale.value);
  const most = isMost(lead, ways);
  const { way, times: n } = first;
  if (second && most)
    return t('helped_two', { one: label(way), other: label(second.way), fall, first: n, second: second.times });
  return t(most ? 'helped_most' : 'helped_so', { label: label(way), fall, times: n });
}

/** How often the urge fell, of those that were rated afterwards too, and by how much on average, where that is a fall. */
export function ratingsWords(ratings: Ratings): string {
  const fall = meanFall(ratings);
  const words = { fell: ratings.fell, n: ratings.times };
  return fall === null
    ? t('falls_some', words)
    : t('falls_finding', { ...words, fall: tenthsWords(fall, locale.value) });
}

/** What helps: first after which way, where one was used often enough, then how often the urge fell. */
export const helpedWords = (ways: readonly WayHelp[], all: Ratings, label: (way: string) => string): string[] =>
  [wayWords(ways, label), ratingsWords(all)].filter((it) => it !== undefined);

/** The strongest urge of days with a low mood, beside that of the others, and of how many days; that they are alike where they do not differ. */
export const moodAndUrgeWords = ({ low, other, differ }: MoodAndUrge): string =>
  t(differ ? 'mood_urge_finding' : 'mood_urge_alike', {
    low: tenthsWords(low.mean, locale.value),
    other: tenthsWords(other.mean, locale.value),
    n: low.days + other.days,
  });

/** That no purchase was logged in the last 28 days, or in all of a younger diary. `silent`: nothing at all was written in them. */
export function purchasesWords(young: boolean, silent: boolean): string {
  if (silent) return t('purchases_silent');
  return young ? t('purchases_since_none') : t('purchases_last_none');
}

/** When the longest time without a purchase was, or since when it goes on. */
export function bestDates({ from, until, ongoing }: NonNullable<Purchases['best']>): string {
  if (ongoing) return t('purchases_best_ongoing', { from: yearWords(from) });
  return t('purchases_best_dates', { from: yearWords(from), until: yearWords(until) });
}

/**
 * Keeps «6 av 7» on one line, a day beside its month, and a number beside what it is of: «19 dager». «6 times out of 7» and «15 out of 22
 * times» are too long for that: they may break between their halves.
 */
export const together = (words: string): string =>
  words.replace(
    /\d (av|av de|of|of the|out of) \d|\d\. \p{Ll}|\d [A-Z]|out of \d|(?<!(av|de|of) \d*)\d (dag|gang|trinn|modul|day|time|point|module)/gu,
    (it) => it.replaceAll(' ', '\u00a0'),
  );

/** «Fra 2. november til 30. november» */
export const datesName = ({ from, until }: { from: string; until: string }): string =>
  from === until ? capital(yearWords(from)) : t('week_dates', { from: yearWords(from), until: yearWords(until) });

/** The same as a sentence. */
export const datesWords = (dates: { from: string; until: string }): string => `${datesName(dates)}.`;

/**
 * A course as it is said: which way it went from the weeks before; null where those are not known. After a purchase of the last seven
 * days what went the `good` way is told as plain numbers: it would read as if the worst week were progress.
 */
function course(line: DayLine, good: 'higher' | 'lower', bought: boolean) {
  const { lately, before } = line;
  const way = wayOf(line);
  if (way === null || lately.mean === null || before === null) return null;
  const [mean, other] = [tenthsWords(lately.mean, locale.value), tenthsWords(before, locale.value)];
  const words = { since: yearWords(lately.since), mean, before: other };
  return { way: bought && way === good ? ('plain' as const) : way, words };
}

/** How strong the urge was in the last weeks, beside those before them where these are known. */
export function strengthWords(line: DayLine, bought = false): string {
  const { mean, since } = line.lately;
  if (mean === null) return '';
  const said = course(line, 'lower', bought);
  if (said) return t(`strength_${said.way}`, said.words);
  return t('strength_mean', { mean: tenthsWords(mean, locale.value), since: yearWords(since) });
}

/** The mood in the weeks that are told, first which way it went from those before; or over the whole of a longer span. */
export function moodLineWords(line: DayLine, span: Span, bought = false): { finding: string; more?: string } {
  const { lately } = line;
  const { begin, within } = toldOf(span, lately.since);
  if (lately.mean === null) return { finding: t('near_none_span', { span: begin }) };
  const [said, n] = [course(line, 'higher', bought), lately.days];
  if (said) return { finding: t(`mood_${said.way}`, said.words), more: t('line_answered', { n, span: within }) };
  return { finding: t('near_mood_finding', { span: within, mood: meanWords(lately.mean, n, locale.value), n }) };
}

/** The control, beside the mood of the same weeks: a day without a mood has none. */
export function controlWords(line: DayLine, bought = false): string | undefined {
  const { lately } = line;
  if (lately.mean === null) return undefined;
  const said = course(line, 'higher', bought);
  if (said) return t(`control_${said.way}`, said.words);
  return t('being_control', { mean: meanWords(lately.mean, lately.days, locale.value) });
}
