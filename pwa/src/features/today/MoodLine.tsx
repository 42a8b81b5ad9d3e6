/** The mood of the last two weeks as a line, below the answer of today: loaded when there is one. */
import { dayLine } from '../../core/model/day-line.ts';
import type { Diary } from '../../core/model/diary.ts';
import { decimalWords } from '../../core/model/numbers.ts';
import { locale, t } from '../../platform/i18n.ts';
import { Figure } from '../../shared/Figure.tsx';
import { numberedDay, yearWords } from '../../shared/moments.ts';
import { LineChart } from '../../ui/LineChart.tsx';

const MOST = 10;

/** `read`: the diary of those weeks, up to `date`. */
export function MoodLine({ read, date }: { read: Diary; date: string }) {
  const line = dayLine(read, 'mood', date, 'weeks');
  const mean = line?.lately.mean ?? null;
  if (!line || mean === null) return null;
  const { from, until, runs, slots } = line;
  const said = { mean: decimalWords(mean, locale.value), n: slots.length, from: yearWords(from) };
  return (
    <Figure finding={t('mood_line', said)}>
      <LineChart
        low
        most={MOST}
        runs={runs.map((run) => run.map((slot) => ({ ...slot, key: slot.from })))}
        ticks={[from, until].map((date, at) => ({ at, words: numberedDay(date) }))}
      />
    </Figure>
  );
}
