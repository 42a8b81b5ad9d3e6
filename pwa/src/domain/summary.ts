/**
 * The week's summary: one function for its numbers and one for its words, used by Insights, Today and the notification
 * that the service worker writes. No DOM, no storage, no clock.
 */
import type { Locale } from './content.ts';
import { addDays } from './dates.ts';
import { type Diary, firstDate, type Logged, lately } from './diary.ts';
import { commonest, countedCodes, helped, mostHelp } from './insights.ts';
import type { NudgeStyle } from './records.ts';
import { summaryWords } from './summary-words.ts';
import { felt, type Moment, open, passed } from './times.ts';

export type Change = 'calmer' | 'same' | 'harder';

/** Counts of seven dates. */
export interface Week {
  from: string;
  /** The last of the seven dates. */
  until: string;
  /** Dates with at least one entry of any kind, 0–7. */
  days: number;
  /** Urges that passed without a purchase (times.ts). */
  passed: number;
  purchases: number;
  /** `passed + purchases` */
  times: number;
  /** Urges that are still under way, and count neither as passed nor as not. */
  open: number;
  /** Mean strength of the urges, 0–10; null without any. */
  strength: number | null;
}

export interface Numbers extends Week {
  /** The seven dates before; null unless the diary was being kept through all fourteen and both weeks say enough. */
  before: Week | null;
  change: Change | null;
  /** The code that was chosen more often than any other as what came before, twice at least. */
  trigger: string | null;
  /** The way through with the greatest mean fall, used twice at least. */
  way: string | null;
}

/** So many dates with an entry make a week say something; silence is not calm. */
export const SAYS_ENOUGH = 3;

export function week(read: Diary, from: string): Week {
  const until = addDays(from, 6);
  const within = (it: { date: string }): boolean => it.date >= from && it.date <= until;
  const urges = read.urges.filter(within);
  const purchases = read.purchases.filter(within);
  const came = urges.filter(felt);
  const now = { urges: came, purchases, running: read.running };
  const over = passed(now).length;
  const dates = new Set([...urges, ...purchases, ...read.checkins.filter(within)].map((it) => it.date));
  const total = came.reduce((sum, urge) => sum + urge.strength, 0);
  return {
    from,
    until,
    days: dates.size,
    passed: over,
    purchases: purchases.length,
    times: over + purchases.length,
    open: open(now).length,
    strength: came.length ? total / came.length : null,
  };
}

/**
 * Calmer: fewer times and not clearly stronger, or as many and clearly weaker (a whole step of the scale); harder is its
 * mirror. More purchases is never calmer, fewer never harder.
 */
export function change(now: Week, before: Week): Change {
  const times = now.times - before.times;
  const stronger = (now.strength ?? 0) - (before.strength ?? 0);
  const bought = now.purchases - before.purchases;
  if (bought <= 0 && (times < 0 ? stronger < 1 : times === 0 && stronger <= -1)) return 'calmer';
  if (bought >= 0 && (times > 0 ? stronger > -1 : times === 0 && stronger >= 1)) return 'harder';
  return 'same';
}

/** The one of them, when it is one alone: what is shared is not «most». */
const alone = <T>(lead: readonly T[]): T | undefined => (lead.length === 1 ? lead[0] : undefined);

/**
 * The summary as of `date` (today, `YYYY-MM-DD`): the seven whole days before it, because a day that is not over may not
 * be compared. `running`: the part of the day it is. When those are empty and today is not, the seven dates that end today: a first summary needs one entry.
 */
export function summary(records: Iterable<Logged>, date: string, running?: Moment): Numbers {
  const { read, first } = lately(records, summarySince(date));
  return summaryOf(running ? { ...read, running } : read, date, first);
}

/** No entry before this tells anything of the summary but that the diary was kept. */
export const summarySince = (date: string): string => addDays(date, -14);

/** The same, of a diary that has been read already, from `summarySince` on at least; `first` is the date of its oldest entry. */
export function summaryOf(read: Diary, date: string, first = firstDate(read)): Numbers {
  const whole = week(read, addDays(date, -7));
  const now = whole.days ? whole : week(read, addDays(date, -6));
  const earlier = week(read, addDays(now.from, -7));
  const comparable = first !== null && first <= earlier.from && earlier.days >= SAYS_ENOUGH && now.days >= SAYS_ENOUGH;
  const urges = read.urges.filter((it) => it.date >= now.from && it.date <= now.until && felt(it));
  return {
    ...now,
    before: comparable ? earlier : null,
    change: comparable ? change(now, earlier) : null,
    trigger: alone(commonest(countedCodes(urges).counted))?.code ?? null,
    way: alone(mostHelp(helped(urges)))?.way ?? null,
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

export function parts(numbers: Numbers, locale: Locale, labels: Labels = {}): Parts {
  const words = summaryWords[locale];
  const { times, purchases } = numbers;
  const none = numbers.open > 0 ? words.open : words.quiet;
  const trigger = numbers.trigger === null ? undefined : labels.trigger?.(numbers.trigger);
  const way = numbers.way === null ? undefined : labels.way?.(numbers.way);
  return {
    days: words.days(numbers.days),
    passed: times === 0 ? none : numbers.passed === 0 ? words.bought(purchases) : words.passed(numbers.passed, times),
    ...(numbers.change && { change: words.change[numbers.change] }),
    ...(trigger && { trigger: words.trigger(trigger) }),
    ...(way && { way: words.helped(way) }),
    ...(labels.next && { next: words.next(labels.next) }),
  };
}

/**
 * The whole summary as one line of plain text. `neutral`, and any style when nothing has been logged, says nothing;
 * `discreet` gives days and the change only.
 */
export function sentence(numbers: Numbers, style: NudgeStyle, locale: Locale, labels: Labels = {}): string {
  if (style === 'neutral' || numbers.days === 0) return summaryWords[locale].neutral;
  const said = parts(numbers, locale, labels);
  const chosen =
    style === 'discreet'
      ? [said.days, said.change]
      : [said.days, said.passed, said.change, said.trigger, said.way, said.next];
  return chosen.filter((it) => it !== undefined).join(' ');
}
