/** An urge that eased, as a slope between its two numbers: the words of the entry say the same. */
import { isTen } from '../../core/model/codec.ts';

const WIDE = 320;
const HIGH = 88;
const SIDE = 6;
const STEPS = 40;

interface Eased {
  strength: number;
  after: number;
}

export const eased = <F extends Record<string, unknown>>(fields: F): fields is F & Eased =>
  isTen(fields.strength) && isTen(fields.after) && fields.after < fields.strength;

/** Only its ends were measured: nothing between them is higher than the one or lower than the other. */
export function RideDrawing({ strength: from, after: to }: Eased) {
  const up = (value: number): number => SIDE + (1 - value / 10) * (HIGH - 2 * SIDE);
  const across = (step: number): number => SIDE + (step / STEPS) * (WIDE - 2 * SIDE);
  const line = Array.from({ length: STEPS + 1 }, (_, step) => {
    const value = to + ((from - to) * (1 + Math.cos((Math.PI * step) / STEPS))) / 2;
    return `${across(step).toFixed(1)} ${up(value).toFixed(1)}`;
  });
  return (
    <div class="ride-drawing" aria-hidden="true">
      <svg class="line-drawing" aria-hidden="true" viewBox={`0 0 ${WIDE} ${HIGH}`}>
        <path class="foot-line" d={`M0 ${up(0) + 2}h${WIDE}`} />
        <path class="from-to" d={`M${line.join('L')}`} fill="none" />
        {[
          { at: 0, value: from },
          { at: STEPS, value: to },
        ].map(({ at, value }) => (
          <circle key={at} cx={across(at)} cy={up(value)} r="5" />
        ))}
      </svg>
      <p>
        <span>{from}</span>
        <span>{to}</span>
      </p>
    </div>
  );
}
