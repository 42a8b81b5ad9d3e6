/**
 * How strong an urge was and what became of it, or how a day was, small: beside its line, and in its day of the month. The words of
 * the line say the same.
 */
import { isTen } from '../../core/model/codec.ts';
import type { DiaryLine } from '../../core/model/diary-lines.ts';

interface Point {
  x: number;
  value: number;
  mood?: boolean;
}

interface Drawn {
  wide: number;
  high: number;
  points: readonly Point[];
  /** An urge stands on the ground, so that its height can be told from that of another day. */
  stands?: boolean;
}

const SIDE = 5;
const MOST = 10;

/** Over the ground, from nought to ten. */
function Drawing({ wide, high, points, stands = false }: Drawn) {
  const up = (value: number): number => SIDE + (1 - value / MOST) * (high - 2 * SIDE);
  const [from, to] = points.filter(({ mood }) => !mood);
  return (
    <>
      <path class="foot-line" d={`M0 ${up(0) + 2}h${wide}`} />
      {from && stands && <path class="from-to" d={`M${from.x} ${up(0) + 2}V${up(from.value)}`} />}
      {from && to && <path class="from-to" d={`M${from.x} ${up(from.value)}L${to.x} ${up(to.value)}`} />}
      {points.map(({ x, value, mood }) => (
        <circle key={x} class={mood ? 'mood' : undefined} cx={x} cy={up(value)} r="3.5" />
      ))}
    </>
  );
}

const point = (x: number, value: unknown, mood = false): Point[] => (isTen(value) ? [{ x, value, mood }] : []);

const WIDE = 40;
const HIGH = 36;

/** Before at the left, afterwards at the right; the mood of a day in the middle, as a ring. */
export function LineDrawing({ line: { kind, fields } }: { line: DiaryLine }) {
  const points =
    kind === 'checkin'
      ? point(WIDE / 2, fields.mood, true)
      : [...point(SIDE, fields.strength), ...point(WIDE - SIDE, fields.after)];
  return (
    <svg class="line-drawing" viewBox={`0 0 ${WIDE} ${HIGH}`} aria-hidden="true">
      {points.length > 0 && <Drawing wide={WIDE} high={HIGH} points={points} />}
    </svg>
  );
}

const DAY = 26;
/** From nought to ten as far as a row of the month has room for. */
const DAY_HIGH = 40;

/** The strongest urge of a day and its mood, where it has them. */
export function dayNumbers(lines: readonly { kind: string; fields: DiaryLine['fields'] }[]): {
  urge?: number;
  mood?: number;
} {
  const urges = lines.flatMap(({ kind, fields }) =>
    kind === 'urge' && isTen(fields.strength) ? [fields.strength] : [],
  );
  const [mood] = lines.flatMap(({ kind, fields }) => (kind === 'checkin' && isTen(fields.mood) ? [fields.mood] : []));
  return { ...(urges.length > 0 && { urge: Math.max(...urges) }), ...(mood !== undefined && { mood }) };
}

/** Of what has neither, the ground alone. */
export function DayDrawing({ lines }: { lines: readonly DiaryLine[] }) {
  const { urge, mood } = dayNumbers(lines);
  return (
    <svg class="line-drawing of-day" viewBox={`0 0 ${DAY} ${DAY_HIGH}`} aria-hidden="true">
      <Drawing stands wide={DAY} high={DAY_HIGH} points={[...point(8, mood, true), ...point(DAY - 8, urge)]} />
    </svg>
  );
}
