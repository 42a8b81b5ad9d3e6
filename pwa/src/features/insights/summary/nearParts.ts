/** The parts of the sheet of somebody close to him: own sleep, mood, limits and talks, nothing of his. */

import type { MeasureCourse } from '../../../core/model/fortnight.ts';
import { type Dates, sheetDates, sheetWeeks } from '../../../core/model/four-weeks.ts';
import { type NearDay, type NearSpan, type Share, span } from '../../../core/model/near.ts';
import { type NearNumbers, nearParts as weekParts } from '../../../core/model/near-summary.ts';
import { meanWords, tenthsWords } from '../../../core/model/numbers.ts';
import { locale, t } from '../../../platform/i18n.ts';
import { daysPart, fortnights, weekly, weekPart } from './parts.ts';
import type { SheetPart } from './sheet.ts';

/** The dates of the sheet. */
export const nearDates = (days: readonly NearDay[], date: string): Dates => sheetDates(days[0]?.date ?? null, date);

function shares(field: 'sleep' | 'limits', all: NearSpan, weeks: ReturnType<typeof weeksOf>): SheetPart[] {
  const { good, of: n } = all[field];
  if (n === 0) return [];
  const columns = [
    t(field === 'sleep' ? 'summary_col_nights' : 'summary_col_days'),
    t(field === 'sleep' ? 'near_sleep_key' : 'near_limits_key'),
  ];
  const cells = ({ good: held, of }: Share) => [String(of), String(held)];
  const name = t(`summary_${field}`);
  const table = weekly(name, columns, weeks, (it) => cells(it[field]));
  return [{ field, name, sentences: [t(`summary_${field}_said`, { good, n })], table }];
}

const weeksOf = (days: readonly NearDay[], dates: Dates) =>
  sheetWeeks(dates, ({ from, until }) => span(days, from, until));

function mood({ moodMean, moods }: NearSpan, weeks: ReturnType<typeof weeksOf>): SheetPart[] {
  if (moodMean === null) return [];
  const table = weekly(t('summary_mood'), [t('summary_col_days'), t('near_mood_mean')], weeks, (it) => [
    String(it.moods),
    it.moodMean === null ? '–' : tenthsWords(it.moodMean, locale.value),
  ]);
  const said = t('summary_mood_said', { mood: meanWords(moodMean, moods, locale.value), n: moods });
  return [{ field: 'mood', name: t('summary_mood'), sentences: [said], table }];
}

function talked(days: readonly NearDay[], { from, until }: Dates): SheetPart[] {
  const asked = days.filter((it) => it.date >= from && it.date <= until && it.talked !== undefined);
  const good = asked.filter((it) => it.talked).length;
  if (asked.length === 0) return [];
  return [
    { field: 'talked', name: t('summary_talked'), sentences: [t('summary_talked_said', { good, n: asked.length })] },
  ];
}

function week(numbers: NearNumbers, title?: string): SheetPart[] {
  if (numbers.days === 0) return [];
  const { sleep, limits, mood: how, days, change, next } = weekParts(numbers, locale.value, title);
  return [weekPart([sleep, limits, how, days, change, next], numbers)];
}

/** Everything there is something of; `next` is the title of the next step. */
export function nearSheetParts(
  days: readonly NearDay[],
  all: readonly MeasureCourse[],
  date: string,
  lastWeek: NearNumbers,
  next?: string,
): SheetPart[] {
  const dates = nearDates(days, date);
  const whole = span(days, dates.from, dates.until);
  const weeks = weeksOf(days, dates);
  return [
    ...week(lastWeek, next),
    daysPart(whole.days, dates),
    ...shares('sleep', whole, weeks),
    ...mood(whole, weeks),
    ...shares('limits', whole, weeks),
    ...talked(days, dates),
    ...fortnights(all, dates, false),
  ];
}
