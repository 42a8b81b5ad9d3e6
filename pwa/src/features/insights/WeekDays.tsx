/** The last seven days, each urge where it came and as strong as it was: from the first entry on. */

import { dayParts, type Moment, weekday } from '../../core/model/dates.ts';
import { datesCode } from '../../core/model/diary-filter.ts';
import { summaryWords } from '../../core/model/summary-words.ts';
import type { DrawnWeek } from '../../core/model/week-days.ts';
import { locale, t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Figure } from '../../shared/Figure.tsx';
import { capital, headingWords, weekdayWords } from '../../shared/moments.ts';
import { DrawnLink } from '../../ui/Counts.tsx';
import { LineChart, LineKey } from '../../ui/LineChart.tsx';
import { inDiary } from './inDiary.ts';

/** The urges and the purchases as rows, in the order in which they came. */
function rowsOf({ urges, bought }: DrawnWeek) {
  const { purchases } = summaryWords[locale.value];
  const named = [
    ...urges.map((it) => ({ ...it, name: headingWords(it.date, it.part) })),
    ...bought.map((it) => ({
      ...it,
      name: t('times_at', { when: headingWords(it.date, it.part), times: purchases(1) }),
      strength: null,
      after: null,
    })),
  ].sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
  return named.map(({ id, name, strength, after }) => ({
    key: id,
    name,
    leads: { href: to('entry', id), label: t('counts_in_diary', { name }), also: () => {} },
    cells: [strength, after?.value].map((it) => String(it ?? '–')),
  }));
}

const placeOf = ({ date, part }: Moment): string => `${date} ${dayParts.indexOf(part)}`;

export function WeekDays({ finding, ...week }: DrawnWeek & { finding: string }) {
  const { dates, urges, bought, joined } = week;
  const rated = urges.some(({ after }) => after !== null);
  const unrated = urges.filter(({ strength }) => strength === null);
  return (
    <Figure
      id="week-days"
      finding={finding}
      shows={[
        t('days_scale'),
        ...(unrated.length > 0 ? [t('days_flat')] : []),
        ...(joined ? [t('days_joined')] : []),
        t('days_press'),
      ].join(' ')}
      numbers={{
        caption: t('days_caption'),
        columns: [t('days_when'), t('falls_before'), t('falls_after')],
        rows: rowsOf(week),
      }}
    >
      <div class="week-days">
        <LineChart
          most={10}
          runs={urges.map(({ id, at, strength, after }) => [
            ...(strength === null ? [] : [{ key: id, at, value: strength }]),
            ...(after ? [{ key: `after-${id}`, ring: true, ...after }] : []),
          ])}
          flat={[
            ...unrated.map(({ id, at }) => ({ key: id, at, square: false })),
            ...bought.map(({ id, at }) => ({ key: id, at, square: true })),
          ]}
          ticks={dates.map((date, day) => ({
            at: (day + 0.5) / dates.length,
            ...(day === dates.length - 1
              ? { words: capital(t('date_today')), now: true }
              : { words: weekdayWords(weekday(date)).slice(0, 3) }),
          }))}
        />
        <div class="week-days-over">
          {dates.map((date, day) => (
            <span key={date}>
              {[...urges, ...bought].some((it) => it.date === date) && (
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
      <LineKey
        of={[
          { mark: 'point', words: t('days_came') },
          rated && { mark: 'ring', words: t('days_afterwards') },
          bought.length > 0 && { mark: 'rest', words: t('weeks_purchases') },
        ]}
      />
    </Figure>
  );
}
