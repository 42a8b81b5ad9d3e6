/**
 * A row of weeks: how much of each bar is filled, with its figure on top. Positions are in per cent and heights in pixels, so
 * that the figures keep their size on a narrow phone.
 */
import { weekNumber } from '../domain/dates.ts';
import { t } from '../i18n.ts';

const TALLEST = 92;
/** Room above the tallest bar for its figure, and below the axis for the week. */
const ABOVE = 22;
const BELOW = 24;
/** Pixels of one, at the most: a first single one does not fill the drawing. */
const UNIT = 23;
const LEFT = 12;
const STEP = 11;
const WIDTH = 7.75;

export interface WeekBar {
  /** Monday of the week */
  from: string;
  now: boolean;
  filled: number;
  /** the whole bar; nought where nothing was answered */
  of: number;
  figure: string;
}

/** Drawn for the eye only: the finding above it and the table behind it say the same in words. */
export function Bars({ weeks, most }: { weeks: readonly WeekBar[]; most: number }) {
  const unit = Math.min(UNIT, TALLEST / Math.max(1, most));
  const axis = ABOVE + Math.max(1, most) * unit;
  return (
    <svg class="chart weeks" width="100%" height={axis + BELOW} aria-hidden="true">
      {weeks.map(({ from, now, filled, of, figure }, place) => {
        const x = LEFT + STEP * place + (STEP - WIDTH) / 2;
        const top = axis - of * unit;
        const middle = `${x + WIDTH / 2}%`;
        return (
          <g key={from}>
            {of > filled && <rect class="rest" x={`${x}%`} y={top} width={`${WIDTH}%`} height={axis - top} rx="2" />}
            {filled > 0 && (
              <rect
                class="bar"
                x={`${x}%`}
                y={axis - filled * unit}
                width={`${WIDTH}%`}
                height={filled * unit}
                rx="2"
              />
            )}
            <text class="val" x={middle} y={top - 6} text-anchor="middle">
              {figure}
            </text>
            <text x={middle} y={axis + 18} text-anchor="middle">
              {now ? t('weeks_now') : weekNumber(from)}
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
export function BarsKey({ filled, rest }: { filled: string; rest: string }) {
  return (
    <div class="key">
      <span>
        <svg viewBox="0 0 14 14" aria-hidden="true" class="chart">
          <rect class="bar" width="14" height="14" rx="2" />
        </svg>
        {filled}
      </span>
      <span>
        <svg viewBox="0 0 14 14" aria-hidden="true" class="chart">
          <rect class="rest" x="1" y="1" width="12" height="12" rx="2" />
        </svg>
        {rest}
      </span>
    </div>
  );
}

/** The table behind the drawing: a row a week. */
export function BarsTable({
  caption,
  columns,
  rows,
}: {
  caption: string;
  columns: readonly string[];
  rows: readonly { from: string; now: boolean; cells: readonly string[] }[];
}) {
  return (
    <details>
      <summary>{t('show_numbers')}</summary>
      <table class="plain">
        <caption class="hide">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('weeks_week')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ from, now, cells }) => (
            <tr key={from}>
              <th scope="row">{now ? t('weeks_this') : weekNumber(from)}</th>
              {cells.map((cell, place) => (
                <td key={columns[place]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
