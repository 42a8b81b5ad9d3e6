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
  /** Where a purchase stands, if there was one: an open square on the ground, with no height. */
  bought: number | null;
  /** Something was planned: the ground is a ledge. */
  planned?: boolean;
}

const SIDE = 5;
const MOST = 10;
const SQUARE = 5;
const LEDGE = 2;

/** Over the ground, from nought to ten. */
function Drawing({ wide, high, points, stands = false, bought, planned = false }: Drawn) {
  const up = (value: number): number => SIDE + (1 - value / MOST) * (high - 2 * SIDE);
  const [from, to] = points.filter(({ mood }) => !mood);
  const square = up(0) + 1 - SQUARE - (planned ? LEDGE : 0);
  return (
    <>
      <path class={planned ? 'plan-ledge' : 'foot-line'} d={`M0 ${up(0) + 2}h${wide}`} />
      {bought !== null && <rect class="bought" x={bought - SQUARE / 2} y={square} width={SQUARE} height={SQUARE} />}
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

/** Before at the left, afterwards at the right; in the middle the mood of a day, as a ring, or a purchase; a plan as a ledge. */
export function LineDrawing({ line: { kind, fields } }: { line: DiaryLine }) {
  const bought = kind === 'purchase' ? WIDE / 2 : null;
  const planned = kind === 'evening';
  const points =
    kind === 'checkin'
      ? point(WIDE / 2, fields.mood, true)
      : [...point(SIDE, fields.strength), ...point(WIDE - SIDE, fields.after)];
  return (
    <svg class="line-drawing" viewBox={`0 0 ${WIDE} ${HIGH}`} aria-hidden="true">
      {(points.length > 0 || bought !== null || planned) && (
        <Drawing wide={WIDE} high={HIGH} points={points} bought={bought} planned={planned} />
      )}
    </svg>
  );
}

const DAY = 28;
/** As far out as a ring is whole; a square has as much room to it as to the dot, which has no edge. */
const DAY_SIDE = 4.5;
const DAY_SQUARE = 14.5;
/** From nought to ten as far as a row of the month has room for. */
const DAY_HIGH = 40;

interface Day {
  urge?: number;
  mood?: number;
  bought: boolean;
  planned: boolean;
}

/** Of a day: its strongest urge, whether it was logged or answered in the evening, its mood, and whether he bought or had planned. */
export function dayNumbers(lines: readonly { kind: string; fields: DiaryLine['fields'] }[]): Day {
  const tens = (of: string, field: string): number[] =>
    lines.flatMap(({ kind, fields: { [field]: value } }) => (kind === of && isTen(value) ? [value] : []));
  const urges = [...tens('urge', 'strength'), ...tens('checkin', 'peak')];
  const [mood] = tens('checkin', 'mood');
  return {
    ...(urges.length > 0 && { urge: Math.max(...urges) }),
    ...(mood !== undefined && { mood }),
    bought: lines.some(({ kind }) => kind === 'purchase'),
    planned: lines.some(({ kind }) => kind === 'evening'),
  };
}

/** Of what has none of it, the ground alone. */
export function DayDrawing({ lines }: { lines: readonly DiaryLine[] }) {
  const { urge, mood, bought, planned } = dayNumbers(lines);
  const points = [...point(DAY_SIDE, mood, true), ...point(DAY - DAY_SIDE, urge)];
  return (
    <svg class="line-drawing of-day" viewBox={`0 0 ${DAY} ${DAY_HIGH}`} aria-hidden="true">
      <Drawing
        stands
        wide={DAY}
        high={DAY_HIGH}
        points={points}
        bought={bought ? DAY_SQUARE : null}
        planned={planned}
      />
    </svg>
  );
}
