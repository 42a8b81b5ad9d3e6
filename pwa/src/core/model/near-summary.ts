/** The week's summary for somebody close to him: own days, sleep, limits and mood, for the lock screen and its preview. */
import type { Locale } from './content.ts';
import { addDays } from './dates.ts';
import { type Begun, type Logged, madeIn } from './diary.ts';
import { type NearDay, type NearSpan, nearDays, span } from './near.ts';
import { type NearCompared, nearSummaryWords } from './near-summary-words.ts';
import type { NudgeStyle } from './records.ts';
import { type Change, comparable, daysReached, daysWritten, discreet, fitting, SAYS_ENOUGH } from './summary.ts';

export interface NearNumbers extends NearSpan {
  /** How many of the seven dates the diary reaches: fewer than seven only in its first week. */
  of: number;
  /** Something is written of today, which is its last date and is not over. */
  today: boolean;
  change: Change | null;
  /** Of what it is told. */
  by: NearCompared[];
}

type Compared = Pick<NearNumbers, 'change' | 'by'>;

const notCompared: Compared = { change: null, by: [] };

/**
 * A whole step of mood and half a step of sleep are a change, each where both weeks have enough answers; null when none has, or the
 * two go apart.
 */
function compared(now: NearSpan, before: NearSpan): Compared {
  const step = (
    of: NearCompared,
    answers: (week: NearSpan) => number,
    mean: (week: NearSpan) => number | null,
    enough: number,
  ): { of: NearCompared; sign: number }[] => {
    if (answers(now) < SAYS_ENOUGH || answers(before) < SAYS_ENOUGH) return [];
    const more = (mean(now) ?? 0) - (mean(before) ?? 0);
    return [{ of, sign: Math.abs(more) < enough ? 0 : Math.sign(more) }];
  };
  const steps = [
    ...step(
      'mood',
      (it) => it.moods,
      (it) => it.moodMean,
      1,
    ),
    ...step(
      'sleep',
      (it) => it.sleep.of,
      (it) => it.sleepMean,
      0.5,
    ),
  ];
  const told = (sign: number): NearCompared[] => steps.filter((it) => it.sign === sign).map((it) => it.of);
  const [better, worse] = [told(1), told(-1)];
  if (steps.length === 0 || (better.length > 0 && worse.length > 0)) return notCompared;
  if (better.length > 0) return { change: 'calmer', by: better };
  return worse.length > 0 ? { change: 'harder', by: worse } : { change: 'same', by: told(0) };
}

/** The seven dates that end with `date`, beside the seven before them. */
export function nearSummary(records: Iterable<Logged>, date: string): NearNumbers {
  const all = [...records];
  return nearSummaryOf(nearDays(all), date, madeIn(all));
}

/** The same, of days that have been read already, in a diary that was made on `made`. */
export function nearSummaryOf(days: readonly NearDay[], date: string, made: string | null): NearNumbers {
  const week = (until: string): NearSpan => span(days, addDays(until, -6), until);
  const begun: Begun = { first: days[0]?.date ?? null, made };
  const besideBefore = (it: NearSpan): Compared => {
    const before = week(addDays(it.until, -7));
    return comparable(begun, it, before) ? compared(it, before) : notCompared;
  };
  const now = week(date);
  const found = besideBefore(now);
  // Today is not over: what is told is so of whole days too.
  const whole = besideBefore(week(addDays(date, -1)));
  return {
    ...now,
    of: daysReached(begun, now.from, now.until),
    today: span(days, date, date).days > 0,
    ...(found.change === whole.change ? found : notCompared),
  };
}

/** The sentences one by one. A part that has nothing to say, or nothing good to say of sleep or limits, is absent. */
export interface NearParts {
  days: string;
  sleep?: string;
  limits?: string;
  mood?: string;
  change?: string;
  next?: string;
}

export function nearParts(numbers: NearNumbers, locale: Locale, next?: string): NearParts {
  const words = nearSummaryWords[locale];
  const { sleep, limits, moodMean } = numbers;
  return {
    days: daysWritten(numbers, words),
    ...(sleep.good > 0 && { sleep: words.sleep(sleep) }),
    ...(limits.good > 0 && { limits: words.limits(limits) }),
    ...(moodMean !== null && { mood: words.mood(moodMean, numbers.moods) }),
    ...(numbers.change && { change: words.compared(numbers.change, numbers.by) }),
    ...(next && { next: words.next(next) }),
  };
}

/**
 * What a lock screen says of the week. `neutral`, and any style when nothing was answered, says nothing; `discreet` gives the days
 * and what a stranger may know of how they compare. None names the next step: «Er du trygg hjemme?» must not be seen by another.
 */
export function nearSentence(numbers: NearNumbers, style: NudgeStyle, locale: Locale): string {
  const words = nearSummaryWords[locale];
  if (style === 'neutral' || numbers.days === 0) return words.neutral;
  if (style === 'discreet') return discreet(numbers, words);
  return fitting(
    nearParts(numbers, locale),
    ['days', 'sleep', 'limits', 'mood', 'change'],
    ['days', 'sleep', 'mood', 'change', 'limits'],
  );
}
