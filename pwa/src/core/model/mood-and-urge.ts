/** Whether the strongest urge of a day goes with a low mood: told with enough days of both kinds, as a difference where chance seldom makes it. */
import type { Diary } from './diary.ts';
import { DEVIATIONS } from './insights.ts';
import { type Span, spanStart } from './spans.ts';

/** A mood below the middle of its scale is low. Chosen by us; no source. */
export const LOW_BELOW = 5;

/** Fewest days of each kind: a week of them. With six of each, even the greatest difference stays within the deviations. Chosen by us; no source. */
export const FEWEST_DAYS = 7;

/**
 * Steps between the two means. On another scale from 0 to 10, that of pain, people call a change of two much better (Farrar 2001,
 * doi:10.1016/S0304-3959(01)00349-9); of urges nobody has measured it.
 */
const STEPS = 2;

/** Days of one kind, and the mean of their strongest urges. */
export interface Kind {
  days: number;
  mean: number;
}

export interface MoodAndUrge {
  low: Kind;
  other: Kind;
  /** the two differ by more than chance often makes */
  differ: boolean;
}

interface Day {
  low: boolean;
  peak: number;
}

/** The days whose mood and strongest urge are both known. */
const known = (read: Diary, date: string, span: Span): Day[] => {
  const since = spanStart(span, read, date);
  return read.checkins.flatMap((it) =>
    it.peak !== undefined && it.date >= since && it.date <= date ? [{ low: it.mood < LOW_BELOW, peak: it.peak }] : [],
  );
};

const kindOf = (days: readonly Day[]): Kind => ({
  days: days.length,
  mean: days.reduce((sum, { peak }) => sum + peak, 0) / days.length,
});

/** How many deviations the ranks of the low days lie from where chance alone puts them (Mann and Whitney's test, with its ties). */
function deviations(days: readonly Day[], low: number): number {
  const n = days.length;
  let below = 0;
  let ranks = 0;
  let ties = 0;
  for (const peak of new Set(days.map((it) => it.peak).sort((a, b) => a - b))) {
    const tied = days.filter((it) => it.peak === peak);
    ranks += tied.filter((it) => it.low).length * (below + (tied.length + 1) / 2);
    ties += tied.length ** 3 - tied.length;
    below += tied.length;
  }
  const deviation = Math.sqrt(((low * (n - low)) / 12) * (n + 1 - ties / (n * (n - 1))));
  return deviation > 0 ? Math.abs(ranks - (low * (n + 1)) / 2) / deviation : 0;
}

/** Null with too few days of either kind. It says which goes with which, never which comes of the other. */
export function moodAndUrge(read: Diary, date: string, span: Span): MoodAndUrge | null {
  const days = known(read, date, span);
  const [low, other] = [kindOf(days.filter((it) => it.low)), kindOf(days.filter((it) => !it.low))];
  if (Math.min(low.days, other.days) < FEWEST_DAYS) return null;
  const differ = Math.abs(low.mean - other.mean) >= STEPS && deviations(days, low.days) >= DEVIATIONS;
  return { low, other, differ };
}
