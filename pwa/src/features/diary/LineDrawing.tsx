/** How strong an urge was and what became of it, or how a day was, small beside its line. The words say the same. */
import { isTen } from '../../core/model/codec.ts';
import type { DiaryLine } from '../../core/model/diary-lines.ts';

const WIDE = 40;
const HIGH = 36;
const SIDE = 5;
const MOST = 10;

const up = (value: number): number => SIDE + (1 - value / MOST) * (HIGH - 2 * SIDE);

/** Where the points stand: before at the left, afterwards at the right, the mood of a day in the middle. */
function pointsOf({ kind, fields }: DiaryLine): { x: number; value: number }[] {
  const placed: (readonly [number, unknown])[] =
    kind === 'checkin'
      ? [[WIDE / 2, fields.mood]]
      : [
          [SIDE, fields.strength],
          [WIDE - SIDE, fields.after],
        ];
  return placed.flatMap(([x, value]) => (isTen(value) ? [{ x, value }] : []));
}

export function LineDrawing({ line }: { line: DiaryLine }) {
  const points = pointsOf(line);
  const [from, to] = points;
  return (
    <svg class="line-drawing" viewBox={`0 0 ${WIDE} ${HIGH}`} aria-hidden="true">
      {points.length > 0 && <path class="foot-line" d={`M0 ${up(0) + 2}h${WIDE}`} />}
      {from && to && <path class="from-to" d={`M${from.x} ${up(from.value)}L${to.x} ${up(to.value)}`} />}
      {points.map(({ x, value }) => (
        <circle key={x} class={line.kind === 'checkin' ? 'mood' : undefined} cx={x} cy={up(value)} r="3.5" />
      ))}
    </svg>
  );
}
