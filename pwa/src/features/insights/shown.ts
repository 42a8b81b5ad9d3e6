/** What the parts of Insights are given: counted once, for the date it is and as far back as one looks. */
import { addDays } from '../../core/model/dates.ts';
import { dayLine, goodThings, missingDays, strengthLine } from '../../core/model/day-line.ts';
import { type Diary, firstDate } from '../../core/model/diary.ts';
import { bars, helped, rises, toldBars, triggers, whenTable } from '../../core/model/insights.ts';
import { moodAndUrge } from '../../core/model/mood-and-urge.ts';
import { purchases } from '../../core/model/purchases.ts';
import { fallsBetween, ratedDates, ratings } from '../../core/model/rated.ts';
import { type Span, spanDates, WEEK } from '../../core/model/spans.ts';
import { t } from '../../platform/i18n.ts';

export function shownOf(read: Diary, date: string, span: Span) {
  const all = bars(read, date, span);
  const { lately } = toldBars(all, span);
  const dates = spanDates(span, read, date);
  const since = begins(lately[0]?.start ?? date, dates);
  const boughtOn = read.purchases.map((it) => it.date).filter((it) => it >= since && it <= date);
  return {
    read,
    span,
    dates,
    bars: all,
    since,
    falls: fallsBetween(read.urges, since, date),
    boughtOn,
    bought: boughtOn.some((it) => it > addDays(date, -WEEK)),
    rises: span === 'weeks' && rises(all, firstDate(read)),
    strength: span === 'weeks' ? strengthLine(read, date) : null,
    purchases: purchases(read, date),
    when: whenTable(read, date, span),
    triggers: triggers(read, date, span),
    moodAndUrge: moodAndUrge(read, date, span),
    helped: helped(read.urges),
    rated: ratedDates(read.urges),
    ratings: ratings(read.urges),
  };
}

export type Shown = ReturnType<typeof shownOf>;

/** What a bar or a point begins with: the first date that is shown, where the week around it began before. */
export const begins = (start: string, { from }: { from: string }): string => (start < from ? from : start);

/** That urges of today are in no number of the bars and of the week yet, where there are some. */
export function laterWords({ bars: all }: Pick<Shown, 'bars'>): string[] {
  const open = all.at(-1)?.open ?? 0;
  return open > 0 ? [t('weeks_later', { n: open })] : [];
}

/** Mood and control from the same day on: they stand in one drawing. */
function linesOf(read: Diary, span: Span, until: string) {
  const mood = dayLine(read, 'mood', until, span);
  const control = dayLine(read, 'control', until, span, mood?.from);
  const later = mood && control && control.from < mood.from;
  return { mood: later ? dayLine(read, 'mood', until, span, control.from) : mood, control };
}

/** What the last part is given besides: counted when it is drawn, a frame after the others. */
export const answersOf = ({ read, span, dates: { until } }: Shown) => ({
  lines: linesOf(read, span, until),
  missingDays: missingDays(read, until, span),
  good: goodThings(read),
});

export type AnswersShown = ReturnType<typeof answersOf>;
