/**
 * A row of weeks: how much of each bar is filled, with its figure on top. Each bar is a drawing of its own, in a column with its
 * words: these grow with the text of the phone, and where they no longer fit, the oldest weeks give way (charts.css).
 */
import type { ComponentChildren } from 'preact';
import { t } from '../platform/i18n.ts';

const TALLEST = 76;
/** Pixels of one, at the most: a first single one does not fill the drawing. */
const UNIT = 19;
/** The edge of a bar is drawn inside it. */
const EDGE = 0.75;

export interface WeekBar {
  /** First date of the week */
  from: string;
  now: boolean;
  filled: number;
  /** the whole bar; nought where nothing was answered */
  of: number;
  figure: string;
  /** What lies over its column to be pressed. */
  over?: ComponentChildren;
}

/** Of more columns only every other says its date, back from the last one: they have no room beside each other on a small phone. */
const ALL_SAID = 4;

/** A bar that stands on the axis: the outline is the whole, the fill is the part of it. */
function Bar({ filled, of, unit }: { filled: number; of: number; unit: number }) {
  const height = Math.max(2, of * unit);
  return (
    <svg class="chart" width="100%" height={height} aria-hidden="true">
      {of > filled && <rect class="rest" x="13%" y={EDGE} width="74%" height={height - 2 * EDGE} rx="2" />}
      {filled > 0 && <rect class="bar" x="13%" y={height - filled * unit} width="74%" height={filled * unit} rx="2" />}
    </svg>
  );
}

/** «24/28» may stand on two lines where the column is narrow. */
function Figure({ words }: { words: string }) {
  const [whole = '', part] = words.split('/');
  return (
    <span class="val">
      {part === undefined ? whole : `${whole}/`}
      <wbr />
      {part}
    </span>
  );
}

interface Props {
  weeks: readonly WeekBar[];
  most: number;
  /** a date, as short as it can be */
  dated: (date: string) => string;
}

/** Drawn for the eye only: the finding above it and the table behind it say the same in words. */
export function Bars({ weeks, most, dated }: Props) {
  const unit = Math.min(UNIT, TALLEST / Math.max(1, most));
  const each = weeks.length > ALL_SAID ? 2 : 1;
  return (
    <div class="bars weeks" aria-hidden="true">
      <span class="tick">{t('weeks_from')}</span>
      {weeks.map(({ from, now, filled, of, figure, over }, at) => (
        <div key={from}>
          <Figure words={figure} />
          <Bar filled={filled} of={of} unit={unit} />
          <span class="tick">
            {now ? t('weeks_now') : (weeks.length - 1 - at) % each === 0 ? dated(from) : '\u00a0'}
          </span>
          {over}
        </div>
      ))}
    </div>
  );
}

/** What a fill means, in the look that it has. */
function Meaning({ mark, words }: { mark: 'bar' | 'rest' | 'open'; words: string }) {
  const whole = mark === 'bar';
  const size = whole ? 14 : 12;
  const at = whole ? 0 : 1;
  return (
    <span>
      <svg viewBox="0 0 14 14" class="chart" aria-hidden="true">
        <rect class={mark} x={at} y={at} width={size} height={size} rx="2" />
      </svg>
      {words}
    </span>
  );
}

interface Meanings {
  filled?: string | false;
  rest?: string | false;
  /** What is not known yet. */
  open?: string | false;
  /** The words say what no table does: they are read out too. */
  read?: boolean;
}

/** What the fills that occur mean. */
export function BarsKey({ filled, rest, open, read = false }: Meanings) {
  return (
    <div class="key" aria-hidden={!read}>
      {filled && <Meaning mark="bar" words={filled} />}
      {rest && <Meaning mark="rest" words={rest} />}
      {open && <Meaning mark="open" words={open} />}
    </div>
  );
}
