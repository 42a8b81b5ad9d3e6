/** The last seven days, each urge where it came and as strong as it was: from the first entry on. */

import { weekday } from '../../core/model/dates.ts';
import { datesCode } from '../../core/model/diary-filter.ts';
import type { DrawnWeek } from '../../core/model/week-days.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Figure } from '../../shared/Figure.tsx';
import { headingWords, weekdayWords } from '../../shared/moments.ts';
import { BarsKey } from '../../ui/Bars.tsx';
import { DrawnLink } from '../../ui/Counts.tsx';
import { LineChart } from '../../ui/LineChart.tsx';
import { inDiary } from './inDiary.ts';

export function WeekDays({ dates, urges, bought, finding }: DrawnWeek & { finding: string }) {
  const rated = urges.some(({ after }) => after);
  return (
    <Figure
      id="week-days"
      finding={finding}
      shows={[t('days_dot'), ...(rated ? [t('days_after')] : []), t('days_press')].join(' ')}
      numbers={{
        caption: t('days_caption'),
        columns: [t('days_when'), t('falls_before'), t('falls_after')],
        rows: urges.map(({ id, date, part, strength, after }) => ({
          key: id,
          name: headingWords(date, part),
          leads: {
            href: to('entry', id),
            label: t('counts_in_diary', { name: headingWords(date, part) }),
            also: () => {},
          },
          cells: [String(strength), after ? String(after.value) : '–'],
        })),
      }}
    >
      <div class="week-days">
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
        <div class="week-days-over">
          {dates.map((date, day) => (
            <span key={date}>
              {(urges.some((it) => it.date === date) || bought.some((at) => Math.floor(at * dates.length) === day)) && (
                <DrawnLink
                  {...inDiary('days', day, weekdayWords(weekday(date)), {
                    dates: [datesCode({ from: date, until: date })],
                  })}
                />
              )}
            </span>
          ))}
        </div>
      </div>
      {bought.length > 0 && <BarsKey rest={t('weeks_purchases')} />}
    </Figure>
  );
}
