/**
 * The line one walks along: the wave as it is drawn for everybody, or the course of one's own earlier urges. The words at its end
 * stay; those over the marker, which says it too, give way to them.
 */

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { decimalWords } from '../../core/model/numbers.ts';
import type { RideCourse } from '../../core/model/ride-course.ts';
import { locale, t } from '../../platform/i18n.ts';
import {
  courseLines,
  crest,
  endHeight,
  endX,
  grown,
  heightOf,
  inTwo,
  labelAt,
  ledge,
  letter,
  markerX,
  meetsEnd,
  type Spot,
  startX,
  strata,
  stretched,
} from './drawing.ts';

interface Props {
  /** how much of it is walked, 0–1 */
  share: number;
  /** the name of the phase */
  where: string;
  /** his own */
  own: RideCourse | null;
}

/** The point of the line at `x`: it only goes rightwards, so halving finds it. */
function spotAt(path: SVGPathElement, x: number): Spot {
  const length = path.getTotalLength();
  let [low, high] = [0, length];
  while (high - low > 0.1) {
    const middle = (low + high) / 2;
    if (path.getPointAtLength(middle).x < x) low = middle;
    else high = middle;
  }
  const at = path.getPointAtLength(low);
  return { x: at.x, y: at.y, walked: (low / length) * 100 };
}

/** How many times larger the text of the phone is than usual. */
const textSize = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;

interface SaidProps {
  size: number;
  x: number;
  /** the height that the last row stands on */
  y: number;
  anchor: 'start' | 'middle' | 'end';
  rows: readonly string[];
}

/** Words in the drawing, `size` times as large as usual. */
const Said = ({ size, x, y, anchor, rows }: SaidProps) =>
  rows.map((words, at) => (
    <text
      key={words}
      transform={`translate(${x} ${y - (rows.length - 1 - at) * letter.height * size}) scale(${size})`}
      text-anchor={anchor}
    >
      {words}
    </text>
  ));

export function WaveDrawing({ share, where, own }: Props) {
  const path = useRef<SVGPathElement>(null);
  const [spot, setSpot] = useState<Spot | null>(null);
  const lines = own ? courseLines(own) : { crest, strata };
  useLayoutEffect(() => {
    if (path.current) setSpot(spotAt(path.current, markerX(share)));
  }, [share, lines.crest]);
  const numbers = own && {
    from: decimalWords(own.from, locale.value),
    to: decimalWords(own.to, locale.value),
    n: own.minutes,
  };
  const [start, end] = own ? [heightOf(own.from), heightOf(own.to)] : [214, 212.5];
  const last = inTwo(numbers ? t('course_end', numbers) : t('firm_ground'));
  const size = grown(textSize(), last, own);
  const ended = { rows: last, y: endHeight(own, size) };
  const over = spot && labelAt(spot, t('you_are_here'), size, own);
  const label = over && !meetsEnd(over, ended, size) ? over : null;
  return (
    <div class="bleed wave">
      <svg
        class="art"
        viewBox="0 0 390 306"
        role="img"
        aria-label={numbers ? t('course_drawn', { ...numbers, where }) : t('wave_drawn', { where })}
      >
        <path class="sky" d={`${stretched(lines.crest)}V-200H-2000Z`} />
        {lines.strata.map(({ line, d }) => (
          <path key={d} class={line} d={stretched(d)} />
        ))}
        <path class="todo" d={stretched(lines.crest)} />
        <path class="ink" d={`M-2000 ${start}H-20`} />
        <path
          ref={path}
          class="ink walked"
          pathLength="100"
          stroke-dasharray={`${spot?.walked ?? 0} 200`}
          d={lines.crest}
        />
        <path class="ledge" d={`M${ledge.from} ${end}H${ledge.to}`} />
        {spot && <circle class="here" cx={spot.x} cy={spot.y} r="10" />}
        {label && <Said size={size} x={label.x} y={label.y} anchor="middle" rows={label.rows} />}
        {numbers && <Said size={size} x={startX} y={start + 26} anchor="start" rows={[numbers.from]} />}
        <Said size={size} x={endX} y={ended.y} anchor="end" rows={last} />
      </svg>
    </div>
  );
}
