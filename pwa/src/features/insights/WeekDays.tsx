/** The last seven days, each urge where it came and as strong as it was: from the first entry on. */

import { weekday } from '../../core/model/dates.ts';
import type { DrawnWeek } from '../../core/model/week-days.ts';
import { t } from '../../platform/i18n.ts';
import { NumbersTable } from '../../shared/Figure.tsx';
import { Folded } from '../../shared/Fold.tsx';
import { headingWords, weekdayWords } from '../../shared/moments.ts';
import { BarsKey } from '../../ui/Bars.tsx';
import { LineChart } from '../../ui/LineChart.tsx';

export function WeekDays({ dates, urges, bought }: DrawnWeek) {
  const rated = urges.some(({ after }) => after);
  return (
    <>
      <LineChart
        most={10}
        runs={urges.map(({ id, at, strength, after }) => [
          { key: id, at, value: strength },
          ...(after ? [{ key: `after-${id}`, ...after }] : []),
        ])}
        squares={bought}
        ticks={dates.map((date, day) => ({
          at: (day + 0.5) / dates.length,
          words: weekdayWords(weekday(date)).slice(0, 3),
        }))}
      />
      {bought.length > 0 && <BarsKey rest={t('weeks_purchases')} />}
      <p class="shows">{[t('days_dot'), ...(rated ? [t('days_after')] : [])].join(' ')}</p>
      <Folded id="week-days" summary={t('show_numbers')} opened={t('hide_numbers')}>
        <NumbersTable
          numbers={{
            caption: t('days_caption'),
            columns: [t('days_when'), t('falls_before'), t('falls_after')],
            rows: urges.map(({ id, date, part, strength, after }) => ({
              key: id,
              name: headingWords(date, part),
              cells: [String(strength), after ? String(after.value) : '–'],
            })),
          }}
        />
      </Folded>
    </>
  );
}
