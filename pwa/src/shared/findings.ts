/** Findings in words. Each says no more than its numbers do, and names them, so that a small number is seen to be small. */

import {
  type Bar,
  type Counted,
  commonest,
  type Hour,
  hardest,
  mostHelp,
  sum,
  toldBars,
  type WayHelp,
} from '../core/model/insights.ts';
import { decimalWords } from '../core/model/numbers.ts';
import type { Purchases } from '../core/model/purchases.ts';
import type { Span } from '../core/model/spans.ts';
import { least, summaryWords } from '../core/model/summary-words.ts';
import { locale, t } from '../platform/i18n.ts';
import { capital, weekdayWords, yearWords } from './moments.ts';

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

/** «Torsdag og fredag kveld er vanskeligst i tallene dine: 18 av 46 ganger.» */
export function hoursWords(rows: readonly (readonly number[])[]): string {
  const hours = hardest(rows);
  const when = hourNames(hours);
  if (!when) return t('heat_even');
  const times = hours.reduce((all, hour) => all + hour.times, 0);
  return t('heat_finding', { when: capital(when), times, n: rows.flat().reduce((all, cell) => all + cell, 0) });
}

/** How the urges of `bars` ended, in the words of the summary. */
function endedWords(bars: readonly Bar[], span: string): string {
  const { passed, purchases, times, open } = sum(bars);
  const words = summaryWords[locale.value];
  const bought = words.purchases(purchases);
  if (times === 0) return t(open > 0 ? 'weeks_open' : 'weeks_none', { span });
  if (passed === 0) return t('weeks_bought', { span, bought });
  if (least(passed, times)) return t('weeks_few', { span, times: words.times(passed), bought });
  if (times > 2) return t('weeks_finding', { span, passed, n: times });
  return t(times === 1 ? 'weeks_once' : passed === 2 ? 'weeks_twice' : 'weeks_once_of_two', { span });
}

/** The last weeks, or the whole of a longer span; of eight weeks also the four before. */
export function trendWords(bars: readonly Bar[], span: Span): { finding: string; more?: string } {
  const told = toldBars(bars, span);
  const words = t(`weeks_span_${span === 'weeks' ? (told.lately.length as 1 | 2 | 3 | 4) : span}`);
  const before = sum(told.before);
  return {
    finding: endedWords(told.lately, words),
    ...(before.passed > 0 && { more: t('weeks_before', { passed: before.passed, n: before.times }) }),
  };
}

/** What came most often before, of `n` entries that say what did. */
export function triggersWords(counted: readonly Counted[], n: number, label: (code: string) => string): string {
  const [first, second] = commonest(counted);
  if (!first) return t('triggers_even');
  const { times } = first;
  if (!second) return t('triggers_finding', { label: label(first.code), times, n });
  return t('triggers_two', { one: label(first.code), other: label(second.code), times, n });
}

/** After which way the urge fell most; one way used once says nothing yet. */
export function helpedWords(ways: readonly WayHelp[], label: (way: string) => string): string {
  const [first, second] = mostHelp(ways);
  if (!first) return t('helped_tried');
  const fall = decimalWords(first.fall, locale.value);
  if (second) return t('helped_two', { one: label(first.way), other: label(second.way), fall });
  return t('helped_finding', { label: label(first.way), fall, n: first.times });
}

/** Purchases of the last 28 days; of a younger diary, of all of it. `silent`: nothing at all was written in them. */
export function purchasesWords(n: number, young: boolean, silent: boolean): string {
  if (silent) return t('purchases_silent');
  if (n === 0) return young ? t('purchases_since_none') : t('purchases_last_none');
  return young ? t('purchases_since', { n }) : t('purchases_last', { n });
}

/** When the longest time without a purchase was. */
export function bestDates({ from, until, days }: NonNullable<Purchases['best']>): string {
  if (days === 1) return t('purchases_best_day', { from: yearWords(from) });
  return t('purchases_best_dates', { from: yearWords(from), until: yearWords(until) });
}

/** Keeps «6 av 7» on one line. */
export const together = (words: string): string =>
  words.replace(/\d (av|of|of the|out of) \d/g, (it) => it.replaceAll(' ', '\u00a0'));
