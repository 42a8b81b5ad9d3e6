/** The week's summary for somebody close to him: own days, sleep, limits and mood, for the lock screen and its preview. */
import type { Locale } from './content.ts';
import { addDays } from './dates.ts';
import type { Logged } from './diary.ts';
import { type NearDay, nearDays, type Span, span } from './near.ts';
import { nearSummaryWords } from './near-summary-words.ts';
import type { NudgeStyle } from './records.ts';
import { type Change, SAYS_ENOUGH } from './summary.ts';

export interface NearNumbers extends Span {
  change: Change | null;
}

/** A whole step of mood and half a step of sleep are a change; when they go apart, it is neither. */
function change(now: Span, before: Span): Change {
  const step = (a: number | null, b: number | null, clearly: number): number =>
    a === null || b === null || Math.abs(a - b) < clearly ? 0 : Math.sign(a - b);
  const all = step(now.moodMean, before.moodMean, 1) + step(now.sleepMean, before.sleepMean, 0.5);
  return all > 0 ? 'calmer' : all < 0 ? 'harder' : 'same';
}

/** The seven whole days before `date`; when those are empty and today is not, the seven that end today (as `summary` has it). */
export function nearSummary(records: Iterable<Logged>, date: string): NearNumbers {
  const days: NearDay[] = nearDays(records);
  const week = (from: string): Span => span(days, from, addDays(from, 6));
  const whole = week(addDays(date, -7));
  const now = whole.days ? whole : week(addDays(date, -6));
  const before = week(addDays(now.from, -7));
  const first = days[0]?.date;
  const comparable =
    first !== undefined && first <= before.from && before.days >= SAYS_ENOUGH && now.days >= SAYS_ENOUGH;
  return { ...now, change: comparable ? change(now, before) : null };
}

/** The sentences that there is something to say in, for screens that set them apart. */
export function nearParts(numbers: NearNumbers, locale: Locale, next?: string): string[] {
  const words = nearSummaryWords[locale];
  const { sleep, limits, moodMean } = numbers;
  return [
    ...(sleep.of ? [words.sleep(sleep)] : []),
    ...(limits.of ? [words.limits(limits)] : []),
    ...(moodMean === null ? [] : [words.mood(moodMean)]),
    ...(numbers.change ? [words.change[numbers.change]] : []),
    ...(next ? [words.next(next)] : []),
  ];
}

/** One line of plain text. `neutral`, and any style when nothing was answered, says nothing; `discreet` gives days and change. */
export function nearSentence(numbers: NearNumbers, style: NudgeStyle, locale: Locale, next?: string): string {
  const words = nearSummaryWords[locale];
  if (style === 'neutral' || numbers.days === 0) return words.neutral;
  const days = words.days(numbers.days);
  if (style === 'discreet') return numbers.change ? `${days} ${words.change[numbers.change]}` : days;
  return [days, ...nearParts(numbers, locale, next)].join(' ');
}
