/**
 * Urges week by week: filled is what passed without a purchase, empty is purchases. Positions are in per cent and heights in
 * pixels, so that the figures on the bars keep their size on a narrow phone.
 */
import { weekNumber } from '../domain/dates.ts';
import type { Bar } from '../domain/insights.ts';
import { t } from '../i18n.ts';

const TALLEST = 92;
/** Room above the tallest bar for its figure, and below the axis for the week. */
const ABOVE = 22;
const BELOW = 24;
/** Pixels of one urge, at the most: a first single one does not fill the drawing. */
const UNIT = 23;
const LEFT = 12;
const STEP = 11;
const WIDTH = 7.75;

/** Drawn for the eye only: the finding above it and the table behind it say the same in words. */
export function WeekBars({ bars }: { bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map((bar) => bar.times));
  const unit = Math.min(UNIT, TALLEST / most);
  const axis = ABOVE + most * unit;
  return (
    <svg class="chart weeks" width="100%" height={axis + BELOW} aria-hidden="true">
      {bars.map((bar, place) => {
        const x = LEFT + STEP * place + (STEP - WIDTH) / 2;
        const top = axis - bar.times * unit;
        const filled = bar.passed * unit;
        const middle = `${x + WIDTH / 2}%`;
        return (
          <g key={bar.start}>
            {bar.times > 0 && <rect class="rest" x={`${x}%`} y={top} width={`${WIDTH}%`} height={axis - top} rx="2" />}
            {bar.passed > 0 && (
              <rect class="bar" x={`${x}%`} y={axis - filled} width={`${WIDTH}%`} height={filled} rx="2" />
            )}
            <text class="val" x={middle} y={top - 6} text-anchor="middle">
              {bar.times > 0 ? `${bar.passed}/${bar.times}` : '0'}
            </text>
            <text x={middle} y={axis + 18} text-anchor="middle">
              {bar.now ? t('weeks_now') : weekNumber(bar.start)}
            </text>
          </g>
        );
      })}
      <text x="0" y={axis + 18}>
        {t('weeks_week')}
      </text>
      <line class="axis" x1={`${LEFT - 1}%`} x2="100%" y1={axis} y2={axis} />
    </svg>
  );
}

/** What the fills mean. */
export function WeekKey() {
  return (
    <div class="key">
      <span>
        <svg viewBox="0 0 14 14" aria-hidden="true" class="chart">
          <rect class="bar" width="14" height="14" rx="2" />
        </svg>
        {t('weeks_passed')}
      </span>
      <span>
        <svg viewBox="0 0 14 14" aria-hidden="true" class="chart">
          <rect class="rest" x="1" y="1" width="12" height="12" rx="2" />
        </svg>
        {t('weeks_purchases')}
      </span>
    </div>
  );
}

/** The table behind the drawing. */
export function WeekTable({ bars }: { bars: readonly Bar[] }) {
  return (
    <details>
      <summary>{t('show_numbers')}</summary>
      <table class="plain">
        <caption class="hide">{t('weeks_caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('weeks_week')}</th>
            <th scope="col">{t('weeks_times')}</th>
            <th scope="col">{t('weeks_passed')}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.start}>
              <th scope="row">{bar.now ? t('weeks_this') : weekNumber(bar.start)}</th>
              <td>{bar.times}</td>
              <td>{bar.passed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
