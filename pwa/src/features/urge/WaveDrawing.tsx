/**
 * The line one walks along: the wave as it is drawn for everybody, or the course of one's own earlier urges. Who has come to its end
 * stands there: the words that named it give way.
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
  fromX,
  grown,
  heightOf,
  labelAt,
  letter,
  meetsEnd,
  type Spot,
  startX,
  strata,
  stretched,
  toX,
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
  y: number;
  anchor: 'start' | 'middle' | 'end';
  children: string;
}

/** Words in the drawing, `size` times as large as usual. */
const Said = ({ size, x, y, anchor, children }: SaidProps) => (
  <text transform={`translate(${x} ${y}) scale(${size})`} text-anchor={anchor}>
    {children}
  </text>
);

export function WaveDrawing({ share, where, own }: Props) {
  const path = useRef<SVGPathElement>(null);
  const [spot, setSpot] = useState<Spot | null>(null);
  const lines = own ? courseLines(own) : { crest, strata };
  useLayoutEffect(() => {
    if (path.current) setSpot(spotAt(path.current, fromX + (toX - fromX) * Math.min(1, share)));
  }, [share, lines.crest]);
  const numbers = own && {
    from: decimalWords(own.from, locale.value),
    to: decimalWords(own.to, locale.value),
    n: own.minutes,
  };
  const [start, end] = own ? [heightOf(own.from), heightOf(own.to)] : [214, 212.5];
  const last = numbers ? t('course_end', numbers) : t('firm_ground');
  const size = grown(textSize(), last, own);
  const ended = { words: last, y: endHeight(own, size) };
  const label = spot && labelAt(spot, t('you_are_here'), size, own);
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
        <path class="ledge" d={`M324 ${end}H378`} />
        {spot && <circle class="here" cx={spot.x} cy={spot.y} r="10" />}
        {label?.rows.map((words, at) => (
          <Said
            key={at}
            size={size}
            x={label.x}
            y={label.y - (label.rows.length - 1 - at) * letter.height * size}
            anchor="middle"
          >
            {words}
          </Said>
        ))}
        {numbers && (
          <Said size={size} x={startX} y={start + 26} anchor="start">
            {numbers.from}
          </Said>
        )}
        {!(label && meetsEnd(label, ended, size)) && (
          <Said size={size} x={endX} y={ended.y} anchor="end">
            {ended.words}
          </Said>
        )}
      </svg>
    </div>
  );
}
